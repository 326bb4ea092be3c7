"""Show where a query was found: the original text with its marks, cut to what matters, the hits apart from the rest.

Works on plain text and returns plain text: the caller escapes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from hub.i18n.vietnamese import nfc
from hub.search.query.plan import Meant
from hub.search.query.planner import LONGEST_QUERY, Dialect, dialect_of
from hub.search.query.questions import asking, joining
from hub.search.query.reading import MOST_WORDS
from hub.search.query.text import Word, spans, spans_of, unmarked

Fragment = tuple[str, bool]
"""A piece of text, and whether it is a hit."""

SNIPPET = 200
"""The approximate length of a snippet in characters."""

_ELLIPSIS = "…"
# A snippet may spend this share of its length on starting at a sentence.
_RUN_UP = 0.3


class _Place(NamedTuple):
    """A word of the text, and the position in the query of the word that it answers."""

    start: int
    end: int
    asked: int


def highlighted(text: str, query: str | Meant, also: Iterable[str] = ()) -> list[Fragment]:
    """Return the whole text in fragments, with hits marked. `also` are other phrases to mark, such as a hit's `why`."""
    text = nfc(text)
    return _fragments(text, 0, len(text), _places(text, unmarked(text), query, also))


def snippet(text: str, query: str | Meant, also: Iterable[str] = (), length: int = SNIPPET) -> list[Fragment]:
    """Return the part of the text that answers most of the query, or its beginning, with … where it was cut.

    Line breaks become spaces.
    """
    text, plain = _on_one_line(text)
    places = _places(text, plain, query, also)
    start, end = _window(text, places, length)
    fragments = _fragments(text, start, end, places)
    if start:
        fragments = [(_ELLIPSIS + " ", False), *fragments]
    if end < len(text):
        fragments = [*fragments, (" " + _ELLIPSIS, False)]
    return _joined(fragments)


@dataclass(frozen=True, slots=True)
class _Sought:
    """One phrase to mark: its words, whether a word without marks has none, and the places of words that only ask."""

    forms: tuple[Word, ...]
    is_marked: bool
    skipped: frozenset[int]


@lru_cache(maxsize=256)
def _sought(query: str, is_marked: bool | None = None) -> _Sought:
    """Read a phrase once for all the texts in which it is marked; None for `is_marked` reads that from its spelling."""
    forms = tuple(form for _, _, form in spans(nfc(query[:LONGEST_QUERY])))[:MOST_WORDS]
    dialect = dialect_of(forms) if forms else Dialect.ENGLISH
    marked = dialect is Dialect.MARKED if is_marked is None else is_marked
    skipped = asking(forms, marked=marked, english=not marked and dialect is Dialect.ENGLISH)
    return _Sought(forms, marked, skipped if len(skipped) < len(forms) else frozenset())


@lru_cache(maxsize=128)
def _on_one_line(text: str) -> tuple[str, str]:
    """Return a text on one line, and the same without marks; many searches find the same texts."""
    text = " ".join(nfc(text).split())
    return text, unmarked(text)


def _places(text: str, plain: str, query: str | Meant, also: Iterable[str]) -> list[_Place]:
    """Return the words that answer the query or one of the other phrases, in the order of the text."""
    phrases = [_sought(*query) if isinstance(query, Meant) else _sought(query), *map(_sought, also)]
    found: dict[int, _Place] = {}
    offset = 0
    for at, phrase in enumerate(phrases):
        spanned = spans_of(text, plain, frozenset(phrase.forms))
        words = {place: (start, end, form) for place, start, end, form in spanned}
        places = _standing({place: form for place, (_, _, form) in words.items()}, phrase)
        answers = _whole(places) if at else _answers(places, phrase.forms)
        for place, number in answers.items():
            start, end, _ = words[place]
            found[start] = _Place(start, end, offset + number)
        offset += len(phrase.forms) + 1
    return [found[start] for start in sorted(found)]


def _standing(words: Mapping[int, Word], phrase: _Sought) -> dict[int, set[int]]:
    """Return the positions in the text of each word of a phrase, by its position in the phrase.

    A word with marks matches with its marks if it occurs that way anywhere, else without. Words that only ask are left
    out if there are others.
    """
    standing: dict[str, set[int]] = {}
    for place, form in words.items():
        standing.setdefault(form.folded, set()).add(place)
    found = {}
    for number, asked in enumerate(phrase.forms):
        folded = standing.get(asked.folded, set())
        exact = {place for place in folded if words[place].exact == asked.exact}
        found[number] = exact if asked.is_marked else (exact if phrase.is_marked else None) or folded
    return {number: places for number, places in found.items() if number not in phrase.skipped}


def _answers(places: Mapping[int, set[int]], query: Sequence[Word]) -> dict[int, int]:
    """Return for each position in the text the position in the query of the word that it answers.

    A word that somewhere stands beside its neighbour of the query is marked only there: for "bảo vệ", the "bảo" in "bảo
    tàng" is no answer. A word that only joins others is marked beside one of them alone.
    """
    answers: dict[int, int] = {}
    for asked, found in places.items():
        after, before = places.get(asked + 1, ()), places.get(asked - 1, ())
        beside = {place for place in found if place + 1 in after or place - 1 in before}
        if beside or query[asked].exact not in joining() or len(places) == 1:
            answers |= dict.fromkeys(beside or found, asked)
    return answers


def _whole(places: Mapping[int, set[int]]) -> dict[int, int]:
    """Return the same for a phrase of which only the whole is an answer."""
    starts = [start for start in places.get(0, ()) if all(start + at in found for at, found in places.items())]
    return {start + at: at for start in starts for at in places}


def _window(text: str, places: Sequence[_Place], length: int) -> tuple[int, int]:
    """Return the part of the text with the most words of the query, neighbours counting twice."""
    if len(text) <= length:
        return 0, len(text)
    run_up = int(length * _RUN_UP)
    best, first = 0, 0
    for at, place in enumerate(places):
        asked = _asked_until(islice(places, at, None), place.start + length - run_up)
        value = len(asked) + sum(each + 1 in asked for each in asked)
        if value > best:
            best, first = value, place.start
    start = _beginning(text, first, run_up)
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), *(each.end for each in places if each.end <= end), start + 1)
    return start, end


def _asked_until(places: Iterable[_Place], end: int) -> set[int]:
    """Return which words of the query places answer, as far as they end before `end`."""
    asked = set()
    for place in places:
        if place.end > end:
            break
        asked.add(place.asked)
    return asked


def _beginning(text: str, first: int, run_up: int) -> int:
    """Return where to start before the first hit: at its sentence, or else at a word a little before."""
    earliest = max(0, first - run_up)
    if not earliest:
        return 0
    sentence = max(text.rfind(mark, earliest, first) for mark in (". ", "! ", "? "))
    if sentence >= 0:
        return sentence + 2
    word = text.find(" ", earliest, first)
    return word + 1 if word >= 0 else first


def _fragments(text: str, start: int, end: int, places: Iterable[_Place]) -> list[Fragment]:
    """Return the text cut at its hits; hits with only a space between them are joined."""
    fragments: list[Fragment] = []
    at = start
    for place in places:
        if start <= place.start and place.end <= end:
            between = text[at : place.start]
            fragments.append((between, bool(fragments) and fragments[-1][1] and between == " "))
            fragments.append((text[place.start : place.end], True))
            at = place.end
    fragments.append((text[at:end], False))
    return _joined(fragments)


def _joined(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Return the fragments with neighbours of the same sort joined and empty ones removed."""
    joined: list[Fragment] = []
    for text, is_hit in fragments:
        if joined and joined[-1][1] == is_hit:
            joined[-1] = (joined[-1][0] + text, is_hit)
        elif text:
            joined.append((text, is_hit))
    return joined
