"""What a reader asks of the library by an address, and the entries that answer it, in their order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hub.content.edition import Reader
from hub.features.library.facets import FACETS, RELEVANCE, SORTS, order, table
from hub.features.library.model import Practice
from hub.i18n.vietnamese import slug_of
from hub.search.facets import FacetTable
from hub.search.finding import Ranked
from hub.web.request.asking import one_line, whole_number
from hub.web.request.choices import LONGEST_VALUE, MOST_UNKNOWN
from hub.web.request.searching import finding

WHOLE = ("q", *(facet.name for facet in FACETS), "sort")  # what is read by what shows all that answers at once
PARAMETERS = (*WHOLE, "page")
MOST_VALUES = 300  # values of one facet that are read: more than any list has terms


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: words, codes by the name of their facet, an order ("" for the usual one), and a page."""

    q: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1

    @property
    def narrows(self) -> bool:
        """Tell whether a facet is chosen."""
        return any(self.facets.values())

    @property
    def usual(self) -> str:
        """Return the order in force where none is asked for: the best match first for words, and otherwise by title."""
        return RELEVANCE if self.q else "title"

    @property
    def order(self) -> str:
        """Return the order in force."""
        return self.sort or self.usual

    @property
    def wordless(self) -> "Asked":
        """Return this on its first page without the words, and without the order that only words have."""
        return replace(self, q="", sort="" if self.sort == RELEVANCE else self.sort, page=1)

    def on(self, page: int) -> "Asked":
        """Return this on another page."""
        return replace(self, page=page)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the parameters of its address, in the order of PARAMETERS, without those that say nothing."""
        yield from [("q", self.q)] if self.q else []
        for facet in FACETS:
            yield from ((facet.name, code) for code in self.facets.get(facet.name, ()))
        if self.order != self.usual:
            yield "sort", self.sort
        if self.page > 1:
            yield "page", str(self.page)

    def without(self, facet: str, code: str = "") -> "Asked":
        """Return this on its first page without one code of a facet, or without the whole facet."""
        kept = tuple(one for one in self.facets.get(facet, ()) if code and one != code)
        return replace(self, facets={**self.facets, facet: kept}, page=1)


def asked_of(values: Mapping[str, Sequence[str]]) -> Asked:
    """Read what the parameters of an address ask for. Any text gives something; codes are not looked up."""

    def first(name: str) -> str:
        return next(iter(values.get(name, ())), "")

    return Asked(
        one_line(first("q")),
        {
            facet.name: tuple(
                dict.fromkeys(one_line(value[:LONGEST_VALUE]) for value in values.get(facet.name, ())[:MOST_VALUES])
            )
            for facet in FACETS
        },
        one_line(first("sort")[:LONGEST_VALUE]),
        whole_number(first("page")),
    )


def known(reader: Reader, asked: Asked) -> tuple[Asked, tuple[str, ...]]:
    """Return what was asked without values that mean nothing, codes in the order of their lists, and those values."""
    facets, unknown = {}, []
    for facet in FACETS:
        terms, given = reader.terms(facet.vocabulary), asked.facets.get(facet.name, ())
        facets[facet.name] = tuple(code for code in terms if code in given)
        unknown += [value for value in given if value and value not in terms]
    sort = asked.sort
    if sort and sort not in SORTS:
        unknown.append(sort)
    if sort not in SORTS or (sort == RELEVANCE and not asked.q):
        sort = ""
    return replace(asked, facets=facets, sort=sort), tuple(dict.fromkeys(unknown))[:MOST_UNKNOWN]


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers: all slugs in the order asked for, and the set that the words alone have found.

    `ranked` reads the results of a search. Without an index, `by_title` tells that only titles have been searched.
    """

    slugs: list[str]
    found: int
    table: FacetTable
    ranked: Ranked = field(default_factory=Ranked)
    by_title: bool = False


def answer(reader: Reader, asked: Asked) -> Answer:
    """Return what answers a question of which everything is known (see `known`)."""
    facets = table(reader)
    if not asked.q:
        among = facets.every
        matching = facets.matching(asked.facets, among)
        return Answer(facets.within(order(reader, asked.order), matching), among, facets)
    search = finding()
    ranked = search.rank(asked.q, reader.kind_of(Practice).name)
    slugs = _titled(reader, asked.q) if search.index is None else ranked.slugs
    among = facets.bits_of(slugs)
    matching = facets.matching(asked.facets, among)
    ordered = slugs if asked.order == RELEVANCE else order(reader, asked.order)
    return Answer(facets.within(ordered, matching), among, facets, ranked, search.index is None)


def _titled(reader: Reader, words: str) -> tuple[str, ...]:
    """Return the entries that have all words in a title, with or without their marks, by title."""
    wanted = slug_of(words).split("-")
    titles = {card.slug: f"-{slug_of(' '.join(card.titles.values()))}-" for card in reader.cards(Practice)}
    return tuple(slug for slug in order(reader, "title") if all(f"-{word}-" in titles[slug] for word in wanted if word))


def choose(reader: Reader, values: Mapping[str, Sequence[str]]) -> Sequence[Any]:
    """Return the entries that the page of the same address shows, in its order, those of all its pages."""
    asked, _ = known(reader, asked_of(values))
    entries = (reader.find(Practice, slug) for slug in answer(reader, asked).slugs)
    return [entry for entry in entries if entry is not None]
