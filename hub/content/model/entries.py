"""Entries and their cards: an entry's readings, its references, the state of its translations."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, NamedTuple

from hub.content.model.kinds import Kind, M
from hub.content.model.media import Media
from hub.i18n.languages import LANGS, Lang
from hub.i18n.vietnamese import SortKey
from hub.problems import Problem

State = Literal["fresh", "missing", "stale"]


class Reference(NamedTuple):
    """A term that an entry names (`vocabulary` is the list), or if `vocabulary` is empty an entry, as `kind/slug`."""

    vocabulary: str
    target: str
    field: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Translation:
    """How up to date a translation is with its original.

    `sections` lists the fields and section ids that have changed since; `original_updated` is the day of the original's
    last change.
    """

    state: State
    sections: tuple[str, ...]
    original_updated: date


class Card(NamedTuple):
    """The facts of an entry that lists, addresses and checks need without loading the entry.

    `names` lists each term and entry that it refers to once, as (vocabulary, target) of a Reference; `bodies` lists the
    keys of its texts. It is a plain tuple because every card is pickled at every edit.
    """

    kind: str
    slug: str
    parent: str
    original: Lang
    file: str
    titles: Mapping[Lang, str]
    collations: Mapping[Lang, SortKey]
    updated: Mapping[Lang, date]
    order: Any
    draft: bool
    withdrawn: bool
    hidden: bool
    noted: bool
    aliases: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    moments: tuple[datetime, ...]
    media: tuple[Media, ...]
    bodies: tuple[str, ...]
    embargo: datetime | None = None
    version: str = ""

    def awaited(self, now: datetime) -> bool:
        """Tell whether the entry is under embargo at a moment."""
        return self.embargo is not None and now < self.embargo

    @property
    def languages(self) -> tuple[Lang, ...]:
        """Return the languages in which the entry exists, in the order of LANGS."""
        return tuple(lang for lang in LANGS if lang in self.titles)

    def shown_in(self, lang: Lang) -> Lang:
        """Return the language in which a reader of `lang` sees the entry."""
        return lang if lang in self.titles else self.original


@dataclass(frozen=True)
class Entry(Generic[M]):
    """An entry in all languages that it has."""

    kind: str
    slug: str
    parent: str
    original: Lang
    readings: Mapping[Lang, M]
    translations: Mapping[Lang, Translation]
    references: tuple[Reference, ...]
    source: str  # the original's file, as messages name it
    remarks: tuple[Problem, ...] = ()  # what editors should look at in its texts; no reason not to show them

    def reading(self, lang: Lang) -> M:
        """Return the entry in a language, or in its original if it does not exist in that language."""
        return self.readings.get(lang) or self.readings[self.original]

    @property
    def languages(self) -> tuple[Lang, ...]:
        """Return the languages in which the entry exists, in the order of LANGS."""
        return tuple(lang for lang in LANGS if lang in self.readings)

    @property
    def embargo(self) -> datetime | None:
        """Return the moment before which the entry is not public, the latest where its readings differ."""
        return max((reading.embargo for reading in self.readings.values() if reading.embargo), default=None)

    @property
    def secret(self) -> bool:
        """Return whether nothing of the entry may be shown or kept."""
        return any(reading.secret for reading in self.readings.values())

    def card(self, kind: Kind[M]) -> Card:
        """Return the card of the entry."""
        original = self.readings[self.original]
        return Card(
            self.kind,
            self.slug,
            self.parent,
            self.original,
            self.source,
            {lang: reading.title for lang, reading in self.readings.items()},
            {lang: reading.collation for lang, reading in self.readings.items()},
            {lang: reading.updated for lang, reading in self.readings.items()},
            kind.order(original),
            original.draft,
            original.withdrawn,
            original.hidden,
            any(reading.noted for reading in self.readings.values()),
            tuple(original.aliases),
            tuple(dict.fromkeys((sys.intern(named.vocabulary), sys.intern(named.target)) for named in self.references)),
            tuple(kind.moments(original)),
            tuple(original.files.values()),
            tuple(reading.body.key for reading in self.readings.values() if reading.body),
            self.embargo,
            original.version,
        )
