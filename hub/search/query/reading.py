"""Read what was typed: words joined or divided as the index has them, mistyped ones corrected, missing marks found."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from hub.search.query.glossary import Glossary
from hub.search.query.plan import IndexStatistics
from hub.search.query.text import Field, Word, pair, stem, word
from hub.search.query.typos import near, splits

MOST_WORDS = 64
"""How many words of a query are searched for."""

_MOST_CORRECTIONS = 8
# More unknown words than these are no mistakes.
_MOST_MISTAKES, _SHARE_OF_MISTAKES = 2, 0.4
_ALTERNATIVES = 4
_SHORTEST_PART = 3  # of a compound, in letters
_MOST_SPELLINGS = 400  # of a pair
# A pair without marks is read as the one that makes up this share of what the index has.
_DOMINANT = 0.8


@dataclass(frozen=True, slots=True)
class Reading:
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


def joined_and_divided(forms: Sequence[Word], glossary: Glossary, statistics: IndexStatistics) -> list[Word]:
    """Return the words of a query as the index writes them.

    "cyber bullying" becomes "cyberbullying" if the index knows that alone, and "baoluc" becomes "bao luc" if some text
    has the two side by side.
    """
    found: list[Word] = []
    unknown = 0
    for form in _joined(forms, glossary, statistics):
        beside: list[tuple[Word, Word]] = []
        if not (statistics.count(Field.FOLDED, form.folded) or glossary.begins(form)):
            unknown += 1
            both = [(word(a), word(b)) for a, b in splits(form.plain)] if unknown <= _MOST_CORRECTIONS else []
            beside = [(a, b) for a, b in both if statistics.count(Field.FOLDED_PAIR, pair(a.folded, b.folded))]
        found += beside[0] if beside else (form,)
    return found[:MOST_WORDS]


def _joined(forms: Sequence[Word], glossary: Glossary, statistics: IndexStatistics) -> list[Word]:
    def is_known(form: Word) -> bool:
        return bool(statistics.count(Field.FOLDED, form.folded)) or glossary.begins(form)

    found: list[Word] = []
    for form in forms:
        whole = word(found[-1].plain + form.plain) if found and is_compound(found[-1], form) else None
        if whole and is_known(whole) and not (is_known(found[-1]) and is_known(form)):
            found[-1] = whole
        else:
            found.append(form)
    return found


def is_compound(left: Word, right: Word) -> bool:
    """Tell whether two words are long enough to be parts of one."""
    return min(len(left.plain), len(right.plain)) >= _SHORTEST_PART


def other_spellings(forms: Sequence[Word], statistics: IndexStatistics) -> list[tuple[Field, str]]:
    """Return the terms of the index that are other spellings of the words: in one word, or in two.

    So "deep fake" finds "deepfake", and "hotline" finds "hot line".
    """
    one = [stem(left.plain + right.plain) for left, right in pairwise(forms) if is_compound(left, right)]
    two = [
        pair(stem(a), stem(b))
        for form in forms
        if not form.is_syllable and form.plain.isalpha()
        for a, b in splits(form.plain)
        if min(len(a), len(b)) >= _SHORTEST_PART
    ]
    terms = [*((Field.FOLDED, text) for text in one), *((Field.FOLDED_PAIR, text) for text in two)]
    return [(field, text) for field, text in terms if statistics.count(field, text)]


def readings_of(forms: Sequence[Word], known: Container[int], statistics: IndexStatistics) -> list[Reading]:
    """Return the reading of each word; one unknown to the index and not `known` may have been mistyped."""
    unknown = [
        at for at, form in enumerate(forms) if at not in known and not statistics.count(Field.FOLDED, form.folded)
    ]
    # So many mistakes are none: the index has no text in the language of the query.
    if len(unknown) > max(_MOST_MISTAKES, _SHARE_OF_MISTAKES * len(forms)):
        unknown = []
    mistyped = frozenset(unknown[:_MOST_CORRECTIONS])
    return [
        Reading(form, tuple(_corrections(forms, at, statistics)) or (form.folded,))
        if at in mistyped
        else Reading(form, (form.folded,))
        for at, form in enumerate(forms)
    ]


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


def marked_pairs(readings: Sequence[Reading], statistics: IndexStatistics) -> dict[int, tuple[str, str]]:
    """Return, by the place of the first, the pairs of syllables without marks of which the index has one spelling.

    That is so if it makes up four fifths of all: "bao luc" is "bạo lực", whereas "bao gio" stays open.
    """
    found = {}
    for at, (left, right) in enumerate(pairwise(readings)):
        are_syllables = left.meant.is_syllable and right.meant.is_syllable
        if are_syllables and (best := _dominant(left.meant.folded, right.meant.folded, statistics)):
            found[at] = best
    return found


def _dominant(left: str, right: str, statistics: IndexStatistics) -> tuple[str, str] | None:
    every = statistics.count(Field.FOLDED_PAIR, pair(left, right))
    if not every:
        return None
    firsts, seconds = ([text, *sorted(statistics.spellings(text))] for text in (left, right))
    if len(firsts) * len(seconds) > _MOST_SPELLINGS:
        return None
    counted = {(a, b): statistics.count(Field.EXACT_PAIR, pair(a, b)) for a, b in product(firsts, seconds)}
    best = max(counted, key=lambda both: counted[both])
    is_marked = best != (left, right)
    return best if is_marked and counted[best] >= _DOMINANT * sum(counted.values()) else None
