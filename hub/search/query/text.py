"""The text chain: how a Vietnamese or English text becomes the terms of an index and of a query.

It has no side effects and knows no engine. Indexing and searching must agree on it exactly, so every change raises
`CHAIN`, and every older index is rebuilt.

A text is split into words (a Vietnamese syllable is a word here). Each word has two forms, and so has each pair of
neighbours, because most Vietnamese words are two syllables long:

- *exact*: with its marks, the tone moved to the end, so hoà = hòa and thuỷ = thủy; and "kỹ" = "kĩ";
- *folded*: without marks, đ as d, and English words stemmed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

# Snowball's stemmer, which Whoosh includes in pure Python; it is independent of Whoosh's indexes and used for every
# engine.
from whoosh.lang.snowball.english import EnglishStemmer

from hub.i18n.vietnamese import INVISIBLE, fold, nfc, without_invisible

CHAIN = 2
"""The version of this chain; raise it with every change of its output."""


class Field(StrEnum):
    """The four kinds of terms."""

    EXACT = "exact"
    FOLDED = "folded"
    EXACT_PAIR = "exact_pair"
    FOLDED_PAIR = "folded_pair"

    @property
    def is_pair(self) -> bool:
        """Tell whether it holds pairs of words."""
        return self in (Field.EXACT_PAIR, Field.FOLDED_PAIR)


class Word(NamedTuple):
    """What the chain knows of one word, independent of its context.

    `plain` is the word without marks and not stemmed; `is_syllable` tells whether it is spelled as a Vietnamese
    syllable, marks aside; `is_marked` whether folding loses something.
    """

    exact: str
    folded: str
    plain: str
    is_syllable: bool
    is_marked: bool


_WORD = re.compile(f"((?:[^\\W_]|[\u0300-\u036f{INVISIBLE}])+)(?:['’ʼ]s(?![^\\W_]))?", re.IGNORECASE)
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|r|s|th?|tr|v|x)"
_CONSONANT_Y = re.compile(f"{_ONSET}y")
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet ieu
    im in inh ip it iu o oc oi om on ong oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oe oen oeo oet
    u ua uc ui um un ung up ut uu uan uang uat uay ue uech uenh uo uoc uoi uom uon uong uop uot uou uy uya uych uyen
    uyet uyn uynh uyp uyt uyu y yem yen yeng yet yeu
"""
_SYLLABLE = re.compile(f"(?:{_ONSET}|qu)?(?:{'|'.join(_RHYMES.split())})|qu(?:ych|ynh|yn|yt|yp)")


ARTIFICIAL = "ᴀɪ"
"""The word AI in capitals, written here in small capitals: the Vietnamese word "ai" (who) is common."""
_AI = re.compile("(?<![^\\W_])AI(?![^\\W_])")


def words(text: str) -> list[str]:
    """Split a text into lower-case words in NFC, without punctuation and the English possessive 's.

    Letters that nobody sees are left out.
    """
    lower = nfc(_AI.sub(ARTIFICIAL, nfc(without_invisible(text))).casefold())
    return [each for each in _WORD.findall(lower) if _is_spoken(each)]


def spans(text: str) -> Iterator[tuple[int, int, Word]]:
    """Yield (start, end, word) for each word of a text in NFC, in order, without changing the text."""
    text = _AI.sub(ARTIFICIAL, text)
    lower = text.casefold()
    if len(lower) != len(text):
        # A letter that becomes two (ß, İ) would shift all later positions; lower-case the words one by one instead.
        lower = text
    for match in _WORD.finditer(lower):
        found = match[1]
        if _is_spoken(found):
            yield match.start(1), match.end(1), word(nfc(without_invisible(found).casefold()))


def unmarked(text: str) -> str:
    """Return a text in lower case without marks, letter by letter, so that every place in it stays what it is."""
    return text.translate(_PLAIN)


def spans_of(text: str, plain: str, wanted: frozenset[Word]) -> Iterator[tuple[int, int, int, Word]]:
    """Yield (place, start, end, word) for the words of a text in NFC that fold to one of those wanted, in order.

    `plain` is the text `unmarked`. Places count up, by one from a word to its neighbour. It is many times as fast as
    `spans`, since it reads only words that begin as a wanted one does.
    """
    folded = frozenset(form.folded for form in wanted)
    ends = {start: end for beginning in {*map(_beginning, folded)} for start, end in _begun(plain, beginning)}
    place, last = 0, -1
    for start in sorted(ends):
        end = ends[start]
        found = text[start:end]
        form = word(ARTIFICIAL if found == "AI" else nfc(found.casefold()))
        if form.folded in folded:
            is_next = last >= 0 and not _ANY_WORD.search(_POSSESSIVE.sub("", text[last:start], count=1))
            place += 1 if is_next else 2
            yield place, start, end, form
            last = end


def _beginning(folded: str) -> str:
    """Return how every word begins that folds to this: a stem may end in another vowel ("happi": "happy")."""
    bare = folded.rstrip("eiy")
    return (bare[:-1] if bare.endswith("bl") else bare) or folded[0]


def _begun(plain: str, beginning: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each word of a text that begins so."""
    start = plain.find(beginning)
    while start >= 0:
        if not start or not plain[start - 1].isalnum():
            end = _REST.match(plain, start)
            yield start, end.end() if end else start
        start = plain.find(beginning, start + 1)


class _Plain(dict[int, int]):
    """A table for `str.translate`: each letter in lower case without marks, if that is one letter."""

    def __missing__(self, code: int) -> int:
        plain = fold(chr(code))
        self[code] = ord(plain) if len(plain) == 1 else code
        return self[code]


_PLAIN = _Plain()
_POSSESSIVE = re.compile("^['’ʼ]s(?![^\\W_])", re.IGNORECASE)
_REST = re.compile("(?:[^\\W_]|[\u0300-\u036f])*")
_ANY_WORD = re.compile("[^\\W_]")


def _is_spoken(text: str) -> bool:
    """Tell whether a text has a letter or a digit, and not only marks."""
    return text[0].isalnum() or any(each.isalnum() for each in text)


@lru_cache(maxsize=20_000)
def word(text: str) -> Word:
    """Return the forms of one word as `words` gives it."""
    if text == ARTIFICIAL:
        return Word(ARTIFICIAL, "ai", "ai", is_syllable=True, is_marked=False)
    plain = fold(text)
    folded = plain[:-1] + "i" if _CONSONANT_Y.fullmatch(plain) else plain
    return Word(
        exact=_tone_last(text),
        folded=stem(folded),
        plain=plain,
        is_syllable=_SYLLABLE.fullmatch(plain) is not None,
        is_marked=plain != text,
    )


def _tone_last(text: str) -> str:
    """Return a syllable with its tone at the end, and i for the y of "kỹ" (never for that of "uy" or "ay")."""
    decomposed = unicodedata.normalize("NFD", text)
    tones = _TONE.findall(decomposed)
    base = unicodedata.normalize("NFC", _TONE.sub("", decomposed))
    if _CONSONANT_Y.fullmatch(base):
        base = base[:-1] + "i"
    return base + "".join(tones[:1])


@lru_cache(maxsize=20_000)
def stem(text: str) -> str:
    """Return the English stem (Snowball's "Porter 2") of a word of ASCII letters, anything else unchanged."""
    if len(text) < 3 or not (text.isascii() and text.isalpha()):
        return text
    stemmed: str = EnglishStemmer().stem(text)
    return stemmed


def pair(left: str, right: str) -> str:
    """Return a pair of neighbours as one term."""
    return f"{left} {right}"


def has_exact_pair(left: Word, right: Word) -> bool:
    """Tell whether the exact pair is indexed beside the folded one: only for two Vietnamese syllables."""
    return left.is_syllable and right.is_syllable


def terms(text: str) -> dict[Field, Counter[str]]:
    """Return how often each term of a text occurs, by field."""
    forms = [word(each) for each in words(text)]
    pairs = list(pairwise(forms))
    return {
        Field.EXACT: Counter([form.exact for form in forms]),
        Field.FOLDED: Counter([form.folded for form in forms]),
        Field.EXACT_PAIR: Counter([f"{a.exact} {b.exact}" for a, b in pairs if a.is_syllable and b.is_syllable]),
        Field.FOLDED_PAIR: Counter([f"{a.folded} {b.folded}" for a, b in pairs]),
    }
