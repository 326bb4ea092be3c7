"""Draw an embroidery hoop: the cloth is stretched and pencilled in a hundred squares, and there is not one stitch in it."""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import LOTUS, MARIGOLD, NIGHT, Hand, Point, Sheet, Trace, between, blend, smooth

MIDDLE = (760.0, 590.0)
CLOTH = 436.0  # the radius of the stretched cloth
WOOD = 34.0  # how broad the hoop is
SQUARES = 10
SIDE = 58.0  # of a square


def table(sheet: Sheet, hand: Hand) -> None:
    """Darken the table; the lamp stands at the upper left."""
    stops = [(0, "#4c3440", 1), (0.5, "#2c1d2b", 1), (1, NIGHT, 1)]
    sheet.mark(
        "rect",
        width=sheet.width,
        height=sheet.height,
        fill=sheet.gradient("radial", "table", stops, cx="0.3", cy="0.2", r="1"),
    )
    grain = Trace()
    for i in range(46):
        y = i * 27 + hand.near(0, 9)
        points = [(x, y + 8 * hand.noise(x / 330, i)) for x in range(-20, 1940, 240)]
        grain.move(points[0]).through(points)
    sheet.path(grain.data, fill="none", stroke="#0c060d", stroke_opacity=0.3, stroke_width=2)


def edge(hand: Hand) -> list[Point]:
    """Give the free edge of the cloth: a square cloth whose sides hang in folds outside the hoop."""
    points: list[Point] = []
    for i in range(120):
        turn = 2 * math.pi * i / 120
        square = 1 / max(abs(math.cos(turn + 0.2)), abs(math.sin(turn + 0.2)))
        reach = 510 * square**0.6 + 8 * hand.noise(i / 2.6, 3) + 4 * math.sin(11 * turn)
        points.append((MIDDLE[0] + reach * math.cos(turn) * 1.03, MIDDLE[1] + reach * math.sin(turn) * 0.985))
    return points


def loose_cloth(sheet: Sheet, hand: Hand) -> None:
    """Lay the cloth that is outside the hoop: it fans out in folds, each with a lit side and a shaded one."""
    rim = edge(hand)
    outline = Trace().move(rim[0]).through([*rim, rim[0]]).close().data
    sheet.path(outline, fill="#080409", fill_opacity=0.5, transform="translate(20 26)")
    stops = [(0, "#efe4d2", 1), (0.5, "#cdbdb0", 1), (1, "#8d7b80", 1)]
    sheet.path(outline, fill=sheet.gradient("linear", "loose", stops, x1=0, y1=0, x2=1, y2=1))
    cut = sheet.clip("cloth", outline)
    sheet.begin(clip_path=cut)
    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "cx": MIDDLE[0], "cy": MIDDLE[1], "r": 690}
    start = (CLOTH + WOOD) / 690
    for name, tone, opacity, lean in (("dark", "#4b3848", 0.62, 1), ("light", "#fffaf0", 0.8, -1)):
        paint = sheet.gradient(
            "radial", name, [(start, tone, opacity), (0.86, tone, 0.3 * opacity), (1, tone, 0)], **place
        )
        sheet.path(folds(hand, lean), fill=paint)
    sheet.end()
    sheet.path(outline, fill="none", stroke="#fff8ea", stroke_opacity=0.5, stroke_width=1.5, stroke_dasharray="3 2")


def folds(hand: Hand, lean: int) -> str:
    """Give one side of every fold, the one that leans this way: narrow at the hoop, broader and weaker farther out."""
    data = ""
    for i in range(52):
        turn = 2 * math.pi * (i + 0.36 * hand.noise(i * 0.9, 5)) / 52
        wide = between(0.02, 0.075, 0.5 + 0.5 * hand.noise(i * 1.7, 6)) * lean
        bend, far = 0.05 * hand.noise(i * 0.6, 8), 700
        near, half = CLOTH + WOOD - 6, (CLOTH + far) / 2
        trace = Trace().move(at(near, turn)).bend(at(half, turn), at(far, turn + bend))
        data += trace.line(at(far, turn + bend + wide)).bend(at(half, turn + wide * 0.3), at(near, turn)).close().data
    return data


def at(reach: float, turn: float) -> Point:
    """Give a point by its distance from the middle of the hoop, and its angle."""
    return MIDDLE[0] + reach * math.cos(turn), MIDDLE[1] + reach * math.sin(turn)


def weave(sheet: Sheet, hand: Hand) -> None:
    """Stretch the cloth: level and upright threads, a little uneven, lit from the upper left."""
    x, y = MIDDLE
    stops = [(0, "#fffaf0", 1), (0.45, "#f6ebda", 1), (0.85, "#dccbbb", 1), (1, "#bda9a3", 1)]
    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "cx": x - 130, "cy": y - 170, "r": 640}
    sheet.mark("circle", cx=x, cy=y, r=CLOTH, fill=sheet.gradient("radial", "taut", stops, **place))
    for upright in (False, True):
        light, dark = Trace(), Trace()
        for i in range(-72, 73):
            aside = i * 6 + hand.near(0, 0.7)
            half = math.sqrt(max(0.0, (CLOTH - 2) ** 2 - aside**2))
            trace = dark if i % 2 else light
            if upright:
                trace.move((x + aside, y - half)).line((x + aside, y + half))
            else:
                trace.move((x - half, y + aside)).across(2 * half)
        sheet.path(
            dark.data, stroke="#a58f84", stroke_opacity=0.3, stroke_width=1.1, fill="none", stroke_dasharray="5 1.6"
        )
        sheet.path(
            light.data, stroke="#ffffff", stroke_opacity=0.5, stroke_width=1.6, fill="none", stroke_dasharray="4 2"
        )


def pencilled(sheet: Sheet, hand: Hand) -> None:
    """Rule the hundred squares in pencil, freehand along a ruler: each line is drawn twice, and starts and ends a little off."""
    x, y, half = MIDDLE[0], MIDDLE[1], SQUARES * SIDE / 2
    sheet.begin(id="grid", fill="none", stroke="#4d4a57", stroke_linecap="round")
    for upright in (False, True):
        for i in range(SQUARES + 1):
            aside = -half + i * SIDE
            ends = (-half - hand.chance.uniform(3, 13), half + hand.chance.uniform(3, 13))
            points = []
            for step in range(7):
                along, tremor = between(*ends, step / 6), aside + 0.7 * hand.noise(step + i * 1.3, 11 + upright)
                points.append((x + tremor, y + along) if upright else (x + along, y + tremor))
            firm = i in (0, SQUARES)
            sheet.path(smooth(points), stroke_width=2.1 if firm else 1.5, stroke_opacity=0.72 if firm else 0.55)
    sheet.end()
    again = Trace()
    for i in range(SQUARES + 1):
        aside = -half + i * SIDE + hand.near(0, 1.2)
        start = -half + hand.chance.uniform(0, 160)
        again.move((x + start, y + aside)).across(hand.chance.uniform(160, 400))
        again.move((x + aside, y + start)).line(
            (x + aside + hand.near(0, 1), y + start + hand.chance.uniform(160, 400))
        )
    sheet.path(again.data, fill="none", stroke="#4d4a57", stroke_opacity=0.22, stroke_width=1)


def hoop(sheet: Sheet) -> None:
    """Close the two rings of wood, with the screw that draws them tight."""
    x, y = MIDDLE
    inner = [(0, "#120910", 0), (0.93, "#120910", 0), (1, "#120910", 0.5)]
    shade = sheet.gradient("radial", "rim", inner)
    sheet.mark("circle", cx=x, cy=y, r=CLOTH, fill=shade)
    sheet.mark(
        "circle",
        cx=x + 9,
        cy=y + 13,
        r=CLOTH + WOOD / 2,
        fill="none",
        stroke="#080409",
        stroke_opacity=0.42,
        stroke_width=WOOD + 6,
    )
    stops = [(0, "#e3b784", 1), (0.45, "#b07f54", 1), (1, "#5f3f34", 1)]
    wood = sheet.gradient("linear", "wood", stops, x1="0.1", y1=0, x2="0.8", y2=1)
    sheet.mark("circle", cx=x, cy=y, r=CLOTH + WOOD / 2, fill="none", stroke=wood, stroke_width=WOOD)
    for reach, tone, opacity, wide in (
        (CLOTH + 0.5, "#2c1820", 0.75, 2.4), (CLOTH + 3, "#ffe7c2", 0.5, 1.6), (CLOTH + 15, "#3c2226", 0.65, 2.2),
        (CLOTH + 17, "#ffe7c2", 0.45, 1.6), (CLOTH + WOOD, "#2c1820", 0.7, 2), (CLOTH + 9, "#6b4436", 0.35, 1.2), (CLOTH + 25, "#6b4436", 0.35, 1.4),
    ):  # fmt: skip
        sheet.mark("circle", cx=x, cy=y, r=reach, fill="none", stroke=tone, stroke_opacity=opacity, stroke_width=wide)
    brass = sheet.gradient(
        "linear", "brass", [(0, "#fbe3a6", 1), (0.5, "#c08d3e", 1), (1, "#6e4a22", 1)], x1=0, y1=0, x2=0, y2=1
    )
    sheet.begin(transform=f"rotate(38 {x:g} {y:g})")
    top = y - CLOTH - WOOD
    sheet.mark("rect", x=x - 6, y=top - 2, width=12, height=WOOD * 0.6, fill="#241318")
    for side in (-1, 1):
        sheet.mark(
            "rect",
            x=x + side * 22 - 13,
            y=top - 26,
            width=26,
            height=34,
            rx=4,
            fill=brass,
            stroke="#3a2418",
            stroke_width=1.4,
        )
    sheet.mark("rect", x=x - 66, y=top - 17, width=132, height=9, rx=4, fill=brass, stroke="#3a2418", stroke_width=1.2)
    sheet.mark("rect", x=x + 60, y=top - 27, width=22, height=29, rx=5, fill=brass, stroke="#3a2418", stroke_width=1.4)
    sheet.end()


def needle(sheet: Sheet, foot: Point, lean: float, colours: tuple[str, str], tail: list[Point]) -> None:
    """Lay a threaded needle on the table, beside the hoop and not in the cloth."""
    length = 172
    way = (math.cos(lean), math.sin(lean))

    def along(share: float, aside: float = 0) -> Point:
        return foot[0] + way[0] * length * share - way[1] * aside, foot[1] + way[1] * length * share + way[0] * aside

    run = smooth([along(0.07), *tail])
    sheet.path(run, fill="none", stroke="#050205", stroke_opacity=0.5, stroke_width=5, transform="translate(5 7)")
    sheet.path(run, fill="none", stroke=colours[0], stroke_width=4.4, stroke_linecap="round")
    sheet.path(
        run, fill="none", stroke=colours[1], stroke_width=1.5, stroke_dasharray="6 4", transform="translate(-.7 -.8)"
    )
    shape = (
        Trace()
        .move(along(0, -3))
        .line(along(0.2, -4))
        .line(along(1))
        .line(along(0.2, 4))
        .line(along(0, 3))
        .bend(along(-0.03), along(0, -3))
    )
    sheet.path(shape.data, fill="#050205", fill_opacity=0.5, transform="translate(5 8)")
    sheet.path(shape.data, fill="#cfd0d6")
    glint = Trace().move(along(0.03, -2)).line(along(0.2, -2.6)).line(along(0.96, -0.4))
    sheet.path(glint.data, fill="none", stroke="#ffffff", stroke_width=1.5)
    eye = Trace().move(along(0.03)).line(along(0.12))
    sheet.path(eye.data, fill="none", stroke=blend(colours[0], NIGHT, 0.4), stroke_width=2.6, stroke_linecap="round")


def main() -> None:
    """Draw from the table up."""
    sheet, hand = Sheet(NIGHT), Hand("tp-07")
    table(sheet, hand)
    loose_cloth(sheet, hand)
    weave(sheet, hand)
    pencilled(sheet, hand)
    hoop(sheet)
    pink = [
        (1366, 760),
        (1342, 700),
        (1392, 660),
        (1450, 690),
        (1466, 630),
        (1446, 550),
        (1496, 510),
        (1550, 546),
        (1640, 490),
    ]
    gold = [(1420, 880), (1438, 820), (1500, 800), (1520, 740), (1486, 690), (1520, 640), (1640, 650)]
    needle(sheet, (1394, 800), 0.95, (LOTUS, "#f0b4c6"), pink)
    needle(sheet, (1430, 930), 1.2, (MARIGOLD, "#ffdf9e"), gold)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
