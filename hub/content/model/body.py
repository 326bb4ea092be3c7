"""A text after rendering: what a page needs to know of it at once, and the HTML that is fetched when it is shown."""

from dataclasses import dataclass
from typing import NamedTuple

PREAMBLE = "body"


class Section(NamedTuple):
    """One `##` section: its id, and its heading as plain text. What stands before the first is `body`, without heading."""

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered text by its key among the kept ones; `sections` lists its parts in order."""

    key: str = ""
    sections: tuple[Section, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sections)

    def __contains__(self, section: object) -> bool:
        return any(part.id == section for part in self.sections)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Sanitised HTML by section id; headings are left out, notes stand under `notes`.

    Links into the hub are `hub:practice/slug`, `hub:media/file.svg`, `hub:cite/source`: resolved where a page is made.
    """

    sections: tuple[Section, ...]
    html: tuple[str, ...]
    notes: str = ""

    def part(self, section: str) -> str:
        """The HTML of one section; empty where there is none."""
        return next((html for part, html in zip(self.sections, self.html, strict=True) if part.id == section), "")
