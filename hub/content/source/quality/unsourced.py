"""Numbers in a text that have no source: none is cited in their paragraph, and none is that of an indicator.

A title or a summary may say what stands in the text with a source.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from hub.content.markdown.comments import without_comments
from hub.content.model.kinds import Kind
from hub.content.source.documents import Document
from hub.content.source.front_matter import MANY
from hub.content.source.quality.written_numbers import DIGIT, numbers_in
from hub.i18n.languages import Lang
from hub.messages import N_
from hub.problems import Problem, brief

IN_TEXT = N_(
    "%(number)s has no source; cite the one that says so in the same paragraph, as [@…], or take the number out"
)
IN_FIELD = N_(
    "%(number)s in %(field)s stands nowhere in the text with a source; say it there and cite the source, or take the number out"
)
CITATION = re.compile(r"\[@[^\[\]\n]{1,80}\]")
ITEM = re.compile(r"\s*(?:[-*+]|\d+\.) ")


@dataclass
class Block:
    """A paragraph, an item of a list, a table or a heading, its line in the file, and the number of its section."""

    line: int
    text: str
    section: int

    @property
    def cited(self) -> bool:
        """Return whether it cites a source."""
        return CITATION.search(self.text) is not None

    @property
    def is_table(self) -> bool:
        """Return whether it is a table."""
        return self.text.lstrip().startswith("|")

    @property
    def is_heading(self) -> bool:
        """Return whether it is a heading."""
        return self.text.startswith("#")


def problems(document: Document, kind: Kind[Any], shared: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a warning for each number without a source, MANY at most; `shared` are the values of shared fields."""
    if kind.sourced:
        yield from islice(_problems(document, kind, shared), MANY)


def apart_from(remarks: Iterable[Problem], named: Container[str]) -> Iterator[Problem]:
    """Yield remarks without those on numbers that name something in a list, such as telephones (Item.numbers)."""
    for remark in remarks:
        if remark.sort != "number" or remark.values["number"] not in named:
            yield remark


def _problems(document: Document, kind: Kind[Any], shared: Mapping[str, Any]) -> Iterator[Problem]:
    file, lang, blocks = document.file.name, document.lang, blocks_of(document.body, document.first_line)
    known, bare = set(_indicated(shared, lang)), list(_without_source(blocks))
    for block in bare:
        for number in numbers_in(block.text, lang, block.line):
            if number.value not in known:
                yield Problem(file, number.line, IN_TEXT, {"number": brief(number.text)}, "warning", sort="number")
    told = {name: str(document.data.values.get(name) or "") for name in kind.sourced}
    if not any(map(DIGIT.search, told.values())):
        return
    lines = {block.line for block in bare}
    known |= {number.value for block in blocks if block.line not in lines for number in numbers_in(block.text, lang)}
    for name, text in told.items():
        for number in numbers_in(text, lang, document.data.line((name,))):
            if number.value not in known:
                values = {"number": brief(number.text), "field": name}
                yield Problem(file, number.line, IN_FIELD, values, "warning", sort="number")


def blocks_of(body: str, first: int) -> list[Block]:
    """Return a body in blocks, without comments and code; `first` is the line on which it begins."""
    blocks: list[Block] = []
    written: list[list[str]] = []  # of each block, joined once: a block may have as many lines as a text
    section, fresh, last = 0, True, 0
    for place, line, is_code in without_comments(body).lines:
        if is_code or not line.strip():
            fresh = True
            continue
        if line.startswith("#"):
            section, fresh = section + 1, True
        is_table = line.lstrip().startswith("|")
        if fresh or ITEM.match(line) or blocks[-1].is_table != is_table or blocks[-1].is_heading:
            blocks.append(Block(first + place, line, section))
            written.append([line])
        else:
            # Comments may lie between two lines: the gap keeps the lines of what follows right.
            written[-1].append("\n" * (place - last) + line)
        fresh, last = False, place
    for block, lines in zip(blocks, written, strict=True):
        block.text = "".join(lines)
    return blocks


def _without_source(blocks: list[Block]) -> Iterator[Block]:
    """Yield the blocks without a source.

    A table may have it in the paragraph behind it, and a heading anywhere in its section.
    """
    sourced = {block.section for block in blocks if block.cited}
    for block, after in zip(blocks, [*blocks[1:], None], strict=False):  # of no blocks, none follows
        if block.cited or (block.is_heading and block.section in sourced):
            continue
        if not (block.is_table and after is not None and after.section == block.section and after.cited):
            yield block


def _indicated(shared: Mapping[str, Any], lang: Lang) -> Iterator[Decimal]:
    """Yield the numbers of indicators, which name their sources, with those of their names, units and periods."""
    listed = shared.get("indicators")
    for one in listed if isinstance(listed, list) else ():
        for part in ("name", "value", "unit", "period") if isinstance(one, dict) else ():
            words = one.get(part)
            said = words.get(lang) if isinstance(words, dict) else words
            yield from (number.value for number in numbers_in(str(said or ""), lang))
