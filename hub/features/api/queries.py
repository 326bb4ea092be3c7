"""Questions over everything that the API and the harvest offer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.content.model.fields import codes_of
from hub.content.model.kinds import Model
from hub.content.model.vocabulary import Term
from hub.features.agenda.model import Session
from hub.features.gallery.model import Work
from hub.features.library.model import Practice
from hub.features.statements.model import Statement

MODELS: tuple[type[Model], ...] = (Practice, Session, Statement, Work)
# The vocabularies from which the entries take their codes, and those whose codes no field declares.
VOCABULARIES = tuple(
    sorted(
        {"statuses", "glossary"}.union(
            name for model in MODELS for info in model.model_fields.values() for name in codes_of(info).split()
        )
    )
)
M = TypeVar("M", bound=Model)
Codes = Mapping[str, Callable[[Reader, M], Iterable[str]]]


def _followed(reader: Reader, session: Session) -> Iterator[str]:
    yield from session.languages
    yield from (heard.language for heard in session.interpretation)


def _public_speakers(reader: Reader, statement: Statement) -> Iterator[str]:
    """Yield the slugs of the speakers who may be named: a filter by another one must find nothing."""
    yield from (person.slug for person in reader.named(f"person/{slug}" for slug in statement.speakers))


SESSIONS: Codes[Session] = {
    "day": lambda reader, session: [session.starts.astimezone(HANOI).date().isoformat()],
    "room": lambda reader, session: [session.room],
    "theme": lambda reader, session: [session.track],
    "format": lambda reader, session: [session.format],
    "language": _followed,
    "status": lambda reader, session: [session.status],
}
STATEMENTS: Codes[Statement] = {
    "day": lambda reader, statement: [statement.delivered_on.isoformat()],
    "speaker": _public_speakers,
    "source": lambda reader, statement: statement.sources,
    "language": lambda reader, statement: [statement.authentic_language],
    "status": lambda reader, statement: [statement.status],
}
WORKS: Codes[Work] = {
    "room": lambda reader, work: [work.parent],
    "theme": lambda reader, work: [] if work.hidden else [work.theme],
    "figure": lambda reader, work: [] if work.hidden else [work.figure],
}


def matching(reader: Reader, model: type[M], codes: Codes[M], chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the slugs of the entries that have one of the chosen codes of every parameter, in their kind's order."""
    asked = {name: set(values) for name, values in chosen.items() if values}
    if not asked:
        return [card.slug for card in reader.cards(model)]
    return [
        entry.slug
        for entry in reader.all(model)
        if all(not wanted.isdisjoint(codes[name](reader, entry)) for name, wanted in asked.items())
    ]


def sessions(reader: Reader, chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the slugs of the sessions that a filter leaves."""
    return matching(reader, Session, SESSIONS, chosen)


def statements(reader: Reader, chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the slugs of the statements that a filter leaves."""
    return matching(reader, Statement, STATEMENTS, chosen)


def works(reader: Reader, chosen: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the slugs of the works that a filter leaves."""
    return matching(reader, Work, WORKS, chosen)


def vocabularies(reader: Reader) -> list[str]:
    """Return the names of the vocabularies that have terms."""
    return [name for name in VOCABULARIES if any(terms(reader, name))]


def terms(reader: Reader, name: str) -> Iterator[Term]:
    """Yield the terms of a vocabulary that are codes with labels, in order."""
    return (term for term in reader.terms(name).values() if isinstance(term, Term))
