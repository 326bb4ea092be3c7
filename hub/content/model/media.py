"""A file beside an entry, as a page needs to know it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """A picture beside an entry. `size` is in bytes, `width` and `height` in pixels.

    `digest` is the first 16 hex digits of the file's sha256. `located` means that the file says where the picture was
    taken, and `animated` that it moves; only its first picture is shown.
    """

    name: str
    type: str
    size: int
    digest: str
    width: int
    height: int
    located: bool = False
    animated: bool = False
