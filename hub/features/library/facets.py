"""The facets of the library and its orders, from the cards of the entries: no text is read, and no index is needed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hub.content.edition import Edition, Reader
from hub.content.model.entries import Card
from hub.features.library.model import Practice
from hub.i18n.vietnamese import sort_key
from hub.messages import N_
from hub.search.facets import FacetTable
from hub.web.context import current_context


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list: its parameter, its heading (a message), and the vocabulary of its codes."""

    name: str
    heading: str
    vocabulary: str


FACETS = (
    Facet("country", N_("Countries"), "countries"),
    Facet("theme", N_("Themes"), "themes"),
    Facet("harm", N_("Harms"), "harms"),
    Facet("measure", N_("Measures"), "measures"),
    Facet("sector", N_("Sectors"), "sectors"),
    Facet("evidence", N_("Evidence level"), "evidence"),
    Facet("language", N_("Can be read in"), "languages"),
)
RELEVANCE = "relevance"
SORTS = {
    RELEVANCE: N_("The best match first"),
    "title": N_("Title"),
    "country": N_("Country"),
    "newest": N_("Last updated first"),
    "evidence": N_("Strongest evidence first"),
}


def codes(card: Card) -> Mapping[str, Iterable[str]]:
    """Return the codes of an entry by facet; its languages are those in which it can be read."""
    found: dict[str, list[str]] = {}
    for vocabulary, code in card.names:
        found.setdefault(vocabulary, []).append(code)
    return {facet.name: found.get(facet.vocabulary, ()) for facet in FACETS} | {"language": card.languages}


def table(reader: Reader) -> FacetTable:
    """Return which entries have which codes, worked out once for each Edition."""
    reader.cards_of(reader.kind_of(Practice).name)  # so that the page depends on them, whoever has asked first
    context = current_context()
    made: FacetTable = context.site.once_an_edition("library.facets", context.edition, _table)
    return made


def _table(whole: Edition) -> FacetTable:
    cards = whole.read_in("vi").cards(Practice)
    return FacetTable([facet.name for facet in FACETS], ((card.slug, codes(card)) for card in cards))


def order(reader: Reader, sort: str) -> tuple[str, ...]:
    """Return the slugs of all entries in an order other than relevance, worked out once for each Edition and language."""
    reader.cards_of(reader.kind_of(Practice).name)
    for vocabulary in ("evidence", "countries"):
        reader.terms(vocabulary)
    context = current_context()

    def sorted_slugs(whole: Edition) -> tuple[str, ...]:
        own = whole.read_in(reader.lang)
        return tuple(card.slug for card in sorted(own.cards(Practice), key=_keys(own)[sort]))

    made: tuple[str, ...] = context.site.once_an_edition(
        f"library.order {sort} {reader.lang}", context.edition, sorted_slugs
    )
    return made


def _keys(reader: Reader) -> Mapping[str, Callable[[Card], Any]]:
    """Return the keys of the orders. Where they are equal, titles decide; groups of countries come after countries."""
    levels = {level: place for place, level in enumerate(reader.terms("evidence"))}
    names = {code: sort_key(term.label.read_in(reader.lang)) for code, term in reader.terms("countries").items()}

    def title(card: Card) -> Any:
        return card.collations[card.shown_in(reader.lang)], card.slug

    def country(card: Card) -> Any:
        code = next(iter(codes(card)["country"]), "")
        return len(code) > 2, names.get(code, sort_key(code)), title(card)

    def newest(card: Card) -> Any:
        return -max(card.updated.values()).toordinal(), title(card)

    def evidence(card: Card) -> Any:
        return min((levels[code] for code in codes(card)["evidence"] if code in levels), default=len(levels)), title(
            card
        )

    return {"title": title, "country": country, "newest": newest, "evidence": evidence}
