"""Queries on the library."""

from typing import NamedTuple

from hub.content.edition import Reader
from hub.content.model.body import Section
from hub.content.model.entries import Card
from hub.content.model.fields import Words
from hub.features.library.model import FIRST, SECTIONS, Indicator, Practice
from hub.i18n.vietnamese import sort_key


class Country(NamedTuple):
    """A country or a group of countries, with the cards of its practices by title."""

    code: str
    name: str
    cards: list[Card]


def countries(reader: Reader) -> list[Country]:
    """Return every country that has a practice, by name, then the groups of countries, whose codes are longer."""
    found: dict[str, list[Card]] = {}
    for card in sorted(reader.cards(Practice), key=lambda card: card.collations[card.shown_in(reader.lang)]):
        for code in dict.fromkeys(code for vocabulary, code in card.names if vocabulary == "countries"):
            found.setdefault(code, []).append(card)
    named = [Country(code, reader.label("countries", code), cards) for code, cards in found.items()]
    return sorted(named, key=lambda country: (len(country.code) > 2, sort_key(country.name)))


class Parts(NamedTuple):
    """The sections of a practice: those that a page shows open, then those that it folds."""

    first: list[Section]
    folded: list[Section]


def sections(practice: Practice) -> list[Section]:
    """Return the sections of a practice: those of the template in its order, then others in theirs."""
    places = {section: place for place, section in enumerate(SECTIONS)}
    return sorted(practice.body.sections, key=lambda part: places.get(part.id, len(places)))


def parts(practice: Practice) -> Parts:
    """Return the sections of a practice in their order: those that a reader sees first, and those that are folded."""
    ordered = sections(practice)
    is_first = {part: part.id in FIRST or not part.heading for part in ordered}
    return Parts([part for part in ordered if is_first[part]], [part for part in ordered if not is_first[part]])


class IndicatorRow(NamedTuple):
    """An indicator in words; `number` is that of its source among the practice's, or 0 if it is not among them.

    `publisher` and `date` are those of the source; the date is a year, a month or a day, or empty.
    """

    name: str
    value: str
    unit: str
    period: str
    source: str
    number: int
    publisher: str
    date: str


def figures(reader: Reader, practice: Practice) -> list[IndicatorRow]:
    """Return the figures of a practice in the reader's language."""
    numbers = {source.id: number for number, source in enumerate(practice.sources, 1)}
    sources = {source.id: source for source in practice.sources}

    def read(words: Words | str | None) -> str:
        return words if isinstance(words, str) else reader.words(words)

    def row(one: Indicator) -> IndicatorRow:
        name, value, unit, period = map(read, (one.name, one.value, one.unit, one.period))
        source = sources.get(one.source)
        publisher, date = (read(source.publisher), source.date) if source else ("", "")
        return IndicatorRow(name, value, unit, period, one.source, numbers.get(one.source, 0), publisher, date)

    return [row(one) for one in practice.indicators]


def kin(reader: Reader, practice: Practice) -> tuple[list[str], list[str]]:
    """Return what to read next, as `kind/slug`: entries that the practice names or that name it, and near practices.

    Near are those with most capabilities or countries in common; none of them stands in the first list.
    """
    relations = reader.relations(practice)
    named = list(dict.fromkeys([*practice.related, *relations.named_by]))
    return named, [one for one in relations.near if one not in named]
