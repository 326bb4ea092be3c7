"""What the programme weighs on the way to a phone: its page, the stylesheet and every script that it loads, compressed to the end."""

import json
import random
import re
from functools import cache
from pathlib import Path

import brotli
import pytest
from client import Client
from running import REPOSITORY
from small import document, put, small

from hub.i18n.vietnamese import slug_of

LEAST_SCRIPTS = {"type", "anchor", "unfold"}


@cache  # most files are those of several pages
def sent(body: bytes) -> int:
    """How many bytes are sent in br, once it is compressed to the end."""
    return len(brotli.compress(body, quality=11))


def weight(client: Client, path: str) -> dict[str, int]:
    """The bytes of a page and of everything that it makes a browser fetch but its fonts, by name, as they are sent in br."""
    page = client.page(path)
    links = [each for each in page.all("link") if each.get("rel") == "stylesheet" and not each.inside("noscript")]
    sheets = [each["href"] for each in links]
    base = next(each["data-files"] for each in page.all("script") if each.get("data-files"))
    named = re.findall(r'"(\w+)"', re.search(r"new Set\(\[([^\]]*)", page.source)[1])  # type: ignore[index]
    named += [name for each in page.elements for name in each.get("data-behaviour").split()]
    files = {path, *sheets, f"{base}type.css", f"{base}print.css", *(f"{base}{name}.js" for name in named)}
    assert {Path(file).stem for file in files if file.endswith(".js")} >= LEAST_SCRIPTS
    return {file: sent(client.ask(file).body) for file in sorted(files)}


@pytest.fixture(scope="module")
def own() -> Client:
    """The site with the programme that is published."""
    return Client(REPOSITORY)


@pytest.mark.parametrize("path", ["agenda/", "agenda/rooms/", "agenda/now/", "agenda/?language=vi", "agenda/khai-mac/"])
def test_the_published_programme_weighs_at_most_20_kilobytes(own: Client, path: str) -> None:
    found = weight(own, f"/vi/{path}")
    assert sum(found.values()) <= 20_000, found


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """Three days with 300 sessions in ten rooms; their titles are words drawn from the site's pages, as varied as real ones."""
    root = small(tmp_path_factory.mktemp("large"))
    rooms = [
        {"id": f"phong-{number}", "label": {"vi": f"Phòng {number}", "en": f"Room {number}"}} for number in range(10)
    ]
    listed = {"title": {"vi": "Phòng", "en": "Rooms"}, "terms": rooms}
    put(root / "content/vocabulary/venue-rooms.yaml", json.dumps(listed, ensure_ascii=False))
    texts = " ".join(path.read_text("utf-8") for path in sorted((REPOSITORY / "content/pages").glob("*.vi.md")))
    known = sorted(set(re.findall(r"\b[a-zà-ỹđ]{2,7}\b", texts)))
    assert len(known) > 500
    drawn = random.Random(22)
    for number in range(300):
        day, rest = divmod(number, 100)
        words = drawn.choices(known, k=9)
        front = {
            "title": " ".join(words).capitalize(), "summary": "Tóm tắt.", "minutes": 45, "room": f"phong-{rest % 10}",
            "starts": f"2025-10-{22 + day} {8 + rest // 10:02}:{number % 3 * 15:02}", "format": "talk", "status": "confirmed",
            "languages": ["vi", "en"][: 1 + number % 2], "interpretation": [{"channel": 1, "language": "en"}] if number % 4 else [],
            "track": drawn.choice(["learning", "safety-by-design"]),
        }  # fmt: skip
        put(root / f"content/agenda/{slug_of(' '.join(words[:5]))}-{number}.vi.md", document(front))
    return Client(root, now="2025-10-22T09:20")


@pytest.mark.slow
@pytest.mark.parametrize("path", ["agenda/", "agenda/rooms/", "agenda/now/"])
def test_a_programme_of_300_sessions_weighs_at_most_45_kilobytes(large: Client, path: str) -> None:
    page = large.page(f"/vi/{path}")
    assert path == "agenda/now/" or len(page.all("h3")) >= 300
    found = weight(large, f"/vi/{path}")
    assert sum(found.values()) <= 45_000, found
