"""Draw a ruled school page of three equal columns: one is written from top to foot, two hold only the rules."""

import math
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import INK, LOTUS, MARIGOLD, NIGHT, Hand, Point, Sheet, Trace, between, blend, polygon

SQUARE = 60  # the school page is ruled in squares, each of four small rows
COLUMNS, ROWS, SQUARES_ACROSS = 3, 16, 7
LEFT, TOP = 205, 126
COLUMN = SQUARE * SQUARES_ACROSS
RIGHT, FOOT = LEFT + COLUMNS * COLUMN, TOP + ROWS * SQUARE
PAGE = (96, 62, 1504, 1150)  # left, top, right, bottom
INK_VIOLET = "#432a5e"

SMALL = 28  # the height of a small stroke, in units
SLANT = 0.3


@dataclass(frozen=True)
class Drill:
    """One row of practice: `loop` above 1 throws the loop at the head of a stroke, below -1 at its foot, 0 none.

    Heights and depths are in small strokes, above and under the line, and are taken in turn; `wide` is in units.
    """

    wide: float
    loop: float
    heights: tuple[float, ...]
    depths: tuple[float, ...] = (0,)
    strands: int = 1


SWELL = (0.85, 1.05, 1.3, 1.55, 1.7, 1.7, 1.55, 1.3, 1.05, 0.85)

# From the first strokes that a hand learns to the last: none is a letter, together they make no word.
DRILLS = (
    Drill(26, 0, (1,)),
    Drill(32, -0.75, (1,)),
    Drill(32, 0.75, (1,)),
    Drill(28, 1.9, (1,)),
    Drill(14, 3.4, (1.05,)),
    Drill(38, 1.7, (1.6,)),
    Drill(31, 1.8, (0.9, 0.9, 1.6)),
    Drill(40, -1.7, (1,), (-0.6,)),
    Drill(56, 0, (1.1,), (0,), strands=2),
    Drill(27, 2.0, SWELL),
    Drill(33, -1.7, (1,), (0, 0, -0.6)),
    Drill(36, 1.7, (1.6, 1.1, 1.1)),
    Drill(13, 4.0, SWELL),
    Drill(40, -0.7, (1.5, 0.8), (0,)),
    Drill(84, 0, (1.5,), (-0.1,), strands=2),
    Drill(25, 2.2, (0.9, 1.5), (0, 0, -0.4)),
)


def practised(drill: Drill, hand: Hand, base: float, strand: int) -> tuple[Trace, Trace]:
    """Fill one row with a drill, from rule to rule; give its light strokes and its pressed ones."""
    fine, pressed = Trace(), Trace()
    room = COLUMN - 36 - SLANT * SMALL
    turns = max(1, round(room / drill.wide))
    wide, steps = room / turns, 10
    points: list[Point] = []
    for step in range(turns * steps + 1):
        turn, t = step // steps, 2 * math.pi * step / steps + math.pi * strand
        high = drill.heights[turn % len(drill.heights)]
        low = drill.depths[(turn + (step % steps > steps / 2)) % len(drill.depths)]
        up = between(low, high, 0.5 - 0.5 * math.cos(t)) + 0.035 * hand.noise(step / 4, strand)
        back = drill.loop * wide / (2 * math.pi) * math.sin(t)
        across = LEFT + 22 + step / steps * wide + back + 0.9 * hand.noise(step / 3, 7)
        points.append((across + up * SMALL * SLANT, base - up * SMALL))
    fine.move(points[0]).flow(points[1:])
    run: list[Point] = []
    for point in [*points, points[-1]]:
        if run and point[1] > run[-1][1] + 0.8:
            run.append(point)
            continue
        if len(run) > 3:
            pressed.move(middle(run[0], run[1])).flow([*run[1:-1], middle(run[-2], run[-1])])
        run = [point]
    return fine, pressed


def middle(a: Point, b: Point) -> Point:
    """Give the point half-way."""
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def page(sheet: Sheet) -> None:
    """Lay the exercise book on the dark table: a few leaves, and the open one, lit from the left."""
    left, top, right, bottom = PAGE
    for depth in range(7, 0, -1):
        shade = blend("#d9cfc0", NIGHT, 0.25 + depth * 0.06 if depth % 2 else 0.5 + depth * 0.04)
        corners = [(left + 2, top + 4), (right + depth * 2.2, top + depth * 1.6)]
        corners += [(right + depth * 2.2, bottom + depth * 2.4), (left + depth, bottom + depth * 2.4)]
        sheet.path(polygon(corners), fill=shade)
    stops = [(0, "#e9dfcf", 1), (0.06, "#fdfaf4", 1), (0.4, "#fbf5ea", 1), (0.7, "#e6dccf", 1), (1, "#c9bcb6", 1)]
    lamp = sheet.gradient("linear", "lamp", stops, x1=0, y1=0, x2=1, y2="0.28")
    sheet.path(polygon([(left, top), (right, top), (right, bottom), (left, bottom)]), fill=lamp)


def rules(sheet: Sheet, hand: Hand) -> None:
    """Rule the page: small rows, squares, and the double lines between the columns."""
    small, large = Trace(), Trace()
    for quarter in range(ROWS * 4 + 1):
        y = TOP + quarter * SQUARE / 4
        (small if quarter % 4 else large).move((PAGE[0] + 62, y)).across(PAGE[2] - PAGE[0] - 62)
    for quarter in range(COLUMNS * SQUARES_ACROSS * 4 + 1):
        x = LEFT + quarter * SQUARE / 4
        if quarter % 4 == 0:
            large.move((x, TOP)).line((x, FOOT))
    sheet.path(small.data, stroke="#7fa3a3", stroke_width=0.7, stroke_opacity=0.42, fill="none")
    sheet.path(large.data, stroke="#4f8087", stroke_width=1.1, stroke_opacity=0.5, fill="none")
    margins = Trace()
    for column in range(COLUMNS + 1):
        x = LEFT + column * COLUMN
        margins.move((x - 2.5, PAGE[1])).line((x - 2.5, PAGE[3])).move((x + 2.5, PAGE[1])).line((x + 2.5, PAGE[3]))
    sheet.path(margins.data, stroke=LOTUS, stroke_width=1.5, stroke_opacity=0.75, fill="none")


def binding(sheet: Sheet) -> None:
    """Sew the book with two threads that cross between the holes."""
    x, holes = PAGE[0] + 33, 10
    spots = [between(PAGE[1] + 50, PAGE[3] - 50, i / (holes - 1)) for i in range(holes)]
    for phase, colour in ((0, LOTUS), (1, MARIGOLD)):
        over, under = Trace(), Trace()
        for i in range(holes - 1):
            above = (i + phase) % 2
            aside = (x + (19.5 if above else -19.5), (spots[i] + spots[i + 1]) / 2)
            (over if above else under).move((x, spots[i])).bend(aside, (x, spots[i + 1]))
        sheet.path(under.data, stroke=blend(colour, INK, 0.25), stroke_width=4, fill="none", stroke_linecap="round")
        sheet.path(over.data, stroke=colour, stroke_width=5, fill="none", stroke_linecap="round")
    for spot in spots:
        sheet.mark("circle", cx=x, cy=spot, r=6.5, fill="#3a2c33")


def main() -> None:
    """Draw the book, its rules, and the one written column."""
    sheet, hand = Sheet(NIGHT), Hand("tp-02")
    glow = sheet.gradient("radial", "table", [(0, "#3d2b3f", 1), (1, NIGHT, 1)], cx="0.25", cy="0.3", r="0.9")
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=glow)
    page(sheet)
    rules(sheet, hand)
    binding(sheet)
    fine, pressed = "", ""
    for row, drill in enumerate(DRILLS):
        for strand in range(drill.strands):
            light, firm = practised(drill, hand, TOP + (row + 1) * SQUARE, strand)
            fine += light.data
            pressed += firm.data
    sheet.begin(stroke=INK_VIOLET, fill="none", stroke_linecap="round", stroke_linejoin="round")
    sheet.path(fine, stroke_width=1.6)
    sheet.path(pressed, stroke_width=3)
    sheet.end()
    sheet.write(__file__)


if __name__ == "__main__":
    main()
