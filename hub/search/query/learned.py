"""Widen a query into the other language by the pairs of terms that were learned."""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from hub.search.query.glossary import Glossary
from hub.search.query.plan import IndexStatistics, WeightedTerm, Widening
from hub.search.query.questions import joining_in
from hub.search.query.reading import Reading
from hub.search.query.term_pairs import Other, TermPairs
from hub.search.query.text import Field, pair, word, words

BY_LEARNED = ""
"""The `why` of the widening: which of its phrases a text has is told afterwards (`Plan.learned`)."""

# What a text must have of all that was learned; and what it counts where texts have the reader's own word.
_NEED = 0.1
_OF_KNOWN = 0.4
_SURE = 0.3  # the strength from which a phrase is shown as a reason
_MOST_SHOWN = 8

Asked = tuple[str, float]
"""A term of the query, and how much it counts."""


class Learned:
    """What a query is called in the other language, by pairs that were learned."""

    def __init__(self, pairs: TermPairs, glossary: Glossary) -> None:
        self._pairs, self._glossary = pairs, glossary

    def widening(
        self,
        readings: Sequence[Reading],
        spelled: Mapping[int, tuple[str, str]],
        left_out: Container[int],
        *,
        english: bool,
        statistics: IndexStatistics,
    ) -> tuple[tuple[Widening, ...], tuple[str, ...]]:
        """Return one widening with the learned terms of all words, and the phrases of which a text may have some.

        The words at the places in `left_out` are not widened; `spelled` has the marks of pairs that were typed without.
        """
        if not self._pairs:
            return (), ()
        weights: dict[tuple[Field, str], float] = {}
        shown: dict[str, float] = {}
        asked = (
            _english(readings, left_out, statistics)
            if english
            else _vietnamese(readings, spelled, left_out, statistics)
        )
        table = self._pairs.to_vietnamese if english else self._pairs.to_english
        typed = {form for reading in readings for form in (reading.word.folded, reading.meant.folded)}
        for term, share in asked:
            for other in table.get(term, ()):
                field = _field(other, english=english)
                if other.term not in typed and statistics.count(field, other.term):
                    weights[field, other.term] = weights.get((field, other.term), 0.0) + other.strength * share
                    shown[other.shown] = max(shown.get(other.shown, 0.0), other.strength)
        if not weights:
            return (), ()
        terms = tuple(WeightedTerm(field, text, weight) for (field, text), weight in weights.items())
        return (Widening(BY_LEARNED, terms, _NEED),), self._reasons(shown)

    def _reasons(self, shown: Mapping[str, float]) -> tuple[str, ...]:
        """Return the phrases that may be told, the strongest first: none to avoid, and no part of another."""
        sure = sorted(
            (text for text, strength in shown.items() if strength >= _SURE), key=lambda text: (-shown[text], text)
        )
        told = [text for text in sure if not self._glossary.is_avoided([word(each) for each in words(text)])]
        return tuple(text for text in told if not any(text != other and text in other for other in told))[:_MOST_SHOWN]


def _field(other: Other, *, english: bool) -> Field:
    if not english:
        return Field.FOLDED
    return Field.EXACT_PAIR if " " in other.term else Field.EXACT


def _share(is_known: int) -> float:
    """Return the weight of what stands for a word: a word that texts have is found by itself."""
    return _OF_KNOWN if is_known else 1.0


def _english(readings: Sequence[Reading], left_out: Container[int], statistics: IndexStatistics) -> Iterator[Asked]:
    for at, reading in enumerate(readings):
        if at not in left_out and reading.word.exact not in joining_in("en"):
            for stem in reading.folded:
                yield stem, _share(statistics.count(Field.FOLDED, stem))


def _vietnamese(
    readings: Sequence[Reading],
    spelled: Mapping[int, tuple[str, str]],
    left_out: Container[int],
    statistics: IndexStatistics,
) -> Iterator[Asked]:
    """Yield the syllables that were typed with their marks, and the pairs, also where only the index knows the marks."""
    for at, reading in enumerate(readings):
        if at not in left_out and reading.word.is_marked and reading.word.exact not in joining_in("vi"):
            yield reading.word.exact, _share(statistics.count(Field.EXACT, reading.word.exact))
    for at, (left, right) in enumerate(pairwise(readings)):
        if at in left_out or at + 1 in left_out:
            continue
        text = pair(*spelled.get(at, (left.meant.exact, right.meant.exact)))
        yield text, _share(statistics.count(Field.EXACT_PAIR, text))
