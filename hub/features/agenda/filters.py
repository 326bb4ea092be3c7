"""Filters of the programme: by theme, room, format, and the language in which a session can be followed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from hub.content.edition import Reader
from hub.features.agenda.model import Channel, Session
from hub.messages import N_
from hub.web.request.choices import LONGEST_VALUE, MOST_UNKNOWN, Choice, Option


def followed(session: Session) -> Iterator[str]:
    """Yield the languages in which a session can be followed: spoken, or heard on an interpretation channel."""
    yield from dict.fromkeys((*session.languages, *(heard.language for heard in session.interpretation)))


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to filter: its parameter, its heading, the vocabularies of its codes, and the codes of a session."""

    name: str
    heading: str
    vocabularies: tuple[str, ...]
    codes: Callable[[Session], Iterable[str]]


FACETS = (
    Facet("theme", N_("Theme"), ("themes", "questions"), lambda session: filter(None, (session.track,))),
    Facet("room", N_("Room"), ("venue-rooms",), lambda session: (session.room,)),
    Facet("format", N_("Format"), ("session-formats",), lambda session: (session.format,)),
    Facet("language", N_("Can be followed in"), ("languages",), followed),
)
NAMES = tuple(facet.name for facet in FACETS)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader has chosen: codes by the name of their facet, and `unknown` values, which choose nothing."""

    chosen: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is chosen."""
        return any(self.chosen.values())

    def matches(self, session: Session, apart_from: str = "") -> bool:
        """Tell whether a session has one of the chosen codes of every facet; one facet may be left out."""
        return all(
            not self.chosen[facet.name] or not set(self.chosen[facet.name]).isdisjoint(facet.codes(session))
            for facet in FACETS
            if facet.name != apart_from
        )

    def query(self, name: str = "", code: str = "") -> str:
        """Return what is chosen as the query of an address, with its "?", without one code of a facet; or ""."""
        kept = [(each, one) for each in NAMES for one in self.chosen[each] if (each, one) != (name, code)]
        return f"?{urlencode(kept)}" if kept else ""

    def only(self, name: str, code: str) -> "Filter":
        """Return this filter with one code as all that is chosen of a facet."""
        return Filter({**self.chosen, name: (code,)})


def parse(reader: Reader, given: Callable[[str], Sequence[str]]) -> Filter:
    """Return the filter of a query. `given` returns the values of a parameter; codes of no vocabulary are unknown."""
    chosen: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for facet in FACETS:
        known = _labels(reader, facet)
        values = dict.fromkeys(given(facet.name))
        chosen[facet.name] = tuple(value for value in known if value in values)
        unknown += [value[:LONGEST_VALUE] for value in values if value and value not in known]
    return Filter(chosen, tuple(dict.fromkeys(unknown))[:MOST_UNKNOWN])


def options(reader: Reader, sessions: Sequence[Session], by: Filter) -> list[Choice]:
    """Return what may be chosen: the codes that occur under the other facets, and those that are chosen already."""
    choices = []
    for facet in FACETS:
        shown = [set(facet.codes(session)) for session in sessions if by.matches(session, apart_from=facet.name)]
        found = []
        for code, label in _labels(reader, facet).items():
            count, is_chosen = sum(code in codes for codes in shown), code in by.chosen[facet.name]
            if count or is_chosen:
                found.append(Option(code, label, count, is_chosen))
        choices.append(Choice(facet.name, facet.heading, found))
    return [choice for choice in choices if choice.options]


def heard(session: Session, by: Filter) -> list[Channel]:
    """Return the channels on which a session is heard in a chosen language that is not spoken in it."""
    wanted = set(by.chosen["language"]).difference(session.languages)
    return [channel for channel in session.interpretation if channel.language in wanted]


def _labels(reader: Reader, facet: Facet) -> dict[str, str]:
    return {
        code: term.label.read_in(reader.lang)
        for vocabulary in facet.vocabularies
        for code, term in reader.terms(vocabulary).items()
    }
