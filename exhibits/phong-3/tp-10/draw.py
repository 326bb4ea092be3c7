"""Draw two rings of a tree, cut in paper: the inner of ten sheets, the outer of twenty-nine."""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import NIGHT, Hand, Point, Sheet, Trace, blend

MIDDLE = (672.0, 560.0)
HEART = 92.0  # the radius of the opening in the middle
STEP = 10.8  # how far the opening of each sheet stands inside that of the sheet above
INNER, OUTER = (
    10,
    29,
)  # sheets: "nearly tripled" is drawn a tenth short of three times, for the report gives no finer figure
POINTS = 40


def contour(hand: Hand, sheets: float) -> list[Point]:
    """Give the edge that is so many sheets from the heart; in any one direction all sheets are equally broad."""
    points: list[Point] = []
    for i in range(POINTS):
        turn = 2 * math.pi * i / POINTS
        swell = 1 + 0.25 * math.cos(turn - 0.45) + 0.022 * math.sin(3 * turn + 0.7) + 0.013 * math.sin(5 * turn)
        swell += 0.022 * hand.noise(i * 0.4, 2) + 0.012 * hand.noise(i * 0.9, 3)
        reach = (HEART + sheets * STEP) * swell
        points.append((MIDDLE[0] + reach * math.cos(turn), MIDDLE[1] + reach * math.sin(turn) * 0.985))
    return points


def closed(points: list[Point]) -> str:
    """Give a closed line that runs smoothly through the points."""
    ring = [points[-1], *points, points[0], points[1]]
    trace = Trace().move(ring[1])
    for i in range(1, len(ring) - 2):
        a, b, c, d = ring[i - 1 : i + 3]
        trace.curve(
            (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6),
            (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6),
            c,
        )
    return trace.close().data


def page(sheet: Sheet, hand: Hand) -> None:
    """Lay the topmost paper, lit from the upper left, with its fibres."""
    stops = [(0, "#fdf6e9", 1), (0.45, "#f0e5d5", 1), (0.75, "#d6c6b6", 1), (1, "#b8a598", 1)]
    sheet.mark(
        "rect", width=1600, height=1200, fill=sheet.gradient("radial", "page", stops, cx="0.26", cy="0.18", r="1.02")
    )
    for shade, count, tone in ((0.2, 210, "#9c7f6c"), (0.55, 130, "#fffdf6")):
        fibres = Trace()
        for _ in range(count):
            x, y = hand.chance.uniform(0, 1600), hand.chance.uniform(0, 1200)
            bend = (x + hand.near(0, 18), y + hand.near(0, 18))
            fibres.move((x, y)).bend(bend, (x + hand.near(0, 30), y + hand.near(0, 30)))
        sheet.path(fibres.data, fill="none", stroke=tone, stroke_opacity=shade, stroke_width=1.1)


def tone(sheets: int) -> str:
    """Give the paper of a sheet, counted from the heart: gold in the inner ring, celadon and teal in the outer."""
    if sheets < INNER:
        return blend("#ffe3a0", "#a8620f", (sheets / (INNER - 1)) ** 0.8)
    share = (INNER + OUTER - 1 - sheets) / (OUTER - 1)
    return blend(blend("#e6e6d6", "#4f9299", min(1, share * 1.7)), "#0a3740", max(0.0, share - 0.38) * 1.6)


def main() -> None:
    """Cut the sheets from the topmost, whose opening is the widest, down to the light at the heart."""
    sheet, hand = Sheet("#efe3d2"), Hand("tp-10")
    page(sheet, hand)
    rim = [(0, "#1c1014", 0.85), (0.4, "#1c1014", 0.3), (0.56, "#fffaf0", 0.2), (1, "#fffaf0", 0.95)]
    cut = sheet.gradient("linear", "cut", rim, x1="0.12", y1="0.08", x2="0.88", y2="0.92")
    for group, first, last in (("outer", INNER + OUTER, INNER + 1), ("inner", INNER, 1)):
        sheet.begin(id=group, stroke=cut, stroke_width=3.2)
        for n in range(first, last - 1, -1):
            sheet.path(closed(contour(hand, n)), fill=tone(n - 1))
        sheet.end()
    heart = closed(contour(hand, 0))
    light = sheet.gradient("radial", "light", [(0, "#fffdf4", 1), (0.55, "#fff0c4", 1), (1, "#fbd27d", 1)])
    sheet.path(heart, fill=light, stroke=cut, stroke_width=2.4)
    glow = sheet.gradient("radial", "glow", [(0, "#ffe6a8", 0.6), (0.4, "#f7b955", 0.26), (1, "#f0a03e", 0)])
    sheet.mark("circle", cx=MIDDLE[0], cy=MIDDLE[1], r=400, fill=glow)
    shade = [(0, NIGHT, 0), (0.4, NIGHT, 0.04), (0.7, NIGHT, 0.16), (1, NIGHT, 0.42)]
    sheet.mark(
        "rect", width=1600, height=1200, fill=sheet.gradient("radial", "shade", shade, cx="0.32", cy="0.26", r="0.98")
    )
    sheet.write(__file__)


if __name__ == "__main__":
    main()
