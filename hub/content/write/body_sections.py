"""The body of a file, cut at its headings and put together again; what has not changed keeps its bytes.

Unlike hub.content.markdown.sections, which compares and shows texts, this keeps comments, blank lines and line ends.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from hub.content.markdown.comments import without_comments
from hub.content.markdown.names import NAME, Heading, heading_of
from hub.content.source.folder import tidy

LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
LEAD = ""  # the key of what stands before the first section
AGAIN = "~"  # stands between an id that is used twice and the number of its use


class Piece(NamedTuple):
    """A section as it stands in a file: its key, its heading, the line of the heading, and what is below it.

    `key` is the id; a section without one is `muc-1`, `muc-2` … as in translation marks. `head` and `below` are as they
    are written.
    """

    key: str
    heading: Heading | None
    head: str
    below: str

    @property
    def words(self) -> str:
        """Return the words of the heading."""
        return words_of(self.heading)

    @property
    def text(self) -> str:
        """Return what is below the heading, without the blank lines around it."""
        return trimmed(self.below)


class Asked(NamedTuple):
    """A section that a body is to have: its key, the words of its heading, and its text."""

    key: str
    words: str
    text: str


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends, which are LF, CR LF or CR."""
    return LINES.findall(text)


def words_of(heading: Heading | None) -> str:
    """Return the words of a heading; empty without one."""
    return " ".join(heading.words.strip("# \t").split()) if heading is not None else ""


def trimmed(text: str) -> str:
    """Return a text as it is read (NFC, LF), without the blank lines at its beginning and end."""
    rows = tidy(text).split("\n")
    filled = [number for number, row in enumerate(rows) if row.strip()]
    return "\n".join(rows[filled[0] : filled[-1] + 1]) if filled else ""


def pieces_of(body: str) -> list[Piece]:
    """Cut a body at its `##` headings, and at `#`; the first piece is what stands before them, maybe nothing."""
    raw = lines_of(body)
    found: list[tuple[str, Heading | None, str, list[str]]] = [(LEAD, None, "", [])]
    headings = {
        line.number: heading
        for line in without_comments(tidy(body)).lines
        if not line.is_code and (heading := heading_of(line.text)) is not None and len(heading.signs) < 3
    }
    unnamed, keys, uses = 0, {LEAD}, dict[str, int]()
    for number, line in enumerate(raw):
        heading = headings.get(number)
        if heading is None:
            found[-1][3].append(line)
            continue
        unnamed += not heading.name
        name = heading.name or f"muc-{unnamed}"
        key = _free(name, keys, uses)
        found.append((key, heading, line, []))
    return [Piece(key, heading, head, "".join(below)) for key, heading, head, below in found]


def _free(name: str, keys: set[str], uses: dict[str, int]) -> str:
    """Return the key of a section that has a name, and take it; `uses` says how often each was used: it may be thousands."""
    key = name
    while key in keys:
        uses[name] = uses.get(name, 1) + 1
        key = f"{name}{AGAIN}{uses[name]}"
    keys.add(key)
    return key


def holds_together(text: str) -> bool:
    """Tell whether a text stays one section whatever follows it: it has no heading, nor a comment or code left open."""
    marks = [mark for mark in ("`", "~") if mark * 3 in text]
    longest = max((len(run) for run in re.findall(r"`+|~+", text)), default=3)
    for tail in ("", "-->", *(mark * max(3, longest) for mark in marks)):
        pieces = pieces_of(f"## a {{#a}}\n\n{text}\n\n## b {{#b}}\n\n{tail}\n")
        if [piece.key for piece in pieces] != [LEAD, "a", "b"] or pieces[1].text != text:
            return False
    return True


def body_of(asked: Sequence[Asked], before: Sequence[Piece], newline: str, exact: bool = True) -> str:
    """Return the body with the sections that are asked for, the first of which is the lead.

    Pieces of `before` with the same key, words and text stay as they are. Without `exact`, every heading is written
    anew.
    """
    old = {piece.key: piece for piece in before}
    following = {one.key: next_.key for one, next_ in pairwise(before)}
    written: list[str] = []
    unnamed = 0
    for number, section in enumerate(asked):
        piece = old.get(section.key)
        head = _head(section, piece if exact else None, unnamed, newline) if section.key != LEAD else ""
        unnamed += bool(head) and not _is_named(head)
        below = piece.below if piece is not None and piece.text == section.text else _below(section, piece, newline)
        is_last = number == len(asked) - 1
        unchanged = piece is not None and (head, below) == (piece.head, piece.below)
        next_key = None if is_last else asked[number + 1].key
        if not (unchanged and following.get(section.key) == next_key):
            below = _closed(below, newline, is_last)
        written.append(head + below)
    return "".join(written)


def _is_named(head: str) -> bool:
    heading = heading_of(tidy(head).rstrip("\n"))
    return heading is not None and bool(heading.name)


def _head(section: Asked, piece: Piece | None, unnamed: int, newline: str) -> str:
    """Return the line of a heading: as it was, with other words, or new; a new one has its id in braces."""
    name = section.key.partition(AGAIN)[0]
    if piece is None or piece.heading is None:
        return f"## {section.words} {{#{name}}}{newline}"
    counts = not piece.heading.name and f"muc-{unnamed + 1}" == name
    if section.words == piece.words and (piece.heading.name or counts):
        return piece.head
    attributes = piece.heading.attributes or ("" if counts else f"#{name}")
    if not piece.heading.name and not counts and NAME.fullmatch(name):
        attributes = f"#{name}"
    braces = f" {{{attributes}}}" if attributes else ""
    return f"{piece.heading.signs} {section.words}{braces}{newline}"


def _below(section: Asked, piece: Piece | None, newline: str) -> str:
    """Return the lines below a heading, between the blank lines that were there."""
    opening, closing = _blanks(piece.below) if piece is not None else (newline, newline)
    rows = "".join(row + newline for row in section.text.split("\n")) if section.text else ""
    return f"{opening}{rows}{closing}" if rows else opening or newline


def _blanks(below: str) -> tuple[str, str]:
    """Return the blank lines before and after a text."""
    rows = lines_of(below)
    filled = [number for number, row in enumerate(rows) if tidy(row).strip()]
    if not filled:
        return (rows[0] if rows else "", "".join(rows[1:]))
    return "".join(rows[: filled[0]]), "".join(rows[filled[-1] + 1 :])


def _closed(below: str, newline: str, is_last: bool) -> str:
    """Return what is below a heading with the end that its new place asks for: a blank line before the next heading."""
    rows = lines_of(below)
    if rows and not rows[-1].endswith(("\r", "\n")):
        rows[-1] += newline
    if is_last:
        while rows and not tidy(rows[-1]).strip():
            rows.pop()
    elif not rows or tidy(rows[-1]).strip():
        rows.append(newline)
    return "".join(rows)
