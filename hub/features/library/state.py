"""The state of the entries: how well each rests on its sources, how old that is, and what is due to be looked at.

It is public, so that whoever relies on an entry can see how far. `check` tells the same, with lines, and drafts too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.content.model.entries import Card, Entry
from hub.content.source.quality.unsourced import apart_from
from hub.content.write.translation_marks import TranslationStatus, statuses_of
from hub.features.library import checks
from hub.features.library.model import SECTIONS, Practice
from hub.i18n.vietnamese import sort_key
from hub.messages import N_
from hub.problems import Problem
from hub.web.request.choices import LONGEST_VALUE, MOST_UNKNOWN, Option

A_PAGE = 25
TRANSLATION = "translation"
# What the page can be narrowed to, the most urgent first: the sorts of problems that it tells of, and translations.
SORTS = {
    "form": N_("Mistakes in the files"),
    "code": N_("A code that no list has"),
    "review": N_("Past its review"),
    "source": N_("A source not looked at for a year"),
    "number": N_("A number without a source"),
    "section": N_("A heading without a text"),
    "link": N_("A link to what is gone"),
    TRANSLATION: N_("A translation that is missing or older"),
}


class Told(NamedTuple):
    """A remark in words, the file that it concerns, and whether what readers see is wrong."""

    sort: str
    words: str
    file: str
    is_error: bool


class TranslationState(NamedTuple):
    """How up to date a translation is, and what of it is to be done, in words; `is_there` tells whether a text exists."""

    status: TranslationStatus
    parts: tuple[str, ...]
    is_there: bool


@dataclass(frozen=True, slots=True)
class State:
    """The state of one entry. `first_look` and `last_look` are the days between which its sources were looked at."""

    card: Card
    countries: tuple[str, ...]
    evidence: str
    status: str
    verified_on: date
    review_due: date
    first_look: date
    last_look: date
    is_due: bool
    translations: tuple[TranslationState, ...]
    remarks: tuple[Told, ...]

    @property
    def sorts(self) -> frozenset[str]:
        """Return the sorts of its remarks, a translation that is not up to date included."""
        stale = any(one.status.state != "fresh" for one in self.translations)
        return frozenset(remark.sort for remark in self.remarks) | ({TRANSLATION} if stale else frozenset())


def states(reader: Reader, gettext: Callable[[str], str]) -> list[State]:
    """Return the state of every practice, the most urgent first. `gettext` says messages in the reader's language."""
    today, numbers = reader.now.astimezone(HANOI).date(), reader.named_numbers
    found = []
    for card in reader.cards(Practice):
        entry = reader.entry(card.kind, card.slug)
        if entry is not None:
            problems = [*reader.remarks(card), *_due(entry, today), *apart_from(entry.remarks, numbers)]
            found.append(_state(reader, card, entry, problems, today, gettext))
    return sorted(found, key=lambda state: _urgency(state, reader))


def _state(
    reader: Reader, card: Card, entry: Entry[Practice], problems: Iterable[Problem], today: date, gettext: Callable[[str], str]
) -> State:  # fmt: skip
    practice = entry.reading(entry.original)
    looks = [source.accessed for source in practice.sources]
    translations = tuple(
        TranslationState(status, tuple(gettext(SECTIONS.get(part, part)) for part in status.sections), status.lang in entry.readings)
        for status in statuses_of(reader.kind_of(Practice), entry)
    )  # fmt: skip
    told = [Told(each.sort, each.sentence(gettext), each.file, each.severity == "error") for each in problems]
    return State(
        card, tuple(practice.countries), practice.evidence, practice.status, practice.verified_on, practice.review_due, min(looks), max(looks),
        today > practice.review_due, translations, tuple(told),
    )  # fmt: skip


def _due(entry: Entry[Practice], today: date) -> Iterator[Problem]:
    for remark in checks.remarks(entry.reading(entry.original), today):
        yield Problem(entry.source, 1, remark.message, remark.values, remark.severity, sort=remark.sort)


def _urgency(state: State, reader: Reader) -> tuple[object, ...]:
    """Return a sort key: mistakes, then what is due the longest, then what has the most remarks, then what is due next."""
    return (
        not any(remark.is_error for remark in state.remarks),
        not state.is_due,
        state.review_due if state.is_due else date.max,
        -len(state.remarks),
        TRANSLATION not in state.sorts,
        state.review_due,
        state.card.collations[state.card.shown_in(reader.lang)],
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of the states that fit what is chosen, with what can be chosen (`choices`, by parameter).

    `total` counts all entries, `found` those that fit; `unknown` are values that choose nothing.
    """

    states: Sequence[State]
    number: int
    pages: int
    found: int
    total: int
    counts: Counter[str]
    choices: dict[str, list[Option]]
    unknown: tuple[str, ...]

    @property
    def chosen(self) -> list[tuple[str, Option]]:
        """Return what is chosen: each parameter with its option."""
        return [(name, option) for name, options in self.choices.items() for option in options if option.chosen]

    def query(self, page: int = 1, without: tuple[str, str] = ("", "")) -> str:
        """Return the query of another page, or without one choice, with its "?"; or ""."""
        kept = [(name, option.code) for name, option in self.chosen if (name, option.code) != without]
        kept += [("page", str(page))] if page > 1 else []
        return f"?{urlencode(kept)}" if kept else ""


def shown(reader: Reader, states: Sequence[State], given: Callable[[str], Sequence[str]], number: int) -> Shown:
    """Return a page of the states that a query asks for; the nearest page if there is no such number.

    `given` returns the values of a parameter. One of several values of a parameter is enough, and each parameter needs one.
    """
    of: dict[str, Callable[[State], Iterable[str]]] = {
        "remark": lambda state: state.sorts, "country": lambda state: state.countries
    }  # fmt: skip
    known = {"remark": list(SORTS), "country": _countries(reader, states)}
    asked = {name: dict.fromkeys(filter(None, given(name))) for name in of}
    chosen = {name: {value for value in asked[name] if value in known[name]} for name in of}

    def fits(state: State, apart_from: str = "") -> bool:
        return all(
            name == apart_from or not values or not values.isdisjoint(of[name](state))
            for name, values in chosen.items()
        )

    choices = {}
    for name, read in of.items():
        counts = Counter(value for state in states if fits(state, name) for value in set(read(state)))
        labels = {
            value: SORTS[value] if name == "remark" else reader.label("countries", value) for value in known[name]
        }
        choices[name] = [
            Option(value, label, counts[value], value in chosen[name])
            for value, label in labels.items()
            if counts[value] or value in chosen[name]
        ]
    fitting = [state for state in states if fits(state)]
    pages = max(1, -(-len(fitting) // A_PAGE))
    number = min(max(number, 1), pages)
    unknown = dict.fromkeys(value[:LONGEST_VALUE] for name in of for value in asked[name] if value not in known[name])
    return Shown(
        fitting[(number - 1) * A_PAGE : number * A_PAGE], number, pages, len(fitting), len(states),
        Counter(sort for state in states for sort in state.sorts), choices, tuple(unknown)[:MOST_UNKNOWN],
    )  # fmt: skip


def _countries(reader: Reader, states: Iterable[State]) -> list[str]:
    codes = {code for state in states for code in state.countries}
    return sorted(codes, key=lambda code: (sort_key(reader.label("countries", code)), code))
