"""Smaller pictures made of large ones: which there are of each, and where they are kept.

`instance/media/<digest of the original>-<recipe>/` holds the renditions of one picture and `picture.json`, what is known of
them. The folder has its name only once everything in it is on the disk; it is derived, and may be removed at any time.
"""

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hub.content.model.kinds import Media
from hub.storage import durable

WIDTHS = (480, 960, 1600, 2400)
TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
}  # the best first, the one that all can read last
RECIPE = "1"  # another one when widths or qualities change: every picture is made again
FACTS = "picture.json"
FOLDER = re.compile(r"([0-9a-f]{16})-([0-9a-z]+)")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One smaller picture: a file's name, its type, and its size in pixels."""

    name: str
    type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All renditions of an original, the narrowest first and of each width the best type first.

    `digest` is 16 hex digits over all of them: the folder of their addresses. `colour` is their mean, as `#rrggbb`.
    """

    digest: str
    colour: str
    renditions: tuple[Rendition, ...]

    def of_type(self, type: str) -> list[Rendition]:
        """The renditions of a type, the narrowest first."""
        return [rendition for rendition in self.renditions if rendition.type == type]


def is_large(media: Media) -> bool:
    """Whether a file beside an entry is shown by its renditions: whatever has pixels. A drawing (SVG) is shown as it is."""
    return media.type in TYPES.values() or media.type == "image/png"


class Pictures:
    """The folder of renditions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: dict[str, Picture] = {}

    def place(self, digest: str) -> Path:
        """Where the renditions of an original are, or will be."""
        return self.folder / f"{digest}-{RECIPE}"

    def find(self, digest: str) -> Picture | None:
        """The renditions of an original; None where they are not made, or not whole."""
        place = self.place(digest)
        if digest not in self.known:
            try:
                self.known[digest] = read_facts(place / FACTS)
            except (OSError, ValueError, KeyError, TypeError):
                return None
        found = self.known[digest]
        if all((place / rendition.name).is_file() for rendition in found.renditions):
            return found
        del self.known[digest]
        return None

    def all(self, originals: Iterable[str]) -> dict[str, Picture]:
        """Of these originals, by digest, the ones that have their renditions."""
        return {digest: found for digest in originals if (found := self.find(digest)) is not None}

    def drop_all_but(self, digests: Iterable[str]) -> None:
        """Remove the renditions of originals that nobody shows any more, those of other recipes, and what a killed maker left."""
        kept = {self.place(digest).name for digest in digests}
        for path in self.folder.glob("*-*"):
            if FOLDER.fullmatch(path.name) and path.name not in kept:
                shutil.rmtree(path, ignore_errors=True)
                self.known.pop(path.name.partition("-")[0], None)
        durable.clear_unfinished(self.folder)


def read_facts(path: Path) -> Picture:
    """What `picture.json` says. Raises OSError, or ValueError, KeyError or TypeError where it is damaged."""
    facts = json.loads(path.read_text("utf-8"))
    renditions = [
        Rendition(each["name"], each["type"], int(each["width"]), int(each["height"])) for each in facts["renditions"]
    ]
    if not renditions or not all(re.fullmatch(r"\d+\.[a-z]+", each.name) for each in renditions):
        raise ValueError(path)
    return Picture(str(facts["digest"]), str(facts["colour"]), tuple(renditions))
