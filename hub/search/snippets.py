"""Show where a query was found: the original text with its marks, cut to what matters, the hits apart from the rest.

Works on plain text and returns plain text: the caller escapes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from hub.i18n.vietnamese import nfc
from hub.search.query.planner import LONGEST_QUERY, MOST_WORDS, Dialect, dialect_of
from hub.search.query.questions import asking
from hub.search.query.text import Word, spans

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


def highlighted(text: str, query: str, also: Iterable[str] = ()) -> list[Fragment]:
    """Return the whole text in fragments, with hits marked. `also` are other phrases to mark, such as a hit's `why`."""
    text = nfc(text)
    return _fragments(text, 0, len(text), _places(text, query, also))


def snippet(text: str, query: str, also: Iterable[str] = (), length: int = SNIPPET) -> list[Fragment]:
    """Return the part of the text that answers most of the query, or its beginning, with … where it was cut.

    Line breaks become spaces.
    """
    text = " ".join(nfc(text).split())
    places = _places(text, query, also)
    start, end = _window(text, places, length)
    fragments = _fragments(text, start, end, places)
    if start:
        fragments = [(_ELLIPSIS + " ", False), *fragments]
    if end < len(text):
        fragments = [*fragments, (" " + _ELLIPSIS, False)]
    return _joined(fragments)


def _places(text: str, query: str, also: Iterable[str]) -> list[_Place]:
    """Return the words that answer the query or one of the other phrases, in the order of the text."""
    words = list(spans(text))
    standing: dict[str, list[int]] = {}
    for place, (_, _, word) in enumerate(words):
        standing.setdefault(word.folded, []).append(place)
    found: dict[int, int] = {}
    offset = 0
    for at, phrase in enumerate((query, *also)):
        asked = [word for _, _, word in spans(nfc(phrase[:LONGEST_QUERY]))][:MOST_WORDS]
        places = _standing(words, standing, asked)
        answers = _whole(places) if at else _answers(places)
        found |= {place: offset + number for place, number in answers.items()}
        offset += len(asked) + 1
    return [_Place(words[place][0], words[place][1], found[place]) for place in sorted(found)]


def _standing(
    words: Sequence[tuple[int, int, Word]], standing: Mapping[str, list[int]], query: Sequence[Word]
) -> dict[int, set[int]]:
    """Return the positions in the text of each word of a query, by its position in the query.

    A word with marks matches with its marks if it occurs that way anywhere, else without. Words that only ask are left
    out if there are others.
    """
    dialect = dialect_of(query) if query else Dialect.ENGLISH
    skipped = asking(query, marked=dialect is Dialect.MARKED, english=dialect is Dialect.ENGLISH)
    found = {}
    for number, asked in enumerate(query):
        folded = set(standing.get(asked.folded, ()))
        exact = {place for place in folded if words[place][2].exact == asked.exact}
        found[number] = exact if asked.is_marked else (exact if dialect is Dialect.MARKED else None) or folded
    return {number: places for number, places in found.items() if number not in skipped or len(skipped) == len(query)}


def _answers(places: Mapping[int, set[int]]) -> dict[int, int]:
    """Return for each position in the text the position in the query of the word that it answers.

    A word that somewhere stands beside its neighbour of the query is marked only there: for "bảo vệ", the "bảo" in "bảo
    tàng" is no answer.
    """
    answers: dict[int, int] = {}
    for asked, found in places.items():
        after, before = places.get(asked + 1, ()), places.get(asked - 1, ())
        beside = {place for place in found if place + 1 in after or place - 1 in before}
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
        inside = [each for each in places[at:] if each.end <= place.start + length - run_up]
        asked = {each.asked for each in inside}
        value = len(asked) + sum(each + 1 in asked for each in asked)
        if value > best:
            best, first = value, place.start
    start = _beginning(text, first, run_up)
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), *(each.end for each in places if each.end <= end), start + 1)
    return start, end


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
