"""Words that say nothing about a subject: those that ask, which are rare in texts that answer, and those that join."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from hub.i18n.languages import Lang
from hub.search.query.text import Word, word, words

_VIETNAMESE = (
    "gì, nào, ai, đâu, sao, mấy, bao nhiêu, bao lâu, bao giờ, bao xa, thế nào, tại sao, vì sao, làm sao, ra sao, ở đâu"
)
# Without marks, "dau", "sao" and "may" also mean pain, star and machine.
_UNMARKED = "gi, nao, ai, bao nhieu, bao lau, bao gio, bao xa, the nao, tai sao, vi sao, lam sao, ra sao, o dau"
_ENGLISH = "what, which, who, whom, whose, when, where, why, how, do, does, did, is, are, was, were"

# Alone they are no answer.
_JOINING: Mapping[Lang, str] = {
    "vi": "và, của, là, có, được, các, những, cho, với, về, từ, trong, ở, bị, đã, sẽ, thì, mà, tại, theo",
    "en": "the, a, an, how, many, much, of, in, on, at, to, for, and, or, is, are, be, by, with, from, it, this, that, i, my, "
    "your, may",
}


@cache
def joining_in(lang: Lang) -> frozenset[str]:
    """Return the words of one language, in their exact form, that only join others: "an" joins no Vietnamese ones."""
    return frozenset(word(each).exact for each in _JOINING[lang].split(", "))


@cache
def joining() -> frozenset[str]:
    """Return the words, in their exact form, that only join others."""
    return joining_in("vi") | joining_in("en")


@cache
def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word(each).exact for each in words(phrase)) for phrase in text.split(","))


def asking(query: Sequence[Word], *, marked: bool, english: bool) -> frozenset[int]:
    """Return the places of the words that only ask."""
    phrases = _phrases(_ENGLISH if english else _VIETNAMESE if marked else _UNMARKED)
    return frozenset(_places([each.exact for each in query], phrases))


def _places(query: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> Iterable[int]:
    for phrase in phrases:
        for at in range(len(query) - len(phrase) + 1):
            if tuple(query[at : at + len(phrase)]) == phrase:
                yield from range(at, at + len(phrase))
