"""Tables as authors write them, so that no cell of theirs is lost.

Python-Markdown takes a table's width from its head: it leaves out what a longer row has more, and reads no table at all
where the line below the head has another number of cells.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

# The line that parts the head from the rows, also where a word processor made one dash of three.
RULE = re.compile(r"[ \t]*\|?[ \t]*:?[-–—]+:?[ \t]*(?:\|[ \t]*:?[-–—]+:?[ \t]*)*\|?[ \t]*")
BAR = re.compile(r"\\.|(`+)(?!`).+?(?<!`)\1(?!`)|\|")
DASHES = re.compile("[-–—]+")
WIDEST = 200  # columns; a row with more has been refused before


class Table(NamedTuple):
    """A table found in lines: its own lines, as wide as its widest row, and its uneven rows.

    `uneven` are pairs (place among the table's lines, number of cells); `width` is the number of cells of the head.
    """

    lines: list[str]
    width: int
    uneven: list[tuple[int, int]]


def table_in(lines: Sequence[str], start: int) -> Table | None:
    """Return the table whose head is the line at `start`; None if there is none."""
    if start + 1 >= len(lines) or "|" not in lines[start] or RULE.fullmatch(lines[start + 1]) is None:
        return None
    if "|" not in lines[start + 1]:
        return None
    end = start + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    written = [line.strip() for line in lines[start:end]]
    is_framed = written[0].startswith("|") or written[0].endswith("|")
    rows = [cells_of(line, is_framed) for line in written]
    head, rule = rows[0], [DASHES.sub("---", cell) for cell in rows[1]]
    uneven = [(place, len(row)) for place, row in enumerate(rows[2:], 2) if len(row) != len(head)]
    width = min(WIDEST, max([len(head), *(count for _, count in uneven)]))
    if width > len(head) or len(rule) != width or rule != rows[1]:
        head, rule = [*head, *[""] * (width - len(head))], [*rule, *["---"] * width][:width]
        written = [_row(row) for row in (head, rule, *rows[2:])]
    return Table(written, len(rows[0]), uneven)


def cells_of(row: str, is_framed: bool) -> list[str]:
    """Return the cells of a row; a bar after a backslash or within code parts none.

    In a table that is framed, the bars at both ends of a row part none either.
    """
    cells, begin = [], 0
    for bar in BAR.finditer(row):
        if bar[0] == "|":
            cells.append(row[begin : bar.start()].strip())
            begin = bar.end()
    cells.append(row[begin:].strip())
    if is_framed and row.startswith("|"):
        cells = cells[1:]
    if is_framed and len(cells) > 1 and not cells[-1] and row.endswith("|"):
        cells = cells[:-1]
    return cells


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
