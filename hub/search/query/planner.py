"""Plan a search: which language the query is in, which words matter, what was mistyped, what else it may be called.

One planner serves every engine. A query is plain text; there are no operators.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise, product

from hub.i18n.vietnamese import nfc
from hub.search.query.glossary import Glossary, Match, Phrase
from hub.search.query.plan import IndexStatistics, Plan, WeightedTerm, Widening
from hub.search.query.questions import asking
from hub.search.query.text import ARTIFICIAL, Field, Word, has_exact_pair, pair, spans, stem, word
from hub.search.query.typos import near, splits

LONGEST_QUERY = 1_000
"""How many characters of a query are read."""
MOST_WORDS = 64
"""How many words of a query are searched for."""

_MOST_CORRECTIONS = 8
_ALTERNATIVES = 4
_CORRECTED = 0.8
_ASKING = 0.2
_WIDENED = 0.5
_NEED = 0.7
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """One position of the query: its word, and the folded terms that it may mean."""

    word: Word
    folded: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Tell whether the word needs no correction."""
        return self.folded == (self.word.folded,)

    @property
    def meant(self) -> Word:
        """Return the word itself, or the likeliest of its corrections."""
        return self.word if self.is_sure else word(self.folded[0])


class Planner:
    """Make plans from queries, with a glossary."""

    def __init__(self, glossary: Glossary | None = None) -> None:
        self._glossary = glossary or Glossary()

    def plan(self, text: str, statistics: IndexStatistics, lang: str | None = None) -> Plan:
        """Return what to search for; an empty plan if the text has no words.

        `lang` is the reader's language, preferred where the query's own is unclear (a single English-looking word may
        be a name or an abbreviation in any language).
        """
        whole = nfc(text[:LONGEST_QUERY])
        forms = self._split([form for _, _, form in spans(whole)][:MOST_WORDS], statistics)
        if not forms:
            return Plan()
        matches = self._glossary.matches(forms, marked=_has_marks(forms))
        known = {at for match in matches for at in range(match.start, match.end)}
        readings = _readings(forms, known, statistics)
        dialect = Dialect.MARKED if _has_marks(forms) else dialect_of([reading.meant for reading in readings])
        asks = asking(forms, marked=dialect is Dialect.MARKED, english=dialect is Dialect.ENGLISH)
        terms = _weighed(readings, dialect, asks) | _joined(forms, dialect, statistics)
        widenings = {phrase.words: _widening(match, phrase) for match in matches for phrase in match.others}
        return Plan(
            terms=_pruned(terms, statistics),
            widenings=tuple(widenings.values()),
            lang=_language(forms, dialect, lang),
            floor=_FLOOR_OF_FEW if len(forms) - len(asks) <= _FEW else _FLOOR,
        )

    def _split(self, forms: Sequence[Word], statistics: IndexStatistics) -> list[Word]:
        """Split an unknown word in two if some text has the two side by side: "baoluc" becomes "bao luc"."""
        found: list[Word] = []
        unknown = 0
        for form in forms:
            beside: list[tuple[Word, Word]] = []
            if not (statistics.count(Field.FOLDED, form.folded) or self._glossary.begins(form)):
                unknown += 1
                both = [(word(a), word(b)) for a, b in splits(form.plain)] if unknown <= _MOST_CORRECTIONS else []
                beside = [(a, b) for a, b in both if statistics.count(Field.FOLDED_PAIR, pair(a.folded, b.folded))]
            found += beside[0] if beside else (form,)
        return found[:MOST_WORDS]


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


def _readings(forms: Sequence[Word], known: Container[int], statistics: IndexStatistics) -> list[_Reading]:
    """Return the reading of each word; one unknown to the index and the glossary may have been mistyped."""
    readings = []
    corrections = 0
    for at, form in enumerate(forms):
        folded: tuple[str, ...] = (form.folded,)
        unknown = at not in known and not statistics.count(Field.FOLDED, form.folded)
        if unknown and corrections < _MOST_CORRECTIONS:
            corrections += 1
            folded = tuple(_corrections(forms, at, statistics)) or folded
        readings.append(_Reading(form, folded))
    return readings


def _corrections(forms: Sequence[Word], at: int, statistics: IndexStatistics) -> list[str]:
    """Return the likeliest corrections of a word, first those found beside its neighbours in some text."""
    form = forms[at]
    candidates = near(form.folded, form.plain, statistics.vocabulary())
    before = forms[at - 1].folded if at else None
    after = forms[at + 1].folded if at + 1 < len(forms) else None

    def beside(candidate: str) -> bool:
        return bool(before and statistics.count(Field.FOLDED_PAIR, pair(before, candidate))) or bool(
            after and statistics.count(Field.FOLDED_PAIR, pair(candidate, after))
        )

    # The sort is stable: within each half the commonest stay first.
    return sorted(candidates, key=lambda candidate: not beside(candidate))[:_ALTERNATIVES]


def _weighed(readings: Sequence[_Reading], dialect: Dialect, asks: Container[int] = ()) -> _Terms:
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


def _joined(forms: Sequence[Word], dialect: Dialect, statistics: IndexStatistics) -> _Terms:
    """Return the compounds of neighbouring words that the index has as one word: "deep fake" and "deepfake"."""
    terms: _Terms = {}
    for left, right in pairwise(forms):
        joined = stem(left.plain + right.plain)
        if min(len(left.plain), len(right.plain)) > 2 and statistics.count(Field.FOLDED, joined):
            terms[Field.FOLDED, joined] = dialect.weights[Field.FOLDED]
    return terms


def _widening(match: Match, phrase: Phrase) -> Widening:
    """Return another phrase at half the weight of the words for which it stands, however many words it has."""
    dialect = Dialect.ENGLISH if phrase.lang == "en" else Dialect.MARKED
    scale = _WIDENED * min(1.0, (match.end - match.start) / len(phrase.words))
    terms = _weighed([_Reading(each, (each.folded,)) for each in phrase.words], dialect)
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
