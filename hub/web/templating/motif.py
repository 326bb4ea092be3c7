"""The site's motif: two strands woven into one, drawn from a slug.

Pure geometry, always the same for the same slug, so that a page, a share image and a print show one drawing. Each
strand is a bundle of fine threads on a half-wave curve; the strands mirror each other and come closer from left to
right, and every thread passes over and under the threads it meets, as in plain weave.
"""

from dataclasses import dataclass
from hashlib import sha256
from math import asin, atan, hypot, sin

FULLNESS = 0.42  # how far a curve's handles reach, as a share of the half-wave (0.36 would be a sine)


@dataclass(frozen=True)
class Motif:
    """A drawing: SVG path data for each strand's threads, and the viewBox that they are drawn in."""

    view_box: str
    lotus: tuple[str, ...]
    marigold: tuple[str, ...]


_Point = tuple[float, float, float, float, float]  # t, x, height above the middle, dx/dt, dy/dt


@dataclass(frozen=True)
class _HalfWave:
    """One curve from an extreme to the next, level at both ends; `rise` is the height above the middle."""

    start: float
    end: float
    rise_start: float
    rise_end: float

    def at(self, t: float) -> _Point:
        """Return the point and the speed at `t` (0 to 1)."""
        width, climb, back = self.end - self.start, self.rise_end - self.rise_start, 1 - t
        across = 3 * FULLNESS * t * back**2 + 3 * (1 - FULLNESS) * t * t * back + t**3
        speed = 3 * FULLNESS * back * (1 - 3 * t) + 3 * (1 - FULLNESS) * t * (2 - 3 * t) + 3 * t * t
        return (
            t,
            self.start + width * across,
            self.rise_start + climb * t * t * (3 - 2 * t),
            width * speed,
            climb * 6 * t * back,
        )

    def meeting(self, rise: float) -> float | None:
        """Return the `t` at which the curve passes the height `rise`, or None if it does not."""
        share = (rise - self.rise_start) / (self.rise_end - self.rise_start)
        return 0.5 - sin(asin(1 - 2 * share) / 3) if 0 < share < 1 else None

    def dive(self, rise: float, gap: float) -> tuple[_Point, _Point] | None:
        """Return the stretch on which a thread hides below the one that it meets at `rise`, or None."""
        t = self.meeting(rise)
        if t is None:
            return None
        _, _, _, dx, dy = self.at(t)
        # The flatter the crossing, the longer one thread hides behind the other.
        hidden = min(0.3 * gap / max(sin(2 * atan(abs(dy / dx))), 0.45) / hypot(dx, dy), t, 1 - t)
        return self.at(t - hidden), self.at(t + hidden)


class _Turn:
    """A half-wave with what all threads share on it: its ends, and the stretches where one passes under another."""

    def __init__(self, wave: _HalfWave, threads: int, gap: float) -> None:
        self.begin, self.end = wave.at(0.0), wave.at(1.0)
        self.dives = {apart: wave.dive(apart * gap / 2, gap) for apart in range(1 - threads, threads)}


def motif(slug: str, width: int = 2240, height: int = 160) -> Motif:
    """Draw the weave of `slug` in a box of `width` × `height` units (whole numbers, twice the pixels shown)."""
    seed = sha256(slug.encode()).digest()
    threads = 3 + seed[0] % 2
    gap = height / (18 + seed[1] % 5)
    waves = _half_waves(seed[2:], width, height / 2 - threads * gap / 2, threads * gap / 2)
    turns = [_Turn(wave, threads, gap) for wave in waves]
    upper = tuple(_thread(turns, n, threads, gap, 1, height / 2) for n in range(threads))
    lower = tuple(_thread(turns, n, threads, gap, -1, height / 2) for n in range(threads))
    lotus, marigold = (upper, lower) if seed[31] % 2 else (lower, upper)
    return Motif(f"0 0 {width} {height}", lotus, marigold)


def _half_waves(seed: bytes, width: int, widest: float, narrowest: float) -> list[_HalfWave]:
    """Return the half-waves from left to right: a few open ones that fill the width, then a tight cord."""
    turns = 3 + seed[1] % 2
    cord = [min(narrowest * (3 + seed[0] / 255), width * 0.6 / turns)] * turns
    room = width - sum(cord)
    count = max(1, round(room / widest / 6.5)) + seed[2] % 2
    shares = [1.4 - 0.6 * n / count + 0.5 * seed[3 + n % 8] / 255 for n in range(count)]
    lengths = [room * share / sum(shares) for share in shares] + cord
    waves, x, rise = [], 0.0, widest
    for n, length in enumerate(lengths, start=1):
        ease = max(0.0, 1 - n / count) * (0.7 + 0.3 * seed[11 + n % 8] / 255)
        target = (narrowest + (widest - narrowest) * ease) * (-1) ** n
        waves.append(_HalfWave(x, x + length, rise, target))
        x, rise = x + length, target
    return waves


def _thread(turns: list[_Turn], number: int, threads: int, gap: float, side: int, middle: float) -> str:
    """Return the path data of one thread; `side` is 1 for the strand that begins above, -1 for its mirror."""
    path = _PathData(side, middle, (number - (threads - 1) / 2) * gap)
    for turn, wave in enumerate(turns):
        # A thread passes under every second thread of the other strand, and under the rest on the next half-wave.
        others = range((number + turn + (side > 0)) % 2, threads, 2)
        begin = wave.begin
        for down, up in sorted(dive for other in others if (dive := wave.dives[side * (other - number)])):
            path.curve(begin, down)
            begin = up
        path.curve(begin, wave.end)
    return path.data


class _PathData:
    """SVG path data in whole units with relative commands, which keeps it small."""

    def __init__(self, side: int, middle: float, offset: float) -> None:
        self.side, self.middle, self.offset = side, middle, offset
        self.data = ""
        self._at: tuple[int, int] | None = None

    def curve(self, begin: _Point, end: _Point) -> None:
        """Add a stretch of a half-wave as one Bézier curve, moving the pen first if it is elsewhere."""
        t0, x0, y0, u0, v0 = begin
        t3, x3, y3, u3, v3 = end
        if t0 >= t3:
            return
        third, side, middle, offset = (t3 - t0) / 3, self.side, self.middle, self.offset
        x, y = start = round(x0), round(middle - side * y0 - offset)
        if start != self._at:
            self.data += f"M{x} {y}"
        x1, y1 = round(x0 + third * u0) - x, round(middle - side * (y0 + third * v0) - offset) - y
        x2, y2 = round(x3 - third * u3) - x, round(middle - side * (y3 - third * v3) - offset) - y
        self._at = at = round(x3), round(middle - side * y3 - offset)
        self.data += f"c{x1} {y1} {x2} {y2} {at[0] - x} {at[1] - y}".replace(" -", "-")
