"""A page of the library as it is shown: rows with why they were found, what may be chosen, and how to take it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hub.content.edition import Reader
from hub.features.library.asked import Answer, Asked, answer, known
from hub.features.library.facets import FACETS, RELEVANCE, SORTS, Facet
from hub.features.library.model import Practice
from hub.i18n import numbers
from hub.i18n.vietnamese import sort_key
from hub.search.snippets import Fragment
from hub.web.request.choices import Choice, Option

A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of the list and, after a search, why it was found.

    `title` and `snippet` have the words that match marked, `also` lists other words by which it was found, and
    `found_in` is the language of the text that matched if it is not the one that is shown.
    """

    practice: Practice
    title: Sequence[Fragment] = ()
    snippet: Sequence[Fragment] = ()
    also: str = ""
    found_in: str = ""


@dataclass(frozen=True, slots=True)
class Easing:
    """A way out of an empty result: what to ask for instead, the facet left out ("" for the words), and what that finds.

    `values` are the labels of what is no longer chosen, or the words.
    """

    asked: Asked
    heading: str
    values: list[str]
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of what answers `asked`: rows `first` to `last` of `total`, and `every`, how many the library has in all.

    `unknown` are values that mean nothing.
    """

    asked: Asked
    unknown: tuple[str, ...]
    rows: list[Row]
    total: int
    pages: int
    every: int
    choices: list[Choice]
    answer: Answer

    @property
    def first(self) -> int:
        """Return the number of the first row."""
        return (self.asked.page - 1) * A_PAGE + 1

    @property
    def last(self) -> int:
        """Return the number of the last row."""
        return self.first + len(self.rows) - 1

    @property
    def is_whole(self) -> bool:
        """Tell whether the list is neither searched nor narrowed."""
        return not self.asked.q and not self.asked.narrows

    @property
    def sorts(self) -> Mapping[str, str]:
        """Return the orders that can be asked for, as messages; the best match only where there are words."""
        return {sort: label for sort, label in SORTS.items() if sort != RELEVANCE or self.asked.q}


def listing_of(reader: Reader, given: Asked) -> Listing:
    """Return the page that was asked for, or the nearest one that there is."""
    asked, unknown = known(reader, given)
    found = answer(reader, asked)
    pages = max(1, -(-len(found.slugs) // A_PAGE))
    asked = replace(asked, page=min(asked.page, pages))
    return Listing(
        asked,
        unknown,
        list(_rows(reader, asked, found)),
        len(found.slugs),
        pages,
        found.table.every.bit_count(),
        _choices(reader, asked, found),
        found,
    )


def _rows(reader: Reader, asked: Asked, found: Answer) -> Iterator[Row]:
    shown = found.slugs[(asked.page - 1) * A_PAGE : asked.page * A_PAGE]
    results = found.ranked.read(shown) if asked.q and not found.by_title else {}
    for slug in shown:
        practice = reader.find(Practice, slug)
        if practice is None:
            continue
        result = results.get(slug)
        if result is None:
            yield Row(practice)
            continue
        also = numbers.list_text(result.hit.why, reader.lang) if result.hit.why else ""
        elsewhere = result.found_in if result.found_in != result.hit.lang else ""
        yield Row(practice, result.title, result.snippet, also, elsewhere)


def _choices(reader: Reader, asked: Asked, found: Answer) -> list[Choice]:
    """Return what may be chosen: the codes that occur under the other facets, and those that are chosen already."""
    choices = []
    for facet in FACETS:
        counts, chosen = found.table.counts(facet.name, asked.facets, found.found), asked.facets[facet.name]
        options = [
            Option(code, label, counts.get(code, 0), code in chosen)
            for code, label in _labels(reader, facet, {*counts, *chosen}).items()
        ]
        choices.append(Choice(facet.name, facet.heading, options))
    return [choice for choice in choices if choice.options]


def _labels(reader: Reader, facet: Facet, wanted: set[str]) -> dict[str, str]:
    """Return the labels of codes in the order of their list; of countries by name, and then the groups of countries."""
    codes = [code for code in reader.terms(facet.vocabulary) if code in wanted]
    codes += sorted(wanted.difference(codes))
    labels = {code: reader.label(facet.vocabulary, code) for code in codes}
    if facet.name != "country":
        return labels
    return dict(sorted(labels.items(), key=lambda named: (len(named[0]) > 2, sort_key(named[1]))))


def easings(listing: Listing) -> list[Easing]:
    """Return what would find something where nothing was found: one facet less, or no words; the most first."""
    asked, found = listing.asked, listing.answer
    ways = []
    for choice in listing.choices:
        if choice.chosen:
            fewer = asked.without(choice.name)
            count = found.table.matching(fewer.facets, found.found).bit_count()
            ways.append(Easing(fewer, choice.heading, [option.label for option in choice.chosen], count))
    if asked.q and asked.narrows:
        count = found.table.matching(asked.facets, found.table.every).bit_count()
        ways.append(Easing(asked.wordless, "", [asked.q], count))
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)
