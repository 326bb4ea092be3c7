"""A plan: what an engine looks for, with weights; and the statistics of an index that the planner needs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from hub.search.query.text import Field


class Meant(NamedTuple):
    """A query as it was understood, with its mistakes corrected: the words to mark in what was found.

    With `is_marked`, a word without marks has none; otherwise it may be any word that folds to it.
    """

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A term of the index, and its weight in proportion to the plan's other terms."""

    field: Field
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Widening:
    """Another phrase for what the reader asked; it counts for a document that has at least `need` of its terms.

    `need` is a share of the terms' weight times their rarity, from 0 to 1; `why` is the phrase as it is shown.
    """

    why: str
    terms: tuple[WeightedTerm, ...]
    need: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What a query looks for. Documents in `lang` count a little more; None prefers none.

    A document is a hit if its share of the terms (weight times rarity) is at least `floor` times the best document's,
    or if a widening matches; with `floor_over_words` neither pairs nor the words in `joining` count. Then a document whose score
    is below `cut` times the best one is left out. `meant` is the query as it was understood. `learned` are phrases of the
    other language, learned from parallel texts, by which a text may have been found.
    """

    terms: tuple[WeightedTerm, ...] = ()
    widenings: tuple[Widening, ...] = ()
    lang: str | None = None
    floor: float = 0.0
    floor_over_words: bool = False
    joining: frozenset[str] = frozenset()
    cut: float = 0.0
    meant: Meant | None = None
    learned: tuple[str, ...] = ()

    def counts(self, term: WeightedTerm) -> bool:
        """Tell whether a term counts towards a document's share."""
        return not (self.floor_over_words and (term.field.is_pair or term.text in self.joining))

    def __bool__(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self.terms or self.widenings)


class IndexStatistics(Protocol):
    """The statistics of an index that the planner needs before the search."""

    @property
    def documents(self) -> int:
        """Return the number of documents."""

    def count(self, field: Field, term: str) -> int:
        """Return the number of documents that have a term; 0 for an unknown one."""

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term of the folded field with the number of documents that have it."""

    def spellings(self, folded: str) -> Collection[str]:
        """Return the terms of the exact field that are written with marks and fold to this syllable."""
