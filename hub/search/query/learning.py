"""Learn from parallel texts which terms of Vietnamese and of English say the same.

Model 1 of IBM (Brown et al., "The Mathematics of Statistical Machine Translation", 1993), in both directions: a pair is
as strong as the mean of the two probabilities (their product's root), so that a common word that stands beside
everything is taken for nothing. Two syllables that stand side by side are a term as well, since Vietnamese words mostly
have two. Only pairs that two segments have are looked at, which keeps chance out and makes it several times as fast.

The same segments always give the same pairs.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from hub.i18n.languages import Lang
from hub.i18n.vietnamese import nfc
from hub.search.query.aligning import Segment
from hub.search.query.questions import joining_in
from hub.search.query.term_pairs import Other, TermPairs
from hub.search.query.text import Word, pair, spans

MOST_SEGMENTS = 2_000
"""How many segments are read, at most."""
LONGEST = 40
"""How many words of a segment are read, at most."""

_ROUNDS = 3
_SEEN = 2  # segments that must have both
_TOGETHER = 0.05  # of the segments that have either, squared
_NOTHING = 0.05  # the share of a term that answers none of the other side
_WEAKEST = 0.05
_MOST_OTHERS = 4

_Ids = list[int]
_Table = dict[int, dict[int, float]]


class _Side:
    """The terms of one language, by number, in the order in which they were met; and those of every segment."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.shown: dict[str, str] = {}
        self.segments: list[_Ids] = []

    def add(self, found: Mapping[str, str]) -> None:
        """Add the terms of a segment, with how each was written."""
        for term, written in found.items():
            known = self.shown.setdefault(term, written)
            if written.islower() and not known.islower():  # only a name is never written small
                self.shown[term] = written
        self.segments.append([self.numbers.setdefault(term, len(self.numbers)) for term in found])

    def counted(self) -> Counter[int]:
        """Return how many segments have each term."""
        return Counter(number for segment in self.segments for number in segment)

    def often(self) -> list[_Ids]:
        """Return the terms of every segment without those that too few segments have to be learned."""
        counted = self.counted()
        return [[number for number in segment if counted[number] >= _SEEN] for segment in self.segments]

    def terms(self) -> list[str]:
        """Return the terms by their numbers."""
        return list(self.numbers)


class _Read(NamedTuple):
    term: str
    written: str
    word: Word


def learn(segments: Iterable[Segment]) -> TermPairs:
    """Return the pairs of terms that segments say the same with."""
    english, syllables, pairs = _Side(), _Side(), _Side()
    for number, (ours, theirs) in enumerate(segments):
        if number == MOST_SEGMENTS:
            break
        words = _words(ours)
        english.add({each.word.folded: each.written for each in _words(theirs) if _counts(each.word, "en")})
        syllables.add({each.term: each.written for each in words if _counts(each.word, "vi")})
        pairs.add(
            {
                pair(one.term, two.term): f"{one.written} {two.written}"
                for one, two in pairwise(words)
                if _counts(one.word, "vi") and _counts(two.word, "vi") and one.word.is_syllable and two.word.is_syllable
            }
        )
    found = [*_strengths(english, syllables), *_strengths(english, pairs)]
    shown = syllables.shown | pairs.shown
    return TermPairs(
        _strongest((one, Other(two, shown[two], strength)) for one, two, strength in found),
        _strongest((two, Other(one, english.shown[one], strength)) for one, two, strength in found),
    )


def _words(text: str) -> list[_Read]:
    text = nfc(text)
    return [_Read(each.exact, text[start:end], each) for start, end, each in spans(text)][:LONGEST]


def _counts(word: Word, lang: Lang) -> bool:
    """Tell whether a word of a language means anything by itself."""
    return word.exact not in joining_in(lang) and not word.plain.isdigit() and len(word.plain) > 1


def _strengths(english: _Side, other: _Side) -> list[tuple[str, str, float]]:
    """Return the pairs of an English term and another one, with their strength."""
    both: Counter[tuple[int, int]] = Counter()
    for ones, twos in zip(english.often(), other.often(), strict=True):
        both.update(product(ones, twos))
    how_often, others_often = english.counted(), other.counted()
    seen = [
        (one, two)
        for (one, two), count in both.items()
        if count >= _SEEN and count * count >= _TOGETHER * how_often[one] * others_often[two]
    ]
    there = _probabilities(english.segments, other.segments, _partners(seen))
    back = _probabilities(other.segments, english.segments, _partners([(two, one) for one, two in seen]))
    stems, others = english.terms(), other.terms()
    found = []
    for one, two in seen:
        strength = math.sqrt(there[one].get(two, 0.0) * back[two].get(one, 0.0))
        if strength >= _WEAKEST and english.shown[stems[one]].casefold() != other.shown[others[two]].casefold():
            found.append((stems[one], others[two], round(strength, 3)))
    return found


def _partners(seen: Iterable[tuple[int, int]]) -> _Table:
    """Return for each term those of the other side that it may answer, all alike."""
    found: _Table = {}
    for one, two in seen:
        found.setdefault(one, {})[two] = 1.0
    return found


def _probabilities(ours: Sequence[_Ids], theirs: Sequence[_Ids], table: _Table) -> _Table:
    """Return for each term of ours how probably it is said with each of theirs, after some rounds of estimation."""
    met = [
        [(two, ones) for two in twos if (ones := [one for one in some if two in table.get(one, ())])]
        for some, twos in zip(ours, theirs, strict=True)
    ]
    for _ in range(_ROUNDS):
        counted: _Table = {one: dict.fromkeys(others, 0.0) for one, others in table.items()}
        for segment in met:
            for two, ones in segment:
                shares = [table[one][two] for one in ones]
                whole = sum(shares) + _NOTHING
                for one, share in zip(ones, shares, strict=True):
                    counted[one][two] += share / whole
        for others in counted.values():
            whole = sum(others.values()) or 1.0
            for two in others:
                others[two] /= whole
        table = counted
    return table


def _strongest(found: Iterable[tuple[str, Other]]) -> dict[str, tuple[Other, ...]]:
    """Return the strongest others of each term: some syllables, and some pairs of them."""
    every: dict[str, list[Other]] = {}
    for term, other in found:
        every.setdefault(term, []).append(other)
    kept = {}
    for term, others in sorted(every.items()):
        others.sort(key=lambda other: (-other.strength, other.term))
        alone = [other for other in others if " " not in other.term][:_MOST_OTHERS]
        joined = [other for other in others if " " in other.term][:_MOST_OTHERS]
        kept[term] = tuple(sorted([*alone, *joined], key=lambda other: (-other.strength, other.term)))
    return kept
