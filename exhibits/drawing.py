"""What every drawn work of the exhibition shares: the palette, a steady hand, and a sheet that writes SVG.

A work is drawn by the `draw.py` beside it. The same code gives the same bytes on every machine: chance comes from a
seeded generator, and coordinates are rounded to a tenth of a unit, so that the last bits of `sin` do not show.
A drawing is self-contained: presentation attributes only, no script, no style sheet, no letters, nothing fetched.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random

Point = tuple[float, float]

PAPER = "#fbf8f3"
INK = "#1c2430"
TEAL = "#0d4a55"
LOTUS = "#b0476c"
MARIGOLD = "#c97b12"
NIGHT = "#17101a"  # the gallery's near-black aubergine
DUSK = "#2b1d30"
CREAM = "#ffe9bd"  # the light inside a lantern

WIDTH, HEIGHT = 1600, 1200


def number(value: float) -> str:
    """Write a number with at most one decimal, as short as SVG allows."""
    text = f"{value:.1f}".removesuffix(".0")
    if text in ("-0", "0"):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def joined(*values: float) -> str:
    """Write numbers side by side, with a space only where two of them would run together."""
    out = ""
    for text in map(number, values):
        out += text if not out or text.startswith("-") else " " + text
    return out


def blend(first: str, second: str, share: float) -> str:
    """Mix two `#rrggbb` colours; `share` 0 gives the first, 1 the second."""
    share = min(1.0, max(0.0, share))
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def between(low: float, high: float, share: float) -> float:
    """Give the number that lies at `share` (0…1) of the way from low to high."""
    return low + (high - low) * share


def smoothstep(low: float, high: float, value: float) -> float:
    """Rise from 0 at low to 1 at high, level at both ends."""
    t = min(1.0, max(0.0, (value - low) / (high - low)))
    return t * t * (3 - 2 * t)


class Hand:
    """Chance with a seed: the tremor of a line, and slow noise along it."""

    def __init__(self, seed: str) -> None:
        self.chance = Random(seed)
        self._knots = [self.chance.uniform(-1, 1) for _ in range(1024)]

    def near(self, value: float, spread: float) -> float:
        """Give a number within `spread` of the value."""
        return value + self.chance.uniform(-spread, spread)

    def noise(self, at: float, row: int = 0) -> float:
        """Give smooth noise in -1…1 along a line; each row is a line of its own."""
        whole = math.floor(at)
        start, end = (self._knots[(whole + step + row * 131) % 1024] for step in (0, 1))
        return between(start, end, smoothstep(0, 1, at - whole))


class Trace:
    """Path data, written relative to the last point; rounding is carried along, so that it never adds up."""

    def __init__(self) -> None:
        self.data = ""
        self._x = self._y = 0.0

    def _step(self, *points: Point) -> str:
        offsets: list[float] = []
        for x, y in points:
            offsets += (x - self._x, y - self._y)
        self._x += round(offsets[-2], 1)
        self._y += round(offsets[-1], 1)
        return joined(*offsets)

    def move(self, to: Point) -> "Trace":
        """Lift the pen and set it down."""
        self._x, self._y = round(to[0], 1), round(to[1], 1)
        self.data += "M" + joined(*to)
        return self

    def hop(self, to: Point) -> "Trace":
        """Lift the pen and set it down near by: shorter to write than `move`."""
        if not self.data:
            return self.move(to)
        self.data += "m" + self._step(to)
        return self

    def line(self, *points: Point) -> "Trace":
        """Draw straight on through the points."""
        for point in points:
            self.data += "l" + self._step(point)
        return self

    def across(self, length: float) -> "Trace":
        """Draw a level stroke of this length."""
        self._x += round(length, 1)
        self.data += "h" + number(length)
        return self

    def bend(self, by: Point, to: Point) -> "Trace":
        """Draw a quadratic curve drawn towards one point."""
        self.data += "q" + self._step(by, to)
        return self

    def curve(self, first: Point, second: Point, to: Point) -> "Trace":
        """Draw a cubic curve."""
        self.data += "c" + self._step(first, second, to)
        return self

    def through(self, points: Sequence[Point]) -> "Trace":
        """Draw on from the first point, where the pen is, smoothly through the others (Catmull-Rom)."""
        for i in range(len(points) - 1):
            a, b, c, d = points[max(i - 1, 0)], points[i], points[i + 1], points[min(i + 2, len(points) - 1)]
            leave = (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6)
            arrive = (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
            self.curve(leave, arrive, c)
        return self

    def flow(self, points: Sequence[Point]) -> "Trace":
        """Draw on loosely from where the pen is, towards each point in turn, as a pen that writes does."""
        for i, by in enumerate(points[:-1]):
            after = points[i + 1]
            last = i == len(points) - 2
            self.bend(by, after if last else ((by[0] + after[0]) / 2, (by[1] + after[1]) / 2))
        return self

    def close(self) -> "Trace":
        """Close the shape."""
        self.data += "z"
        return self


def polygon(points: Sequence[Point]) -> str:
    """Give path data of a straight-edged shape."""
    return Trace().move(points[0]).line(*points[1:]).close().data


def smooth(points: Sequence[Point]) -> str:
    """Give path data of an open line that runs smoothly through the points."""
    return Trace().move(points[0]).through(points).data


def ribbon(points: Sequence[Point], width: Callable[[float], float]) -> str:
    """Give the outline of a line whose width changes: `width` gets 0…1 along the line and gives units."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        before, after = points[max(i - 1, 0)], points[min(i + 1, last)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        half = width(i / last) / 2 / (math.hypot(dx, dy) or 1)
        left.append((x - dy * half, y + dx * half))
        right.append((x + dy * half, y - dx * half))
    right.reverse()
    return Trace().move(left[0]).through(left).line(right[0]).through(right).close().data


class Sheet:
    """One drawing of 1600 by 1200 units, filled to its edges."""

    def __init__(self, ground: str, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.width, self.height = width, height
        self._defs: list[str] = []
        self._marks: list[str] = []
        self.mark("rect", width=width, height=height, fill=ground)

    def mark(self, name: str, /, **attributes: str | float) -> None:
        """Add one element; `stroke_width=2` is written `stroke-width="2"`."""
        self._marks.append(element(name, attributes, "/>"))

    def path(self, data: str, /, **attributes: str | float) -> None:
        """Add a path."""
        self.mark("path", d=data, **attributes)

    def begin(self, **attributes: str | float) -> None:
        """Open a group: what is marked until `end` shares its attributes."""
        self._marks.append(element("g", attributes, ">"))

    def end(self) -> None:
        """Close the group."""
        self._marks.append("</g>")

    def gradient(self, kind: str, name: str, stops: Iterable[tuple[float, str, float]], **place: str | float) -> str:
        """Define a `linear` or `radial` gradient of (offset, colour, opacity); give the paint that names it."""
        inner = "".join(
            element("stop", {"offset": f"{at:g}", "stop_color": colour, **faded(opacity)}, "/>")
            for at, colour, opacity in stops
        )
        self._defs.append(element(f"{kind}Gradient", {"id": name, **place}, ">") + f"{inner}</{kind}Gradient>")
        return f"url(#{name})"

    def clip(self, name: str, data: str) -> str:
        """Define a shape to cut other marks to; give the value of `clip_path`."""
        self._defs.append(f'<clipPath id="{name}"><path d="{data}"/></clipPath>')
        return f"url(#{name})"

    def stamp(self, name: str, draw: Callable[[], None]) -> str:
        """Define what `draw` marks as a stamp; give the `href` by which a `use` sets it down, as often as it likes."""
        marks, self._marks = self._marks, []
        draw()
        self._defs.append(element("g", {"id": name}, ">") + "".join(self._marks) + "</g>")
        self._marks = marks
        return f"#{name}"

    def write(self, beside: str) -> Path:
        """Write the drawing next to the script that drew it, named after its folder; give the file."""
        folder = Path(beside).resolve().parent
        file = folder / f"{folder.name}.svg"
        head = element("svg", {
            "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {self.width} {self.height}",
            "width": self.width, "height": self.height,
        }, ">")  # fmt: skip
        defs = f"<defs>{''.join(self._defs)}</defs>\n" if self._defs else ""
        file.write_text(f"{head}\n{defs}{chr(10).join(self._marks)}\n</svg>\n", encoding="utf-8", newline="\n")
        return file


def faded(opacity: float) -> dict[str, str | float]:
    """Give the attribute of a stop that lets the ground through."""
    return {} if opacity >= 1 else {"stop_opacity": f"{opacity:g}"}


def element(name: str, attributes: dict[str, str | float], end: str) -> str:
    """Write a tag; lengths get one decimal, opacities two, and `_` in a name becomes `-`."""
    words = ""
    for key, value in attributes.items():
        text = value if isinstance(value, str) else f"{value:.2g}" if "opacity" in key else number(value)
        words += f' {key.replace("_", "-")}="{text}"'
    return f"<{name}{words}{end}"
