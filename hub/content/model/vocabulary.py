"""Vocabularies and other lists of terms: one YAML file each, with the labels in both languages side by side."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Literal, TypeVar

from pydantic import Field

from hub.content.model.dates import HANOI, Day, is_year_old
from hub.content.model.fields import Exempt, Part, Words
from hub.content.model.kinds import Objection
from hub.messages import N_

DATE = r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"  # a year, a month or a day; empty if not known
NOT_LOOKED_AT = N_(
    "the source %(id)s was last looked at on %(day)s, more than a year ago; open it again, correct what has changed here, and write the day in accessed"
)


class WordLists(Part):
    """Other words for a term, by language."""

    vi: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)


class Item(Part):
    """An item of a list."""

    id: str = Field(min_length=1)

    @property
    def moments(self) -> tuple[datetime, ...]:
        """Return the moments at which something shown of the item changes by the clock alone."""
        return ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the numbers that name the item and count nothing, such as those that are dialled for it."""
        return ()

    def overdue(self, now: datetime) -> Iterable[Objection]:
        """Yield what has become outdated in the item by `now`."""
        return ()


class Term(Item):
    """A code with its labels, and the other words for it.

    The search finds all of them. `aliases` may be shown; `avoid` are never shown, and `check` reports them in texts.
    `elsewhere` are wrong for this term but right for another, so `check` does not report them. A phrase in `exempt` may
    contain an avoided word anywhere. If `names_concept`, the words of the term widen a search.
    """

    names_concept: ClassVar[bool] = True

    label: Words
    note: Words | None = None
    group: str = ""
    aliases: WordLists = Field(default_factory=WordLists)
    avoid: WordLists = Field(default_factory=WordLists)
    elsewhere: WordLists = Field(default_factory=WordLists)
    exempt: list[Exempt] = Field(default_factory=list)
    mark: Literal["", "sourced", "joined", "proposed"] = ""
    source: str = ""
    short: Words | None = None


class Source(Term):
    """A public source that several pages cite. `label` is its title; `date` is a year, a month or a day."""

    names_concept: ClassVar[bool] = False

    publisher: Words | str = ""
    date: str = Field("", pattern=DATE)
    url: str = ""
    accessed: Day | None = None

    def overdue(self, now: datetime) -> Iterator[Objection]:
        """Yield an objection if nobody has looked at the source for a year."""
        if self.accessed is not None and is_year_old(self.accessed, now.astimezone(HANOI).date()):
            values = {"id": self.id, "day": self.accessed.isoformat()}
            yield Objection("accessed", NOT_LOOKED_AT, values, "source", "warning")


T = TypeVar("T", bound=Item)


@dataclass(frozen=True)
class Vocabulary(Generic[T]):
    """The terms of one list, in the file's order."""

    name: str
    title: Words
    terms: Mapping[str, T]


def named_numbers(vocabularies: Iterable[Vocabulary[Any]]) -> frozenset[str]:
    """Return the numbers that name items of lists and count nothing (see Item.numbers)."""
    return frozenset(number for each in vocabularies for item in each.terms.values() for number in item.numbers)
