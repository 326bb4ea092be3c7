"""A rendered text: the facts that a page needs at once, and the HTML that is fetched when it is shown."""

from dataclasses import dataclass
from typing import NamedTuple

PREAMBLE = "body"


class Section(NamedTuple):
    """A `##` section: its id, and its heading as plain text.

    The text before the first one has the id `body` and no heading.
    """

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered text, by its key in the archive; `sections` lists its sections in order."""

    key: str = ""
    sections: tuple[Section, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sections)

    def __contains__(self, section: object) -> bool:
        return any(part.id == section for part in self.sections)


@dataclass(frozen=True, slots=True)
class Rendered:
    """Sanitised HTML, one piece for each of `sections`, without headings; `notes` are the footnotes.

    Links into the hub are `hub:practice/slug`, `hub:media/file.svg` and `hub:cite/source`; they are resolved when a
    page is made.
    """

    sections: tuple[Section, ...]
    html: tuple[str, ...]
    notes: str = ""

    def part(self, section: str) -> str:
        """Return the HTML of one section; empty if there is none."""
        return next((html for part, html in zip(self.sections, self.html, strict=True) if part.id == section), "")
