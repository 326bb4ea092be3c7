"""Earlier versions of an entry: what it said before, as far as the history of its files tells."""

from datetime import date
from typing import NamedTuple

from hub.storage.packs import Slot

DIGITS = 12  # hex digits of a version's id


class Version(NamedTuple):
    """One earlier version. `id` begins the digest of its texts, `updated` is their day, `slot` the blob of its Entry.

    `bodies` lists the keys of its rendered texts.
    """

    id: str
    updated: date
    slot: Slot
    bodies: tuple[str, ...]


class History(NamedTuple):
    """The earlier versions of an entry, the newest first; `known` is false where there is no history to read."""

    known: bool = False
    versions: tuple[Version, ...] = ()
