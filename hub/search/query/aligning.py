"""Divide a text in Vietnamese and the same text in English into pairs of sentences that say the same.

Lines answer lines, and sentences sentences. Where there are as many on either side they go together one by one; else
those that fit best by their length, one or two of them each (after Gale and Church, "A Program for Aligning Sentences
in Bilingual Corpora", 1993).
"""

import re
from collections.abc import Iterator, Sequence

Segment = tuple[str, str]
"""Some words in Vietnamese, and what says the same in English."""

_END = re.compile(r"(?<=[.!?;:…])\s+")
# How many of either side go together, and the price of it.
_STEPS = {(1, 1): 0.0, (1, 2): 2.3, (2, 1): 2.3, (2, 2): 4.4, (1, 0): 9.0, (0, 1): 9.0}
_SPREAD, _DEAREST = 54.0, 30.0
_MOST_CELLS = 20_000

_Best = dict[tuple[int, int], tuple[float, tuple[int, int]]]


def segments(vietnamese: str, english: str) -> Iterator[Segment]:
    """Yield the pairs of sentences of two parallel texts, whose paragraphs are lines."""
    for ours, theirs in _aligned(_parts(vietnamese.splitlines()), _parts(english.splitlines())):
        yield from _aligned(_parts(_END.split(ours)), _parts(_END.split(theirs)))


def _parts(texts: Sequence[str]) -> list[str]:
    return [text.strip() for text in texts if text.strip()]


def _aligned(ours: Sequence[str], theirs: Sequence[str]) -> list[Segment]:
    if len(ours) == len(theirs):
        return list(zip(ours, theirs, strict=True))
    if not ours or not theirs or len(ours) * len(theirs) > _MOST_CELLS:
        return []
    best, found = _cheapest(ours, theirs), []
    at, other = len(ours), len(theirs)
    while at or other:
        step, over = best[at, other][1]
        if step and over:
            found.append((" ".join(ours[at - step : at]), " ".join(theirs[other - over : other])))
        at, other = at - step, other - over
    return found[::-1]


def _cheapest(ours: Sequence[str], theirs: Sequence[str]) -> _Best:
    """Return for each pair of places the price of the cheapest way to it, and the last step of that."""
    sizes, others = _sums(ours), _sums(theirs)
    ratio = others[-1] / sizes[-1]
    best: _Best = {(0, 0): (0.0, (0, 0))}
    for at in range(len(ours) + 1):
        for other in range(len(theirs) + 1):
            so_far = best[at, other][0]
            for (step, over), price in _STEPS.items():
                there = (at + step, other + over)
                if there[0] > len(ours) or there[1] > len(theirs):
                    continue
                size, size_there = sizes[there[0]] - sizes[at], others[there[1]] - others[other]
                misfit = (size_there - size * ratio) ** 2 / (_SPREAD * max(size, 1)) if step and over else 0.0
                cost = so_far + price + min(misfit, _DEAREST)
                if there not in best or cost < best[there][0]:
                    best[there] = (cost, (step, over))
    return best


def _sums(texts: Sequence[str]) -> list[int]:
    sums = [0]
    for text in texts:
        sums.append(sums[-1] + len(text))
    return sums
