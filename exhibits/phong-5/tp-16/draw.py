"""Draw a wall in three bonds with a door that was built in: every brick beside it is whole, and light comes through."""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import CREAM, NIGHT, Hand, Sheet, Trace, between, blend, polygon

# Bricks with their joints: a stretcher shows its long side, a header its end, a closer is made to fill a quarter.
LONG, END, QUARTER, COURSE, JOINT = 64, 32, 16, 24, 3.2
COURSES = 12  # of each bond
GROUND = 1020
TOP = GROUND - 3 * COURSES * COURSE
DOOR = (862, 1118)  # from jamb to jamb: four stretchers
DOOR_COURSES = 18  # its height; a course of timber lies on it, and whole bricks on that, upright and level
TONES = ("#7d4a45", "#88524a", "#935b50", "#71423f", "#9c6857", "#673b3d")
FIRST = "#cc6a8d"


def english(course: int) -> Iterator[tuple[str, int]]:
    """Give the bricks of a course from the jamb outwards: courses of long sides and of ends, by turns."""
    yield from [("h", END), ("c", QUARTER)] if course % 2 else []
    while True:
        yield ("h", END) if course % 2 else ("s", LONG)


def flemish(course: int) -> Iterator[tuple[str, int]]:
    """Give the bricks of a course from the jamb outwards: in every course a long side and an end, by turns."""
    yield from [("h", END), ("c", QUARTER)] if course % 2 else []
    while True:
        yield "s", LONG
        yield "h", END


def openwork(course: int) -> Iterator[tuple[str, int]]:
    """Give the bricks of a course: long sides with gaps between them, through which one sees and is seen."""
    yield ("-", 16) if course % 2 else ("-", -32)
    while True:
        yield "s", LONG
        yield "-", END


def height(course: int) -> float:
    """Give the top of a course, counted from the ground."""
    return GROUND - (course + 1) * COURSE


def kiln(sheet: Sheet, hand: Hand) -> None:
    """Burn the bricks: each form in each tone, with a lit upper edge and a few grains."""
    for form, wide in (("s", LONG), ("h", END), ("c", QUARTER)):
        for number, tone in enumerate((*TONES, FIRST)):

            def brick(tone: str = tone, wide: float = wide - JOINT) -> None:
                high = COURSE - JOINT
                sheet.mark("rect", width=wide, height=high, rx=1.5, fill=tone)
                sheet.path(
                    Trace().move((0.8, high - 1)).line((0.8, 0.8), (wide - 0.8, 0.8)).data,
                    fill="none",
                    stroke=blend(tone, CREAM, 0.3),
                    stroke_width=1.5,
                    stroke_opacity=0.7,
                )
                sheet.path(
                    Trace().move((1, high - 0.8)).across(wide - 1.6).data,
                    fill="none",
                    stroke=blend(tone, NIGHT, 0.6),
                    stroke_width=1.6,
                )
                grains = Trace()
                for _ in range(max(2, int(wide / 9))):
                    grains.move((hand.chance.uniform(3, wide - 4), hand.chance.uniform(4, high - 4))).across(
                        hand.chance.uniform(1, 3)
                    )
                sheet.path(
                    grains.data, fill="none", stroke=blend(tone, NIGHT, 0.55), stroke_width=1.3, stroke_opacity=0.7
                )

            sheet.stamp(f"{form}{number}", brick)


def tone(hand: Hand, x: float, y: float) -> int:
    """Choose a tone; neighbours often come from the same batch."""
    batch = hand.noise(x / 170, 1) + hand.noise(y / 90 + x / 400, 2)
    return int(hand.near(2.5 + 1.4 * batch, 2.4)) % len(TONES)


def lay(sheet: Sheet, hand: Hand, form: str, x: float, y: float, first: bool = False) -> None:
    """Lay one brick."""
    number = len(TONES) if first else tone(hand, x, y)
    sheet.mark("use", href=f"#{form}{number}", x=x + JOINT / 2, y=y + JOINT / 2)


def row(sheet: Sheet, hand: Hand, course: int, bricks: Iterator[tuple[str, int]], side: int) -> None:
    """Lay a course outwards from one jamb; side -1 is to the left. The timber over the door takes the place of one long side."""
    at = float(DOOR[side > 0])
    for number, (form, wide) in enumerate(bricks):
        x = at if side > 0 else at - wide
        under_timber = course == DOOR_COURSES and number == 0
        if form != "-" and not under_timber:
            lay(sheet, hand, form, x, height(course), first=course == 0 and side < 0 and number == 0)
        at += side * wide
        if not -LONG < at < 1600 + LONG:
            return


def wall(sheet: Sheet, hand: Hand) -> None:
    """Lay the three bonds, one upon another."""
    for name, start, bond in (("english", 0, english), ("flemish", COURSES, flemish)):
        sheet.begin(id=name)
        for course in range(start, start + COURSES):
            sheet.begin()
            for side in (-1, 1):
                row(sheet, hand, course, bond(course), side)
            sheet.end()
        sheet.end()
    sheet.begin(id="openwork")
    for course in range(2 * COURSES, 3 * COURSES):
        sheet.begin()
        at = -64.0
        for form, wide in openwork(course):
            if form != "-":
                lay(sheet, hand, form, at, height(course))
            at += wide
            if at > 1600:
                break
        sheet.end()
    sheet.end()


def sky(sheet: Sheet, hand: Hand) -> None:
    """Wash the evening above the wall, and the light behind it."""
    air = sheet.gradient("linear", "air", [(0, "#1c1524", 1), (1, "#54364c", 1)], x1=0, y1=0, x2=0, y2=1)
    sheet.mark("rect", width=sheet.width, height=TOP, fill=air)
    stars = Trace()
    for _ in range(40):
        stars.move((hand.chance.uniform(0, 1600), hand.chance.uniform(4, TOP - 50))).across(0.1)
    sheet.path(stars.data, fill="none", stroke=CREAM, stroke_opacity=0.6, stroke_width=2.2, stroke_linecap="round")
    sheet.mark("rect", y=TOP, width=sheet.width, height=GROUND - TOP, fill="#2a1a20")
    middle = (DOOR[0] + DOOR[1]) / 2
    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "cx": middle, "cy": GROUND - 620, "r": 1000}
    lamp = sheet.gradient(
        "radial",
        "lamp",
        [(0, "#fff3d2", 1), (0.2, "#fbd58a", 1), (0.5, "#d98d38", 1), (0.8, "#8a4a35", 1), (1, "#54303a", 1)],
        **place,
    )
    sheet.mark("rect", y=TOP, width=sheet.width, height=COURSES * COURSE, fill=lamp)


def ground(sheet: Sheet, hand: Hand) -> None:
    """Pave the yard, and let the light of the door fall on it, level from the sill to our feet."""
    dark = sheet.gradient("linear", "yard", [(0, "#3a2532", 1), (1, "#140c17", 1)], x1=0, y1=0, x2=0, y2=1)
    sheet.mark("rect", y=GROUND, width=sheet.width, height=1200 - GROUND, fill=dark)
    left, right = DOOR[0] + 20, DOOR[1] - 20
    glow = sheet.gradient(
        "linear", "spill", [(0, "#ffe2a6", 0.95), (0.4, "#f0ab55", 0.6), (1, "#d98a2c", 0.2)], x1=0, y1=0, x2=0, y2=1
    )
    for wide, share in ((0, 1), (46, 0.4), (110, 0.22)):
        beam = [(left, GROUND), (right, GROUND), (right + 120 + wide, 1200), (left - 260 - wide, 1200)]
        sheet.path(polygon(beam), fill=glow, fill_opacity=share)
    joints = Trace()
    rows = [GROUND + 180 * (k / 6) ** 1.5 for k in range(1, 7)]
    for y in rows:
        joints.move((0, y)).across(1600)
    for k, (above, below) in enumerate(zip([GROUND, *rows], rows, strict=False)):
        spread, deeper = 1 + (above - GROUND) / 260, 1 + (below - GROUND) / 260
        for i in range(-24, 24):
            off = (i + 0.5 * (k % 2)) * 64
            joints.move((990 + off * spread, above)).line((990 + off * deeper, below))
    sheet.path(joints.data, fill="none", stroke="#120a14", stroke_opacity=0.75, stroke_width=2)


def door(sheet: Sheet) -> None:
    """Hang the door in the place that was left for it: its frame, two leaves, a handle for every height."""
    left, right = DOOR
    top = height(DOOR_COURSES - 1)
    light = sheet.gradient(
        "linear", "inside", [(0, "#ffe6b0", 1), (0.5, "#fff6de", 1), (1, "#ffd88d", 1)], x1=0, y1=0, x2=0, y2=1
    )
    sheet.mark("rect", x=left, y=top, width=right - left, height=GROUND - top, fill=light)
    deep = sheet.gradient(
        "linear", "deep", [(0, "#b8742e", 0.75), (0.25, "#e9ae5c", 0.2), (0.5, "#e9ae5c", 0), (1, "#e9ae5c", 0.25)]
    )
    sheet.mark("rect", x=left, y=top, width=right - left, height=GROUND - top, fill=deep)
    sheet.path(
        polygon([(left + 12, GROUND), (right - 12, GROUND), (right - 58, GROUND - 62), (left + 58, GROUND - 62)]),
        fill="url(#spill)",
        fill_opacity=0.7,
    )
    for side in (1, -1):
        jamb = left if side > 0 else right
        free = jamb + side * 62
        drop = 20
        leaf = [(jamb, top + 4), (free, top + 4 + drop), (free, GROUND - drop), (jamb, GROUND)]
        teal = sheet.gradient(
            "linear",
            f"leaf-{'l' if side > 0 else 'r'}",
            [(0, "#0a3a45", 1), (1, "#2f7d85", 1)],
            **({"x1": 0, "x2": 1} if side > 0 else {"x1": 1, "x2": 0}),
        )
        sheet.path(polygon(leaf), fill=teal, stroke="#04222a", stroke_width=2)
        for high, low in ((0.06, 0.46), (0.53, 0.94)):

            def at(
                share: float, down: float, jamb: float = jamb, side: int = side, drop: float = drop
            ) -> tuple[float, float]:
                return jamb + side * 62 * share, between(top + 4 + drop * share, GROUND - drop * share, down)

            sheet.path(
                polygon([at(0.2, high), at(0.8, high), at(0.8, low), at(0.2, low)]),
                fill="#062a33",
                fill_opacity=0.55,
                stroke="#6fb0b3",
                stroke_opacity=0.35,
                stroke_width=1.4,
            )
        for share in (0.5, 0.72):
            sheet.mark(
                "circle",
                cx=free - side * 9,
                cy=between(top, GROUND, share),
                r=5.5,
                fill="#f2c46d",
                stroke="#5d3d1a",
                stroke_width=1.4,
            )
    for x in (left, right - 12):
        sheet.mark("rect", x=x, y=top, width=12, height=GROUND - top, fill="#4b2f2b")
        sheet.mark(
            "rect", x=x + (10 if x == left else 0), y=top, width=2, height=GROUND - top, fill="#ffdca0", opacity=0.8
        )
    timber = height(DOOR_COURSES)
    sheet.mark(
        "rect",
        x=left - LONG,
        y=timber + 1.5,
        width=right - left + 2 * LONG,
        height=COURSE - 3,
        rx=2,
        fill="#7b5038",
        stroke="#2b1a1a",
        stroke_width=1.5,
    )
    grain = Trace()
    for k in range(5):
        grain.move((left - LONG + 6, timber + 5 + k * 3.6)).across(right - left + 2 * LONG - 12)
    sheet.path(
        grain.data, fill="none", stroke="#3c2420", stroke_opacity=0.6, stroke_width=1, stroke_dasharray="60 14 110 9"
    )


def head(sheet: Sheet, hand: Hand) -> None:
    """Stand whole bricks on the timber, from jamb to jamb: a row upright, a row on edge, a course of long sides."""
    timber, count = height(DOOR_COURSES), 10
    pitch = (DOOR[1] - DOOR[0]) / count
    sheet.begin(id="head")
    for foot, high in ((timber, LONG), (timber - LONG, END)):
        for i in range(count):
            left, right, top = (
                DOOR[0] + i * pitch + JOINT / 2,
                DOOR[0] + (i + 1) * pitch - JOINT / 2,
                foot - high + JOINT / 2,
            )
            shade = TONES[tone(hand, left * 3, foot)]
            body = [(left, foot - JOINT / 2), (left, top), (right, top), (right, foot - JOINT / 2)]
            sheet.path(polygon(body), fill=shade, stroke=blend(shade, CREAM, 0.16), stroke_width=1)
    for i in range(4):
        lay(sheet, hand, "s", DOOR[0] + i * LONG, timber - LONG - END - COURSE)
    sheet.end()


def strings(sheet: Sheet) -> None:
    """Let the topmost course of a bond stand out a little: a line of light and a line of shade where two bonds meet."""
    for bonds in (1, 2):
        y = GROUND - bonds * COURSES * COURSE
        for left, right in ((0, DOOR[0] if bonds == 1 else 1600), (DOOR[1] if bonds == 1 else 1600, 1600)):
            if right > left:
                sheet.mark("rect", x=left, y=y - 1, width=right - left, height=3, fill="#e9b48c", opacity=0.5)
                sheet.mark("rect", x=left, y=y + COURSE, width=right - left, height=9, fill="#12070f", opacity=0.5)


def main() -> None:
    """Draw the evening, the wall, the door and the yard."""
    sheet, hand = Sheet(NIGHT), Hand("tp-16")
    sky(sheet, hand)
    kiln(sheet, hand)
    wall(sheet, hand)
    head(sheet, hand)
    strings(sheet)
    door(sheet)
    ground(sheet, hand)
    coping = sheet.gradient(
        "linear", "coping", [(0, "#a98777", 1), (0.3, "#7d5e5c", 1), (1, "#3c2830", 1)], x1=0, y1=0, x2=0, y2=1
    )
    sheet.mark("rect", x=-10, y=TOP - 20, width=1620, height=22, fill=coping)
    sheet.mark("rect", y=TOP + 2, width=1600, height=8, fill="#0e070f", opacity=0.4)
    middle = (DOOR[0] + DOOR[1]) / 2
    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "cx": middle, "cy": 800, "r": 1150}
    dusk = sheet.gradient(
        "radial",
        "dusk",
        [
            (0, "#ffca7a", 0.3),
            (0.16, "#ffb765", 0.13),
            (0.34, "#150a18", 0.12),
            (0.62, "#120915", 0.55),
            (1, "#0b0610", 0.86),
        ],
        **place,
    )
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=dusk)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
