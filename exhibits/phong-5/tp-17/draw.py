"""Draw the plan of a house, cut in plaster: every way that begins where somebody tells leads to light; dead ends are walled up."""

import math
import sys
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import CREAM, INK, LOTUS, NIGHT, Hand, Point, Sheet, Trace, between, blend

SLAB = (96, 96, 1504, 1092)  # left, top, right, bottom
HALF = 44  # half the width of a passage
START: Point = (262, 600)
# A room of light: its middle, and half its width and height. Each is an answer.
COURTS: tuple[tuple[float, float, float, float], ...] = (
    (1040, 250, 118, 92),
    (1362, 552, 92, 130),
    (1076, 972, 126, 82),
)
# The ways that begin where somebody tells; each ends in the middle of a room of light.
WAYS: tuple[tuple[Point, ...], ...] = (
    (START, (420, 600), (420, 344), (690, 344), (690, 250), (1040, 250)),
    (START, (560, 600), (560, 484), (1362, 484), (1362, 552)),
    (START, (840, 600), (840, 740), (1120, 740), (1120, 636), (1362, 636), (1362, 552)),
    (
        START,
        (420, 600),
        (420, 868),
        (560, 868),
        (560, 740),
        (840, 740),
        (1120, 740),
        (1120, 636),
        (1362, 636),
        (1362, 552),
    ),
    (START, (420, 600), (420, 868), (700, 868), (700, 972), (1076, 972)),
)
# Passages that lead nowhere, from the mouth inwards.
DEAD: tuple[tuple[Point, ...], ...] = (
    ((420, 344), (420, 196), (256, 196)),
    ((840, 484), (840, 360)),
    ((974, 740), (974, 830)),
    ((700, 868), (860, 868)),
    ((420, 868), (420, 1000), (256, 1000)),
    ((1206, 484), (1206, 350), (1322, 350), (1322, 214), (1420, 214)),
    ((1120, 740), (1256, 740), (1256, 866), (1404, 866)),
)


def box(a: Point, b: Point, half: float = HALF) -> str:
    """Give a straight stretch of passage, wide on both sides of its middle line."""
    left, right, top, foot = (
        min(a[0], b[0]) - half,
        max(a[0], b[0]) + half,
        min(a[1], b[1]) - half,
        max(a[1], b[1]) + half,
    )
    return Trace().move((left, top)).line((right, top), (right, foot), (left, foot)).close().data


def passages(lines: tuple[tuple[Point, ...], ...]) -> str:
    """Give all stretches of some passages, each once."""
    stretches = {box(a, b): None for line in lines for a, b in pairwise(line)}
    return "".join(stretches)


def rooms() -> str:
    """Give the rooms of light, and the one where it begins."""
    shapes = "".join(box((x - wide, y - high), (x + wide, y + high), 0) for x, y, wide, high in COURTS)
    return (
        shapes
        + box((START[0] - 70, START[1] - 70), (START[0] + 70, START[1] + 70), 0)
        + box((SLAB[0] + 30, START[1]), START, 30)
    )


def stretches(line: tuple[Point, ...]) -> str:
    """Give the stretches of a dead end, beginning at its mouth."""
    (x, y), way, _ = mouth(line)
    first = (x + way[0] * (HALF - 9), y + way[1] * (HALF - 9))
    return passages(((first, *line[1:]),))


def mouth(line: tuple[Point, ...]) -> tuple[Point, Point, Point]:
    """Give where a dead end leaves the passage: the middle of its mouth, the way in, and along the wall."""
    (ax, ay), (bx, by) = line[0], line[1]
    long = math.dist(line[0], line[1])
    way = ((bx - ax) / long, (by - ay) / long)
    return (ax + way[0] * (HALF + 9), ay + way[1] * (HALF + 9)), way, (-way[1], way[0])


def beside(line: tuple[Point, ...], off: float) -> list[Point]:
    """Give a line that runs beside another of right angles, at a distance to its right."""
    points: list[Point] = []
    for i, (x, y) in enumerate(line):
        dx = dy = 0.0
        for a, b in ((line[max(i - 1, 0)], line[i]), (line[i], line[min(i + 1, len(line) - 1)])):
            long = math.dist(a, b)
            if long:
                dx, dy = (-(b[1] - a[1]) / long * off or dx), ((b[0] - a[0]) / long * off or dy)
        points.append((x + dx, y + dy))
    return points


def rounded(points: list[Point], radius: float = 22) -> str:
    """Give a line through points that turns its corners softly."""
    trace = Trace().move(points[0])
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        near = [
            (between(at[0], p[0], radius / math.dist(at, p)), between(at[1], p[1], radius / math.dist(at, p)))
            for p in (before, after)
        ]
        trace.line(near[0]).bend(at, near[1])
    return trace.line(points[-1]).data


def table(sheet: Sheet, hand: Hand) -> None:
    """Lay the drawing table, and the slab of plaster on it; light has gathered on its right."""
    stops = [(0, "#4f3a4c", 1), (0.6, "#2a1c2e", 1), (1, "#140c18", 1)]
    sheet.mark(
        "rect",
        width=sheet.width,
        height=sheet.height,
        fill=sheet.gradient("radial", "table", stops, cx="0.6", cy="0.45", r="0.75"),
    )
    left, top, right, foot = SLAB
    for shift, dim in ((26, 0.25), (16, 0.3), (8, 0.35)):
        sheet.mark(
            "rect",
            x=left + shift,
            y=top + shift * 1.3,
            width=right - left,
            height=foot - top,
            rx=6,
            fill="#080409",
            opacity=dim,
        )
    plaster = [(0, "#8f7d86", 1), (0.4, "#b9a59e", 1), (0.75, "#e4d2b8", 1), (1, "#efe0c4", 1)]
    paint = sheet.gradient("linear", "plaster", plaster, x1=0, y1="0.55", x2=1, y2="0.45")
    sheet.mark("rect", x=left, y=top, width=right - left, height=foot - top, rx=5, fill=paint)
    grain = Trace()
    for _ in range(520):
        grain.move((hand.chance.uniform(left + 6, right - 14), hand.chance.uniform(top + 6, foot - 6))).across(
            hand.chance.uniform(1, 9)
        )
    sheet.path(grain.data, fill="none", stroke="#5a4650", stroke_opacity=0.16, stroke_width=1.6)
    rim = Trace().move((left + 3, foot - 4)).line((left + 3, top + 3), (right - 4, top + 3))
    sheet.path(rim.data, fill="none", stroke="#fffaf0", stroke_opacity=0.6, stroke_width=3)


def setting_out(sheet: Sheet, hand: Hand) -> None:
    """Rule the lines of pencil by which the plan was set out; they run on past every corner."""
    lines = Trace()
    left, top, right, foot = SLAB
    for x in sorted({x for way in WAYS for x, _ in way}):
        lines.move((x + hand.near(0, 1), top + 14)).line((x + hand.near(0, 1), foot - 14))
    for y in sorted({y for way in WAYS for _, y in way}):
        lines.move((left + 14, y + hand.near(0, 1))).line((right - 14, y + hand.near(0, 1)))
    sheet.path(lines.data, fill="none", stroke="#3c3540", stroke_opacity=0.3, stroke_width=1.3)
    ticks = Trace()
    for x in sorted({x for way in WAYS for x, _ in way}):
        ticks.move((x - 7, top + 29)).line((x + 7, top + 15))
    ticks.move((left + 30, top + 22)).line((right - 30, top + 22))
    sheet.path(ticks.data, fill="none", stroke="#3c3540", stroke_opacity=0.55, stroke_width=1.6)


def cut(sheet: Sheet, name: str, shape: str, floor: str) -> str:
    """Cut a shape into the plaster: a bright rim below, shade under the upper edge, and a floor; give the clip."""
    clip = sheet.clip(name, shape)
    sheet.path(shape, fill="#fff6e4", fill_opacity=0.75, transform="translate(2.5 3)")
    sheet.path(shape, fill="#170d18")
    sheet.begin(clip_path=clip)
    sheet.path(shape, fill=floor, fill_opacity=0.55, transform="translate(7 10)")
    sheet.path(shape, fill=floor, transform="translate(15 21)")
    sheet.end()
    return clip


def lights(sheet: Sheet, clip: str) -> None:
    """Light the rooms: from each, light runs down every passage that leads to it."""
    for number, (x, y, wide, high) in enumerate(COURTS):
        place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "cx": x, "cy": y, "r": 560}
        far = [
            (0, "#fff6df", 1),
            (0.2, "#fcd794", 0.95),
            (0.45, "#e09c45", 0.6),
            (0.75, "#b56a3a", 0.24),
            (1, "#8a4a3a", 0),
        ]
        sheet.begin(clip_path=clip)
        sheet.mark("circle", cx=x, cy=y, r=560, fill=sheet.gradient("radial", f"light-{number}", far, **place))
        sheet.end()
        sheet.begin(clip_path="url(#slab)")
        bloom = sheet.gradient(
            "radial", f"bloom-{number}", [(0, "#fff1cd", 0.75), (0.5, "#ffe2a2", 0.25), (1, "#ffd98e", 0)]
        )
        sheet.mark("circle", cx=x, cy=y, r=max(wide, high) * 2.1, fill=bloom)
        sheet.end()


def courts(sheet: Sheet) -> None:
    """Pave the rooms of light."""
    tiles = Trace()
    for x, y, wide, high in COURTS:
        for k in range(1, int(2 * wide / 24) + 1):
            tiles.move((x - wide + k * 24 - 6, y - high + 4)).line((x - wide + k * 24 - 6, y + high))
        for k in range(1, int(2 * high / 24) + 1):
            tiles.move((x - wide + 4, y - high + k * 24 - 6)).across(2 * wide - 4)
    sheet.path(tiles.data, fill="none", stroke="#c08a43", stroke_opacity=0.4, stroke_width=1.3)


def pools(sheet: Sheet) -> None:
    """Set a pool in each room of light, in which the two strands are mirrored; here the ways end."""
    sheet.begin(id="courts", fill="none")
    for x, y, _, _ in COURTS:
        sheet.begin()
        sheet.mark("circle", cx=x + 3, cy=y + 5, r=41, fill="#7a4a1e", opacity=0.4)
        sheet.mark("circle", cx=x, cy=y, r=40, fill="#fffdf6", stroke="#d9a552", stroke_width=3)
        for phase, tone in ((0, LOTUS), (math.pi, "#c97b12")):
            turns = [k / 12 * math.pi for k in range(25)]
            reach = [25 + 6 * math.sin(4 * turn + phase) for turn in turns]
            ring = [(x + r * math.cos(turn), y + r * math.sin(turn)) for r, turn in zip(reach, turns, strict=True)]
            sheet.path(Trace().move(ring[0]).through(ring).data, stroke=tone, stroke_width=2.6)
        sheet.end()
    sheet.end()


def dead_ends(sheet: Sheet, hand: Hand) -> None:
    """Fill the dead ends with pencil, and build a pencilled wall across the mouth of each."""
    sheet.begin(clip_path="url(#nowhere)")
    hatch = Trace()
    for k in range(-1100, 1600, 15):
        hatch.move((k + hand.near(0, 2), 1150)).line((k + 1100 + hand.near(0, 2), 50))
    sheet.path(hatch.data, fill="none", stroke="#d9d2dc", stroke_opacity=0.34, stroke_width=1.7)
    sheet.end()
    sheet.begin(id="walled", fill="none", stroke_linecap="round")
    for line in DEAD:
        (x, y), way, along = mouth(line)
        sheet.begin()
        block = Trace()
        corners = [
            (x + way[0] * s * 13 + along[0] * t * (HALF + 1), y + way[1] * s * 13 + along[1] * t * (HALF + 1))
            for s, t in ((-1, -1), (-1, 1), (1, 1), (1, -1))
        ]
        block.move(corners[0]).line(*corners[1:]).close()
        sheet.path(block.data, fill="#b9adb6")
        strokes = Trace()
        for s in (-13, 0, 13):
            for _ in range(2):
                ends = [
                    (
                        x + way[0] * (s + hand.near(0, 1.4)) + along[0] * t * (HALF + 5 + hand.near(0, 4)),
                        y + way[1] * (s + hand.near(0, 1.4)) + along[1] * t * (HALF + 5 + hand.near(0, 4)),
                    )
                    for t in (-1, 1)
                ]
                strokes.move(ends[0]).line(ends[1])
        for k in range(-3, 4):
            for s in (0, 1):
                at = (k + 0.5 * s) * 26
                if abs(at) < HALF:
                    strokes.move((x + along[0] * at + way[0] * (s - 1) * 13, y + along[1] * at + way[1] * (s - 1) * 13))
                    strokes.line((x + along[0] * at + way[0] * s * 13, y + along[1] * at + way[1] * s * 13))
        sheet.path(strokes.data, stroke="#352d3a", stroke_width=2.1, stroke_opacity=0.85)
        sheet.end()
    sheet.end()


def ways(sheet: Sheet) -> None:
    """Lay a thread along every way, side by side where they share a passage."""
    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "x1": START[0], "y1": 0, "x2": 1360, "y2": 0}
    tones = sheet.gradient(
        "linear", "tones", [(0, "#e3809f", 1), (0.35, "#e59a6a", 1), (0.7, "#f3c068", 1), (1, "#fff3d2", 1)], **place
    )
    lines = []
    for way, off in zip(WAYS, (-22, -11, 0, 22, 11), strict=True):
        lines.append(rounded(beside(way, off)))
    sheet.begin(fill="none", stroke_linecap="round", stroke_linejoin="round")
    sheet.path("".join(lines), stroke="#140a14", stroke_width=7, stroke_opacity=0.55, transform="translate(3 5)")
    sheet.begin(id="ways", stroke=tones, stroke_width=5)
    for line in lines:
        sheet.path(line)
    sheet.end()
    sheet.path("".join(lines), stroke="#fffaf0", stroke_width=1.4, stroke_opacity=0.7, stroke_dasharray="6 4")
    sheet.end()


def voice(sheet: Sheet) -> None:
    """Mark where it begins: rings, as a word sends them out."""
    x, y = START
    for ring, dim in ((54, 0.35), (40, 0.55), (27, 0.8)):
        sheet.mark("circle", cx=x, cy=y, r=ring, fill="none", stroke="#f1a9be", stroke_width=2.4, stroke_opacity=dim)
    sheet.mark("circle", cx=x, cy=y, r=27, fill="#32202f")
    sheet.mark("circle", cx=x, cy=y, r=17, fill="#e3809f", stroke=CREAM, stroke_width=3)


def main() -> None:
    """Draw the slab, cut the plan into it, and light it."""
    sheet, hand = Sheet(NIGHT), Hand("tp-17")
    table(sheet, hand)
    setting_out(sheet, hand)
    cut(sheet, "nowhere", "".join(map(stretches, DEAD)), blend("#3a2c3c", INK, 0.3))
    sheet.clip("slab", box((SLAB[0], SLAB[1]), (SLAB[2], SLAB[3]), 0))
    clip = cut(sheet, "plan", passages(WAYS) + rooms(), "#4a3044")
    lights(sheet, clip)
    courts(sheet)
    dead_ends(sheet, hand)
    ways(sheet)
    pools(sheet)
    voice(sheet)
    stops = [(0, "#0b0610", 0), (0.55, "#0b0610", 0), (1, "#0b0610", 0.6)]
    sheet.mark(
        "rect",
        width=sheet.width,
        height=sheet.height,
        fill=sheet.gradient("radial", "dusk", stops, cx="0.62", cy="0.48", r="0.75"),
    )
    sheet.write(__file__)


if __name__ == "__main__":
    main()
