"""Keys of what a page may depend on. A Reader notes a key for all it is asked; an Edition has a digest for each."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that pages depend on. Keys are equal if they have the same type and name the same thing."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as the type and its values, because thousands of keys are written at every edit."""
        return type(self), tuple(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True)
class EntryKey(Key):
    """An entry with everything in it."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class PlaceKey(Key):
    """The place of an entry, its languages and whether it is shown; or the slug to which an earlier slug leads."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class RevisionsKey(Key):
    """The recorded changes of an entry."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class VersionsKey(Key):
    """The earlier versions of an entry."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class RelationsKey(Key):
    """Which other entries name an entry, and which are near to it."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class RemarksKey(Key):
    """What editors are told of the entries of a kind beyond what stands in the entries themselves."""

    kind: str


@dataclass(frozen=True, slots=True)
class KindKey(Key):
    """The list of a kind's entries, and everything in them."""

    kind: str


@dataclass(frozen=True, slots=True)
class TermsKey(Key):
    """The terms of a vocabulary."""

    vocabulary: str


@dataclass(frozen=True, slots=True)
class PictureKey(Key):
    """The renditions of an original, by its digest."""

    digest: str


@dataclass(frozen=True, slots=True)
class ClockKey(Key):
    """The last moment at which something changed by the clock alone."""
