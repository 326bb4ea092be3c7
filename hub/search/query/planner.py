"""Plan a search: which language the query is in, which words matter, what was mistyped, what else it may be called.

One planner serves every engine. A query is plain text; there are no operators.
"""

from collections.abc import Container, Mapping, Sequence
from enum import Enum
from itertools import pairwise, product

from hub.i18n.vietnamese import nfc
from hub.search.query.glossary import Glossary, Match, Phrase
from hub.search.query.learned import Learned
from hub.search.query.plan import IndexStatistics, Meant, Plan, WeightedTerm, Widening
from hub.search.query.questions import asking, joining
from hub.search.query.reading import (
    MOST_WORDS,
    Reading,
    joined_and_divided,
    marked_pairs,
    other_spellings,
    readings_of,
)
from hub.search.query.term_pairs import NO_PAIRS, TermPairs
from hub.search.query.text import ARTIFICIAL, Field, Word, has_exact_pair, pair, spans

LONGEST_QUERY = 1_000
"""How many characters of a query are read."""

_CORRECTED = 0.8
_ASKING = 0.2
_WIDENED = 0.5
_MARKED_PAIR = 0.5
_NEED = 0.85
# The floor for a few words, which a hit should contain, and for a sentence, of which a good answer contains a part.
_FLOOR_OF_FEW, _FLOOR, _FEW = 0.4, 0.25, 4
_MANY_DOCUMENTS, _COMMON, _KEPT = 2_000, 0.1, 3
# Measured: of 612 Vietnamese questions without marks none has fewer than half of its words spelled as syllables, and of
# 612 English ones none has more.
_VIETNAMESE_SHARE = 0.5

_Terms = dict[tuple[Field, str], float]


class Dialect(Enum):
    """How a query is written, with the weight of each field for it."""

    MARKED = (1.0, 0.7, 0.7, 0.45)
    UNMARKED = (0.0, 1.0, 0.0, 0.7)
    ENGLISH = (0.3, 1.0, 0.0, 0.2)

    @property
    def weights(self) -> Mapping[Field, float]:
        """Return the weight of each field."""
        return dict(zip(Field, self.value, strict=True))


class Planner:
    """Make plans from queries, with a glossary and with pairs of terms that were learned from parallel texts."""

    def __init__(self, glossary: Glossary | None = None, pairs: TermPairs = NO_PAIRS) -> None:
        self._glossary = glossary or Glossary()
        self._learned = Learned(pairs, self._glossary)

    def plan(self, text: str, statistics: IndexStatistics, lang: str | None = None) -> Plan:
        """Return what to search for; an empty plan if the text has no words.

        `lang` is the reader's language, preferred where the query's own is unclear (a single English-looking word may
        be a name or an abbreviation in any language).
        """
        typed = [form for _, _, form in spans(nfc(text[:LONGEST_QUERY]))][:MOST_WORDS]
        forms = joined_and_divided(typed, self._glossary, statistics)
        if not forms:
            return Plan()
        matches = [match for match in self._matches(forms) if _is_certain(match, forms, statistics)]
        known = {at for match in matches for at in range(match.start, match.end)}
        readings = readings_of(forms, known, statistics)
        dialect = Dialect.MARKED if _has_marks(forms) else dialect_of([reading.meant for reading in readings])
        asks = asking(forms, marked=dialect is Dialect.MARKED, english=dialect is Dialect.ENGLISH)
        spelled = marked_pairs(readings, statistics) if dialect is Dialect.UNMARKED else {}
        terms = _weighed(readings, dialect, asks)
        terms |= dict.fromkeys(other_spellings(forms, statistics), dialect.weights[Field.FOLDED])
        _mark(terms, readings, spelled)
        widenings = {
            phrase.words: _widening(match, phrase, _is_found(match, forms, statistics))
            for match in matches
            for phrase in match.others
        }
        by_learned, learned = self._learned.widening(
            readings, spelled, known | asks, english=dialect is Dialect.ENGLISH, statistics=statistics
        )
        is_short = len(forms) - len(asks) <= _FEW
        return Plan(
            terms=_pruned(terms, statistics),
            widenings=(*widenings.values(), *by_learned),
            learned=learned,
            lang=_language(forms, dialect, lang),
            floor=_FLOOR_OF_FEW if is_short else _FLOOR,
            # The index has many pairs by chance; of words that were mistyped it has few enough as it is.
            floor_over_words=is_short and all(reading.is_sure for reading in readings),
            joining=_joining(readings),
            meant=Meant(_meant(readings, spelled), dialect is Dialect.MARKED),
        )

    def _matches(self, forms: Sequence[Word]) -> list[Match]:
        return self._glossary.matches(forms, marked=_has_marks(forms))


def _is_certain(match: Match, forms: Sequence[Word], statistics: IndexStatistics) -> bool:
    """Tell whether a name is one: a single syllable that texts have, too ("pháp"), is seldom the name ("Pháp")."""
    first = forms[match.start]
    return match.end - match.start > 1 or not first.is_syllable or not statistics.count(Field.EXACT, first.exact)


def _is_found(match: Match, forms: Sequence[Word], statistics: IndexStatistics) -> bool:
    """Tell whether some text has the very words of a name; a word to avoid should stand in none."""
    named = forms[match.start : match.end]
    if len(named) == 1:
        return bool(statistics.count(Field.EXACT, named[0].exact))
    return all(statistics.count(Field.FOLDED_PAIR, pair(a.folded, b.folded)) for a, b in pairwise(named))


def _mark(terms: _Terms, readings: Sequence[Reading], spelled: Mapping[int, tuple[str, str]]) -> None:
    """Look for pairs with the marks that the index gives them, too.

    What is looked for with marks counts half without, so that the pair weighs no more than others.
    """
    for at, both in spelled.items():
        folded = (Field.FOLDED_PAIR, pair(readings[at].meant.folded, readings[at + 1].meant.folded))
        terms[Field.EXACT_PAIR, pair(*both)] = terms[folded] * _MARKED_PAIR
        terms[folded] *= 1 - _MARKED_PAIR


def _joining(readings: Sequence[Reading]) -> frozenset[str]:
    """Return the terms of the words that only join others."""
    joins = [reading for reading in readings if reading.word.exact in joining()]
    return frozenset(text for reading in joins for text in (reading.word.exact, *reading.folded))


def _meant(readings: Sequence[Reading], spelled: Mapping[int, tuple[str, str]]) -> str:
    """Return the words as they were understood: corrected, and with the marks that the index gives them."""
    words = [reading.meant.exact for reading in readings]
    for at, both in spelled.items():
        words[at : at + 2] = both
    return " ".join(words)


def dialect_of(forms: Sequence[Word]) -> Dialect:
    """Tell Vietnamese with marks, Vietnamese without, and English apart by the spelling of the words alone."""
    if _has_marks(forms):
        return Dialect.MARKED
    spelled = [form for form in forms if form.plain.isalpha()]
    syllables = sum(form.is_syllable for form in spelled)
    return Dialect.UNMARKED if syllables > _VIETNAMESE_SHARE * len(spelled) or not spelled else Dialect.ENGLISH


def _has_marks(forms: Sequence[Word]) -> bool:
    return any(form.is_marked and form.is_syllable for form in forms)


def _language(forms: Sequence[Word], dialect: Dialect, reader: str | None) -> str | None:
    spelled = [form for form in forms if form.plain.isalpha()]
    if dialect is Dialect.ENGLISH:
        return "en" if len(spelled) > 1 else reader
    return "vi" if spelled else reader


def _weighed(readings: Sequence[Reading], dialect: Dialect, asks: Container[int] = ()) -> _Terms:
    """Return the weight of every word and pair of a query in every field.

    Words at the places in `asks` only ask, and count less.
    """
    weights = dialect.weights
    terms: _Terms = {}

    def add(field: Field, text: str, weight: float) -> None:
        if weight:
            terms[field, text] = terms.get((field, text), 0.0) + weight

    for at, reading in enumerate(readings):
        share = _ASKING if at in asks else 1.0
        exact, folded = weights[Field.EXACT] * share, weights[Field.FOLDED] * share
        if reading.word.exact == ARTIFICIAL:
            exact, folded = exact + folded, 0.0
        add(Field.EXACT, reading.word.exact, exact)
        for text in reading.folded:
            add(Field.FOLDED, text, folded * (1.0 if reading.is_sure else _CORRECTED))
    for left, right in pairwise(readings):
        exact, folded = weights[Field.EXACT_PAIR], weights[Field.FOLDED_PAIR]
        if has_exact_pair(left.word, right.word):
            add(Field.EXACT_PAIR, pair(left.word.exact, right.word.exact), exact)
        else:
            folded += exact
        sure = left.is_sure and right.is_sure
        for a, b in product(left.folded, right.folded):
            add(Field.FOLDED_PAIR, pair(a, b), folded * (1.0 if sure else _CORRECTED))
    return terms


def _widening(match: Match, phrase: Phrase, is_found: bool) -> Widening:
    """Return another phrase at half the weight of the words for which it stands, however many words it has.

    For words that no text has (`is_found` is false) it stands at their full weight.
    """
    dialect = Dialect.ENGLISH if phrase.lang == "en" else Dialect.MARKED
    scale = (_WIDENED if is_found else 1.0) * min(1.0, (match.end - match.start) / len(phrase.words))
    terms = _weighed([Reading(each, (each.folded,)) for each in phrase.words], dialect)
    return Widening(
        phrase.text, tuple(WeightedTerm(field, text, weight * scale) for (field, text), weight in terms.items()), _NEED
    )


def _pruned(terms: _Terms, statistics: IndexStatistics) -> tuple[WeightedTerm, ...]:
    """Return the terms; of a large index, only those that distinguish documents."""
    counted = [
        (count, WeightedTerm(field, text, weight))
        for (field, text), weight in terms.items()
        if (count := statistics.count(field, text))
    ]
    if statistics.documents > _MANY_DOCUMENTS:
        counted.sort(key=lambda each: each[0])
        common = _COMMON * statistics.documents
        counted = [each for rank, each in enumerate(counted) if rank < _KEPT or each[0] <= common]
    return tuple(term for _, term in counted)
