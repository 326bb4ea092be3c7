"""The picture of a table of numbers: a dot for each cell, the larger the more entries, a small ring where there is none.

Pure geometry, as in hub.web.templating.charts: a dot is a line without length and with round ends. The page supplies
the colours and the words; the table is the text of the picture.
"""

from typing import NamedTuple

from hub.features.library.overview.coverage import Grid
from hub.web.templating.charts import Stroke

WIDE = 320
TOP, PITCH = 18, 16  # the height of the numbers above, and of a line
SIDE, GAP = 46, 4  # the width of the codes at the side, and the gap between groups
SIZES = (7, 10, 13)  # the width of a dot for one entry, for two, for three and more
RING, HOLE = 5, 3  # where there is none


class Mark(NamedTuple):
    """A word beside the dots, `x` and `y` at its end or its middle."""

    x: float
    y: int
    text: str


class Lattice(NamedTuple):
    """A drawing `height` units high and 320 wide, with the numbers of its columns and the codes of its lines."""

    height: int
    strokes: tuple[Stroke, ...]
    columns: tuple[Mark, ...]
    lines: tuple[Mark, ...]


def lattice(grid: Grid) -> Lattice:
    """Return the picture of a table."""
    across = _across(grid)
    down = [TOP + PITCH * place + PITCH // 2 for place in range(len(grid.lines))]
    dots: dict[int, str] = {}
    for y, line in zip(down, grid.lines, strict=True):
        for x, count in zip(across, line.counts, strict=True):
            size = min(count, len(SIZES))
            dots[size] = dots.get(size, "") + f"M{x:g} {y}h.01"
    strokes = [Stroke("on dots", dots[size], width) for size, width in enumerate(SIZES, 1) if size in dots]
    if 0 in dots:
        strokes = [Stroke("edge dots", dots[0], RING), Stroke("hole dots", dots[0], HOLE), *strokes]
    return Lattice(
        TOP + PITCH * len(down),
        tuple(strokes),
        tuple(Mark(x, TOP - 6, str(head.number)) for x, head in zip(across, grid.columns, strict=True)),
        tuple(Mark(SIDE - 10, y + 4, line.head.code) for y, line in zip(down, grid.lines, strict=True)),
    )


def _across(grid: Grid) -> list[float]:
    """Return the middle of each column."""
    places = [place for place, group in enumerate(grid.groups) for _ in group.heads]
    step = (WIDE - SIDE - GAP * (len(grid.groups) - 1)) / max(len(places), 1)
    return [round(SIDE + step * (number + 0.5) + GAP * place, 1) for number, place in enumerate(places)]
