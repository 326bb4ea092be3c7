"""Questions over pages and helplines."""

from itertools import groupby

from hub.content.edition import Reader
from hub.features.pages.model import Helpline, Page

SECTIONS = ("danger", "talk", "picture", "report", "abroad")


def menu(reader: Reader) -> dict[str, list[tuple[str, str]]]:
    """Slug and title of the pages of each menu."""
    pages = [page for page in reader.all(Page) if page.menu != "none"]
    return {
        name: [(page.slug, page.short or page.title) for page in pages if page.menu == name]
        for name in ("main", "about", "legal")
    }


def helplines(reader: Reader) -> list[tuple[str, list[Helpline]]]:
    """The places that help, by what they are for, in the help page's order."""
    lines = sorted(reader.terms("helplines").values(), key=lambda line: SECTIONS.index(line.section))
    return [(section, list(group)) for section, group in groupby(lines, lambda line: line.section)]
