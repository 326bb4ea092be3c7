"""Queries on pages and helplines."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from hub.content.edition import Reader
from hub.feature import MenuEntry
from hub.features.pages.model import Helpline, Page

UNKNOWN = frozenset(["chưa có thông tin", "không có thông tin", "chưa biết", "not known", "not yet known", "unknown"])
SECTIONS = ("danger", "talk", "picture", "report", "abroad")


def menu(reader: Reader) -> Iterator[MenuEntry]:
    """Yield the menus' entries.

    The main menu has the first page about the site and the pages marked for it; the footer has all others.
    """
    pages = {name: [page for page in reader.all(Page) if page.menu == name] for name in ("main", "about", "legal")}
    yield from (_entry(page, order=60) for page in [*pages["about"][:1], *pages["main"]])
    yield from (_entry(page, order=60, menu="footer") for page in [*pages["about"], *pages["legal"]])


def _entry(page: Page, **place: Any) -> MenuEntry:
    return MenuEntry(
        page.short or page.title,
        "pages.detail",
        page.slug,
        arguments={"slug": page.slug},
        invites=page.invites,
        **place,
    )


def known(words: str) -> str:
    """Return what a line says of a service; "" if it says only that nothing is known."""
    return "" if words.strip(" .").lower() in UNKNOWN else words


def helplines(reader: Reader) -> list[tuple[str, list[Helpline]]]:
    """Return the helplines by purpose, in the help page's order."""
    lines = sorted(reader.terms("helplines").values(), key=lambda line: SECTIONS.index(line.section))
    return [(section, list(group)) for section, group in groupby(lines, lambda line: line.section)]
