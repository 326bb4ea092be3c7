"""Renditions: smaller pictures made from an original; which there are, and where they are kept.

`instance/media/<digest of the original>-<recipe>/` holds the renditions of one picture, and `picture.json` with the
facts about them. The folder gets its name only once everything in it is on the disk; it is derived and may be deleted
at any time.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hub.content.model.media import Media
from hub.storage import sealed

WIDTHS = (480, 960, 1600, 2400)
# The best first; last the one that every browser can show.
TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
}
LONGEST_SIDE = 16_383  # pixels that WebP can hold (RFC 9649, 2.6); AVIF holds 65,536 and JPEG 65,500
RECIPE = "2"  # change it when widths or qualities change, so that every picture is made again
FACTS = "picture.json"


@dataclass(frozen=True, slots=True)
class Rendition:
    """A smaller picture: its file name, its media type, and its size in pixels."""

    name: str
    type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All renditions of an original, the narrowest first, and the best type first within each width.

    `digest` is 16 hex digits over all of them, and part of their addresses. `colour` is their mean colour, as
    `#rrggbb`.
    """

    digest: str
    colour: str
    renditions: tuple[Rendition, ...]

    def of_type(self, type: str) -> list[Rendition]:
        """Return the renditions of a media type, the narrowest first."""
        return [rendition for rendition in self.renditions if rendition.type == type]


def is_large(media: Media) -> bool:
    """Tell whether a picture is shown by its renditions.

    That is every raster image; a drawing (SVG) is shown as it is.
    """
    return media.type in TYPES.values() or media.type == "image/png"


def sizes_of(width: int, height: int) -> list[tuple[int, int]]:
    """Return the sizes of the renditions of a picture as it is shown, the widest first; none is an enlargement."""
    widths = [each for each in WIDTHS if each <= width] or [width]
    return [(each, max(1, round(height * each / width))) for each in reversed(widths)]


class Pictures:
    """Finds renditions in the folder of pictures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, Picture] = {}

    def place(self, digest: str) -> Path:
        """Return the path of the folder of an original's renditions, which need not exist yet."""
        return self.folder / f"{digest}-{RECIPE}"

    def find(self, digest: str) -> Picture | None:
        """Return the renditions of an original; None if they do not exist or are incomplete."""
        place = self.place(digest)
        if digest not in self.known:
            try:
                sealed.check_file(place / FACTS, sealed.digests_of(place)[FACTS])
                self.known[digest] = read_facts(place / FACTS)
            except (OSError, ValueError, KeyError, TypeError):
                return None
        found = self.known[digest]
        if all((place / rendition.name).is_file() for rendition in found.renditions):
            return found
        del self.known[digest]
        return None

    def all(self, originals: Iterable[str]) -> dict[str, Picture]:
        """Return the renditions of those originals that have any, by digest."""
        return {digest: found for digest in originals if (found := self.find(digest)) is not None}


def read_facts(path: Path) -> Picture:
    """Read a `picture.json`. Raises OSError, or ValueError, KeyError or TypeError if it is damaged."""
    facts = json.loads(path.read_text("utf-8"))
    renditions = [
        Rendition(fact["name"], fact["type"], int(fact["width"]), int(fact["height"])) for fact in facts["renditions"]
    ]
    if not renditions or not all(re.fullmatch(r"\d+\.[a-z]+", rendition.name) for rendition in renditions):
        raise ValueError(path)
    return Picture(str(facts["digest"]), str(facts["colour"]), tuple(renditions))
