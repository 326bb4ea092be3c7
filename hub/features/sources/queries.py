"""Queries on the figures and documents on which the site rests, where they are used, and what is not confirmed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import NamedTuple, TypeVar

from hub.content.edition import Reader
from hub.content.model.kinds import Model
from hub.content.model.vocabulary import Source
from hub.features.gallery.model import Work
from hub.features.home.model import Figure
from hub.features.library import queries as library
from hub.features.library.model import CitedSource, Practice
from hub.features.pages.model import Helpline
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import SortKey, sort_key

OWN = "practice"  # the kind whose entries have sources of their own
Named = TypeVar("Named")


class Quoted(NamedTuple):
    """A figure of the seminar, its document (None if the list lacks its id), and the works that draw it."""

    figure: Figure
    source: Source | None
    works: list[Work]


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document that the site as a whole cites, with the entries, helplines and figures that rest on it.

    Entries are grouped by kind, in their kind's order.
    """

    source: Source
    entries: list[Model] = field(default_factory=list)
    helplines: list[Helpline] = field(default_factory=list)
    figures: int = 0


class Indicated(NamedTuple):
    """A figure of a practice, and the document that gives it."""

    figure: library.IndicatorRow
    source: CitedSource


@dataclass(frozen=True, slots=True)
class PracticeSummary:
    """A practice's figures and sources in the reader's language.

    It leaves out the texts: a library may be larger than what a process should hold in memory.
    """

    kind: str
    slug: str
    parent: str
    lang: Lang
    title: str
    hidden: bool
    noted: bool
    country: str
    status: str
    verified_on: date
    review_due: date
    documents: int
    figures: list[Indicated]


class Unconfirmed(NamedTuple):
    """What is unknown or unconfirmed, as (how many, out of how many) or as the entries themselves."""

    without_address: tuple[int, int]
    never_looked_at: tuple[int, int]
    helplines: list[Helpline]
    starters: tuple[int, int]
    overdue: list[PracticeSummary]
    proposed: tuple[int, int]


def quoted(reader: Reader) -> list[Quoted]:
    """Return the figures of the seminar in the order of the report."""
    works, sources = reader.all(Work), reader.terms("sources")
    return [
        Quoted(figure, sources.get(figure.source), [work for work in works if work.figure == figure.id])
        for figure in reader.terms("figures").values()
    ]


def documents(reader: Reader) -> list[CitedDocument]:
    """Return the documents of the site as a whole, by title in Vietnamese order, with everything that uses each."""
    found = {source.id: CitedDocument(source) for source in reader.terms("sources").values()}
    for kind in sorted(reader.kinds.keys() - {OWN}):
        for entry in reader.all_of(kind):
            for source in dict.fromkeys([*map(str, getattr(entry, "sources", ())), *entry.cited]):
                if source in found:
                    found[source].entries.append(entry)
    for line in reader.terms("helplines").values():
        for source in dict.fromkeys(line.sources):
            if source in found:
                found[source].helplines.append(line)
    based = [figure.source for figure in reader.terms("figures").values()]
    counted = [
        CitedDocument(one.source, one.entries, one.helplines, based.count(one.source.id)) for one in found.values()
    ]
    return _sorted(counted, lambda one: reader.words(one.source.label))


def practices(reader: Reader) -> list[PracticeSummary]:
    """Return the practices with their figures, by title in Vietnamese order."""
    cards = sorted(reader.cards(Practice), key=lambda card: card.collations[card.shown_in(reader.lang)])
    return [
        _summary(reader, practice)
        for practice in (reader.find(Practice, card.slug) for card in cards)
        if practice is not None
    ]


def countries(reader: Reader, practices: list[PracticeSummary]) -> list[tuple[str, list[PracticeSummary]]]:
    """Return practices by the country that each names first, in Vietnamese order."""
    names = {code: reader.label("countries", code) for code in {practice.country for practice in practices}}
    places = {code: sort_key(name) for code, name in names.items()}
    by_country = sorted(practices, key=lambda practice: places[practice.country])
    return [(names[code], list(group)) for code, group in groupby(by_country, key=lambda practice: practice.country)]


def helplines(reader: Reader) -> list[Helpline]:
    """Return the helplines by name in Vietnamese order."""
    return _sorted(list(reader.terms("helplines").values()), lambda line: reader.words(line.name))


def unconfirmed(reader: Reader, practices: list[PracticeSummary]) -> Unconfirmed:
    """Return what a reader should know before relying on the site's information."""
    sources, lines = list(reader.terms("sources").values()), helplines(reader)
    terms = [term for term in reader.terms("glossary").values() if term.mark]
    return Unconfirmed(
        (sum(not source.url for source in sources), len(sources)),
        (sum(source.accessed is None for source in sources), len(sources)),
        [line for line in lines if line.to_check(reader.now)],
        (sum(practice.status == "starter" for practice in practices), len(practices)),
        [practice for practice in practices if reader.now.date() > practice.review_due],
        (sum(term.mark == "proposed" for term in terms), len(terms)),
    )


def _summary(reader: Reader, practice: Practice) -> PracticeSummary:
    """Return the summary of a practice.

    Each indicator names one of the practice's own sources: its model refuses any other.
    """
    figures = [Indicated(figure, practice.sources[figure.number - 1]) for figure in library.figures(reader, practice)]
    return PracticeSummary(
        practice.kind, practice.slug, practice.parent, practice.lang, practice.title, practice.hidden, practice.noted, practice.countries[0], practice.status,
        practice.verified_on, practice.review_due, len(practice.sources), figures,
    )  # fmt: skip


def _sorted(items: list[Named], words: Callable[[Named], str]) -> list[Named]:
    def key(item: Named) -> SortKey:
        return sort_key(words(item))

    return sorted(items, key=key)
