"""The site's motif: two strands that cross into one weave, drawn from a slug.

Pure geometry, the same for the same slug for ever: a page, a share image and a print show one drawing.
Each strand is a bundle of fine threads on a half-wave curve; the strands mirror each other, come closer from
left to right, and every thread goes over and under the threads it meets, as in plain weave.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from math import asin, atan, hypot, sin

FULLNESS = 0.42  # how far a curve's handles reach, as a share of the half-wave (0.36 would be a sine)


@dataclass(frozen=True)
class Weave:
    """A drawing: SVG path data for each strand's threads, and the viewBox that they are drawn in."""

    view_box: str
    lotus: tuple[str, ...]
    marigold: tuple[str, ...]


@dataclass(frozen=True)
class _HalfWave:
    """One curve from an extreme to the next, with level ends; `rise` is the height above the middle."""

    start: float
    end: float
    rise_start: float
    rise_end: float

    def at(self, t: float) -> tuple[float, float]:
        """Give the point at `t` (0 to 1), as (x, height above the middle)."""
        across = 3 * FULLNESS * t * (1 - t) ** 2 + 3 * (1 - FULLNESS) * t * t * (1 - t) + t**3
        return (
            self.start + (self.end - self.start) * across,
            self.rise_start + (self.rise_end - self.rise_start) * t * t * (3 - 2 * t),
        )

    def speed(self, t: float) -> tuple[float, float]:
        """Give the derivative at `t`, as (dx/dt, dy/dt)."""
        across = 3 * FULLNESS * (1 - t) * (1 - 3 * t) + 3 * (1 - FULLNESS) * t * (2 - 3 * t) + 3 * t * t
        return (self.end - self.start) * across, (self.rise_end - self.rise_start) * 6 * t * (1 - t)

    def meeting(self, rise: float) -> float | None:
        """Give the `t` at which the curve passes `rise`, or None where it does not."""
        share = (rise - self.rise_start) / (self.rise_end - self.rise_start)
        return 0.5 - sin(asin(1 - 2 * share) / 3) if 0 < share < 1 else None


def weave(slug: str, width: int = 2240, height: int = 160) -> Weave:
    """Draw the weave of `slug` in a box of `width` × `height` units (whole numbers, twice the pixels shown)."""
    seed = sha256(slug.encode()).digest()
    threads = 3 + seed[0] % 2
    gap = height / (18 + seed[1] % 5)
    waves = _half_waves(seed[2:], width, height / 2 - threads * gap / 2, threads * gap / 2)
    upper = tuple(_thread(waves, n, threads, gap, 1, height / 2) for n in range(threads))
    lower = tuple(_thread(waves, n, threads, gap, -1, height / 2) for n in range(threads))
    lotus, marigold = (upper, lower) if seed[31] % 2 else (lower, upper)
    return Weave(f"0 0 {width} {height}", lotus, marigold)


def _half_waves(seed: bytes, width: int, widest: float, narrowest: float) -> list[_HalfWave]:
    """Lay the half-waves from left to right: a few open ones that fill the width, then a tight cord."""
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


def _thread(waves: list[_HalfWave], number: int, threads: int, gap: float, side: int, middle: float) -> str:
    """Give the path data of one thread; `side` is 1 for the strand that begins above, -1 for its mirror."""
    offset = (number - (threads - 1) / 2) * gap
    path = _Path()
    for turn, wave in enumerate(waves):
        cuts = sorted(_cuts(wave, turn, number, threads, gap, side))
        edges = [0.0, *(edge for cut in cuts for edge in cut), 1.0]
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            if begin < end:
                path.curve([(x, middle - side * y - offset) for x, y in _piece(wave, begin, end)])
    return path.data


def _cuts(
    wave: _HalfWave, turn: int, number: int, threads: int, gap: float, side: int
) -> Iterator[tuple[float, float]]:
    """Give the stretches of `t` at which the thread dives under a thread of the other strand."""
    for other in range(threads):
        if (number + other + turn + (side > 0)) % 2:
            continue
        t = wave.meeting(side * (other - number) * gap / 2)
        if t is not None:
            dx, dy = wave.speed(t)
            # The flatter the two cross, the longer one hides behind the other.
            hidden = min(0.3 * gap / max(sin(2 * atan(abs(dy / dx))), 0.45) / hypot(dx, dy), t, 1 - t)
            yield t - hidden, t + hidden


def _piece(wave: _HalfWave, begin: float, end: float) -> list[tuple[float, float]]:
    """Cut the half-wave to [begin, end] and give the four points of that Bézier curve."""
    third = (end - begin) / 3
    (x0, y0), (x3, y3) = wave.at(begin), wave.at(end)
    (u0, v0), (u3, v3) = wave.speed(begin), wave.speed(end)
    return [(x0, y0), (x0 + third * u0, y0 + third * v0), (x3 - third * u3, y3 - third * v3), (x3, y3)]


class _Path:
    """Path data in whole units, relative commands, so that it stays small."""

    def __init__(self) -> None:
        self.data = ""
        self._at: tuple[int, int] | None = None

    def curve(self, points: list[tuple[float, float]]) -> None:
        """Add a curve; the pen is lifted first if it is elsewhere."""
        start, *rest = [(round(x), round(y)) for x, y in points]
        if start != self._at:
            self.data += f"M{start[0]} {start[1]}"
        numbers = "".join(f" {x - start[0]} {y - start[1]}" for x, y in rest)
        self.data += "c" + numbers.lstrip().replace(" -", "-")
        self._at = rest[-1]
