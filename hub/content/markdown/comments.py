"""Comments in a text, `<!-- … -->`, which are for editors and never shown; those within code are code and stay.

A comment is found as a browser finds it (HTML, section 13.2.5.43), also where a word processor made one dash of two.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hub.content.markdown.list_items import looks_like_item

OPENS = re.compile(r"<!(?:--|[–—])")
CLOSES = re.compile(r"(?:--!?|[–—])>")
SHORTEST = re.compile(r"<!--(?:>|->)")
# What matters on a line from left to right: code between backticks, as Python-Markdown finds it, and comments.
PIECES = re.compile(r"(?<!\\)(`+)(?!`).+?(?<!`)\1(?!`)|<!(?:--|[–—])")
FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})[^`]*$")
FENCES = ("```", "~~~")
INDENTED = re.compile(r"[ ]{4}|[ ]{0,3}\t")
# A line after which an indented one continues a list or a note and is no code.
CARRIES_ON = re.compile(r"[ \u00a0]{0,3}(?:[^\w\s\"“‘'#>|`]|\(?\w{1,9}[.)/])")
LONG = 20_000  # characters of a line in which code is looked for; a longer one is refused later


class Line(NamedTuple):
    """A line of a text that is shown: its number from 0, its words, and whether it is shown as code."""

    number: int
    text: str
    is_code: bool = False


class WithoutComments(NamedTuple):
    """The lines of a text that are left without its comments; `unclosed` is the line of one without an end, or -1."""

    lines: list[Line]
    unclosed: int = -1


def without_comments(text: str) -> WithoutComments:
    """Return the lines of a text without its comments. A comment that is never closed goes on to the end of the text.

    A line that held nothing but a comment is left out. Lines between fences (```) are marked as code.
    """
    if not any(fence in text for fence in FENCES) and OPENS.search(text) is None:
        return WithoutComments([Line(*numbered) for numbered in enumerate(text.split("\n"))])
    return _Reading(text).read()


def blanked(text: str) -> str:
    """Return a text of the same length in which comments are spaces, so that positions and lines stay the same."""
    if OPENS.search(text) is None:
        return text
    reading = _Reading(text)
    reading.read()
    pieces, place = [], 0
    for start, end in reading.spans:
        pieces += [text[place:start], re.sub(r"[^\n]", " ", text[start:end])]
        place = end
    return "".join([*pieces, text[place:]])


class _Reading:
    """One reading of a text, line by line; `spans` are the places of its comments."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.closing = {fence[0]: _longest_after(self.lines, fence) for fence in FENCES if fence in text}
        self.spans: list[tuple[int, int]] = []
        self.fence = ""
        self.carries_on = False
        self.after_blank = True
        self.in_code = False
        self.inside = -1  # the line on which the comment that is open began

    def read(self) -> WithoutComments:
        lines, place = [], 0
        for number, line in enumerate(self.lines):
            if self.inside < 0 and self.is_code(line, number):
                lines.append(Line(number, line, is_code=bool(self.fence) or FENCE.match(line) is not None))
            else:
                is_blank = self.inside < 0 and not line.strip()
                left = "".join(self.outside(line, number, place))
                if left.strip() or is_blank:
                    lines.append(Line(number, left))
            place += len(line) + 1
        return WithoutComments(lines, self.inside)

    def is_code(self, line: str, number: int) -> bool:
        """Tell whether a line is one of code, and remember what the next one may be."""
        if self.fence:
            if line.strip() and not line.strip().strip(self.fence[0]) and len(line.strip()) >= len(self.fence):
                self.fence = ""
            return True
        fence = FENCE.match(line)
        if fence is not None and self.closing[fence[1][0]][number] >= len(fence[1]):  # without a second, it is none
            self.fence = fence[1]
            return True
        blank = not line.strip()
        if not blank:
            indented = INDENTED.match(line) is not None and not looks_like_item(line.lstrip())
            self.in_code = indented and not self.carries_on and (self.after_blank or self.in_code)
            if not indented:
                stays = self.carries_on and (not self.after_blank or line[0].isspace())
                self.carries_on = stays or CARRIES_ON.match(line) is not None
        self.after_blank = blank
        return not blank and self.in_code

    def outside(self, line: str, number: int, place: int) -> Iterator[str]:
        """Yield the parts of a line that lie outside comments; `place` is where the line begins."""
        at = 0
        while True:
            if self.inside >= 0:
                closed = CLOSES.search(line, at)
                end = closed.end() if closed else len(line)
                self.spans.append((place + at, place + end))
                if closed is None:
                    return
                at, self.inside = end, -1
            opened = self.next_opening(line, at)
            if opened is None:
                yield line[at:]
                return
            yield line[at : opened.start()]
            if shortest := SHORTEST.match(line, opened.start()):
                self.spans.append((place + opened.start(), place + shortest.end()))
                at = shortest.end()
            else:
                at, self.inside = opened.start(), number
                self.spans.append((place + at, place + opened.end()))
                at = opened.end()

    def next_opening(self, line: str, at: int) -> re.Match[str] | None:
        """Return the next `<!--` on a line that does not lie within code."""
        pieces = PIECES if len(line) <= LONG else OPENS
        while (found := pieces.search(line, at)) is not None:
            if pieces is OPENS or found[1] is None:
                return found
            at = found.end()
        return None


def _longest_after(lines: list[str], fence: str) -> list[int]:
    """Return for each line how long the longest fence is that a later line closes."""
    longest, found = 0, []
    for line in reversed(lines):
        found.append(longest)
        bare = line.strip()
        if bare.startswith(fence) and not bare.strip(fence[0]):
            longest = max(longest, len(bare))
    return found[::-1]
