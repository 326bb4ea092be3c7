"""Draw a river bank with two waterlines on one gauge, at 16 and at 58; all between them is wet, and none of it is sure."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import LOTUS, MARIGOLD, Hand, Point, Sheet, Trace, between, blend, polygon, smooth, smoothstep

FOOT, HEAD = 1136.0, 64.0  # nought and a hundred of the gauge
LOW, HIGH = 16, 58  # percent, as the report prints them
GAUGE = (1392.0, 58.0)  # its left edge, and how broad it is


def level(percent: float) -> float:
    """Give the height on the sheet of so many percent."""
    return between(FOOT, HEAD, percent / 100)


def shore(hand: Hand, percent: float, rough: float, row: int) -> list[Point]:
    """Give a line across the sheet that wavers about a level; at the gauge it stands exactly on it."""
    points: list[Point] = []
    for step in range(21):
        x = -40 + step * 84.0
        calm = 1 - smoothstep(260, 20, abs(x - GAUGE[0] - 20)) if rough else 0
        waver = hand.noise(x / 260 + row * 0.31, row // 6) + 0.45 * hand.noise(x / 96, row)
        points.append((x, level(percent) + rough * waver * calm))
    return points


def dry(sheet: Sheet, hand: Hand) -> None:
    """Lay the dry bank: pale sand, its grains, and the ridges that wind has left."""
    stops = [(0, "#f6ead2", 1), (0.6, "#e9d5b4", 1), (1, "#d9bd97", 1)]
    sheet.mark(
        "rect", width=1600, height=1200, fill=sheet.gradient("linear", "sand", stops, x1=0, y1=0, x2="0.1", y2=1)
    )
    ridges = Trace()
    for i in range(20):
        percent = between(99, 60, (i / 19) ** 0.8)
        points = shore(hand, percent, 12, 30 + i)
        start = hand.chance.randrange(0, 9)
        run = points[start : start + hand.chance.randrange(6, 13)]
        ridges.move(run[0]).through(run)
    sheet.path(ridges.data, fill="none", stroke="#b8926a", stroke_opacity=0.3, stroke_width=2.4, stroke_linecap="round")
    for tone, count, wide in (("#a37d58", 420, 2.4), ("#fffaf0", 240, 2.6), ("#7d5c48", 90, 4)):
        grains = Trace()
        for _ in range(count):
            grains.move(
                (round(hand.chance.uniform(0, 1600)), round(level(between(57, 100, hand.chance.random()))))
            ).across(0)
        sheet.path(
            grains.data, fill="none", stroke=tone, stroke_opacity=0.42, stroke_width=wide, stroke_linecap="round"
        )


def washes(sheet: Sheet, hand: Hand) -> None:
    """Lay a thin wash for every percent between the two lines: each is a place where the water may have stood."""
    sheet.begin(id="washes", fill="#2c5a63", fill_opacity=0.035, stroke="#2e2a33", stroke_opacity=0.2, stroke_width=1.4)
    foam = ""
    for percent in range(HIGH, LOW - 1, -1):
        certain = percent in (LOW, HIGH)
        points = shore(hand, percent, 3 if certain else 21, percent)
        sheet.path(Trace().move((-40, 1240)).line(points[0]).through(points).line((1640, 1240)).close().data)
        start = hand.chance.randrange(0, 16)
        foam += smooth([(x, y + 2.4) for x, y in points[start : start + hand.chance.randrange(4, 9)]])
        if not certain and hand.chance.random() < 0.6:
            start = hand.chance.randrange(0, 14)
            foam += smooth([(x, y + 2.4) for x, y in points[start : start + 5]])
    sheet.end()
    sheet.path(foam, fill="none", stroke="#fff4de", stroke_opacity=0.5, stroke_width=1.7, stroke_linecap="round")


def pools(sheet: Sheet, hand: Hand) -> None:
    """Leave the evening sky in shallow pools, smaller and fewer farther up."""
    sheet.gradient(
        "linear", "pool", [(0, "#9fc0bd", 1), (0.5, "#f3d3a8", 1), (1, "#eab39b", 1)], x1=0, y1=1, x2="0.3", y2=0
    )
    for i in range(30):
        percent = between(LOW + 2, HIGH - 5, (i / 29) ** 1.25) + hand.near(0, 1)
        x, reach = hand.chance.uniform(0, 1380), hand.chance.uniform(40, 150) * between(1.15, 0.4, i / 29)
        y, thick = level(percent), reach * hand.chance.uniform(0.045, 0.08)
        trace = (
            Trace()
            .move((x - reach, y))
            .curve((x - reach * 0.6, y - thick * 1.9), (x + reach * 0.1, y - thick), (x + reach * 0.4, y - thick * 0.9))
        )
        trace.curve((x + reach * 0.7, y - thick * 0.8), (x + reach, y - thick * 0.4), (x + reach, y))
        trace.curve(
            (x + reach * 0.8, y + thick * 0.7), (x + reach * 0.2, y + thick * 0.5), (x - reach * 0.1, y + thick)
        )
        trace.curve((x - reach * 0.5, y + thick * 1.5), (x - reach * 0.9, y + thick * 0.6), (x - reach, y)).close()
        sheet.path(
            trace.data,
            fill="url(#pool)",
            fill_opacity=between(0.66, 0.34, i / 29),
            stroke="#20363c",
            stroke_opacity=0.28,
            stroke_width=1.4,
        )


def shine(sheet: Sheet, hand: Hand) -> None:
    """Let the sky lie on the wet sand: broken level strokes."""
    for tone, count, opacity in (("#fff2d6", 120, 0.34), ("#f2b9a8", 80, 0.36), ("#2a2028", 150, 0.16)):
        strokes = Trace()
        for _ in range(count):
            percent = between(LOW + 1, HIGH - 1, hand.chance.random())
            x, reach = hand.chance.uniform(-40, 1600), hand.chance.uniform(14, 90)
            y = level(percent)
            strokes.move((x, y)).bend((x + reach / 2, y + hand.near(0, 5)), (x + reach, y + hand.near(0, 3)))
        sheet.path(
            strokes.data, fill="none", stroke=tone, stroke_opacity=opacity, stroke_width=2, stroke_linecap="round"
        )


def river(sheet: Sheet, hand: Hand) -> None:
    """Draw the water that is there in any case: below the lower line."""
    top = level(LOW)
    stops = [(0, "#2f7a80", 0.75), (0.3, "#14525d", 0.92), (1, "#08303a", 1)]
    deep = sheet.gradient("linear", "deep", stops, x1=0, y1=0, x2=0, y2=1)
    sheet.mark("rect", y=top, width=1600, height=1200 - top, fill=deep)
    for tone, count, opacity in (("#bfe0d8", 130, 0.4), ("#f7c9a0", 46, 0.6), ("#03191f", 120, 0.4)):
        strokes = Trace()
        for _ in range(count):
            near = hand.chance.random() ** 0.8
            y, reach = between(top + 6, 1196, near), hand.chance.uniform(16, 70) * (0.6 + near)
            x = hand.chance.uniform(-60, 1600)
            strokes.move((x, y)).bend((x + reach / 2, y + hand.near(0, 4)), (x + reach, y))
        sheet.path(
            strokes.data, fill="none", stroke=tone, stroke_opacity=opacity, stroke_width=2.4, stroke_linecap="round"
        )


def reeds(sheet: Sheet, hand: Hand) -> None:
    """Let grass grow on the dry bank; some of its blades hang over the wet."""
    for tone, shift in (("#6d5a3c", 4), ("#4f6b4c", 0), ("#8b8a54", -3)):
        blades = ""
        for clump in (70, 150, 330, 560, 1010, 1180, 1530):
            for _ in range(9):
                x, y = clump + hand.near(0, 46) + shift, level(HIGH + 2) + hand.near(0, 12) - shift * 3
                lean, tall = hand.near(0, 95), hand.chance.uniform(70, 250)
                tip = (x + lean, y - tall)
                by = (x + lean * 0.12, y - tall * 0.7)
                blades += Trace().move((x - 3, y)).bend(by, tip).bend((by[0] + 6, by[1] + 4), (x + 3.5, y)).close().data
        sheet.path(blades, fill=tone, fill_opacity=0.82)


def waterline(sheet: Sheet, hand: Hand, percent: int, colour: str, light: str) -> None:
    """Stretch a thread where a waterline is, and wind it round the gauge."""
    y = level(percent)
    line = smooth(shore(hand, percent, 0, percent))
    sheet.path(line, fill="none", stroke="#0a2a31", stroke_opacity=0.4, stroke_width=7, transform="translate(2 6)")
    sheet.path(line, fill="none", stroke=blend(colour, "#3a1c22", 0.25), stroke_width=7)
    sheet.path(line, fill="none", stroke=colour, stroke_width=5)
    sheet.path(line, fill="none", stroke=light, stroke_width=1.8, stroke_dasharray="9 5", transform="translate(0 -1)")
    for turn in (-8, 0, 8):
        sheet.mark(
            "line",
            x1=GAUGE[0] - 3,
            y1=y + turn - 2,
            x2=GAUGE[0] + GAUGE[1] + 3,
            y2=y + turn + 2,
            stroke=colour,
            stroke_width=7,
        )
        sheet.mark(
            "line",
            x1=GAUGE[0] - 2,
            y1=y + turn - 4,
            x2=GAUGE[0] + GAUGE[1] + 2,
            y2=y + turn,
            stroke=light,
            stroke_opacity=0.6,
            stroke_width=1.6,
        )


def gauge(sheet: Sheet) -> None:
    """Set the gauge in the river bed: a hundred small marks, a longer one at every tenth."""
    left, wide = GAUGE
    sheet.mark("rect", x=left + 12, y=HEAD - 22, width=wide, height=1200 - HEAD, fill="#1f2a2c", fill_opacity=0.28)
    stops = [(0, "#fffaf0", 1), (0.3, "#f4e8d4", 1), (1, "#c9b59c", 1)]
    sheet.mark(
        "rect",
        x=left,
        y=HEAD - 28,
        width=wide,
        height=1200 - HEAD + 28,
        rx=4,
        fill=sheet.gradient("linear", "post", stops),
    )
    soaked = sheet.gradient(
        "linear",
        "soaked",
        [(0, "#4d6a66", 0), (0.08, "#4d6a66", 0.28), (0.6, "#2f5d62", 0.5), (1, "#0e3a43", 0.86)],
        x1=0,
        y1=0,
        x2=0,
        y2=1,
    )
    sheet.mark("rect", x=left, y=level(HIGH + 3), width=wide, height=1200 - level(HIGH + 3), fill=soaked)
    small, tenth = Trace(), Trace()
    for percent in range(101):
        (small if percent % 10 else tenth).move((left + 2, level(percent))).across(24 if percent % 5 == 0 else 15)
    sheet.begin(fill="none", stroke="#1c2430")
    sheet.path(small.data, stroke_width=2)
    sheet.path(tenth.data.replace("h24", "h40"), stroke_width=3.6)
    sheet.end()


def main() -> None:
    """Draw the bank from the dry to the deep, then the gauge and the two threads."""
    sheet, hand = Sheet("#e9d5b4"), Hand("tp-12")
    dry(sheet, hand)
    washes(sheet, hand)
    wet = sheet.clip("wet", polygon([(0, level(HIGH)), (1600, level(HIGH)), (1600, level(LOW)), (0, level(LOW))]))
    low_sun = sheet.gradient("radial", "low-sun", [(0, "#ffd08a", 0.55), (0.5, "#f0a878", 0.2), (1, "#c96f6a", 0)])
    sheet.mark("ellipse", cx=470, cy=level(38), rx=760, ry=300, fill=low_sun, clip_path=wet)
    pools(sheet, hand)
    shine(sheet, hand)
    river(sheet, hand)
    reeds(sheet, hand)
    gauge(sheet)
    waterline(sheet, hand, LOW, LOTUS, "#f6bccb")
    waterline(sheet, hand, HIGH, MARIGOLD, "#ffe2a6")
    evening = [(0, "#ffd9a0", 0.22), (0.5, "#5a3350", 0.05), (1, "#1d1226", 0.5)]
    sheet.mark(
        "rect", width=1600, height=1200, fill=sheet.gradient("radial", "evening", evening, cx="0.3", cy="0.1", r="1.15")
    )
    sheet.write(__file__)


if __name__ == "__main__":
    main()
