"""The paragraphs of a text, numbered through all its sections, so that each can be cited by an address of its own."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from markupsafe import Markup

from hub.content.markdown.sanitiser import plain_text
from hub.content.model.kinds import Model
from hub.web.context import edition
from hub.web.templating.prose import prose

UNNUMBERED = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "hr"])
SHORT = 320  # characters of a section that is shown whole
VOID = frozenset(["br", "hr", "img", "wbr"])


class Block(NamedTuple):
    """A piece of a text: a section's heading (`heading`, and `id`), or HTML, with the number of its paragraph or 0."""

    html: Markup
    number: int = 0
    heading: str = ""
    id: str = ""


def paragraphs(reading: Model) -> list[Block]:
    """Return the text of an entry in blocks; a quotation, a list or a table is one paragraph.

    The number of a block is that of the same block in the other language where both texts have the same blocks. A text
    of one paragraph has no numbers.
    """
    found: list[Block] = []
    number = 0
    for section in edition().rendered(reading.body).sections:
        if section.heading:
            found.append(Block(Markup(), heading=section.heading, id=section.id))
        for tag, html in _outermost(str(prose(reading, section.id))):
            number += tag not in UNNUMBERED
            # sanitised by hub.content.markdown.sanitiser, and cut between elements
            found.append(Block(Markup(html), 0 if tag in UNNUMBERED else number))
    return found if number > 1 else [block._replace(number=0) for block in found]


def agree(one: list[Block], other: list[Block]) -> bool:
    """Tell whether the paragraphs of two texts have the same numbers in the same places."""
    return [(block.number, bool(block.heading)) for block in one] == [
        (block.number, bool(block.heading)) for block in other
    ]


def opening(reading: Model, section: str, sources: str) -> tuple[Markup, Markup]:
    """Return a section in two parts: its first paragraph with what stands above it, and the rest.

    Of a short section the rest is empty. `sources` begins the ids of the entry's sources on this page, which shows
    several entries.
    """
    html = str(prose(reading, section)).replace('href="#source-', f'href="#{sources}')
    blocks = list(_outermost(html))
    first = next((place for place, (tag, _) in enumerate(blocks, 1) if tag not in UNNUMBERED), len(blocks))
    if len(plain_text(html)) <= SHORT:
        first = len(blocks)
    # sanitised by hub.content.markdown.sanitiser, and cut between elements
    return Markup("\n".join(block for _, block in blocks[:first])), Markup(
        "\n".join(block for _, block in blocks[first:])
    )


def _outermost(html: str) -> Iterator[tuple[str, str]]:
    """Yield each outermost element of HTML: its tag, and its source with the spaces around it cut off."""
    reader = _Outermost(html)
    for tag, start, end in zip(reader.tags, reader.starts, [*reader.starts[1:], len(html)], strict=True):
        yield tag, html[start:end].strip()


class _Outermost(HTMLParser):
    """Finds where the outermost elements of well-formed HTML begin."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.starts: list[int] = []
        self._depth = 0
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._depth:
            line, column = self.getpos()
            self.tags.append(tag)
            self.starts.append(self._lines[line - 1] + column)
        self._depth += tag not in VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._depth -= tag not in VOID

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in VOID
