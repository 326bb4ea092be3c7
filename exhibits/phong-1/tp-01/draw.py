"""Draw ten paper lanterns on a dark river: eight full of light, the ninth not quite, the tenth unlit."""

import math
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from drawing import (
    CREAM,
    HEIGHT,
    LOTUS,
    MARIGOLD,
    NIGHT,
    TEAL,
    WIDTH,
    Hand,
    Point,
    Sheet,
    Trace,
    between,
    blend,
    polygon,
    smooth,
    smoothstep,
)

FULL = 1.0
NOT_QUITE = 0.84  # the report says "nearly" and gives no finer figure: the light stops short of the rim
UNLIT = 0.0
BANK = 238  # where water ends, in units from the top
EYE = 60  # the height at which the river would vanish


@dataclass(frozen=True)
class Lantern:
    """A lantern afloat: the middle of its foot, its scale (1 is nearest) and how high its light stands (0…1)."""

    x: float
    y: float
    scale: float
    light: float


def afloat() -> list[Lantern]:
    """Set the ten on the river, the farthest first; the ninth and tenth have drifted nearest to us."""
    lights = [FULL] * 8 + [NOT_QUITE, UNLIT]
    places = [880, 1020, 1185, 1362, 1266, 1060, 800, 540, 1090, 290]
    scales = [0.225, 0.26, 0.305, 0.365, 0.44, 0.515, 0.59, 0.72, 0.86, 1.06]
    return [
        Lantern(x, between(EYE, 1050, scale), scale, light)
        for x, scale, light in zip(places, scales, lights, strict=True)
    ]


def glow_at(x: float, y: float, lanterns: list[Lantern]) -> float:
    """Give how much light falls on the water at a point, 0…1: pools round each foot, and a path towards us."""
    total = 0.0
    for one in lanterns:
        across, down = (x - one.x) / one.scale, (y - one.y) / one.scale
        pool = math.exp(-((across / 190) ** 2) - (down / 62) ** 2)
        path = 0.85 * math.exp(-((across / (46 + abs(down) * 0.12)) ** 2) - (down / 250) ** 2) if down > 0 else 0
        total += one.light**2 * max(pool, path)
    return min(1.0, total)


def sky(sheet: Sheet, hand: Hand) -> None:
    """Wash the air above the river, and the far bank."""
    air = sheet.gradient(
        "linear", "air", [(0, "#120c16", 1), (0.75, "#332238", 1), (1, "#4a3245", 1)], x1=0, y1=0, x2=0, y2=1
    )
    sheet.mark("rect", width=WIDTH, height=BANK, fill=air)
    for depth, colour in enumerate(("#33243a", "#241829", "#180f1c")):
        crest = BANK - 26 + depth * 9
        points = [
            (x, crest - (30 - depth * 8) * (1 + hand.noise(x / (210 - depth * 50), depth)) - hand.near(0, 1.4))
            for x in range(-20, WIDTH + 41, 20)
        ]
        hill = Trace().move((-20, BANK + 2)).line(points[0]).through(points).line((WIDTH + 20, BANK + 2)).close()
        sheet.path(hill.data, fill=colour)


def water(sheet: Sheet, hand: Hand, lanterns: list[Lantern]) -> None:
    """Draw the river as level strokes; each takes the colour of the light that falls on it."""
    deep = sheet.gradient(
        "linear", "deep", [(0, "#2a1e33", 1), (0.2, "#16202b", 1), (1, "#0d0c13", 1)], x1=0, y1=0, x2=0, y2=1
    )
    sheet.mark("rect", y=BANK, width=WIDTH, height=HEIGHT - BANK, fill=deep)
    strokes: dict[tuple[int, int], Trace] = {}
    y = BANK + 3.0
    while y < HEIGHT + 4:
        near = (y - EYE) / (HEIGHT - EYE)
        x = -hand.chance.uniform(0, 80)
        while x < WIDTH:
            length = hand.chance.uniform(26, 150) * near
            middle, level = x + length / 2, hand.near(y, 3.4 * near)
            lit = glow_at(middle, level, lanterns)
            if hand.chance.random() < 0.62 + 0.38 * lit:
                key = (round(9 * lit), 1 + round(2.6 * near))
                strokes.setdefault(key, Trace()).move((x, level)).across(length * between(0.8, 0.55, lit))
            x += length * hand.chance.uniform(0.9, 1.5)
        y += 3.2 + 10.5 * near
    for (lit, weight), trace in sorted(strokes.items()):
        shade = blend(blend("#1d3440", TEAL, 0.35), "#e79a3c", (lit / 9) ** 0.8)
        sheet.path(trace.data, stroke=shade, stroke_width=weight * 0.85, fill="none", stroke_linecap="round")


def paper_of(sheet: Sheet, light: float) -> list[str]:
    """Give the paints of a lantern's three sides, left, front and right."""
    if light == UNLIT:
        return ["#3b2c40", "#4a3a4d", "#33263a"]
    paints = []
    for side, shade in enumerate((0.24, 0.0, 0.34)):
        stops = [(0.0, CREAM), (0.3, "#ffd387"), (0.66, "#eea743"), (1.0, blend(MARIGOLD, "#e0912c", 0.5))]
        if light < FULL:
            stops = [(at * light * 0.94, colour) for at, colour in stops]
            stops += [(light + 0.02, "#5a3a34"), (1.0, "#46323c")]
        shaded = [(at, blend(colour, "#6b2f22", shade * 0.8), 1.0) for at, colour in stops]
        name = f"{'full' if light == FULL else 'ninth'}-{side}"
        paints.append(sheet.gradient("linear", name, shaded, x1=0, y1=1, x2=0, y2=0))
    return paints


def petal(root: Point, lean: float, size: float) -> str:
    """Give a paper petal that grows from its root, `lean` radians off upright."""
    cos, sin = math.cos(lean), math.sin(lean)

    def at(across: float, along: float) -> Point:
        return root[0] + size * (across * cos + along * sin), root[1] + size * (across * sin - along * cos)

    trace = Trace().move(at(-0.2, 0.02))
    trace.curve(at(-0.5, 0.3), at(-0.34, 0.72), at(0, 1)).curve(at(0.34, 0.72), at(0.5, 0.3), at(0.2, 0.02))
    return trace.bend(at(0, -0.12), at(-0.2, 0.02)).close().data


def petals(sheet: Sheet, one: Lantern, count: int, behind: bool) -> None:
    """Fold a row of petals round the foot, the outer ones first; the light above warms them."""
    k, warm = one.scale, one.light
    turns = [math.pi * (i / (count - 1) - 0.5) for i in range(count)]
    for turn in sorted(turns, key=lambda value: -abs(value)):
        side, depth = math.sin(turn), math.cos(turn)
        root = (one.x + 84 * k * side, one.y + (-12 if behind else 14) * k * depth - 2 * k)
        base = blend("#3a2236", LOTUS, 0.1 + 0.82 * warm) if warm else "#382540"
        colour = blend(base, "#f0a06a", 0.36 * warm * depth) if not behind else blend(base, NIGHT, 0.34)
        edge = blend(colour, CREAM if warm else "#7b687c", 0.34)
        length = 82 * k * (1 - 0.1 * depth)
        sheet.path(petal(root, side * 1.12, length), fill=colour, stroke=edge, stroke_width=1.6 * k)


def body(sheet: Sheet, one: Lantern, paints: list[str]) -> None:
    """Stand the paper on its foot: three sides, their folds, and the rim that we look over."""
    k, x, foot, rim = one.scale, one.x, one.y - 10 * one.scale, one.y - 218 * one.scale
    low, high = [-62, -26, 30, 60], [-78, -34, 38, 76]
    back = [(x + high[0] * k, rim), (x - 30 * k, rim - 15 * k), (x + 42 * k, rim - 14 * k), (x + high[3] * k, rim)]
    inside = CREAM if one.light == FULL else "#6b4638" if one.light else "#241a2a"
    sheet.path(polygon([*back, (x + high[2] * k, rim + 13 * k), (x + high[1] * k, rim + 13 * k)]), fill=inside)
    drop = [0, 13, 13, 0]
    for side in (0, 2, 1):
        a, b = side, side + 1
        corners = [(x + low[a] * k, foot + drop[a] * k), (x + high[a] * k, rim + drop[a] * k)]
        corners += [(x + high[b] * k, rim + drop[b] * k), (x + low[b] * k, foot + drop[b] * k)]
        sheet.path(polygon(corners), fill=paints[side])
    folds = Trace()
    for i in (1, 2):
        folds.move((x + low[i] * k, foot + 13 * k)).line((x + high[i] * k, rim + 13 * k))
    ribs = {FULL: "#c27a1f", NOT_QUITE: "#b8702a", UNLIT: "#5f4d62"}[one.light]
    sheet.path(folds.data, stroke=ribs, stroke_width=2 * k, fill="none", stroke_opacity=0.75)
    edge = [(x + high[i] * k, rim + drop[i] * k) for i in range(4)]
    bright = {FULL: "#fff4d8", NOT_QUITE: "#8d6350", UNLIT: "#7b687c"}[one.light]
    sheet.path(Trace().move(edge[0]).line(*edge[1:]).data, stroke=bright, stroke_width=2.6 * k, fill="none")


def pattern(sheet: Sheet, one: Lantern) -> None:
    """Cut two strands that cross into the front of the paper, as fine as a watermark."""
    k, top, bottom = one.scale, one.y - 186 * one.scale, one.y - 62 * one.scale
    tones = {FULL: (LOTUS, "#a85f0e"), NOT_QUITE: (LOTUS, "#a85f0e"), UNLIT: ("#665068", "#665068")}[one.light]
    for phase, tone in zip((0, math.pi), tones, strict=True):
        points: list[Point] = []
        for step in range(13):
            t = step / 12
            points.append((one.x + 2 * k + math.sin(t * 3 * math.pi + phase) * 15 * k, between(top, bottom, t)))
        sheet.path(smooth(points), stroke=tone, stroke_width=2.2 * k, fill="none", stroke_opacity=0.55)


def halo(sheet: Sheet, one: Lantern) -> None:
    """Warm the air round a lit lantern."""
    if one.light == UNLIT:
        return
    reach = 330 * one.scale * one.light
    sheet.mark("circle", cx=one.x, cy=one.y - 110 * one.scale, r=reach, fill="url(#halo)", opacity=0.8 * one.light)


def mirrored(sheet: Sheet, hand: Hand, one: Lantern) -> None:
    """Break the lantern's own light into strokes on the water below it."""
    if one.light == UNLIT:
        return
    k, tones = one.scale, (CREAM, "#f6bd63", "#d98a2c")
    traces = [Trace() for _ in tones]
    for step in range(34):
        t = step / 33
        half = (62 - 34 * t) * k * (0.45 + 0.55 * hand.chance.random())
        start = one.x + hand.near(0, 10 + 26 * t) * k - half
        y = one.y + (24 + 232 * t * one.light) * k
        step_of_light = min(2, int(3 * smoothstep(-0.1, 0.85, t + hand.near(0, 0.18))))
        traces[step_of_light].move((start, y)).across(2 * half * (1 - 0.35 * t))
    for tone, trace in zip(tones, traces, strict=True):
        sheet.path(
            trace.data, stroke=tone, stroke_width=3.6 * k, stroke_linecap="round", stroke_opacity=0.8, fill="none"
        )


def main() -> None:
    """Draw the river from the far bank to the near edge."""
    sheet, hand, lanterns = Sheet(NIGHT), Hand("tp-01"), afloat()
    sky(sheet, hand)
    water(sheet, hand, lanterns)
    sheet.gradient("radial", "halo", [(0, "#f3ad4d", 0.5), (0.35, "#d98a2c", 0.22), (1, "#c97b12", 0)])
    paints = {light: paper_of(sheet, light) for light in (FULL, NOT_QUITE, UNLIT)}
    for one in lanterns:
        halo(sheet, one)
        mirrored(sheet, hand, one)
        shadow = "#1a0f1d" if one.light else "#0b070d"
        foot = {"cx": one.x, "cy": one.y + 10 * one.scale, "rx": 112 * one.scale, "ry": 22 * one.scale}
        sheet.mark("ellipse", **foot, fill=shadow)
        petals(sheet, one, 8, behind=True)
        body(sheet, one, paints[one.light])
        pattern(sheet, one)
        petals(sheet, one, 9, behind=False)
    sheet.write(__file__)


if __name__ == "__main__":
    main()
