"""A file beside an entry, as a page needs to know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """A picture beside an entry. `digest` is 16 hex digits of its sha256; size in bytes; width and height in pixels.

    `located` pictures tell where they were taken.
    """

    name: str
    type: str
    size: int
    digest: str
    width: int
    height: int
    located: bool = False
