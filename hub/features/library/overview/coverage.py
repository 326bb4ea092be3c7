"""How many entries of the library there are for each pair of codes: countries × capabilities, harms × measures."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, product
from typing import NamedTuple

from hub.content.edition import Reader
from hub.features.library.overview.outline import Outline, by_name

Codes = Callable[[Outline], Iterable[str]]


class Head(NamedTuple):
    """A code that heads a line or a column, with its name; `number` is its place among the heads of its side, from 1."""

    code: str
    name: str
    number: int


class Group(NamedTuple):
    """Neighbouring columns under one heading, which may be empty."""

    name: str
    heads: tuple[Head, ...]


class Line(NamedTuple):
    """The numbers of entries of one code, in the order of the columns."""

    head: Head
    counts: tuple[int, ...]

    @property
    def filled(self) -> int:
        """Return how many columns have an entry."""
        return sum(map(bool, self.counts))


class Grid(NamedTuple):
    """A table of numbers of entries: its columns in groups, and its lines."""

    groups: tuple[Group, ...]
    lines: tuple[Line, ...]

    @property
    def columns(self) -> tuple[Head, ...]:
        """Return the columns of all groups."""
        return tuple(head for group in self.groups for head in group.heads)

    @property
    def filled(self) -> tuple[int, ...]:
        """Return for each column how many lines have an entry there."""
        return tuple(sum(bool(line.counts[place]) for line in self.lines) for place in range(len(self.columns)))


def capabilities(reader: Reader) -> tuple[Group, ...]:
    """Return the capabilities of the Model National Response by domain."""
    numbered = enumerate(reader.terms("mnr-2016").values(), 1)
    return tuple(
        Group(
            reader.label("glossary", domain) if domain else "",
            tuple(Head(term.id, term.label.read_in(reader.lang), number) for number, term in terms),
        )
        for domain, terms in groupby(numbered, key=lambda each: each[1].group)
    )


def by_country(reader: Reader, entries: Sequence[Outline]) -> Grid:
    """Return the table of countries and capabilities; a country has a line if an entry names it."""
    named = {code for entry in entries for code in entry.countries}
    known = by_name(reader, (code for code in reader.terms("countries") if code in named))
    lines = (Head(code, name, number) for number, (code, name) in enumerate(known, 1))
    return _grid(
        capabilities(reader), lines, _counted(entries, lambda one: one.countries, lambda one: one.capabilities)
    )


def by_harm(reader: Reader, entries: Sequence[Outline]) -> Grid:
    """Return the table of harms and kinds of measure, with every term of both vocabularies."""
    counts = _counted(entries, lambda one: one.harms, lambda one: one.measures)
    return _grid((Group("", tuple(_heads(reader, "measures"))),), _heads(reader, "harms"), counts)


def _heads(reader: Reader, vocabulary: str) -> Iterator[Head]:
    for number, (code, term) in enumerate(reader.terms(vocabulary).items(), 1):
        yield Head(code, term.label.read_in(reader.lang), number)


def _counted(entries: Iterable[Outline], lines: Codes, columns: Codes) -> Counter[tuple[str, str]]:
    """Return the number of entries for each pair of a line's and a column's code."""
    return Counter(pair for entry in entries for pair in product(lines(entry), columns(entry)))


def _grid(groups: tuple[Group, ...], lines: Iterable[Head], counts: Counter[tuple[str, str]]) -> Grid:
    columns = [head.code for group in groups for head in group.heads]
    return Grid(groups, tuple(Line(head, tuple(counts[head.code, code] for code in columns)) for head in lines))
