"""Draw one hundred hanging silk threads: thirteen are dyed lotus, and where they move, the others move with them."""

import math
import sys
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import LOTUS, NIGHT, Hand, Point, Sheet, Trace, between, smooth, smoothstep

THREADS, DYED = 100, 13
LEFT, PITCH = 152.0, 13.1
POLE, FOOT = 104.0, 1108.0
PARTS = 8  # pieces of curve in a thread


def dyed_ones(hand: Hand) -> list[int]:
    """Choose the dyed threads: anywhere, though never side by side, for the figure does not say where."""
    chosen: list[int] = []
    while len(chosen) < DYED:
        at = hand.chance.randrange(3, THREADS - 3)
        if all(abs(at - other) > 3 for other in chosen):
            chosen.append(at)
    return sorted(chosen)


class Wind:
    """How far each thread is drawn aside: a dyed thread of itself, the others by the dyed ones near them."""

    def __init__(self, hand: Hand, dyed: list[int]) -> None:
        self.hand, self.dyed = hand, dyed
        self.force = {i: 84 + 34 * hand.noise(i / 9, 2) + hand.near(0, 14) for i in dyed}
        self.phase = {i: 1.5 * hand.noise(i / 14, 3) + hand.near(0, 0.5) for i in dyed}

    def aside(self, thread: int, down: float) -> float:
        """Give the displacement at `down` (0 at the pole, 1 at the foot)."""
        total, weights = 0.0, 0.35
        for i in self.dyed:
            weight = math.exp(-(((thread - i) / 5.2) ** 2))
            lag = 0.13 * abs(thread - i)
            total += weight * self.force[i] * math.sin(math.pi * 2.05 * down - lag + self.phase[i])
            weights += weight
        own = 3 * self.hand.noise(down * 3 + thread * 2.7, 5)
        return (total / weights + own) * smoothstep(-0.1, 0.75, down) * (0.35 + 0.65 * down)


def line_of(wind: Wind, hand: Hand, thread: int) -> list[Point]:
    """Give the points of a thread, from the pole down."""
    foot = FOOT + 26 * hand.noise(thread / 6, 7) + hand.near(0, 16)
    points: list[Point] = []
    for step in range(PARTS + 1):
        down = step / PARTS
        points.append((LEFT + thread * PITCH + wind.aside(thread, down), between(POLE, foot, down)))
    return points


def sheen(points: list[Point], steeper: float) -> str:
    """Give the parts of a thread that turn their side to the light, where silk shines: those that lean at least so far."""
    data, run = "", list[Point]()
    for i, (a, b) in enumerate(pairwise(points)):
        leaning = (a[0] - b[0]) / (b[1] - a[1]) > steeper
        if leaning:
            run.append(a)
        if run and (not leaning or i == len(points) - 2):
            data += smooth([*run[::2], run[-1], b] if len(run) > 1 else [a, b])
            run = []
    return data


def wall(sheet: Sheet, hand: Hand) -> None:
    """Wash the wall; a little evening light comes in from the left."""
    stops = [(0, "#5b4258", 1), (0.5, "#35243a", 1), (1, "#1a1220", 1)]
    sheet.mark(
        "rect",
        width=sheet.width,
        height=sheet.height,
        fill=sheet.gradient("radial", "wall", stops, cx="0.2", cy="0.25", r="0.95"),
    )
    brush = Trace()
    for _ in range(150):
        x, y = hand.chance.uniform(-40, 1600), hand.chance.uniform(0, 1200)
        brush.move((x, y)).bend(
            (x + hand.near(0, 20), y + 45), (x + hand.near(0, 14), y + hand.chance.uniform(50, 130))
        )
    sheet.path(brush.data, fill="none", stroke="#f0cdb4", stroke_opacity=0.016, stroke_width=11, stroke_linecap="round")


def pole(sheet: Sheet) -> None:
    """Lay the bamboo over the loops of the threads' heads."""
    stops = [(0, "#e8cf9a", 1), (0.35, "#b08a52", 1), (1, "#4d3527", 1)]
    bamboo = sheet.gradient("linear", "bamboo", stops, x1=0, y1=0, x2=0, y2=1)
    sheet.mark(
        "rect",
        x=-20,
        y=POLE - 17,
        width=1640,
        height=34,
        fill="#08040a",
        fill_opacity=0.4,
        transform="translate(20 24)",
    )
    sheet.mark("rect", x=-20, y=POLE - 17, width=1640, height=34, fill=bamboo)
    for x in (82, 410, 742, 1063, 1391):
        sheet.mark("rect", x=x, y=POLE - 20, width=11, height=40, rx=5, fill=bamboo)
        sheet.mark("rect", x=x + 11, y=POLE - 17, width=3, height=34, fill="#2b1a1a", fill_opacity=0.5)


def main() -> None:
    """Hang the threads: their shadows on the wall, the silk, the shine on it, and the pole."""
    sheet, hand = Sheet(NIGHT), Hand("tp-08")
    dyed = dyed_ones(hand)
    wind = Wind(hand, dyed)
    wall(sheet, hand)
    raw = [line_of(wind, hand, i) for i in range(THREADS) if i not in dyed]
    lotus = [line_of(wind, hand, i) for i in dyed]

    def hang(lines: list[list[Point]]) -> None:
        for points in lines:
            sheet.path(smooth(points))

    place: dict[str, str | float] = {"gradientUnits": "userSpaceOnUse", "x1": 0, "y1": POLE, "x2": 0, "y2": FOOT}
    silk = [(0, "#d9bd93", 1), (0.25, "#efdcb8", 1), (0.6, "#b99a7d", 1), (0.88, "#7d6164", 1), (1, "#4a3748", 1)]
    dye = [(0, "#d36d90", 1), (0.3, "#de7899", 1), (0.65, LOTUS, 1), (1, "#9c3f66", 1)]
    undyed = sheet.gradient("linear", "undyed", silk, **place)
    dyed_silk = sheet.gradient("linear", "dyed", dye, **place)
    threads = [
        (sheet.stamp("silk", lambda: hang(raw)), undyed, 3.7),
        (sheet.stamp("lotus", lambda: hang(lotus)), dyed_silk, 6.0),
    ]
    sheet.begin(fill="none", stroke_linecap="round")
    for href, _, wide in threads:
        sheet.mark(
            "use", href=href, stroke="#0a050c", stroke_opacity=0.3, stroke_width=wide + 3, transform="translate(34 20)"
        )
    shining = ((raw, "#fff3da", 1.5), (lotus, "#f7a3bb", 1.8))
    for (href, paint, wide), (lines, tone, thin) in zip(threads, shining, strict=True):
        sheet.mark("use", href=href, stroke="#1a0f1c", stroke_width=wide + 2, stroke_opacity=0.6)
        sheet.mark("use", href=href, stroke=paint, stroke_width=wide)
        sheet.mark(
            "use",
            href=href,
            stroke="#2a1626",
            stroke_opacity=0.22,
            stroke_width=0.9,
            stroke_dasharray="2 3",
            transform="translate(1 0)",
        )
        for steeper, opacity in ((0.06, 0.45), (0.17, 0.55)):
            shine = "".join(sheen(finer(points), steeper) for points in lines)
            sheet.path(shine, stroke=tone, stroke_opacity=opacity, stroke_width=thin, transform="translate(-.7 0)")
    sheet.end()
    pole(sheet)
    loops(sheet, dyed, undyed)
    dusk = [(0, NIGHT, 0), (0.55, NIGHT, 0), (1, "#0c0710", 0.72)]
    sheet.mark(
        "rect", width=1600, height=1200, fill=sheet.gradient("radial", "dusk", dusk, cx="0.36", cy="0.34", r="0.86")
    )
    sheet.write(__file__)


def finer(points: list[Point]) -> list[Point]:
    """Give points between the points, so that the shine starts and ends softly."""
    out: list[Point] = []
    for i in range(len(points) - 1):
        a, b, c, d = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
        for part in range(3):
            t = part / 3
            out.append(tuple(
                0.5 * (2 * b[k] + (c[k] - a[k]) * t + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t + (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t**3)
                for k in (0, 1)
            ))  # type: ignore[arg-type]  # fmt: skip
    return [*out, points[-1]]


def loops(sheet: Sheet, dyed: list[int], undyed: str) -> None:
    """Knot every thread round the pole."""
    for these, paint in (([i for i in range(THREADS) if i not in dyed], "#e3c999"), (dyed, "#d36d90")):
        dark, lit = Trace(), Trace()
        for i in these:
            x = LEFT + i * PITCH
            dark.move((x, POLE - 18)).line((x, POLE + 19))
            lit.move((x - 1, POLE - 17)).line((x - 1, POLE + 2))
        sheet.path(dark.data, fill="none", stroke="#2a1820", stroke_opacity=0.6, stroke_width=6.4)
        sheet.path(dark.data, fill="none", stroke=paint, stroke_width=4.4)
        sheet.path(lit.data, fill="none", stroke="#fff4dc", stroke_opacity=0.6, stroke_width=1.4)


if __name__ == "__main__":
    main()
