"""A site to be searched, and the pages of its search."""

import re
import shutil
from pathlib import Path
from urllib.parse import quote_plus

from built import Built, Page, small_site
from shared import shared
from small import put, session

SESSIONS = 47  # of one word, on three pages


def searched_site(root: Path) -> Built:
    """The small site, and so many sessions of one word."""
    return Built(shutil.copytree(shared("searched", _build), root, dirs_exist_ok=True))


def _build(root: Path) -> None:
    hub = small_site(root)
    for n in range(SESSIONS):
        session(root, f"hoi-{n:02}", "2025-10-22 15:00", f"Chuyên đề dừa {n}", f"Coconut {n}")
    put(
        root / "content/agenda/toan-the.vi.md",
        (root / "content/agenda/toan-the.vi.md")
        .read_text(encoding="utf-8")
        .replace("là gì?", "là gì? Clip nóng là từ không nên dùng."),
    )
    hub.build()


def search(hub: Built, query: str, lang: str = "vi", **more: str) -> Page:
    """The page of a search."""
    target = f"/{lang}/search/?q={quote_plus(query)}" + "".join(
        f"&{name}={quote_plus(value)}" for name, value in more.items()
    )
    answer = hub.ask(target)
    assert answer.status == 200
    return Page(answer.text)


def links(page: Page) -> list[str]:
    """The addresses of what was found, best first in each group."""
    return [link["href"] for link in page.all("a") if link.parent and re.fullmatch("h[23]", link.parent.tag)]
