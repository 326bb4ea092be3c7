"""What pages over the whole library need of every entry, read from cards: no text of an entry is loaded for it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hub.content.edition import Reader
from hub.content.model.entries import Card
from hub.features.library.model import Practice
from hub.i18n.languages import Lang
from hub.i18n.vietnamese import sort_key

KIND = "practice"


class Outline(NamedTuple):
    """An entry as a list names it, with its codes; `lang` is the language of `title`."""

    kind: str
    slug: str
    parent: str
    lang: Lang
    title: str
    noted: bool
    countries: tuple[str, ...]
    capabilities: tuple[str, ...]
    harms: tuple[str, ...]
    measures: tuple[str, ...]


def outlines(reader: Reader) -> tuple[Outline, ...]:
    """Return every public entry of the library by title in the reader's language."""
    cards = sorted(reader.cards(Practice), key=lambda card: card.collations[card.shown_in(reader.lang)])
    return tuple(_outline(card, reader.lang) for card in cards)


def _outline(card: Card, lang: Lang) -> Outline:
    shown = card.shown_in(lang)

    def codes(vocabulary: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for name, code in card.names if name == vocabulary))

    return Outline(
        card.kind, card.slug, card.parent, shown, card.titles[shown], card.noted,
        codes("countries"), codes("mnr-2016"), codes("harms"), codes("measures"),
    )  # fmt: skip


def country_codes(reader: Reader) -> list[str]:
    """Return the code of every country, or group of countries, that the vocabulary has and an entry names."""
    named = {code for card in reader.cards(Practice) for vocabulary, code in card.names if vocabulary == "countries"}
    return [code for code in reader.terms("countries") if code in named]


def by_name(reader: Reader, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return (code, name) of countries in the reader's order, then groups of countries, whose codes are longer."""
    named = [(code, reader.label("countries", code)) for code in codes]
    return sorted(named, key=lambda each: (len(each[0]) > 2, sort_key(each[1])))


def mentions(reader: Reader) -> Mapping[str, tuple[str, ...]]:
    """Return, by the code of a country, what else of the site names it, as `kind/slug` in the order of the kinds.

    An entry of another kind names a country by its code, or by referring to a good practice of that country, or by
    being referred to by one.
    """
    countries_of = {
        card.slug: [code for vocabulary, code in card.names if vocabulary == "countries"]
        for card in reader.cards(Practice)
    }
    referred: dict[str, list[str]] = {}
    for card in reader.cards(Practice):
        for vocabulary, target in card.names:
            if not vocabulary and not target.startswith(f"{KIND}/"):
                referred.setdefault(target, []).extend(countries_of[card.slug])
    found: dict[str, list[str]] = {}
    for kind in reader.kinds:
        for card in reader.cards_of(kind) if kind != KIND else ():
            reference = f"{kind}/{card.slug}"
            codes = [*_codes_named(card, countries_of), *referred.get(reference, ())]
            for code in dict.fromkeys(codes):
                found.setdefault(code, []).append(reference)
    return {code: tuple(references) for code, references in sorted(found.items())}


def _codes_named(card: Card, countries_of: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the countries that a card names itself, or by the good practices that it refers to."""
    for vocabulary, target in card.names:
        if vocabulary == "countries":
            yield target
        elif not vocabulary and target.startswith(f"{KIND}/"):
            yield from countries_of.get(target.partition("/")[2], ())
