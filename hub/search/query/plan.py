"""A plan: what an engine is to look for, with weights; and what the planner may ask of an index to make one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hub.search.query.text import Field


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """One term of the index and what a document that has it is worth, in proportion to the plan's other terms."""

    field: Field
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Widening:
    """Another word for what the reader asked: it counts for a document that has at least `need` of its terms.

    `need` is a share of the terms' weight (times their rarity), from 0 to 1; `why` is what the reader is told.
    """

    why: str
    terms: tuple[WeightedTerm, ...]
    need: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A query, read. Documents in `lang` count a little more; None prefers none.

    A document is a hit if it has at least `floor` times as much of the terms (weight times rarity) as the one that has
    most of them, or the terms of a widening.
    """

    terms: tuple[WeightedTerm, ...] = ()
    widenings: tuple[Widening, ...] = ()
    lang: str | None = None
    floor: float = 0.0

    def __bool__(self) -> bool:
        """Is there anything to look for?"""
        return bool(self.terms or self.widenings)


class IndexStatistics(Protocol):
    """What the planner may ask of an index before the search."""

    @property
    def documents(self) -> int:
        """How many documents there are."""

    def count(self, field: Field, term: str) -> int:
        """Return in how many documents a term stands; 0 for one that the index does not know."""

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term of the folded field, with in how many documents it stands."""
