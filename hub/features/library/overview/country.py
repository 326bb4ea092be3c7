"""One country in the library: its entries, and which capabilities of the Model National Response they speak of."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hub.content.edition import Reader
from hub.features.library.model import CitedSource, Practice
from hub.features.library.overview.coverage import Head, capabilities
from hub.features.library.overview.outline import Outline
from hub.features.library.queries import IndicatorRow, figures

MOST_SHOWN = 24  # entries that are shown with what they say; of the others the titles
MOST_FIGURES = 60


class Capability(NamedTuple):
    """A capability, and the entries of the country that speak of it."""

    head: Head
    entries: list[Outline]


class Domain(NamedTuple):
    """A domain with its capabilities: those that an entry speaks of, and those that none does."""

    name: str
    covered: list[Capability]
    missing: list[Head]


class Figure(NamedTuple):
    """A figure of an entry, and the source that gives it."""

    figure: IndicatorRow
    source: CitedSource
    practice: Practice


def of_country(entries: Iterable[Outline], code: str) -> list[Outline]:
    """Return the entries of a country, in their order."""
    return [entry for entry in entries if code in entry.countries]


def domains(reader: Reader, entries: Sequence[Outline]) -> list[Domain]:
    """Return every domain with what the entries cover of it and what they do not."""
    found = []
    for group in capabilities(reader):
        spoken_of = [
            Capability(head, [entry for entry in entries if head.code in entry.capabilities]) for head in group.heads
        ]
        found.append(
            Domain(
                group.name, [each for each in spoken_of if each.entries], [e.head for e in spoken_of if not e.entries]
            )
        )
    return found


def shown(reader: Reader, entries: Sequence[Outline]) -> list[Practice]:
    """Return the first entries with all that they say."""
    found = (reader.find(Practice, entry.slug) for entry in entries[:MOST_SHOWN])
    return [practice for practice in found if practice is not None and not practice.withdrawn]


def figures_of(reader: Reader, practices: Iterable[Practice]) -> list[Figure]:
    """Return the figures of entries with their sources; at most MOST_FIGURES.

    Each figure names one of the entry's own sources: its model refuses any other.
    """
    found = [
        Figure(figure, practice.sources[figure.number - 1], practice)
        for practice in practices
        for figure in figures(reader, practice)
    ]
    return found[:MOST_FIGURES]
