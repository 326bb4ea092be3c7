"""Suggest what a reader may have meant: a query whose mistyped words are replaced by those that the texts have.

The planner looks for such words, too, so that the results are there already; the suggestion says which words they are,
and leads to a search for them alone. Whatever is suggested stands in a text of the index, so it is nothing that the site
masks or withholds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from hub.i18n.languages import Lang
from hub.i18n.vietnamese import nfc
from hub.search.query.glossary import Glossary
from hub.search.query.plan import IndexStatistics
from hub.search.query.planner import LONGEST_QUERY
from hub.search.query.reading import MOST_WORDS, is_compound
from hub.search.query.spelling import spelling
from hub.search.query.text import Field, Word, pair, spans, stem, word
from hub.search.query.typos import LONGEST_WORD, edits, near, splits

_MOST_MISTAKES = 2
_LEAST = 2  # documents that have what is suggested
_RARE, _COMMONER, _LONG = 1, 20, 5
_MOST_STEMS = 8


@dataclass(frozen=True, slots=True)
class _Typed:
    start: int
    end: int
    word: Word


def did_you_mean(query: str, index: IndexStatistics, lang: Lang, glossary: Glossary | None = None) -> str | None:
    """Return the query with its mistyped words put right, with marks; None if it needs nothing or nothing is near.

    A word that the glossary knows is right. `lang` decides between a word of either language that are as near.
    """
    text = nfc(query[:LONGEST_QUERY])
    typed = [_Typed(*each) for each in spans(text)][:MOST_WORDS]
    suggesting = _Suggesting(index, lang, glossary or Glossary(), [each.word for each in typed])
    wrong = [at for at in range(len(typed)) if suggesting.is_wrong(at)]
    if not wrong or len(wrong) > _MOST_MISTAKES:
        return None
    better = {at: found for at in wrong if (found := suggesting.instead(at))}
    if not better:
        return None
    for at in sorted(better, reverse=True):
        text = text[: typed[at].start] + better[at] + text[typed[at].end :]
    return " ".join(text.split())


class _Suggesting:
    """What may be meant by the words of one query."""

    def __init__(self, index: IndexStatistics, lang: Lang, glossary: Glossary, words: Sequence[Word]) -> None:
        self.index, self.lang, self.glossary, self.words = index, lang, glossary, words

    def is_wrong(self, at: int) -> bool:
        """Tell whether no text has a word as it is typed, or hardly any, and it is no part of what texts have as one."""
        typed = self.words[at]
        if typed.is_marked and typed.is_syllable:
            return not (self.index.count(Field.EXACT, typed.exact) or self.glossary.begins_exactly(typed))
        if typed.plain.isdigit() or self.glossary.begins(typed) or self._is_part(at):
            return False
        count = self.index.count(Field.FOLDED, typed.folded)
        return not count or (count <= _RARE and len(typed.plain) >= _LONG and not typed.is_syllable)

    def _is_part(self, at: int) -> bool:
        """Tell whether a word and its neighbour are one in the texts: "cyber bullying"."""
        both = [(at - 1, at), (at, at + 1)]
        return any(
            bool(self.index.count(Field.FOLDED, stem(self.words[one].plain + self.words[two].plain)))
            for one, two in both
            if one >= 0 and two < len(self.words) and is_compound(self.words[one], self.words[two])
        )

    def instead(self, at: int) -> str:
        """Return the likeliest of the words that may be meant, as it is written; "" if there is none."""
        typed = self.words[at]
        known = self.index.count(Field.FOLDED, typed.folded) if not typed.is_marked else 0
        if not known and (divided := self._divided(typed)):
            return divided
        least = max(_LEAST, _COMMONER * known)
        found = {each for each in self._candidates(typed) if self.index.count(Field.EXACT, each) >= least}
        found = {each for each in found if each != typed.exact and not self.glossary.is_avoided([word(each)])}
        best = max(found, key=lambda each: (*self._rank(at, each), each), default="")
        return spelling(best)

    def _rank(self, at: int, exact: str) -> tuple[int, bool, int]:
        """Return how many texts have a word beside its neighbours, whether it is of the language, and how many have it."""
        before = self.index.count(Field.EXACT_PAIR, pair(self.words[at - 1].exact, exact)) if at else 0
        after = at + 1 < len(self.words) and self.index.count(Field.EXACT_PAIR, pair(exact, self.words[at + 1].exact))
        of_language = word(exact).is_syllable == (self.lang == "vi")
        return max(before, after or 0), of_language, self.index.count(Field.EXACT, exact)

    def _candidates(self, typed: Word) -> Iterator[str]:
        """Yield the words of the texts that are near, in their exact form."""
        stems = near(typed.folded, typed.plain, self.index.vocabulary())[:_MOST_STEMS]
        if self.index.count(Field.FOLDED, typed.folded) and typed.is_marked:
            stems = [typed.folded]  # the letters are right, and the marks are not
        for known in stems:
            yield from (known, *self.index.spellings(known))
        if not typed.plain.isascii() or typed.is_marked or typed.is_syllable or len(typed.plain) > LONGEST_WORD:
            return
        endings = tuple(known[:-1] for known in stems if len(known) > 2)
        for each in edits(typed.plain):
            # Stemming costs more than everything else here: where a stem is near, only what begins like it is looked at.
            if (not endings or each.startswith(endings)) and len(each) > 2 and stem(each) in self.index.vocabulary():
                yield each

    def _divided(self, typed: Word) -> str:
        """Return a word as two, if the texts have them side by side: "baolực" is "bạo lực"."""
        best, most = "", 0
        for left, right in splits(typed.plain):
            one, two = word(left), word(right)
            if not (self.index.count(Field.FOLDED_PAIR, pair(one.folded, two.folded))):
                continue
            firsts = [one.exact, *sorted(self.index.spellings(one.folded))]
            seconds = [two.exact, *sorted(self.index.spellings(two.folded))]
            for a, b in product(firsts, seconds):
                count = self.index.count(Field.EXACT_PAIR, pair(a, b))
                if count > most:
                    best, most = f"{spelling(a)} {spelling(b)}", count
        return best if most >= _LEAST else ""
