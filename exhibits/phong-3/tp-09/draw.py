"""Draw three thousand lights on a plain at night; whoever zooms in on a near one finds a village of a hundred lights."""

import math
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import NIGHT, Hand, Point, Sheet, Trace, between, blend, smoothstep

LIGHTS = 3000  # each stands for a hundred thousand children
VILLAGE = 100  # lights in a village: each stands for a thousand
VILLAGES = 60  # so many of the lights near us are drawn as villages
HORIZON = 286.0
TONES = ("#8d6a86", "#c98a6a", "#f0b055", "#ffdf9f", "#fff6e0")


def depth(y: float) -> float:
    """Give how near a place of the plain is: 0 at the horizon, 1 at the lower edge."""
    return (y - HORIZON) / (1200 - HORIZON)


def size_at(y: float) -> int:
    """Give how large a light is at this depth."""
    return round(between(1, 14, depth(y) ** 1.5))


def streams(near: float) -> tuple[float, float]:
    """Give where the two rivers of light are at this depth, as x; they cross and part again."""
    far = 1 / (near + 0.16)
    swing = math.sin(far * 1.02 + 0.5)
    return 800 + 520 * (near + 0.24) * swing, 800 - 560 * (near + 0.24) * swing + 60


def chance_of(x: float, y: float, hand: Hand) -> float:
    """Give how likely a light is here: more so near the rivers, and in knots along them."""
    near = depth(y)
    width = 26 + 200 * near
    best = 0.0
    for i, centre in enumerate(streams(near)):
        off = (x - centre) / width
        knots = 0.62 + 0.38 * hand.noise(9 * near + i * 40, 3)
        best = max(best, math.exp(-off * off) * knots, 0.3 * math.exp(-((off / 2.7) ** 2)))
    return best + 0.035


def plain(hand: Hand) -> list[Point]:
    """Find places for the lights, none too close to another; nearer ones keep a greater distance."""
    places: list[Point] = []
    grid: dict[tuple[int, int], list[Point]] = defaultdict(list)
    while len(places) < LIGHTS:
        near = hand.chance.random() ** 1.75
        x, y = hand.chance.uniform(14, 1586), between(HORIZON + 3, 1188, near)
        if hand.chance.random() > chance_of(x, y, hand):
            continue
        apart = 3.2 + 27 * near**1.45
        cell = (int(x // 32), int(y // 32))
        close = (p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in grid[cell[0] + i, cell[1] + j])
        if any(math.hypot(px - x, (py - y) * 1.5) < apart for px, py in close):
            continue
        places.append((x, y))
        grid[cell].append((x, y))
    return places


def sky(sheet: Sheet, hand: Hand) -> None:
    """Draw the night: no stars, for every point of light in this picture is counted."""
    above = [(0, "#0d0a16", 1), (0.6, "#1c1630", 1), (1, "#3d2a4c", 1)]
    sheet.mark(
        "rect", width=1600, height=HORIZON + 2, fill=sheet.gradient("linear", "sky", above, x1=0, y1=0, x2=0, y2=1)
    )
    below = [(0, "#352543", 1), (0.12, "#1c1728", 1), (0.5, "#110d18", 1), (1, "#09070d", 1)]
    sheet.mark(
        "rect",
        y=HORIZON,
        width=1600,
        height=1200 - HORIZON,
        fill=sheet.gradient("linear", "land", below, x1=0, y1=0, x2=0, y2=1),
    )
    for row, (tone, high) in enumerate((("#2a1f3b", 62), ("#1d162a", 34))):
        ridge = [
            (x, HORIZON + 3 - high * (0.5 + 0.5 * hand.noise(x / (230 - 70 * row) + 9, row)) - 6)
            for x in range(-40, 1681, 40)
        ]
        data = Trace().move((-40, HORIZON + 4)).line(ridge[0]).through(ridge).line((1680, HORIZON + 4)).close().data
        sheet.path(data, fill=tone)


def fields(sheet: Sheet, hand: Hand) -> None:
    """Terrace the dark land with fine contour lines, so that the lights lie on something."""
    lines = Trace()
    for i in range(46):
        near = (i / 46) ** 1.7
        y = between(HORIZON + 6, 1195, near)
        points = [
            (x, y + (4 + 46 * near) * hand.noise(x / (120 + 330 * near) + i * 0.21, 20 + i // 9))
            for x in range(-50, 1701, 125)
        ]
        lines.move(points[0]).through(points)
    sheet.path(lines.data, fill="none", stroke="#7b6a93", stroke_opacity=0.13, stroke_width=1.3)


def glow(sheet: Sheet) -> None:
    """Let the rivers of light warm the air over them."""
    haze = sheet.gradient("radial", "haze", [(0, "#f0a950", 0.3), (0.5, "#b0667a", 0.1), (1, "#b0667a", 0)])
    for step in range(15):
        near = (step / 14) ** 1.4
        for centre in streams(near):
            wide = 70 + 330 * near
            sheet.mark(
                "ellipse",
                cx=centre,
                cy=between(HORIZON, 1200, near),
                rx=wide,
                ry=wide * 0.36 + 8,
                fill=haze,
                opacity=between(0.75, 0.4, near),
            )


def village(hand: Hand) -> tuple[str, str]:
    """Give a hundred small lights in a circle of 100 units, set as seeds are in a sunflower: the small, the brighter."""
    small, brighter = Trace(), Trace()
    for i in range(VILLAGE):
        reach, turn = 89 * math.sqrt((i + 0.6) / VILLAGE), i * math.pi * (3 - math.sqrt(5))
        place = (round(reach * math.cos(turn) + hand.near(0, 2.6)), round(reach * math.sin(turn) + hand.near(0, 2.6)))
        (brighter if hand.chance.random() < 0.3 else small).move(place).across(0)
    return small.data, brighter.data


def at_home(sheet: Sheet, hand: Hand) -> None:
    """Draw a village: dusky ground, and its lights with the glow about each."""
    small, brighter = village(hand)
    sheet.mark("circle", r=103, fill="url(#ground)")
    sheet.begin(fill="none", stroke_linecap="round")
    for wide, shade in ((24, 0.2), (16, 0.3)):
        sheet.path(small + brighter, stroke="#ffb84f", stroke_width=wide, stroke_opacity=shade)
    sheet.begin(id="houses", stroke="#fff3d0")
    sheet.path(small, stroke_width=7.5)
    sheet.path(brighter, stroke_width=11)
    sheet.end()
    sheet.end()


def main() -> None:
    """Draw the plain, then its lights from the horizon to us."""
    sheet, hand = Sheet(NIGHT), Hand("tp-09")
    sky(sheet, hand)
    fields(sheet, hand)
    glow(sheet)
    places = sorted(plain(hand), key=lambda place: place[1])
    halo = sheet.gradient("radial", "halo", [(0, "#ffcf7d", 0.62), (0.3, "#f0a03e", 0.26), (1, "#c97b12", 0)])
    bright: dict[Point, float] = {}
    for x, y in places:
        lively = chance_of(x, y, hand) * 0.8 + hand.chance.random() * 0.55
        bright[x, y] = min(0.999, lively)
    for x, y in places:
        if bright[x, y] > 0.55 and hand.chance.random() < 0.42 * smoothstep(0.04, 0.34, depth(y)):
            sheet.mark("circle", cx=round(x), cy=round(y), r=round(between(7, 46, depth(y))), fill=halo)
    nearest = sorted(places[-700:], key=lambda place: bright[place] + 2.4 * depth(place[1]))[-VILLAGES:]
    groups: dict[tuple[int, int], Trace] = {}
    for x, y in places:
        size = size_at(y)
        tone = max(int(bright[x, y] * len(TONES)), 2 * (depth(y) > 0.45))
        trace = groups.setdefault((size, tone), Trace())
        if depth(y) > 0.3:
            x, y = round(x), round(y)
        trace.hop((x, y)).across(0)
    ordered = sorted(groups.items())
    sheet.stamp("lights", lambda: [sheet.path(trace.data, id=f"l{i}") for i, (_, trace) in enumerate(ordered)])
    sheet.begin(fill="none", stroke_linecap="round")
    for i, ((size, tone), _) in enumerate(ordered):
        colour = blend(TONES[tone], "#6a4a70", 0.55 * (1 - smoothstep(0.5, 4, size)))
        wide = size * 1.05 + 0.9
        if size > 3:
            sheet.mark(
                "use", href=f"#l{i}", stroke=TONES[max(1, tone - 1)], stroke_opacity=0.2, stroke_width=wide * 1.9
            )
        sheet.mark("use", href=f"#l{i}", stroke=colour, stroke_width=wide)
        if size > 5:
            sheet.mark("use", href=f"#l{i}", stroke="#fffaf0", stroke_opacity=0.62, stroke_width=wide * 0.5)
    sheet.end()
    sheet.gradient("radial", "ground", [(0, "#d18f3f", 1), (0.7, "#a8692f", 1), (1, "#8a5228", 1)])
    lamps = sheet.stamp("village", lambda: at_home(sheet, hand))
    sheet.begin(id="villages")
    for x, y in nearest:
        scale = (size_at(y) * 1.05 + 0.9) / 2 / 100
        sheet.mark(
            "use",
            href=lamps,
            transform=f"translate({x:.0f} {y:.0f})rotate({hand.chance.randrange(360)})scale({scale:.3f})",
        )
    sheet.end()
    sheet.write(__file__)


if __name__ == "__main__":
    main()
