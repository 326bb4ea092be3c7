"""Draw seven squares of linen; one thread is drawn ever tighter in them, and in the last a second one loosens it."""

import math
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import CREAM, LOTUS, MARIGOLD, NIGHT, Hand, Point, Sheet, Trace, between, blend, smooth

SIDE, GAP = 336, 48
LEFT = (1600 - 4 * SIDE - 3 * GAP) / 2
ROWS = ((1200 - 2 * SIDE - 92) / 2, (1200 + 92) / 2)
# How tight the thread is drawn in each square, 0…1; in the seventh it has begun to give.
TIGHT = (0.0, 0.22, 0.45, 0.66, 0.85, 1.0, 0.12)
CREASED = (0.0, 0.12, 0.4, 0.66, 0.85, 1.0, 0.42)  # how far the cloth is drawn; it remembers for a while
STEPS = 26  # points of the thread between two of its knots

# The way of the thread through a square, 0,0 being its middle: at first it only wanders, then it turns, then it holds itself.
WANDER: tuple[Point, ...] = ((-1.5, 0.5), (-0.8, -0.5), (0.1, -0.85), (0.75, 0.1), (1.5, 0.45))
TURN: tuple[Point, ...] = (
    (-1.7, 0.3), (-0.5, 0.62), (0.7, 0.42), (1.2, -0.45), (0.5, -1.2), (-0.5, -1.1), (-0.95, -0.3), (-0.2, 0.55), (1.0, 0.66), (1.9, 0.2),
)  # fmt: skip
HOLD: tuple[Point, ...] = (
    (-1.7, 0.28), (-0.6, 0.62), (0.5, 0.7), (1.25, 0.1), (1.1, -0.85), (0.1, -1.3), (-1.0, -0.95), (-1.32, 0.1),
    (-0.7, 0.95), (-0.1, 0.42), (0.35, -0.45), (1.0, -0.55), (1.9, -0.12),
)  # fmt: skip
SECOND: tuple[Point, ...] = (
    (1.5, 1.75),
    (0.85, 1.2),
    (0.25, 0.95),
    (-0.25, 0.1),
    (-0.35, -0.75),
    (-0.6, -1.5),
    (-1.3, -1.75),
)


def centre(square: int) -> Point:
    """Give the middle of a square; four hang above, three below."""
    row, column = divmod(square, 4)
    return LEFT + column * (SIDE + GAP) + SIDE / 2, ROWS[row] + SIDE / 2


def size_of(square: int) -> float:
    """Give the scale of what the thread does in a square."""
    return between(76, 15, TIGHT[square] ** 0.8)


def way(square: int) -> list[Point]:
    """Give the points of the thread in a square, from its left edge to its right."""
    x, y = centre(square)
    tight, size = TIGHT[square], size_of(square)
    shape = (WANDER, TURN, HOLD)[min(square, 2)]
    points = [(x + a * size, y + b * size) for a, b in shape]
    half = SIDE / 2 - pinch(square, 0)
    if tight < 0.3:
        return [(x - half, y), *points, (x + half, y)]
    return [
        (x - half, y),
        (x - half * 0.62, y + 6 * (1 - tight)),
        *points,
        (x + half * 0.62, y - 5 * (1 - tight)),
        (x + half, y),
    ]


def along(points: list[Point]) -> Iterator[Point]:
    """Walk a Catmull-Rom line in small steps."""
    for i in range(len(points) - 1):
        a, b, c, d = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
        for step in range(STEPS):
            t = step / STEPS
            yield tuple(  # type: ignore[misc]
                0.5
                * (
                    2 * b[k]
                    + (c[k] - a[k]) * t
                    + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t
                    + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t**3
                )
                for k in (0, 1)
            )
    yield points[-1]


def crossings(line: list[Point], other: list[Point]) -> list[tuple[int, int]]:
    """Find where two lines cross, or one crosses itself, as the places on each."""
    found = []
    for i in range(len(line) - 1):
        for j in range(i + 3 if other is line else 0, len(other) - 1):
            (ax, ay), (bx, by), (cx, cy), (dx, dy) = line[i], line[i + 1], other[j], other[j + 1]
            if max(ax, bx) < min(cx, dx) or max(cx, dx) < min(ax, bx):
                continue
            turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
            first, second = (cx - ax) * (dy - cy) - (cy - ay) * (dx - cx), (cx - ax) * (by - ay) - (cy - ay) * (bx - ax)
            if turn and 0 <= first / turn < 1 and 0 <= second / turn < 1:
                found.append((i, j))
    return found


def pinch(square: int, off: float) -> float:
    """Give how far the edge of the linen is drawn in, at a distance from the middle of that edge (-1…1)."""
    tight = CREASED[square]
    return 46 * tight**1.5 * (1 - abs(off) ** 1.4) ** 1.5


def outline(square: int) -> list[Point]:
    """Give the edge of a square of linen, drawn in where the thread pulls."""
    x, y = centre(square)
    half, points = SIDE / 2, []
    for k in range(16):
        off = -1 + k / 8
        points.append((x + off * half, y - half + pinch(square, off) * 0.55))
    for k in range(16):
        off = -1 + k / 8
        points.append((x + half - pinch(square, off), y + off * half))
    for k in range(16):
        off = 1 - k / 8
        points.append((x + off * half, y + half - pinch(square, off) * 0.55))
    for k in range(16):
        off = 1 - k / 8
        points.append((x - half + pinch(square, off), y + off * half))
    return points


def edge(square: int) -> str:
    """Give the outline as path data, its four corners sharp."""
    points = outline(square)
    trace = Trace().move(points[0])
    for side in range(4):
        trace.through([*points[side * 16 : side * 16 + 16], points[(side * 16 + 16) % 64]])
    return trace.close().data


def sides(ring: list[Point]) -> str:
    """Give the four edges as path data, each for itself, so that a dashed line does not clot at the corners."""
    trace = Trace()
    for side in range(4):
        trace.move(ring[side * 16]).through([*ring[side * 16 : side * 16 + 16], ring[(side * 16 + 16) % 64]])
    return trace.data


def board(sheet: Sheet, hand: Hand) -> None:
    """Lay the dark board on which the squares are mounted."""
    stops = [(0, "#463349", 1), (0.5, "#2d1f32", 1), (1, "#140c18", 1)]
    lamp = sheet.gradient("radial", "lamp", stops, cx="0.36", cy="0.3", r="0.85")
    sheet.mark("rect", width=sheet.width, height=sheet.height, fill=lamp)
    felt = Trace()
    for _ in range(360):
        x, y = hand.chance.uniform(0, 1600), hand.chance.uniform(0, 1200)
        felt.move((x, y)).line((x + hand.near(0, 12), y + hand.near(0, 12)))
    sheet.path(felt.data, fill="none", stroke="#e8cfe0", stroke_opacity=0.06, stroke_width=1.3)


def linen(sheet: Sheet, square: int, hand: Hand) -> None:
    """Mount one square: its shadow, its cloth, its fringe, and the folds that the thread draws in it."""
    x, y = centre(square)
    shape = edge(square)
    sheet.path(shape, fill="#0a050c", fill_opacity=0.5, transform="translate(9 13)")
    sheet.path(
        sides(outline(square)),
        fill="none",
        stroke="#d9ccb8",
        stroke_width=19,
        stroke_dasharray="1.4 3.1",
        stroke_opacity=0.8,
    )
    dim = 0.34 * CREASED[square] if square < 6 else 0
    stops = [
        (0, blend("#fbf4e6", NIGHT, dim), 1),
        (0.55, blend("#efe4d2", NIGHT, dim), 1),
        (1, blend("#c9b9a8", NIGHT, dim), 1),
    ]
    paint = sheet.gradient("linear", f"cloth-{square}", stops, x1=0, y1=0, x2=1, y2=1)
    sheet.path(shape, fill=paint)

    sheet.begin(clip_path=sheet.clip(f"cut-{square}", shape), fill="none", stroke_width=SIDE, stroke_opacity=0.13)
    for start, end in (
        ((-1, 0), (1, 0)),
        ((0, -1), (0, 1)),
    ):  # one broad dashed stroke is a whole warp, or a whole weft
        ends = {
            "x1": x + start[0] * SIDE / 2,
            "y1": y + start[1] * SIDE / 2,
            "x2": x + end[0] * SIDE / 2,
            "y2": y + end[1] * SIDE / 2,
        }
        sheet.mark("line", **ends, stroke="#5d4650", stroke_dasharray="1.5 2.1")
    sheet.end()
    folds(sheet, square, hand, f"url(#cut-{square})")
    hem(sheet, square)


def hem(sheet: Sheet, square: int) -> None:
    """Run a line of fine stitches inside the edge."""
    x, y = centre(square)
    ring = [(x + (a - x) * 0.93, y + (b - y) * 0.93) for a, b in outline(square)]
    sheet.path(
        sides(ring), fill="none", stroke="#8b7480", stroke_opacity=0.55, stroke_width=1.6, stroke_dasharray="7 6"
    )


def folds(sheet: Sheet, square: int, hand: Hand, clip: str) -> None:
    """Draw the folds of the cloth that run to the knot: dark, and beside each a light one."""
    x, y = centre(square)
    drawn_in = CREASED[square]
    count = round(30 * drawn_in)
    dark, light = Trace(), Trace()
    for k in range(count):
        turn = 2 * math.pi * (k + hand.near(0.5, 0.3)) / count
        reach = hand.near(0.8, 0.2) * 210 * (0.6 + 0.4 * abs(math.cos(turn))) * (0.5 + 0.5 * drawn_in)
        near = hand.near(16, 4) + 14 * (1 - drawn_in)
        wide = 0.05 + 0.05 * hand.chance.random()
        start = (x + near * math.cos(turn), y + near * math.sin(turn))
        far = (x + reach * math.cos(turn), y + reach * math.sin(turn))
        for trace, aside in ((dark, wide), (light, -wide)):
            by = (x + reach * 0.55 * math.cos(turn + aside), y + reach * 0.55 * math.sin(turn + aside))
            trace.move(start).bend(by, far).close()
    ease = drawn_in if square < 6 else 0.22
    sheet.begin(clip_path=clip)
    sheet.path(dark.data, fill="#3f2838", fill_opacity=0.12 + 0.38 * ease)
    sheet.path(light.data, fill="#fffaf0", fill_opacity=0.3 + 0.35 * ease)
    if square:
        well = sheet.gradient(
            "radial", f"well-{square}", [(0, "#3a2232", 0.55 * ease), (0.4, "#3a2232", 0.22 * ease), (1, "#3a2232", 0)]
        )
        sheet.mark("circle", cx=x, cy=y, r=160, fill=well)
    sheet.end()


def strand(sheet: Sheet, data: str, tone: str, light: str, wide: float = 9) -> None:
    """Draw a twisted thread: its shadow on the cloth, its body, its twist."""
    sheet.begin(fill="none", stroke_linecap="round", stroke_linejoin="round")
    sheet.path(data, stroke="#2a1420", stroke_opacity=0.35, stroke_width=wide + 1, transform="translate(3.5 6)")
    sheet.path(data, stroke=blend(tone, NIGHT, 0.5), stroke_width=wide)
    sheet.path(data, stroke=tone, stroke_width=wide - 2.6)
    sheet.path(data, stroke=light, stroke_opacity=0.8, stroke_width=2.2, stroke_dasharray="5 4", stroke_linecap="butt")
    sheet.end()


def over(sheet: Sheet, line: list[Point], at: int, tone: str, light: str) -> None:
    """Draw a thread once more where it passes over another, or over itself."""
    piece = [point for point in line[max(0, at - 40) : at + 41] if math.dist(point, line[at]) < 11]
    data = smooth([piece[0], line[at], piece[-1]])
    sheet.path(data, stroke="#2a1420", stroke_opacity=0.55, stroke_width=12)
    sheet.path(data, stroke=blend(tone, NIGHT, 0.5), stroke_width=9)
    sheet.path(data, stroke=tone, stroke_width=6.4)
    sheet.path(data, stroke=light, stroke_opacity=0.8, stroke_width=2.2, stroke_dasharray="5 4")


def second(sheet: Sheet) -> None:
    """Lay down the second thread, a hand wide; light comes with it."""
    x, y = centre(6)
    points = loosener()
    ease = sheet.gradient("radial", "ease", [(0, "#ffdf9e", 0.6), (0.5, "#ffdf9e", 0.2), (1, "#ffdf9e", 0)])
    sheet.mark("circle", cx=x, cy=y, r=190, fill=ease)
    sheet.begin(id="second")
    strand(sheet, smooth(points), "#cf8420", CREAM)
    sheet.end()
    ends = Trace()
    for (a, b), (c, d) in ((points[0], points[1]), (points[-1], points[-2])):
        turn = math.atan2(b - d, a - c)
        for lean in (-0.5, -0.2, 0.15, 0.45):
            ends.move((a, b)).line((a + 15 * math.cos(turn + lean), b + 15 * math.sin(turn + lean)))
    sheet.path(ends.data, fill="none", stroke=MARIGOLD, stroke_width=1.8, stroke_linecap="round")


def loosener() -> list[Point]:
    """Give the points of the second thread."""
    (x, y), size = centre(6), size_of(6)
    return [(x + a * size, y + b * size) for a, b in SECOND]


def row_of(row: int) -> list[Point]:
    """Give the points of the thread along a row, in from the left edge and out at the right."""
    y = ROWS[row] + SIDE / 2
    points = [(-30.0, y), (-8.0, y)]
    for square in (range(4), range(4, 7))[row]:
        points += way(square)
    x = points[-1][0]
    free = [(60, -4), (130, 44), (210, 66), (290, 10), (372, -48), (480, -20)]
    return [*points, (1608, y), (1630, y)] if row == 0 else [*points, *((x + a, y + b) for a, b in free)]


def threads(sheet: Sheet) -> None:
    """Draw the one thread through its seven squares, and over and under itself; then how the second passes through it."""
    rosy, pale = blend("#c05680", LOTUS, 0.4), "#ffd6e2"
    sheet.begin(id="thread")
    for row in (0, 1):
        strand(sheet, smooth(row_of(row)), rosy, pale)
    sheet.end()
    for row in (0, 1):
        points = row_of(row)
        line = list(along(points))
        ends = sorted({at for pair in crossings(line, line) for at in pair})
        sheet.begin(fill="none")
        for at in ends[::2]:
            over(sheet, line, at, rosy, pale)
        sheet.end()
    other = list(along(loosener()))
    sheet.begin(fill="none")
    for _, at in sorted(crossings(list(along(way(6))), other), key=lambda pair: pair[1])[::2]:
        over(sheet, other, at, "#cf8420", CREAM)
    sheet.end()


def main() -> None:
    """Draw the board, the squares and the thread."""
    sheet, hand = Sheet(NIGHT), Hand("tp-14")
    board(sheet, hand)
    sheet.begin(id="squares")
    for square in range(7):
        sheet.begin()
        linen(sheet, square, hand)
        sheet.end()
    sheet.end()
    second(sheet)
    threads(sheet)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
