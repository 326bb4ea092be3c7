"""What a page may be made from. A Reader notes a key for whatever it is asked; the Edition has a digest for each."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that pages depend on. Equal keys are of the same type and name the same thing."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as type and values: thousands of keys are written at every edit."""
        return type(self), tuple(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True)
class EntryKey(Key):
    """An entry with everything in it."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class PlaceKey(Key):
    """Where an entry is found, in which languages, and whether it is shown; or where its slug of earlier leads."""

    kind: str
    slug: str


@dataclass(frozen=True, slots=True)
class KindKey(Key):
    """Which entries of a kind there are, and everything in them."""

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
    """The last moment that has changed something by the clock alone."""
