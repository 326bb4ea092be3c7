"""Queries on the library."""

from typing import NamedTuple

from hub.content.edition import Reader
from hub.content.model.body import Section
from hub.content.model.entries import Card
from hub.content.model.fields import Words
from hub.features.library.model import SECTIONS, Practice
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


def parts(practice: Practice) -> tuple[Section, ...]:
    """Return the sections of a practice: those of the template in its order, then others in theirs."""
    places = {section: place for place, section in enumerate(SECTIONS)}
    return tuple(sorted(practice.body.sections, key=lambda part: places.get(part.id, len(places))))


class IndicatorRow(NamedTuple):
    """An indicator in words; `number` is that of its source among the practice's, or 0 if it is not among them."""

    name: str
    value: str
    unit: str
    period: str
    source: str
    number: int


def figures(reader: Reader, practice: Practice) -> list[IndicatorRow]:
    """Return the figures of a practice in the reader's language."""
    numbers = {source.id: number for number, source in enumerate(practice.sources, 1)}

    def read(words: Words | str | None) -> str:
        return words if isinstance(words, str) else reader.words(words)

    return [
        IndicatorRow(
            read(one.name), read(one.value), read(one.unit), read(one.period), one.source, numbers.get(one.source, 0)
        )
        for one in practice.indicators
    ]
