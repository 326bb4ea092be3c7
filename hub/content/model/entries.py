"""What is known of an entry: its readings, what it names, how its languages stand to one another; and its card."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, NamedTuple

from hub.content.markdown.sections import WrittenSection, digest
from hub.content.model.kinds import Kind, M, Media
from hub.content.source.front_matter import Data
from hub.i18n.languages import LANGS, Lang
from hub.i18n.vietnamese import SortKey

State = Literal["fresh", "missing", "stale"]


class Reference(NamedTuple):
    """Something that an entry names: a term (`vocabulary` is its list) or, where that is empty, an entry as `kind/slug`."""

    vocabulary: str
    target: str
    field: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Translation:
    """How a text stands to its original: what moved on since (fields and section ids), and the day of the original's file."""

    state: State
    sections: tuple[str, ...]
    original_updated: date


class Card(NamedTuple):
    """What lists, addresses and checks need of an entry, without taking the entry out.

    `names` are the terms and entries that it refers to, each once, as in Reference; `bodies` the keys of its texts.
    A plain tuple: every one is pickled at every edit.
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

    @property
    def languages(self) -> tuple[Lang, ...]:
        return tuple(lang for lang in LANGS if lang in self.titles)

    def shown_in(self, lang: Lang) -> Lang:
        """The language in which a reader of `lang` gets it."""
        return lang if lang in self.titles else self.original


@dataclass(frozen=True)
class Entry(Generic[M]):
    """One thing of the content in every language that it has."""

    kind: str
    slug: str
    parent: str
    original: Lang
    readings: Mapping[Lang, M]
    translations: Mapping[Lang, Translation]
    references: tuple[Reference, ...]
    files: Mapping[str, str]  # media by name: the path on disk
    source: str  # the original's file, as messages say it

    def reading(self, lang: Lang) -> M:
        """The entry in a language, or in its original where it is not in that."""
        return self.readings.get(lang) or self.readings[self.original]

    @property
    def languages(self) -> tuple[Lang, ...]:
        return tuple(lang for lang in LANGS if lang in self.readings)

    def card(self, kind: Kind[M]) -> Card:
        """What is known of the entry from outside."""
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
        )


def digests(kind: Kind[Any], data: Data, sections: Sequence[WrittenSection]) -> dict[str, str]:
    """What a translation is held against: the digest of each translated field and section of the original."""
    fields = {name: digest(str(data.values[name])) for name in kind.translated if data.values.get(name)}
    return fields | {part.id: part.digest for part in sections}
