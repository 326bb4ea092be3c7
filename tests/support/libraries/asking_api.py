"""A site for the API, and how its answers are read."""

import json
import shutil
from pathlib import Path
from typing import Any

from built import Built, small_root
from running import Answer
from shared import shared
from small import MASKED, practice, session, work


def site_of_the_api(root: Path) -> Built:
    """The small site with a second practice, a confirmed session, a draft, and one that is under embargo."""
    return Built(shutil.copytree(shared("api", _build), root, dirs_exist_ok=True))


def _build(folder: Path) -> None:
    root = small_root(folder)
    practice(root, "an-toan", "An toàn từ thiết kế", "Safety by design")
    path = root / "content/library/an-toan.vi.md"
    taken_over = (
        'approved_for: [{on: 2026-11-19, organisation: {vi: "Bộ Y", en: "Ministry Y"}}]\nreply: "Ý kiến khác."\n'
        'reply_by: {vi: "Hội A", en: "Society A"}\nreply_on: 2026-11-21\nstage:'
    )
    path.write_text(path.read_text("utf-8").replace('["VN"]', '["AU"]').replace("stage:", taken_over), "utf-8")
    about = {"theme": "safety-by-design", "figure": "online"}
    work(root, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread", **about)
    work(root, 2, MASKED, "The silent bell", "quảchuông", "bell", masked=True, **about)
    said = {"speakers": [{"person": "pauline"}, {"person": "giau-ten", "role": {"vi": "Cán bộ", "en": "Officer"}}]}
    session(root, "be-mac", "2025-10-23 16:00", "Bế mạc", "Closing", status="confirmed", track="learning", **said)
    session(root, "nhap", "2025-10-23 17:00", "Bản nháp kín", "A secret draft", draft=True)
    session(root, "sau-nay", "2025-10-23 18:00", "Chưa công bố", "Not public yet", embargo="2027-01-01 10:00")
    Built(root)


def ask(hub: Built, path: str) -> Any:
    """A document of the API."""
    answer = hub.ask(f"/api/v1/{path}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json"), answer.text
    return json.loads(answer.text)


def ids(hub: Built, path: str) -> list[str]:
    """The ids in a list of the API."""
    found = ask(hub, path)
    assert found["total"] >= len(found["items"])
    return [each["id"] for each in found["items"]]


def problem(answer: Answer) -> Any:
    """What an answer says that is a problem (RFC 9457)."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    found = json.loads(answer.text)
    assert found["status"] == answer.status
    return found
