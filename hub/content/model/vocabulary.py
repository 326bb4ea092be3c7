"""Vocabularies and other lists of terms: one YAML file each, with labels in both languages in one place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Generic, Literal, TypeVar

from pydantic import Field

from hub.content.model.dates import Day
from hub.content.model.fields import Exempt, Part, Words
from hub.content.model.kinds import Objection

DATE = r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"  # a year, a month, a day, or not known


class WordLists(Part):
    """Other words for a term, by language."""

    vi: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)


class Item(Part):
    """One item of a list, by its id."""

    id: str = Field(min_length=1)

    @property
    def moments(self) -> tuple[datetime, ...]:
        """Return the moments at which something shown of the item changes by the clock alone."""
        return ()

    def overdue(self, now: datetime) -> Iterable[Objection]:
        """Yield what time has made wrong with the item."""
        return ()


class Term(Item):
    """One code with its labels. `aliases` are found and may be shown; `avoid` are found and never shown.

    `elsewhere` are wrong for this and right for something else: found as well, and looked for by nobody. What is `exempt`
    may hold an avoided word wherever it stands. The words of a concept widen a search.
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
    """A public source that several pages cite; `label` is its title, `date` a year, a month or a day."""

    names_concept: ClassVar[bool] = False

    publisher: Words | str = ""
    date: str = Field("", pattern=DATE)
    url: str = ""
    accessed: Day | None = None


T = TypeVar("T", bound=Item)


@dataclass(frozen=True)
class Vocabulary(Generic[T]):
    """The terms of one list, in the file's order."""

    name: str
    title: Words
    terms: Mapping[str, T]
