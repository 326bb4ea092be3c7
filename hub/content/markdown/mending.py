"""What authors type, in the form in which Markdown says what they mean; and remarks where that cannot be known.

Markdown is read as CommonMark reads it where Python-Markdown differs: lists and tables right under a line of text, items
under items by two spaces, code between fences. Beyond that no comment is shown, a hashtag is no heading, and no cell is
lost. The lines of the result are not those of the text; remarks name the lines of the text.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from hub.content.markdown.comments import FENCE, Line, without_comments
from hub.content.markdown.list_items import Item, begins_list, is_lettered, item_of
from hub.content.markdown.names import heading_of, nearest_name
from hub.content.markdown.tables import Table, table_in
from hub.messages import N_

UNCLOSED = N_("the comment that begins here is never closed, so nothing after it is shown; close it with -->")
BAD_NAME = N_("the name %(given)s cannot stand in an address and is left out; write %(near)s: lower-case letters a–z without marks, then digits or hyphens")  # fmt: skip
UNEVEN = N_("cells in this row: %(cells)d, in the head of its table: %(width)d; give both as many, with an empty cell where there is nothing to say")  # fmt: skip
CODE = N_("a line that begins with four spaces is shown as code, exactly as typed; take the spaces away, or put code between two lines ```")  # fmt: skip
NO_TABLE = N_("these bars make no table; write a head, below it a line |---|---|, and leave no empty line between rows")
LETTERS = N_("a line that begins with a letter or a number of this kind is no item of a list; put an empty line before each, or write - or 1.")  # fmt: skip
TWICE = N_("the note %(note)s is written twice, and only the last is shown; give one of them another name")

QUOTED = re.compile(r"[ ]{0,3}>")
QUOTE_SIGN = re.compile(r"[ ]{0,3}> ?")
ROW = re.compile(r"\|.*\|")
HASHTAG = re.compile(r"#(?=[^\s#])")
NOTE = re.compile(r"[ ]{0,3}(\[\^[^\]\n]{1,80}\]):")
# What has to be there for anything to be mended: a line that may begin an item, a sign, or a comment.
MARKED = re.compile(r"^[ \t>]*(?:[^\w\s\"“‘'(*]|\*[ \t\u00a0]|\(?\w{1,9}(?:\.\d+)*[.)/])|[|{]|<!|~~~", re.M)


class Found(NamedTuple):
    """A remark: the line of the text, from 0, the message (N_), and its values."""

    line: int
    message: str
    values: dict[str, object]


class Mended(NamedTuple):
    """A text in the form that is rendered, and the remarks on what its author typed."""

    text: str
    remarks: list[Found]


def mended(text: str) -> Mended:
    """Return the text that is rendered in place of what an author typed, with remarks."""
    if MARKED.search(text) is None:
        return Mended(text, [])
    shown = without_comments(text)
    mending = _Mending(shown.lines)
    mending.run()
    if shown.unclosed >= 0:
        mending.remark(shown.unclosed, UNCLOSED)
    return Mended("\n".join(mending.done), mending.remarks)


class _Open(NamedTuple):
    """An item of a list to which what follows may belong: where its sign stands, and whether it has a number."""

    indent: int
    is_numbered: bool


class _Mending:
    """One pass over lines. `done` are the lines so far, `open` the items around the current line, outermost first."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.texts = [_with_spaces(line.text) for line in lines]
        self.bare = [text.strip(" ") for text in self.texts]
        self.done: list[str] = []
        self.remarks: list[Found] = []
        self.open: list[_Open] = []
        self.notes: set[str] = set()
        self.before = ""  # what the last line was: "" for a blank one, item, text, code, heading, row
        self.last = ""  # the same of the last line that is not blank
        self.in_paragraph = False  # whether the last line of text began after a blank one
        self.in_note = False  # whether an indented line belongs to a note

    def remark(self, line: int, message: str, **values: object) -> None:
        self.remarks.append(Found(line, message, values))

    def run(self) -> None:
        """Mend all lines."""
        place = 0
        while place < len(self.lines):
            place += self.step(place)

    def step(self, place: int) -> int:
        """Mend what begins with a line, and return how many lines that is."""
        text, bare = self.texts[place], self.bare[place]
        if self.lines[place].is_code:
            return self.fenced(place)
        if not bare:
            self.put("", "")
            return 1
        indent = len(text) - len(text.lstrip(" "))
        self.in_note = self.in_note and (indent >= 4 or self.before == "text")
        if self.in_note and indent >= 4:
            self.put(text, "text")
            return 1
        if indent >= 4 and not self.open and self.is_code(place):
            if self.last != "code":
                self.remark(self.lines[place].number, CODE)
            self.put(text, "code")
            return 1
        if indent < 4 and QUOTED.match(text) and not (self.open and indent >= self.open[-1].indent + 2):
            return self.quotation(place)
        if (table := table_in(self.bare, place)) is not None:
            return self.table(place, indent, table)
        if (item := item_of(bare, *self.around(place))) is not None and self.may_begin(place, item):
            self.item(indent, item)
        else:
            self.text(place, indent)
        return 1

    def is_code(self, place: int) -> bool:
        """Tell whether an indented line is code: after an empty line, unless it begins a list."""
        if self.before == "code":
            return True
        return not self.before and item_of(self.bare[place], *self.around(place)) is None

    def around(self, place: int) -> tuple[str, str]:
        """Return the lines before and after one; empty at the ends."""
        after = self.bare[place + 1] if place + 1 < len(self.bare) else ""
        return self.bare[place - 1] if place else "", after

    def put(self, text: str, kind: str) -> None:
        self.done.append(text)
        self.before = kind
        self.last = kind or self.last

    def part(self) -> None:
        """Put an empty line, unless there is one or the text begins here."""
        if self.before:
            self.put("", "")

    def fenced(self, place: int) -> int:
        """Write code between fences as Markdown's indented code; return how many lines it takes up."""
        opening = FENCE.match(self.texts[place])
        sign = opening[1] if opening else ""
        end = place + 1
        while end < len(self.lines) and not _closes(self.bare[end], sign):
            end += 1
        self.part()
        self.open.clear()
        self.done += [f"    {self.lines[line].text}" for line in range(place + 1, min(end, len(self.lines)))]
        self.put("", "")
        return end + 1 - place

    def quotation(self, place: int) -> int:
        """Mend what is quoted as a text of its own; return how many lines it takes up."""
        end = place
        while end < len(self.lines) and QUOTED.match(self.texts[end]) and not self.lines[end].is_code:
            end += 1
        if self.open:
            self.part()
        inner = _Mending([Line(line.number, QUOTE_SIGN.sub("", line.text, count=1)) for line in self.lines[place:end]])
        inner.run()
        self.open.clear()
        while inner.done and not inner.done[-1]:
            inner.done.pop()
        self.done += [f"> {text}" if text else ">" for text in inner.done]
        self.remarks += inner.remarks
        self.before = "text"
        return end - place

    def table(self, place: int, indent: int, table: Table) -> int:
        """Put a table on lines of its own; return how many lines it takes up."""
        self.close(indent)
        self.part()
        margin = " " * (4 * len(self.open))
        self.done += [f"{margin}{line}" for line in table.lines]
        for row, cells in table.uneven:
            self.remark(self.lines[place + row].number, UNEVEN, cells=cells, width=table.width)
        self.put("", "")
        return len(table.lines)

    def may_begin(self, place: int, item: Item) -> bool:
        """Tell whether what looks like an item is one where it stands."""
        return self.before != "text" or bool(self.open) or begins_list(item, self.around(place)[1])

    def item(self, indent: int, item: Item) -> None:
        """Put an item at the depth that its author gave it by two spaces or more."""
        beside = self.close(indent)
        is_numbered = item.number > 0 or item.sign[0].isdigit()
        other = beside is not None and beside.is_numbered != is_numbered
        is_new = beside is None and not self.open
        if other or (self.before in ("text", "row") and (self.in_paragraph or is_new)):
            self.part()
        words = HASHTAG.sub(r"\\#", item.words, count=1) if HASHTAG.match(item.words) else item.words
        self.put(f"{' ' * (4 * len(self.open))}{item.sign} {words}", "item")
        self.open.append(_Open(indent, is_numbered))
        self.in_paragraph = False

    def close(self, indent: int) -> _Open | None:
        """Close the items to which nothing with this indentation belongs, and return the outermost of them."""
        closed = None
        while self.open and indent < self.open[-1].indent + 2:
            closed = self.open.pop()
        return closed

    def text(self, place: int, indent: int) -> None:
        """Put a line of text: a heading, one of a paragraph, of an item, or of a note."""
        text, bare, line = self.texts[place], self.bare[place], self.lines[place]
        if indent == 0 and text.startswith("#") and self.heading(place):
            return
        if not self.before:
            self.close(indent)
            text = " " * max(indent, 4 * len(self.open)) + bare if self.open else text
            self.in_paragraph = True
        elif self.before == "heading":
            self.in_paragraph = True
        if HASHTAG.match(bare):
            text = text.replace("#", "\\#", 1)
        elif ROW.fullmatch(bare) and self.before != "row":
            self.remark(line.number, NO_TABLE)
        if note := NOTE.match(text):
            self.note(note[1], line.number)
        before, after = self.around(place)
        if is_lettered(bare, before, after):
            if self.before in ("text", "item"):
                self.done[-1] += "  "
            if not is_lettered(before, "", bare):
                self.remark(line.number, LETTERS)
        self.put(text, "row" if ROW.fullmatch(bare) else "text")

    def note(self, name: str, line: int) -> None:
        if name in self.notes:
            self.remark(line, TWICE, note=name)
        self.notes.add(name)
        self.in_note = True

    def heading(self, place: int) -> bool:
        """Put a heading, if the line is one: apart from the lines around it, with a name that an address can carry."""
        heading = heading_of(self.texts[place])
        if heading is None:
            return False
        if self.open:
            self.part()
        self.open.clear()
        if heading.refused:
            values = {"given": f"{{{heading.refused}}}", "near": f"{{#{nearest_name(heading.refused)}}}"}
            self.remark(self.lines[place].number, BAD_NAME, **values)
        attributes = f" {{: {heading.attributes} }}" if heading.attributes else ""
        self.put(f"{heading.signs}{heading.words}{attributes}", "heading")
        return True


def _with_spaces(text: str) -> str:
    """Return a line whose indentation is spaces, and no tabs or no-break spaces."""
    if text[:1] == "\u00a0":
        words = text.lstrip("\u00a0 ")
        text = " " * (len(text) - len(words)) + words
    return text.expandtabs(4) if "\t" in text else text


def _closes(line: str, fence: str) -> bool:
    return len(line) >= len(fence) and not line.strip(fence[:1])
