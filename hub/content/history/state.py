"""What is kept of the history of entries between runs."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hub.content.model.versions import History, Version
from hub.storage.packs import Slot

Key = tuple[str, str]  # kind and slug
Pair = tuple[tuple[str, str], ...]  # the language and the id of the content of each file of a version; () if removed


class Past(NamedTuple):
    """What was read of one version: what may be shown of it, and whether it asked to have something taken back."""

    version: Version | None
    taken_back: bool


@dataclass
class HistoryState:
    """The commit that was read, what it tells of each entry, and what was read of each version.

    `seen` has the digests of the entries for which `found` was worked out.
    """

    head: str = ""
    pairs: dict[Key, tuple[Pair, ...]] = field(default_factory=dict)
    read: dict[tuple[Key, Pair], Past] = field(default_factory=dict)
    seen: dict[Key, str] = field(default_factory=dict)
    found: dict[Key, History] = field(default_factory=dict)

    def versions(self) -> Iterator[Version]:
        """Yield every version that is kept."""
        yield from (past.version for past in self.read.values() if past.version is not None)

    def slots(self) -> Iterator[Slot]:
        """Yield the slot of every version that is kept."""
        yield from (version.slot for version in self.versions())

    def bodies(self) -> set[str]:
        """Return the keys of the texts of every version that is kept."""
        return {key for version in self.versions() for key in version.bodies}

    def move(self, moved: dict[Slot, Slot]) -> None:
        """Correct the slots of blobs that lie elsewhere now."""

        def placed(version: Version) -> Version:
            return version._replace(slot=moved.get(version.slot, version.slot))

        self.read = {
            key: past._replace(version=placed(past.version)) if past.version else past
            for key, past in self.read.items()
        }
        self.found = {
            key: history._replace(versions=tuple(map(placed, history.versions))) for key, history in self.found.items()
        }

    def forget(self) -> None:
        """Forget everything, so that it is read again."""
        self.head, self.pairs, self.read, self.seen, self.found = "", {}, {}, {}, {}
