"""Draw a winding corridor of doors from above, in one line that is never lifted; three doors are ajar."""

import math
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import CREAM, MARIGOLD, TEAL, Hand, Point, Sheet, Trace, between, blend, polygon

# The middle of the corridor: in from the left edge, and round and round to its end.
TURNS: tuple[Point, ...] = (
    (-40, 1082), (1482, 1082), (1482, 118), (118, 118), (118, 902), (1302, 902),
    (1302, 298), (298, 298), (298, 722), (1122, 722), (1122, 478), (452, 478),
)  # fmt: skip
HALF = 43  # half the width of the corridor
DOOR = 52
PITCH = 148  # from door to door
LEAF = 9  # how thick the leaf of a shut door is drawn
SWING = math.radians(62)  # how far a door stands ajar
AJAR = ((0, 0, 2), (0, 5, 1), (0, 11, 0))  # wall, stretch of it, door on that stretch; of wall 0, stretch 11 is the end


def wall(side: int) -> list[Point]:
    """Give the corners of one wall: side 1 keeps to the right of who walks in, -1 to the left."""
    corners: list[Point] = []
    for i, (x, y) in enumerate(TURNS):
        before, after = TURNS[max(i - 1, 0)], TURNS[min(i + 1, len(TURNS) - 1)]
        aside = [0.0, 0.0]
        for (ax, ay), (bx, by) in ((before, (x, y)), ((x, y), after)):
            length = math.dist((ax, ay), (bx, by))
            if length:
                way = ((bx - ax) / length, (by - ay) / length)
                aside = [aside[0] or -way[1] * side * HALF, aside[1] or way[0] * side * HALF]
        corners.append((x + aside[0], y + aside[1]))
    return corners


class Line:
    """The one line: it walks along a wall, and draws each door as it passes it."""

    def __init__(self, start: Point) -> None:
        self.trace = Trace().move(start)
        self.doors = 0
        self.lights: list[
            tuple[Point, Point, Point]
        ] = []  # of each door ajar: its two jambs, and the way out of the corridor

    def door(self, at: Point, way: Point, out: Point, ajar: bool) -> None:
        """Draw a door that begins here: shut, as a leaf in its frame; ajar, as a leaf and the arc of its swing."""
        self.doors += 1
        end = (at[0] + way[0] * DOOR, at[1] + way[1] * DOOR)
        if not ajar:
            back = [(p[0] + out[0] * LEAF, p[1] + out[1] * LEAF) for p in (at, end)]
            self.trace.line(at, back[0], back[1], end, at, end)
            return
        self.lights.append((at, end, out))

        def swung(angle: float) -> Point:
            along, aside = math.cos(angle) * DOOR, math.sin(angle) * DOOR
            return at[0] + way[0] * along + out[0] * aside, at[1] + way[1] * along + out[1] * aside

        self.trace.line(at, swung(SWING))
        by = swung(SWING / 2)
        pull = 1 / math.cos(SWING / 2)
        self.trace.bend((at[0] + (by[0] - at[0]) * pull, at[1] + (by[1] - at[1]) * pull), end)

    def stretch(self, start: Point, end: Point, side: int, ajar: set[int], single: bool = False) -> None:
        """Walk one straight stretch, with as many doors as it has room for; `side` says where the corridor is not."""
        length = math.dist(start, end)
        way = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        out = (-way[1] * side, way[0] * side)
        count = 1 if single else int((length - 70) // PITCH)
        for i in range(count):
            first = length / 2 + (i - (count - 1) / 2) * PITCH - DOOR / 2
            self.door((start[0] + way[0] * first, start[1] + way[1] * first), way, out, i in ajar)


def rounded(line: Line, corner: Point, before: Point, after: Point, radius: float) -> None:
    """Turn a corner."""
    ends = []
    for other in (before, after):
        far = math.dist(corner, other)
        ends.append((between(corner[0], other[0], radius / far), between(corner[1], other[1], radius / far)))
    line.trace.line(ends[0]).bend(corner, ends[1])


def walk() -> Line:
    """Walk in along the left wall, across the end, and out again along the right one."""
    left, right = wall(-1), wall(1)
    line = Line(left[0])
    path = [*left, *reversed(right)]
    last = len(path) - 1
    for i in range(last):
        wall_of, stretch = (0, i) if i < len(left) else (1, last - 1 - i)
        ajar = {door for w, s, door in AJAR if (w, s) == (wall_of, stretch)}
        line.stretch(path[i], path[i + 1], -1, ajar, single=i == len(left) - 1)
        if i + 1 < last:
            rounded(line, path[i + 1], path[i], path[i + 2], 12)
    line.trace.line(path[-1])
    return line


def ground(sheet: Sheet, hand: Hand) -> None:
    """Lay the sheet on which the plan is drawn: deep teal, laid paper, lighter in the middle."""
    stops = [(0, "#14505b", 1), (0.6, "#0d3b45", 1), (1, "#072026", 1)]
    paint = sheet.gradient("radial", "ground", stops, cx="0.5", cy="0.45", r="0.75")
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=paint)
    laid = Trace()
    for i in range(150):
        y = i * 8 + hand.near(0, 1)
        laid.move((0, y)).bend((800, y + hand.near(0, 6)), (1600, y + hand.near(0, 1)))
    sheet.path(laid.data, fill="none", stroke="#8fc1bf", stroke_opacity=0.055, stroke_width=1.2)


def lit(sheet: Sheet, number: int, jambs: tuple[Point, Point], out: Point, down: bool) -> None:
    """Let light out of a door: it fills the room behind and falls across the corridor, or, at the end, down its length."""
    a, b = jambs
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    way = ((b[0] - a[0]) / DOOR, (b[1] - a[1]) / DOOR)

    def at(along: float, deep: float) -> Point:
        return middle[0] + way[0] * along + out[0] * deep, middle[1] + way[1] * along + out[1] * deep

    source = at(0, 34)
    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "cx": source[0], "cy": source[1]}
    haze = [(0, "#f3ad4d", 0.36), (0.4, "#d98a2c", 0.14), (1, "#c97b12", 0)]
    sheet.mark("circle", cx=source[0], cy=source[1], r=330, fill=sheet.gradient("radial", f"haze-{number}", haze))
    room = [(0, "#fff6e0", 1), (0.25, "#fddc9c", 0.95), (0.55, "#e8a548", 0.55), (1, MARIGOLD, 0)]
    glow = sheet.gradient("radial", f"room-{number}", room, r=130, **place)
    deep = 111 if down else 94  # to the wall behind
    sheet.path(polygon([at(-140, 0), at(140, 0), at(140, deep), at(-140, deep)]), fill=glow)
    reach = 420 if down else 180
    beam = [(0, "#fff6e0", 1), (0.35, "#fbd48c", 0.8), (1, "#e09a3a", 0 if down else 0.16)]
    ray = sheet.gradient("radial", f"beam-{number}", beam, r=reach, **place)
    for wide, shade in ((0, 0.75), (14, 0.3), (30, 0.2)):
        far = [at(40, -60), at(40, -reach), at(-40, -reach), at(-40, -40)]
        near = [at(76 + wide, -2 * HALF), at(-42 - wide, -2 * HALF)]
        sheet.path(polygon([a, b, *(far if down else near)]), fill=ray, fill_opacity=shade)


def main() -> None:
    """Draw the floor, the light, and the line over both."""
    sheet, hand = Sheet(TEAL), Hand("tp-06")
    ground(sheet, hand)
    line = walk()
    data = line.trace.data
    sheet.path(data, fill="#051a20", fill_opacity=0.62)
    for number, (a, b, out) in enumerate(line.lights):
        lit(sheet, number, (a, b), out, down=number == 2)
    sheet.begin(fill="none", stroke_linejoin="round", stroke_linecap="round")
    sheet.path(data, id="line", stroke="#03151a", stroke_width=8, stroke_opacity=0.55, transform="translate(3 5)")
    sheet.path(data, stroke=blend(CREAM, "#9fc7c3", 0.25), stroke_width=5)
    sheet.path(data, stroke="#fffaf0", stroke_width=1.6, stroke_dasharray="7 3", transform="translate(-.8 -.9)")
    sheet.end()
    sheet.write(__file__)
    print(line.doors, "doors")


if __name__ == "__main__":
    main()
