"""What the site of this repository states, as it is held against the pages of facts."""

import re
from collections.abc import Iterator

from built import Built, Element, Page
from facts import without_asides


class Site:
    """The site of this repository, every page parsed once."""

    def __init__(self, built: Built) -> None:
        self.built, self.pages = built, dict(built.pages())

    def main(self, path: str) -> str:
        assert path in self.pages, f"there is no page {path}"
        return self.pages[path].main.text

    def in_language(self, lang: str) -> Iterator[tuple[str, Page]]:
        return ((path, page) for path, page in self.pages.items() if path.startswith(f"/{lang}/"))


def heading(page: Page) -> str:
    """The title of a page, as it stands on it."""
    return page.one("h1").text


def sourced(element: Element, page: Page) -> bool:
    """Whether a source is named inside an element."""
    return any(link.get("href").startswith("#source-") and within(link, element) for link in page.all("a"))


def within(inner: Element, outer: Element) -> bool:
    """Whether an element is another one, or stands inside it."""
    return inner is outer or (inner.parent is not None and within(inner.parent, outer))


def title_of(cell: str) -> str:
    """A title without a remark before it: `*(title after the choice)* Gần gấp ba`."""
    return re.sub(r"^\*\([^)]*\)\*\s*", "", cell)


def reached(cell: str) -> tuple[list[str], list[str]]:
    """The numbers to dial, without blanks, and the addresses of a service."""
    parts = [without_asides(re.sub(r",.*", "", part)) for part in cell.split(";")]
    return [re.sub(r"\D", "", part) for part in parts if "." not in part], [part for part in parts if "." in part]


def unless(said: object, wrong: str) -> list[str]:
    """What is wrong, unless the site says it."""
    return [] if said else [wrong]
