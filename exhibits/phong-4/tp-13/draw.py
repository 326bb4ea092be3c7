"""Draw two warps, lotus and marigold, that cross on one frame; its two beams carry the words of what they share."""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import CREAM, LOTUS, MARIGOLD, NIGHT, Hand, Point, Sheet, Trace, between, blend

THREADS = 28  # of each warp
PITCH = 19.2
MIDDLE = 800
UPPER, LOWER = (96, 214), (986, 1104)  # top and foot of the two beams
TOP, FOOT = UPPER[1] - 4, LOWER[0] + 4  # where a thread leaves the one beam and meets the other
SPAN = (128, 1472)  # the beams, from end to end
POSTS = ((160, 232), (1368, 1440))
SHADOW = (34, 46)  # how far behind and below the light throws everything on the wall

# Strokes of the carved letters, in a box that is 10 high; a stroke of three points bends towards the second.
LETTERS: dict[str, tuple[float, tuple[tuple[Point, ...], ...]]] = {
    "P": (5.6, (((0, 10), (0, 0)), ((0, 0), (3, 0)), ((3, 0), (5.6, 0), (5.6, 2.6)), ((5.6, 2.6), (5.6, 5.2), (3, 5.2)), ((3, 5.2), (0, 5.2)))),
    "L": (5, (((0, 0), (0, 10)), ((0, 10), (5, 10)))),
    "A": (7.6, (((0, 10), (3.8, 0)), ((3.8, 0), (7.6, 10)), ((1.4, 6.6), (6.2, 6.6)))),
    "T": (6.4, (((0, 0), (6.4, 0)), ((3.2, 0), (3.2, 10)))),
    "F": (5, (((0, 10), (0, 0)), ((0, 0), (5, 0)), ((0, 4.8), (4.2, 4.8)))),
    "O": (8.4, (((4.2, 0), (8.4, 0), (8.4, 5)), ((8.4, 5), (8.4, 10), (4.2, 10)), ((4.2, 10), (0, 10), (0, 5)), ((0, 5), (0, 0), (4.2, 0)))),
    "R": (6, (((0, 10), (0, 0)), ((0, 0), (3, 0)), ((3, 0), (5.6, 0), (5.6, 2.6)), ((5.6, 2.6), (5.6, 5.2), (3, 5.2)), ((3, 5.2), (0, 5.2)), ((2.8, 5.2), (6, 10)))),
    "M": (8.6, (((0, 10), (0.8, 0)), ((0.8, 0), (4.3, 8.2)), ((4.3, 8.2), (7.8, 0)), ((7.8, 0), (8.6, 10)))),
    "C": (7, (((7, 1.8), (6, 0), (4.2, 0)), ((4.2, 0), (0, 0), (0, 5)), ((0, 5), (0, 10), (4.2, 10)), ((4.2, 10), (6, 10), (7, 8.2)))),
    "E": (5, (((5, 0), (0, 0)), ((0, 0), (0, 10)), ((0, 10), (5, 10)), ((0, 4.8), (4.3, 4.8)))),
    "I": (0, (((0, 0), (0, 10)),)),
    "N": (7, (((0, 10), (0, 0)), ((0, 0), (7, 10)), ((7, 10), (7, 0)))),
    "G": (7.4, (((7, 1.8), (6, 0), (4.2, 0)), ((4.2, 0), (0, 0), (0, 5)), ((0, 5), (0, 10), (4.2, 10)), ((4.2, 10), (7.4, 10), (7.4, 6)), ((7.4, 5.6), (4.8, 5.6)))),
    "B": (5.8, (((0, 10), (0, 0)), ((0, 0), (2.8, 0)), ((2.8, 0), (5, 0), (5, 2.4)), ((5, 2.4), (5, 4.8), (2.8, 4.8)), ((0, 4.8), (3, 4.8)), ((3, 4.8), (5.8, 4.8), (5.8, 7.4)), ((5.8, 7.4), (5.8, 10), (3, 10)), ((3, 10), (0, 10)))),
    "U": (7, (((0, 0), (0, 6)), ((0, 6), (0, 10), (3.5, 10)), ((3.5, 10), (7, 10), (7, 6)), ((7, 6), (7, 0)))),
}  # fmt: skip
# The marks of Vietnamese letters, from the middle of the letter: a roof, and the tones over or under it.
MARKS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "^": (((-2, -1.2), (0, -2.6)), ((0, -2.6), (2, -1.2))),
    "`": (((1.6, -4.2), (3.4, -3)),),
    "?": (((-0.9, -3.8), (0.1, -4.6), (0.7, -3.6)), ((0.7, -3.6), (1, -2.8), (0, -2.6)), ((0, -2.6), (0, -1.8))),
    "'": (((-0.4, -1.6), (1.6, -3.2)),),
    ".": (((-0.1, 12.2), (0.1, 12.2)),),
}
DECORATED = {"Ề": "E^`", "Ả": "A?", "É": "E'", "Ộ": "O^."}


def carved(word: str, middle: float, base: float, size: float) -> Trace:
    """Write a word in strokes, as a chisel would, with its middle at a place on the beam."""
    trace, scale, gap = Trace(), size / 10, 4.2
    wide = sum((LETTERS[DECORATED.get(letter, letter)[0]][0] if letter != " " else 3) + gap for letter in word) - gap
    x = middle - wide * scale / 2

    def cut(stroke: tuple[Point, ...], left: float) -> None:
        points = [(left + a * scale, base - size + b * scale) for a, b in stroke]
        trace.move(points[0])
        if len(points) == 3:  # rounder than one quadratic: half-way to the corner, twice
            a, by, c = points
            first, second = (
                ((a[0] + by[0] * 1.25) / 2.25, (a[1] + by[1] * 1.25) / 2.25),
                ((c[0] + by[0] * 1.25) / 2.25, (c[1] + by[1] * 1.25) / 2.25),
            )
            trace.curve(first, second, c)
        else:
            trace.line(*points[1:])

    for letter in word:
        if letter != " ":
            shape, *marks = DECORATED.get(letter, letter)
            for stroke in LETTERS[shape][1]:
                cut(stroke, x)
            for mark in marks:
                for stroke in MARKS[mark]:
                    cut(stroke, x + LETTERS[shape][0] * scale / 2)
        x += ((LETTERS[DECORATED.get(letter, letter)[0]][0] if letter != " " else 3) + gap) * scale
    return trace


def slanted(warp: int, i: int) -> tuple[Point, Point]:
    """Give the two ends of a thread: warp 0 runs down to the right, warp 1 to the left, and no two of one warp ever meet."""
    way = 1 if warp else -1
    top, low = 38 + (i + 0.5) * PITCH, 38 + (THREADS - i - 0.5) * PITCH
    return (MIDDLE + way * top, TOP), (MIDDLE - way * low, FOOT)


def meeting(i: int, j: int) -> Point:
    """Give where thread i of the first warp crosses thread j of the second."""
    (a, _), (b, _) = slanted(0, i)
    (c, _), (d, _) = slanted(1, j)
    share = (c - a) / ((b - a) - (d - c))
    return between(a, b, share), between(TOP, FOOT, share)


def wall(sheet: Sheet, hand: Hand) -> None:
    """Plaster the wall behind, and let the lamp light it."""
    stops = [(0, "#5a4258", 1), (0.45, "#3a2940", 1), (1, "#180f1c", 1)]
    lamp = sheet.gradient("radial", "lamp", stops, cx="0.42", cy="0.36", r="0.78")
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=lamp)
    brushed = Trace()
    for _ in range(420):
        x, y, long = hand.near(760, 860), hand.near(600, 620), hand.chance.uniform(60, 260)
        brushed.move((x, y)).bend((x + long / 2, y + hand.near(0, 7)), (x + long, y + hand.near(0, 9)))
    sheet.path(brushed.data, fill="none", stroke="#e2c3d2", stroke_opacity=0.035, stroke_width=1.6)


def shadows(sheet: Sheet) -> None:
    """Throw frame and threads on the wall."""
    dx, dy = SHADOW
    sheet.begin(transform=f"translate({dx} {dy})", stroke="#0c060f", fill="#0c060f", opacity=0.42)
    for top, foot in (UPPER, LOWER):
        sheet.mark("rect", x=SPAN[0], y=top, width=SPAN[1] - SPAN[0], height=foot - top, rx=8, stroke="none")
    for left, right in POSTS:
        sheet.mark("rect", x=left, y=60, width=right - left, height=1084, rx=6, stroke="none")
    trace = Trace()
    for warp in (0, 1):
        for i in range(THREADS):
            top, low = slanted(warp, i)
            trace.move(top).line(low)
    sheet.path(trace.data, stroke_width=5, stroke_opacity=0.7, fill="none")
    sheet.end()


def threads(sheet: Sheet, hand: Hand) -> None:
    """Stretch the two warps; where they cross, each passes over one thread of the other and under the next."""
    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "x1": 0, "y1": TOP, "x2": 0, "y2": FOOT}
    tones = ((LOTUS, "#cf6f90", "#f7c3d2"), (MARIGOLD, "#dd9733", CREAM))
    paints = []
    for warp, (deep, mid, light) in enumerate(tones):
        stops = [
            (0, blend(deep, NIGHT, 0.25), 1),
            (0.14, mid, 1),
            (0.5, blend(mid, light, 0.25), 1),
            (0.86, mid, 1),
            (1, blend(deep, NIGHT, 0.3), 1),
        ]
        paints.append((sheet.gradient("linear", f"warp-{warp}", stops, **place), deep, light))
    for warp, (paint, deep, light) in enumerate(paints):
        lines = [Trace().move(slanted(warp, i)[0]).line(slanted(warp, i)[1]).data for i in range(THREADS)]
        sheet.path("".join(lines), stroke=blend(deep, NIGHT, 0.72), stroke_width=11, fill="none")
        sheet.begin(id=("lotus", "marigold")[warp], stroke=paint, stroke_width=8, fill="none")
        for line in lines:
            sheet.path(line)
        sheet.end()
        sheet.path(
            "".join(lines), stroke=light, stroke_width=2, stroke_opacity=0.75, stroke_dasharray="7 4", fill="none"
        )
    over = Trace()
    along, high = slanted(0, 0)[1][0] - slanted(0, 0)[0][0], FOOT - TOP
    length = math.hypot(along, high)
    step = (along / length * 10.5, high / length * 10.5)
    for i in range(THREADS):
        for j in range(THREADS):
            if (i + j) % 2:
                x, y = meeting(i, j)
                over.move((x - step[0], y - step[1])).line((x + step[0], y + step[1]))
    paint, deep, light = paints[0]
    sheet.begin(id="over", fill="none")
    sheet.path(over.data, stroke=blend(deep, NIGHT, 0.78), stroke_width=12)
    sheet.path(over.data, stroke=paint, stroke_width=8)
    sheet.path(over.data, stroke=light, stroke_width=2, stroke_opacity=0.75, stroke_dasharray="7 4")
    sheet.end()


def grain(hand: Hand, box: tuple[float, float, float, float], rows: int) -> Trace:
    """Give the grain of a piece of wood, along its longer side."""
    x, y, wide, high = box
    trace, upright = Trace(), high > wide
    for i in range(rows):
        across = (i + 0.5) / rows * (wide if upright else high) + hand.near(0, 2)
        start = hand.chance.uniform(0, 0.5) * (high if upright else wide)
        long = hand.chance.uniform(0.2, 0.5) * (high if upright else wide)
        if upright:
            trace.move((x + across, y + start)).bend(
                (x + across + hand.near(0, 5), y + start + long / 2), (x + across, y + start + long)
            )
        else:
            trace.move((x + start, y + across)).bend(
                (x + start + long / 2, y + across + hand.near(0, 5)), (x + start + long, y + across)
            )
    return trace


def plank(sheet: Sheet, hand: Hand, box: tuple[float, float, float, float], rows: int) -> None:
    """Lay one piece of wood: body, lit edge, shaded edge, grain."""
    x, y, wide, high = box
    upright = high > wide
    paint = "url(#post)" if upright else "url(#beam)"
    sheet.mark("rect", x=x, y=y, width=wide, height=high, rx=7, fill=paint, stroke="#1b1018", stroke_width=2.5)
    for tone, wide_of, opacity in (("#2b1920", 1.5, 0.5), ("#e6b98f", 1, 0.2)):
        sheet.path(grain(hand, box, rows).data, fill="none", stroke=tone, stroke_width=wide_of, stroke_opacity=opacity)
    edge = Trace().move((x + 5, y + high - 5)).line((x + 5, y + 4), (x + wide - 5, y + 4))
    sheet.path(edge.data, fill="none", stroke="#f0c9a0", stroke_opacity=0.35, stroke_width=2)


def frame(sheet: Sheet, hand: Hand) -> None:
    """Join the frame, and cut the words into its beams."""
    stops = [(0, "#a0725c", 1), (0.18, "#86594b", 1), (0.75, "#5d3c3b", 1), (1, "#3c2630", 1)]
    sheet.gradient("linear", "beam", stops, x1=0, y1=0, x2=0, y2=1)
    sheet.gradient("linear", "post", stops)
    for left, right in POSTS:
        plank(sheet, hand, (left, 60, right - left, 1084), 9)
    for top, foot in (UPPER, LOWER):
        plank(sheet, hand, (SPAN[0], top, SPAN[1] - SPAN[0], foot - top), 22)
    for left, right in POSTS:
        for top, foot in (UPPER, LOWER):
            x, y = (left + right) / 2, (top + foot) / 2
            sheet.mark("circle", cx=x + 2, cy=y + 3, r=15, fill="#241520")
            sheet.mark("circle", cx=x, cy=y, r=14, fill="#c39873")
            sheet.mark("circle", cx=x - 3, cy=y - 4, r=6, fill="#e9cba3", fill_opacity=0.8)
    holes = Trace()
    for warp in (0, 1):
        for i in range(THREADS):
            (x, _), (low, _) = slanted(warp, i)
            holes.move((x, UPPER[1] - 13)).line((x, UPPER[1])).move((low, LOWER[0])).line((low, LOWER[0] + 13))
    sheet.path(holes.data, stroke="#170c13", stroke_width=9, stroke_linecap="round", fill="none")
    for warp, tone in ((0, "#b9597d"), (1, "#c4842b")):
        loops = Trace()
        for i in range(THREADS):
            (x, _), (low, _) = slanted(warp, i)
            loops.move((x, UPPER[1] - 9)).line((x, UPPER[1] + 1)).move((low, LOWER[0] - 1)).line((low, LOWER[0] + 9))
        sheet.path(loops.data, stroke=tone, stroke_width=6.5, fill="none")
    sheet.begin(id="words", fill="none", stroke_linecap="round", stroke_linejoin="round")
    for word, middle, base in (
        ("NỀN TẢNG", 510, 176),
        ("PLATFORM", 1090, 176),
        ("ÉP BUỘC", 510, 1070),
        ("COERCION", 1090, 1070),
    ):
        letters = carved(word, middle, base, 40).data
        sheet.begin()
        sheet.path(letters, transform="translate(1.8 1.8)", stroke="#e8bd94", stroke_width=3.6, stroke_opacity=0.5)
        sheet.path(letters, stroke="#1d0f15", stroke_width=4.8, stroke_opacity=0.9)
        sheet.end()
    sheet.end()


def main() -> None:
    """Draw wall, shadow, threads and frame, and lay the dusk over all."""
    sheet, hand = Sheet(NIGHT), Hand("tp-13")
    wall(sheet, hand)
    shadows(sheet)
    threads(sheet, hand)
    frame(sheet, hand)
    dusk = sheet.gradient(
        "radial",
        "dusk",
        [(0, CREAM, 0.1), (0.4, CREAM, 0), (0.55, "#0b0610", 0), (1, "#0b0610", 0.62)],
        cx="0.4",
        cy="0.36",
        r="0.8",
    )
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=dusk)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
