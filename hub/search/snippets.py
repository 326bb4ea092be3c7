"""Show where a query was found: the original text with its marks, cut to what matters, the hits apart from the rest.

Works on plain text and returns plain text: the caller escapes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from hub.i18n.vietnamese import nfc
from hub.search.query.plan import Meant
from hub.search.query.planner import LONGEST_QUERY, Dialect, dialect_of
from hub.search.query.questions import asking
from hub.search.query.reading import MOST_WORDS
from hub.search.query.text import Word, spans, spans_of, word

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


# Words that join others; alone they are no hit.
_JOINING = (
    "và, của, là, có, được, các, những, cho, với, về, từ, trong, ở, bị, đã, sẽ, thì, mà, tại, theo, "
    "the, a, an, of, in, on, at, to, for, and, or, is, are, be, by, with, from, it, this, that, i, my, your, may"
)


def highlighted(text: str, query: str | Meant, also: Iterable[str] = ()) -> list[Fragment]:
    """Return the whole text in fragments, with hits marked. `also` are other phrases to mark, such as a hit's `why`."""
    text = nfc(text)
    return _fragments(text, 0, len(text), _places(text, query, also))


def snippet(text: str, query: str | Meant, also: Iterable[str] = (), length: int = SNIPPET) -> list[Fragment]:
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


def _places(text: str, query: str | Meant, also: Iterable[str]) -> list[_Place]:
    """Return the words that answer the query or one of the other phrases, in the order of the text."""
    meant = query if isinstance(query, Meant) else _as_typed(query)
    phrases = [_forms(meant.text), *map(_forms, also)]
    wanted = [form for forms in phrases for form in forms]
    words = {place: (start, end, form) for place, start, end, form in spans_of(text, wanted)}
    standing: dict[str, list[int]] = {}
    for place, (_, _, form) in words.items():
        standing.setdefault(form.folded, []).append(place)
    found: dict[int, int] = {}
    offset = 0
    for at, forms in enumerate(phrases):
        is_marked = meant.is_marked if not at else _as_typed(" ".join(form.exact for form in forms)).is_marked
        places = _standing(words, standing, forms, is_marked)
        answers = _whole(places) if at else _answers(places, forms)
        found |= {place: offset + number for place, number in answers.items()}
        offset += len(forms) + 1
    return [_Place(words[place][0], words[place][1], found[place]) for place in sorted(found)]


def _forms(phrase: str) -> list[Word]:
    return [form for _, _, form in spans(nfc(phrase[:LONGEST_QUERY]))][:MOST_WORDS]


def _as_typed(query: str) -> Meant:
    forms = _forms(query)
    return Meant(query, bool(forms) and dialect_of(forms) is Dialect.MARKED)


def _standing(
    words: Mapping[int, tuple[int, int, Word]],
    standing: Mapping[str, list[int]],
    query: Sequence[Word],
    is_marked: bool,
) -> dict[int, set[int]]:
    """Return the positions in the text of each word of a query, by its position in the query.

    A word with marks matches with its marks if it occurs that way anywhere, else without. Words that only ask are left
    out if there are others.
    """
    is_english = bool(query) and not is_marked and dialect_of(query) is Dialect.ENGLISH
    skipped = asking(query, marked=is_marked, english=is_english)
    found = {}
    for number, asked in enumerate(query):
        folded = set(standing.get(asked.folded, ()))
        exact = {place for place in folded if words[place][2].exact == asked.exact}
        found[number] = exact if asked.is_marked else (exact if is_marked else None) or folded
    return {number: places for number, places in found.items() if number not in skipped or len(skipped) == len(query)}


def _answers(places: Mapping[int, set[int]], query: Sequence[Word]) -> dict[int, int]:
    """Return for each position in the text the position in the query of the word that it answers.

    A word that somewhere stands beside its neighbour of the query is marked only there: for "bảo vệ", the "bảo" in "bảo
    tàng" is no answer. A word that only joins others is marked beside one of them alone.
    """
    answers: dict[int, int] = {}
    for asked, found in places.items():
        after, before = places.get(asked + 1, ()), places.get(asked - 1, ())
        beside = {place for place in found if place + 1 in after or place - 1 in before}
        if beside or query[asked].exact not in _joining() or len(places) == 1:
            answers |= dict.fromkeys(beside or found, asked)
    return answers


@cache
def _joining() -> frozenset[str]:
    return frozenset(word(each).exact for each in _JOINING.split(", "))


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
