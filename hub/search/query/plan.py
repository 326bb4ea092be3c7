"""A plan: what an engine looks for, with weights; and the statistics of an index that the planner needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hub.search.query.text import Field


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
    or if a widening matches.
    """

    terms: tuple[WeightedTerm, ...] = ()
    widenings: tuple[Widening, ...] = ()
    lang: str | None = None
    floor: float = 0.0

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
