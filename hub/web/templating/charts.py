"""Charts of a figure: dots, a range on a scale, two bars, or an empty frame where the number is unknown.

Pure geometry in a box 320 units wide. "Nearly" leaves the missing part open, and a range has no marked middle. The page
supplies the colours and the words that describe the drawing.
"""

from dataclasses import dataclass
from math import sqrt
from typing import Literal, Protocol

WIDE = 320
MISSING = 0.2  # share left open in the last part of a "nearly" figure: reports give no number, and this is visible
SCALE, BAR = 14, 18  # heights of the range and of a bar
UNITS = tuple(digit * 10**power for power in range(12) for digit in (1, 2, 5))
MOST_DOTS = 40  # in a unit chart
NARROW = 12  # percent; an end of the scale gets no label if another label is this near


class Numbers(Protocol):
    """The numbers that are known of a figure: one of these (or `low` with `high`), or none."""

    @property
    def percent(self) -> float | None:
        """Return a percentage, 0 to 100."""

    @property
    def low(self) -> float | None:
        """Return the lower end of a range in percent."""

    @property
    def high(self) -> float | None:
        """Return the upper end of a range in percent."""

    @property
    def people(self) -> int | None:
        """Return a number of people."""

    @property
    def times(self) -> float | None:
        """Return how many times as much something is."""

    @property
    def of_ten(self) -> int | None:
        """Return how many of ten."""

    @property
    def of_three(self) -> int | None:
        """Return how many of three."""

    @property
    def of_two(self) -> int | None:
        """Return how many of two."""

    @property
    def nearly(self) -> bool:
        """Tell whether the number is only nearly reached."""


@dataclass(frozen=True)
class Stroke:
    """A path; `name` is its class, `width` and `dash` are those of its line. Without a width it is filled."""

    name: str
    path: str
    width: float = 0
    dash: str = ""


@dataclass(frozen=True)
class Chart:
    """A drawing `height` units high; `marks` are (x, value) pairs on a scale below it.

    Of dots, `part` of `whole` are full and each stands for `unit`; of bars, the second is `part` times as long as the
    first.
    """

    kind: Literal["dots", "units", "range", "bars", "nothing"]
    height: int
    strokes: tuple[Stroke, ...]
    marks: tuple[tuple[int, float], ...] = ()
    part: float = 0
    whole: int = 0
    unit: int = 1
    low: float = 0
    high: float = 0


def chart(figure: Numbers) -> Chart:
    """Return the chart of a figure's numbers; an empty frame if there are none."""
    if figure.low is not None and figure.high is not None:
        return _range(*sorted((_plain(figure.low), _plain(figure.high))))
    if figure.times is not None:
        return _bars(_plain(figure.times), figure.nearly)
    if figure.people is not None:
        unit = next(unit for unit in UNITS if figure.people <= unit * MOST_DOTS)
        whole = round(figure.people / unit)
        return Chart("units", *_dots(whole, whole), part=whole, whole=whole, unit=unit)
    for whole, part in ((100, figure.percent), (10, figure.of_ten), (3, figure.of_three), (2, figure.of_two)):
        if part is not None:
            return Chart(
                "dots", *_dots(whole, part - MISSING if figure.nearly else part), part=_plain(part), whole=whole
            )
    return Chart("nothing", BAR, (Stroke("edge", f"M.5 .5H{WIDE - 0.5}V{BAR - 0.5}H.5z", 1, "4 4"),))


def _plain(number: float) -> float:
    """Return a whole number without a decimal point: 13, not 13.0."""
    return int(number) if number == int(number) else number


def _dots(whole: int, full: float) -> tuple[int, tuple[Stroke, ...]]:
    """Return the height and strokes of `whole` rings in rows: the first `full` are filled, the last one in part."""
    pitch = 32 if whole <= 10 else 16
    radius, row = pitch * 3 // 8, WIDE // pitch
    dash = f".1 {pitch}"  # dashes without length and with round ends are dots
    rings = _rows(whole, pitch, radius)
    strokes = [Stroke("edge dots", rings, 2 * radius, dash), Stroke("hole dots", rings, 2 * radius - 2.5, dash)]
    if full >= 1:
        strokes.append(Stroke("on dots", _rows(int(full), pitch, radius), 2 * radius, dash))
    if rest := full % 1:
        x, y = int(full) % row * pitch + radius, int(full) // row * pitch + radius
        cut = radius * (2 * rest - 1)
        half = sqrt(radius**2 - cut**2)
        strokes.append(
            Stroke(
                "full",
                f"M{x + cut:.4g} {y - half:.4g}A{radius} {radius} 0 {int(rest > 0.5)} 0 {x + cut:.4g} {y + half:.4g}z",
            )
        )
    return -(-whole // row) * pitch - pitch + 2 * radius, tuple(strokes)


def _rows(count: int, pitch: int, radius: int) -> str:
    """Return the lines through the centres of `count` dots, row by row."""
    row = WIDE // pitch
    lengths = [row] * (count // row) + ([count % row] if count % row else [])
    return "".join(
        f"M{radius} {radius + number * pitch}h{(length - 1) * pitch + 1}" for number, length in enumerate(lengths)
    )


def _range(low: float, high: float) -> Chart:
    """Return a scale from 0 to 100 with a band between two values."""
    start, end = round(low * WIDE / 100), round(high * WIDE / 100)
    middle = SCALE // 2
    strokes = (
        Stroke("edge", f"M0 {middle}H{WIDE}M.5 0V{SCALE}M{WIDE - 0.5} 0V{SCALE}", 1),
        Stroke("on", f"M{start} {middle}H{end}", SCALE),
    )
    ends = [(0, 0)] if low > NARROW else []
    beyond = [(WIDE, 100)] if high < 100 - NARROW else []
    return Chart("range", SCALE + 20, strokes, (*ends, (start, low), (end, high), *beyond), low=low, high=high)


def _bars(times: float, nearly: bool) -> Chart:
    """Return one bar, and below it another `times` as long, divided into parts as long as the first."""
    longest = max(times, 1)
    unit = WIDE / longest
    end = (times - MISSING if nearly else times) * unit
    top, bottom = BAR // 2, BAR + 8 + BAR // 2
    strokes = [Stroke("on", f"M0 {top}h{unit:.4g}M0 {bottom}h{end:.4g}", BAR)]
    if nearly:
        strokes.insert(0, Stroke("edge", f"M{end:.4g} {bottom - top + 0.5}H{WIDE - 0.5}v{BAR - 1}H{end:.4g}", 1))
    if times > 1:
        strokes.append(
            Stroke(
                "hole",
                "".join(f"M{unit * part:.4g} {bottom - top}v{BAR}" for part in range(1, int(-(-times // 1)))),
                1.5,
            )
        )
    return Chart("bars", 2 * BAR + 8, tuple(strokes), part=times, whole=2)
