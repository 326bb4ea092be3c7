"""Draw seven shuttered windows that open from left to right, and their light, which crosses on the floor as a weave."""

import math
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import CREAM, INK, NIGHT, Point, Sheet, Trace, between, blend, polygon

WINDOWS, PITCH, WIDE = 7, 226, 148
FIRST = 800 - 3 * PITCH
LINTEL, SILL, RAIL = 128, 640, 548  # heights on the sheet: springing of the arch, foot of the window, its rail
WALL = 708  # where the wall meets the floor
RISE = 34  # of the arch
HORIZON, DISTANCE = 410, 1000
SLATS = 22


@dataclass(frozen=True)
class Window:
    """A window: the middle of it, and how far its leaves stand open, in radians (0 is shut)."""

    x: float
    turn: float


def row() -> list[Window]:
    """Set the windows, each opened further than the one before."""
    return [Window(FIRST + i * PITCH, math.radians(84) * i / (WINDOWS - 1)) for i in range(WINDOWS)]


def on_floor(across: float, near: float) -> Point:
    """Give where a point of the floor is seen; `near` is 0 at the wall and grows towards us."""
    scale = DISTANCE / (DISTANCE - near)
    return 800 + (across - 800) * scale, HORIZON + (WALL - HORIZON) * scale


def arch(x: float, half: float, top: float, foot: float, rise: float = RISE) -> str:
    """Give the outline of an opening with a shallow arch."""
    trace = Trace().move((x - half, foot)).line((x - half, top)).bend((x, top - 2 * rise), (x + half, top))
    return trace.line((x + half, foot)).close().data


def room(sheet: Sheet) -> None:
    """Plaster the wall and lay the floor; both are lighter to the right, where more light comes in."""
    wall = sheet.gradient("linear", "wall", [(0, "#1b121f", 1), (0.5, "#2c1e31", 1), (1, "#4b3546", 1)])
    sheet.mark("rect", width=sheet.width, height=WALL, fill=wall)
    floor = sheet.gradient("linear", "floor", [(0, "#150e18", 1), (0.55, "#1d1420", 1), (1, "#2d1f2f", 1)])
    sheet.mark("rect", y=WALL, width=sheet.width, height=sheet.height - WALL, fill=floor)
    tiles = Trace()
    for i in range(-12, 40):
        tiles.move(on_floor(FIRST + (i - 0.5) * PITCH / 2, 0)).line(on_floor(FIRST + (i - 0.5) * PITCH / 2, 655))
    for i in range(1, 7):
        near = i * PITCH / 2
        tiles.move((0, on_floor(0, near)[1])).across(sheet.width)
    sheet.path(tiles.data, stroke="#6b4f6a", stroke_opacity=0.2, stroke_width=1.2, fill="none")


def half_width(across: float) -> float:
    """Give half the width of a strip of light: every window that it passes has added to it."""
    return max(2.4, 2.4 + 60 * (across - FIRST) / (PITCH * (WINDOWS - 1)))


def edge_of(window: Window, way: int, side: int, near: float) -> Point:
    """Give the point at this distance on one edge of a strip that runs right (way 1) or left (-1) as it comes near."""
    grows = 60 / (PITCH * (WINDOWS - 1)) if half_width(window.x + way * near) > 2.4 else 0
    across = window.x + way * near + side * half_width(window.x + way * near) / (1 - side * grows)
    return across, near


def strip(window: Window, way: int) -> str:
    """Give the shape of a strip of light on the floor."""
    stops = [655 * i / 12 for i in range(13)]
    left = [on_floor(*edge_of(window, way, -1, near)) for near in stops]
    right = [on_floor(*edge_of(window, way, 1, near)) for near in reversed(stops)]
    return polygon(left + right)


def meeting(right: Window, left: Window, side: int, other: int) -> Point:
    """Find where an edge of the strip that runs right meets one of the strip that runs left, by halving."""
    low, high = 0.0, 655.0
    for _ in range(24):
        near = (low + high) / 2
        if edge_of(right, 1, side, near)[0] < edge_of(left, -1, other, near)[0]:
            low = near
        else:
            high = near
    return edge_of(right, 1, side, low)


def past(start: Point, end: Point, by: float = 3.4) -> Point:
    """Give the point a little past the end of a line, so that the edge beneath is covered."""
    share = by / max(math.dist(start, end), by)
    return end[0] + (end[0] - start[0]) * share, end[1] + (end[1] - start[1]) * share


def cross_over(sheet: Sheet, right: Window, left: Window, paint: str, edge: dict[str, str | float]) -> None:
    """Lay the strip that runs right over the other where they meet."""
    a, b, c, d = (on_floor(*meeting(right, left, *sides)) for sides in ((-1, -1), (-1, 1), (1, 1), (1, -1)))
    a, b, c, d = past(b, a), past(a, b), past(d, c), past(c, d)
    sheet.path(polygon([a, b, c, d]), fill=paint)
    sheet.path(Trace().move(a).line(b).move(d).line(c).data, fill="none", **edge)


def weave(sheet: Sheet) -> None:
    """Lay the strips on the floor, over and under by turns."""
    place: dict[str, str | float] = {
        "gradientUnits": "userSpaceOnUse",
        "x1": 0,
        "y1": WALL,
        "x2": 0,
        "y2": sheet.height,
    }
    warm = [(0, "#fbe2ae", 1), (0.4, "#d39a4f", 1), (1, "#7d4c1c", 1)]
    rosy = [(0, "#efc9cc", 1), (0.4, "#b3647f", 1), (1, "#612a44", 1)]
    paints = {
        1: sheet.gradient("linear", "warm", warm, **place),
        -1: sheet.gradient("linear", "rosy", rosy, **place),
    }
    edge: dict[str, str | float] = {"stroke": "#1d1220", "stroke_width": 3, "stroke_opacity": 0.85}
    windows = [Window(FIRST + i * PITCH, 0) for i in range(-4, WINDOWS + 4)]
    for way in (1, -1):
        for window in windows:
            sheet.path(strip(window, way), fill=paints[way], **edge)
    for i, right in enumerate(windows):
        for j, left in enumerate(windows):
            if j > i and (left.x - right.x) / 2 < 655 and (j - i) % 2 == 1:
                cross_over(sheet, right, left, paints[1], edge)


def sky(sheet: Sheet, window: Window) -> None:
    """Cut the opening: its thickness, and the morning outside."""
    sheet.path(arch(window.x, WIDE / 2 + 16, LINTEL - 4, SILL + 8), fill=blend("#120b15", "#6d5260", window.turn / 1.6))
    sheet.path(arch(window.x, WIDE / 2, LINTEL, SILL), fill="url(#morning)")


def leaf(sheet: Sheet, window: Window, side: int) -> None:
    """Hang one shutter; it swings outward, so its free edge is farther off and looks shorter."""
    hinge = window.x + side * WIDE / 2
    reach = WIDE / 2 * math.cos(window.turn)
    free = hinge - side * max(reach, 5)
    shrink = 0.1 * math.sin(window.turn)
    middle = (LINTEL + SILL) / 2

    def at(share: float, y: float) -> Point:
        return between(hinge, free, share), between(y, middle, shrink * share)

    top = Trace().move(at(0, SILL)).line(at(0, LINTEL))
    top.bend(at(0.5, LINTEL - RISE), at(1, LINTEL - RISE)).line(at(1, SILL)).close()
    shade = blend("#0b3a44", "#2b7079", 0.5 * math.sin(window.turn) if side < 0 else 0.1)
    sheet.path(top.data, fill=shade, stroke="#06222a", stroke_width=2)
    if reach < 12:
        return
    slats, slits = Trace(), Trace()
    for i in range(SLATS):
        y = between(LINTEL + 26, SILL - 30, i / (SLATS - 1))
        slats.move(at(0.14, y)).line(at(0.86, y), at(0.86, y + 12), at(0.14, y + 12)).close()
        slits.move(at(0.16, y + 13.5)).line(at(0.84, y + 13.5))
    sheet.path(slats.data, fill=blend(shade, "#04181d", 0.42))
    dim = between(0.75, 0.3, window.turn / 1.5)
    sheet.path(slits.data, stroke="#ffe0a0", stroke_width=1.7, stroke_opacity=dim, fill="none")


def rail(sheet: Sheet, window: Window) -> None:
    """Set a rail across the window, of two strands that cross: what opens here has something to hold."""
    half = WIDE / 2
    colour = blend("#0b0710", "#241626", 0.4)
    strands = [Trace(), Trace()]
    for strand, trace in enumerate(strands):
        steps = 24
        for i in range(steps + 1):
            t = i / steps
            wave = 34 * math.sin(t * 4 * math.pi + math.pi * strand)
            point = (window.x - half + t * WIDE, (RAIL + 10 + SILL) / 2 + wave)
            trace = trace.move(point) if i == 0 else trace.line(point)
        sheet.path(trace.data, stroke=colour, stroke_width=4.5, fill="none", stroke_linejoin="round")
    for y, weight in ((RAIL, 9), (RAIL + 12, 4), (SILL - 2, 6)):
        sheet.mark("line", x1=window.x - half, y1=y, x2=window.x + half, y2=y, stroke=colour, stroke_width=weight)
    glint = blend(INK, "#ffe0a0", 0.12 + 0.5 * math.sin(window.turn))
    sheet.mark("line", x1=window.x - half, y1=RAIL - 4, x2=window.x + half, y2=RAIL - 4, stroke=glint, stroke_width=1.6)


def main() -> None:
    """Draw the room, then its light, then its windows."""
    sheet = Sheet(NIGHT)
    room(sheet)
    weave(sheet)
    stops = [(0, "#8fb9bb", 1), (0.3, "#f4e6c8", 1), (0.62, CREAM, 1), (0.85, "#f3b46a", 1), (1, "#d98088", 1)]
    sheet.gradient("linear", "morning", stops, x1=0, y1=0, x2=0, y2=1)
    for window in row():
        sky(sheet, window)
        leaf(sheet, window, -1)
        leaf(sheet, window, 1)
        rail(sheet, window)
        stone = blend("#2a1c2e", "#8b6a70", window.turn / 1.5)
        sheet.mark("rect", x=window.x - WIDE / 2 - 24, y=SILL, width=WIDE + 48, height=16, fill=stone)
    sheet.mark("rect", y=WALL - 14, width=sheet.width, height=14, fill="url(#wall)")
    sheet.mark("line", x1=0, y1=WALL - 14, x2=sheet.width, y2=WALL - 14, stroke="#100a13", stroke_width=2)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
