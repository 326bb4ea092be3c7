"""The spread of a figure over its rounds, and of the ratio of two."""

import math
import statistics
from collections.abc import Sequence
from typing import Any

Figures = dict[str, Any]


def spread(values: Sequence[float], digits: int = 3) -> Figures:
    """Return median, least and most of a figure over its rounds, and the number of rounds."""
    return {
        "median": round(statistics.median(values), digits),
        "min": round(min(values), digits),
        "max": round(max(values), digits),
        "rounds": len(values),
    }


def ratio(these: Sequence[float], those: Sequence[float]) -> Figures:
    """Return the spread of one figure divided, round by round, by another measured beside it."""
    return spread([one / other for one, other in zip(these, those, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share (0 to 1) of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
