"""Draw a long scroll with a road drawn to its middle, and five milestones whose faces are blank."""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import INK, LOTUS, MARIGOLD, NIGHT, Hand, Point, Sheet, Trace, between, blend, ribbon, smooth, smoothstep

LEFT, RIGHT, TOP, FOOT = 96, 1478, 236, 916  # the paper, between its rods
MIDDLE = (LEFT + RIGHT) / 2
# The road, from the beginning of the scroll to its middle, and how wide it is at each place.
ROAD: tuple[tuple[float, float, float], ...] = (
    (84, 862, 104), (190, 858, 92), (316, 838, 80), (430, 800, 68), (500, 752, 56), (470, 704, 46), (390, 676, 40), (336, 646, 35), (372, 612, 31),
    (470, 596, 28), (570, 598, 26), (650, 588, 24), (716, 562, 22), (760, 534, 20), (MIDDLE, 506, 17),
)  # fmt: skip
# The foot of each milestone, and its scale.
STONES: tuple[tuple[float, float, float], ...] = (
    (212, 792, 1.2),
    (596, 752, 1.06),
    (838, 470, 0.92),
    (1082, 520, 1),
    (1334, 470, 1.08),
)


def table(sheet: Sheet, hand: Hand) -> None:
    """Lay the dark lacquered table."""
    stops = [(0, "#553a43", 1), (0.5, "#33212f", 1), (1, "#150c17", 1)]
    sheet.mark(
        "rect",
        width=sheet.width,
        height=sheet.height,
        fill=sheet.gradient("radial", "table", stops, cx="0.4", cy="0.3", r="0.9"),
    )
    dark, light = Trace(), Trace()
    for i in range(90):
        y = i * 13.6 + hand.near(0, 5)
        start, long = hand.near(200, 500), hand.chance.uniform(400, 1300)
        (dark if i % 3 else light).move((start, y)).curve(
            (start + long / 3, y + hand.near(0, 10)),
            (start + long / 1.5, y + hand.near(0, 10)),
            (start + long, y + hand.near(0, 5)),
        )
    sheet.path(dark.data, fill="none", stroke="#0f0710", stroke_opacity=0.5, stroke_width=1.8)
    sheet.path(light.data, fill="none", stroke="#d8a98e", stroke_opacity=0.09, stroke_width=1.6)


def paper(sheet: Sheet, hand: Hand) -> None:
    """Unroll the paper: its shadow, its border of silk, its fibres."""
    for shift, dim in ((30, 0.22), (18, 0.28), (8, 0.35)):
        sheet.mark(
            "rect",
            x=LEFT - 8 + shift,
            y=TOP - 46 + shift * 1.4,
            width=RIGHT - LEFT + 60,
            height=FOOT - TOP + 92,
            fill="#070308",
            opacity=dim,
        )
    silk = sheet.gradient(
        "linear", "silk", [(0, "#0a3a45", 1), (0.3, "#176573", 1), (0.7, "#135562", 1), (1, "#08303a", 1)]
    )
    sheet.mark("rect", x=LEFT - 8, y=TOP - 46, width=RIGHT - LEFT + 40, height=FOOT - TOP + 92, fill=silk)
    sheet.begin(fill="none", stroke_width=2.2, stroke_opacity=0.75)
    for y in (TOP - 23, FOOT + 23):
        for phase, tone in ((0, "#d9789a"), (math.pi, "#e2a443")):
            points = [
                (LEFT - 8 + k * 12, y + 9 * math.sin(k * math.pi / 4 + phase))
                for k in range(int((RIGHT - LEFT + 40) / 12) + 1)
            ]
            sheet.path(Trace().move(points[0]).line(*points[1:]).data, stroke=tone, stroke_linejoin="round")
    sheet.end()
    stops = [(0, "#e6d6bb", 1), (0.14, "#f6ecd8", 1), (0.5, "#fcf5e6", 1), (0.86, "#f3e7d2", 1), (1, "#cfbda4", 1)]
    sheet.mark(
        "rect",
        x=LEFT,
        y=TOP,
        width=RIGHT - LEFT,
        height=FOOT - TOP,
        fill=sheet.gradient("linear", "paper", stops, x1=0, y1=0, x2=1, y2="0.12"),
    )
    fibres = Trace()
    for _ in range(380):
        x, y = hand.chance.uniform(LEFT, RIGHT - 40), hand.chance.uniform(TOP + 6, FOOT - 6)
        fibres.move((x, y)).bend(
            (x + hand.near(7, 4), y + hand.near(0, 4)), (x + hand.near(14, 5), y + hand.near(0, 4))
        )
    sheet.path(fibres.data, fill="none", stroke="#8c7350", stroke_opacity=0.17, stroke_width=0.9)


def drawn(x: float) -> float:
    """Give how much of the landscape is there, 1 at the start of the scroll and 0 from its middle on."""
    return 1 - smoothstep(LEFT + 330, MIDDLE + 30, x)


def fading(sheet: Sheet, name: str, tone: str, dim: float) -> str:
    """Give a paint that thins out towards the middle of the scroll, where nobody has drawn yet."""
    stops = [(0, tone, dim), (0.42, tone, dim), (0.66, tone, dim * 0.5), (0.85, tone, dim * 0.14), (1, tone, 0)]
    return sheet.gradient("linear", name, stops, gradientUnits="userSpaceOnUse", x1=LEFT, y1=0, x2=MIDDLE + 10, y2=0)


def hills(sheet: Sheet, hand: Hand) -> None:
    """Wash in hills, the far ones pale, with mist between them."""
    for depth, (level, rise, tone, dim) in enumerate(
        ((480, 165, "#7fa3a0", 0.55), (560, 125, "#4f8388", 0.6), (650, 92, "#2b6069", 0.62))
    ):
        crest = []
        for k in range(41):
            x = LEFT + k * 18
            shape = 0.55 + 0.45 * hand.noise(x / (150 - depth * 28), depth + 3) + 0.13 * hand.noise(x / 37, depth + 7)
            crest.append((x, level - rise * shape * drawn(x - 90)))
        body = Trace().move((LEFT, level + 130)).line(crest[0]).through(crest).line((crest[-1][0], level + 130)).close()
        sheet.path(body.data, fill=fading(sheet, f"wash-{depth}", tone, dim))
        sheet.path(
            smooth(crest),
            fill="none",
            stroke=fading(sheet, f"crest-{depth}", blend(tone, INK, 0.3), 0.9),
            stroke_width=2.4,
        )
        ridges = Trace()
        for k in range(2, 32, 2):
            x, y = crest[k]
            for n in range(3):
                start = (x + n * 5, y + 4 + n * 9)
                ridges.move(start).bend(
                    (x + 7 + n * 5, y + 22 + n * 9), (x + hand.near(4, 8) + n * 6, y + hand.near(50, 12) + n * 9)
                )
        sheet.path(
            ridges.data,
            fill="none",
            stroke=fading(sheet, f"ridge-{depth}", blend(tone, INK, 0.3), 0.4),
            stroke_width=1.4,
        )
        mist = sheet.gradient(
            "radial",
            f"mist-{depth}",
            [(0, "#f8efdd", 1), (0.5, "#f8efdd", 0.85), (1, "#f8efdd", 0)],
            cx="0.36",
            cy="0.8",
            r="0.62",
        )
        sheet.mark("rect", x=LEFT, y=level - 60, width=MIDDLE + 60 - LEFT, height=190, fill=mist)


def sun(sheet: Sheet) -> None:
    """Let a pale sun stand over the hills."""
    glow = sheet.gradient(
        "radial", "sun", [(0, "#d98aa0", 0.75), (0.8, "#dfa08f", 0.6), (0.96, "#e6b48a", 0.5), (1, "#e6b48a", 0)]
    )
    sheet.mark("circle", cx=452, cy=330, r=50, fill=glow)


def fields(sheet: Sheet, hand: Hand) -> None:
    """Draw terraces of rice below the hills with a fine brush."""
    terraces = Trace()
    for k in range(14):
        y = 660 + k * 16.4
        points = [
            (x, y + 16 * math.sin(x / 88 + k * 0.42) + 7 * hand.noise(x / 40, k))
            for x in range(LEFT, int(MIDDLE) + 20, 40)
        ]
        terraces.move(points[0]).through(points)
    sheet.path(terraces.data, fill="none", stroke=fading(sheet, "terrace", "#2d6a63", 0.5), stroke_width=1.6)
    shoots = Trace()
    for _ in range(420):
        x, y = hand.chance.uniform(LEFT + 6, MIDDLE - 60), hand.chance.uniform(690, 900)
        shoots.move((x, y)).bend((x + hand.near(0, 2), y - 6), (x + hand.near(0, 5), y - hand.near(10, 3)))
    sheet.path(shoots.data, fill="none", stroke=fading(sheet, "shoot", "#3f7d5f", 0.7), stroke_width=1.4)


def bamboo(sheet: Sheet, hand: Hand) -> None:
    """Let bamboo lean in at the beginning of the scroll."""
    canes, leaves = Trace(), Trace()
    for x, lean, top in ((116, 30, 318), (140, 64, 286), (166, 46, 372), (104, 8, 350)):
        foot = 800.0
        for k in range(9):
            a, b = k / 9, (k + 0.94) / 9
            canes.move((x + lean * a * a, between(foot, top, a))).line((x + lean * b * b, between(foot, top, b)))
        for _ in range(17):
            t = hand.chance.uniform(0.42, 1.02)
            at = (x + lean * t * t, between(foot, top, t))
            turn = hand.near(0.5, 0.75) if hand.chance.random() < 0.7 else math.pi - hand.near(0.5, 0.6)
            long = hand.near(38, 12)
            tip = (at[0] + long * math.cos(turn), at[1] + long * math.sin(turn))
            side = (-(tip[1] - at[1]) * 0.12, (tip[0] - at[0]) * 0.12)
            middle = ((at[0] + tip[0]) / 2, (at[1] + tip[1]) / 2)
            leaves.move(at).bend((middle[0] + side[0], middle[1] + side[1]), tip).bend(
                (middle[0] - side[0], middle[1] - side[1]), at
            ).close()
    sheet.path(canes.data, fill="none", stroke="#2c5a4e", stroke_opacity=0.75, stroke_width=5, stroke_linecap="round")
    sheet.path(leaves.data, fill="#28574d", fill_opacity=0.78)


def kerb(side: int, out: float) -> list[Point]:
    """Give one edge of the road, a little further out at will."""
    points: list[Point] = []
    for i, (x, y, wide) in enumerate(ROAD):
        (ax, ay, _), (bx, by, _) = ROAD[max(i - 1, 0)], ROAD[min(i + 1, len(ROAD) - 1)]
        long = math.hypot(bx - ax, by - ay)
        points.append((x - (by - ay) / long * side * (wide / 2 + out), y + (bx - ax) / long * side * (wide / 2 + out)))
    return points


def road(sheet: Sheet, hand: Hand) -> None:
    """Draw the road to the middle of the scroll; there the brush ran dry, and beyond it there is paper."""
    left, right = kerb(-1, 0), kerb(1, 0)
    body = Trace().move(left[0]).through(left).line(right[-1]).through(right[::-1]).close().data
    sheet.path(body, fill=fading(sheet, "clear", "#fbf3e2", 1))
    stops = [(0, "#cf9a58", 0.8), (0.45, "#dcb078", 0.72), (0.85, "#e3bd85", 0.5), (1, "#e3bd85", 0)]
    earth = sheet.gradient("linear", "earth", stops, gradientUnits="userSpaceOnUse", x1=LEFT, y1=0, x2=MIDDLE, y2=0)
    sheet.path(body, fill=earth)
    ruts = Trace()
    for side, share in ((-1, 0.45), (1, 0.4), (1, 0.05)):
        points = [
            (between(x, a, share), between(y, b, share)) for (x, y, _), (a, b) in zip(ROAD, kerb(side, 0), strict=True)
        ]
        ruts.move(points[0]).through(points[:-2])
    sheet.path(
        ruts.data,
        fill="none",
        stroke="#8b6438",
        stroke_opacity=0.42,
        stroke_width=1.6,
        stroke_dasharray="34 9 60 14 18 7",
    )
    for side, weight in ((-1, 3), (1, 4.6)):
        edge = [(x + hand.near(0, 0.8), y + hand.near(0, 0.8)) for x, y in kerb(side, 1)]
        sheet.path(brushed(edge, weight), fill=INK, fill_opacity=0.78)
    dry = Trace()
    x, y, _ = ROAD[-1]
    for k in range(8):
        off = (k - 3.5) * 2.2
        dry.move((x - hand.near(34, 8) + off * 0.5, y + 20 + off)).line(
            (x + hand.near(16, 14) + off * 0.5, y - hand.near(9, 6) + off)
        )
    sheet.path(dry.data, fill="none", stroke=INK, stroke_opacity=0.4, stroke_width=1.3, stroke_dasharray="16 3 7 5")


def brushed(points: list[Point], weight: float) -> str:
    """Give the outline of one stroke of a brush that slowly runs dry."""
    return ribbon(points, lambda t: weight * (1 - smoothstep(0.5, 1, t)) + 0.9)


def milestone(sheet: Sheet, x: float, y: float, size: float, ahead: bool) -> None:
    """Draw a milestone: low and broad, round at its head, with a blank face to write on; ahead it is pencilled alone."""
    wide, high = 76 * size, 74 * size
    left, right, top = x - wide / 2, x + wide / 2, y - high
    rise = 34 * size
    face = (
        Trace()
        .move((left, y))
        .line((left, top))
        .curve((left, top - rise * 1.25), (right, top - rise * 1.25), (right, top))
        .line((right, y))
        .close()
    )
    cap = Trace().move((left, top)).curve((left, top - rise * 1.25), (right, top - rise * 1.25), (right, top)).close()
    if ahead:
        sheet.path(face.data, fill="#fffdf8", fill_opacity=0.75)
        sheet.path(cap.data, fill="url(#cap)", fill_opacity=0.22)
        for shift in (0, 1.6):
            sheet.path(
                face.data,
                fill="none",
                stroke="#5c5560",
                stroke_opacity=0.55,
                stroke_width=1.5,
                stroke_dasharray="46 3 30 2",
                transform=f"translate({shift} {-shift})",
            )
        sheet.path(
            Trace().move((left, top)).across(wide).data,
            fill="none",
            stroke="#5c5560",
            stroke_opacity=0.55,
            stroke_width=1.3,
        )
        ground = Trace().move((left - 22 * size, y + 2)).bend((x, y + 5), (right + 26 * size, y + 1))
        sheet.path(ground.data, fill="none", stroke="#5c5560", stroke_opacity=0.5, stroke_width=1.5)
        return
    shade = [(right - 2, y), (right + 46 * size, y + 6 * size), (left + 20 * size, y + 12 * size), (left, y)]
    sheet.path(
        Trace().move(shade[0]).bend(shade[1], shade[2]).line(shade[3]).close().data, fill="#3d4a46", fill_opacity=0.3
    )
    sheet.path(face.data, fill="url(#stone)")
    sheet.path(cap.data, fill="url(#cap)")
    outline = [
        (left, y),
        (left - 1, y - high * 0.5),
        (left, top),
        (left + wide * 0.13, top - rise * 0.68),
        (x, top - rise * 0.94),
        (right - wide * 0.13, top - rise * 0.68),
        (right, top),
        (right + 1, y - high * 0.5),
        (right, y + 1),
    ]
    sheet.path(ribbon(outline, lambda t: 1.4 + 3 * t), fill=INK, fill_opacity=0.86)
    sheet.path(
        Trace().move((left + 2, top)).across(wide - 4).data,
        fill="none",
        stroke=INK,
        stroke_width=1.6,
        stroke_opacity=0.55,
    )
    grass = Trace()
    for k in range(-7, 8):
        grass.move((x + k * wide / 13, y + 3)).bend(
            (x + k * wide / 13, y - 5), (x + k * wide / 13 + k * 0.9, y - (8 + k * k % 5) * size)
        )
    sheet.path(grass.data, fill="none", stroke="#2f6a50", stroke_width=2, stroke_opacity=0.85, stroke_linecap="round")


def stones(sheet: Sheet) -> None:
    """Stand the five milestones: two by the road that is drawn, three where it is still to come."""
    sheet.gradient("linear", "stone", [(0, "#fffdf7", 1), (0.7, "#f3ebde", 1), (1, "#dccfbd", 1)])
    sheet.gradient("linear", "cap", [(0, "#c7668a", 1), (0.45, LOTUS, 1), (1, MARIGOLD, 1)])
    for name, ahead in (("painted", False), ("pencilled", True)):
        sheet.begin(id=name)
        for x, y, size in STONES:
            if (x > MIDDLE) == ahead:
                sheet.begin()
                milestone(sheet, x, y, size, ahead)
                sheet.end()
        sheet.end()


def rods(sheet: Sheet) -> None:
    """Set the rods; on the right one there is paper still rolled up."""
    for x, wide, name in ((LEFT - 22, 44, "rod"), (RIGHT + 30, 66, "roll")):
        tones = (
            ("#3b2230", "#8a5a4c", "#c69a76", "#6b4038", "#2b1823")
            if name == "rod"
            else ("#9f8c74", "#efe2c8", "#fff9ea", "#cdb998", "#6e5b4c")
        )
        paint = sheet.gradient(
            "linear", name, [(share, tone, 1) for share, tone in zip((0, 0.25, 0.4, 0.7, 1), tones, strict=True)]
        )
        sheet.mark(
            "rect",
            x=x - wide / 2 + 8,
            y=TOP - 56,
            width=wide + 12,
            height=FOOT - TOP + 128,
            rx=8,
            fill="#070308",
            opacity=0.4,
        )
        sheet.mark("rect", x=x - wide / 2, y=TOP - 58, width=wide, height=FOOT - TOP + 116, rx=6, fill=paint)
        for y in (TOP - 58, FOOT + 58):
            up = -1 if y < TOP else 1
            knob = sheet.gradient(
                "linear", f"knob-{name}{up + 1}", [(0, "#2b1620", 1), (0.35, "#9a6a58", 1), (1, "#2b1620", 1)]
            )
            sheet.mark("rect", x=x - 13, y=min(y, y + up * 34), width=26, height=34, rx=5, fill=knob)
            sheet.mark("rect", x=x - 18, y=min(y + up * 28, y + up * 46), width=36, height=18, rx=8, fill=knob)
    edge = RIGHT + 30
    turns = Trace()
    for k in (-16, 6, 18):
        turns.move((edge + k, TOP - 56)).line((edge + k, FOOT + 56))
    sheet.path(turns.data, fill="none", stroke="#7d6a55", stroke_opacity=0.5, stroke_width=1.4)
    shade = sheet.gradient("linear", "shade", [(0, "#3b2a22", 0), (1, "#3b2a22", 0.42)])
    sheet.mark("rect", x=RIGHT - 60, y=TOP - 46, width=60, height=FOOT - TOP + 92, fill=shade)


def brush(sheet: Sheet, hand: Hand) -> None:
    """Lay a brush across the foot of the blank half, ready to be taken up, and its ink beside it."""
    sheet.begin(transform="translate(960 1034) rotate(-9)")
    sheet.mark("rect", x=-30, y=16, width=500, height=13, rx=8, fill="#070308", opacity=0.45)
    cane = sheet.gradient(
        "linear", "cane", [(0, "#f0d7a2", 1), (0.4, "#c79a57", 1), (1, "#6d4a28", 1)], x1=0, y1=0, x2=0, y2=1
    )
    sheet.mark("rect", x=60, y=-9, width=400, height=18, rx=6, fill=cane)
    for x in (170, 300, 410):
        sheet.mark("rect", x=x, y=-9.5, width=3, height=19, fill="#6d4a28", opacity=0.6)
    sheet.mark("rect", x=46, y=-12, width=30, height=24, rx=4, fill="#8b2f55")
    tip = Trace().move((48, -11)).curve((10, -17), (-22, -9), (-62, 3)).curve((-24, 12), (10, 17), (48, 11)).close()
    sheet.path(tip.data, fill="#1d1620")
    hairs = Trace()
    for k in range(-4, 5):
        hairs.move((46, k * 2.4)).curve((16, k * 3.1), (-14, k * 2), (-54, 2 + k * 0.4))
    sheet.path(hairs.data, fill="none", stroke="#6d5a6b", stroke_opacity=0.5, stroke_width=1)
    sheet.end()
    sheet.begin(transform="translate(742 1064) rotate(-9)")
    sheet.mark("rect", x=-104, y=-44, width=232, height=120, rx=22, fill="#070308", opacity=0.5)
    slate = sheet.gradient(
        "linear", "slate", [(0, "#6a6272", 1), (0.3, "#453e4c", 1), (1, "#221c28", 1)], x1=0, y1=0, x2="0.4", y2=1
    )
    sheet.mark(
        "rect",
        x=-116,
        y=-62,
        width=232,
        height=120,
        rx=22,
        fill=slate,
        stroke="#978c9c",
        stroke_opacity=0.45,
        stroke_width=2,
    )
    sheet.mark("rect", x=-98, y=-46, width=196, height=88, rx=30, fill="#17121c")
    well = sheet.gradient("radial", "well", [(0, "#141a20", 1), (0.7, "#0b0c11", 1), (1, "#050508", 1)])
    sheet.mark("ellipse", cx=-28, cy=-2, rx=62, ry=36, fill=well)
    sheet.path(
        Trace().move((-72, -12)).bend((-44, -34), (0, -28)).data,
        fill="none",
        stroke="#b7cfd2",
        stroke_opacity=0.6,
        stroke_width=3,
        stroke_linecap="round",
    )
    sheet.end()


def main() -> None:
    """Draw the table, the scroll, what is on it, and the brush that waits."""
    sheet, hand = Sheet(NIGHT), Hand("tp-18")
    table(sheet, hand)
    paper(sheet, hand)
    sun(sheet)
    hills(sheet, hand)
    fields(sheet, hand)
    bamboo(sheet, hand)
    road(sheet, hand)
    stones(sheet)
    rods(sheet)
    brush(sheet, hand)
    stops = [(0, "#fff0cc", 0.12), (0.4, "#fff0cc", 0), (0.6, "#0b0610", 0), (1, "#0b0610", 0.6)]
    sheet.mark(
        "rect",
        width=sheet.width,
        height=sheet.height,
        fill=sheet.gradient("radial", "dusk", stops, cx="0.46", cy="0.42", r="0.78"),
    )
    sheet.write(__file__)


if __name__ == "__main__":
    main()
