"""Telling a folder that is lost for a while from entries that were removed on purpose.

A mount that is late or a deployment that is half done must not take the site down: what such a folder had is kept as
it was. The rule, by the number of entries and lists:

- a folder that is not there or cannot be read keeps all that it had;
- so does a folder that lacks more than half of what it had, if that is at least `MANY`, or everything of at least two;
- a smaller loss is an edit; one of `MANY` or more, or what is still lacking when a lost folder comes back, is taken for
  an edit once the files have stayed the same for a while.

`content/`, `exhibits/` and each folder directly in them are looked at. See docs/commands.md, `build --accept-removals`.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from hub.messages import N_

MANY = 5  # entries; fewer that go at once are an edit
STILL = 3.0  # seconds without a change of the files, after which what is lacking was removed on purpose

GONE = N_(
    "the folder %(folder)s is gone; what it had stays public. "
    "If it was removed on purpose, run python3 run.py build --accept-removals"
)
UNREADABLE = N_("%(folder)s cannot be read (%(why)s); what it had stays public")
EMPTIED = N_(
    "the folder %(folder)s has only %(found)d of %(known)d entries; those that it lacks stay public. "
    "If they were removed on purpose, run python3 run.py build --accept-removals"
)


class Loss(NamedTuple):
    """Why a folder's entries are kept although they are not on disk: a message with its values."""

    message: str
    values: Mapping[str, object]


class Losses:
    """Judges the surveys of one builder. `lost` has what is at fault, by folder.

    While `accepted` is set, whatever is not on disk was removed on purpose.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.lost: dict[str, Loss] = {}
        self.waiting: set[str] = set()  # folders whose loss is not told: it is an edit unless the files still change
        self.accepted = False
        self._seen: object = None
        self._since = clock()

    def judge(
        self,
        known: Mapping[str, int],
        names: Iterable[str],
        fresh: Iterable[str],
        unreadable: Mapping[str, str],
        missing: Iterable[str],
    ) -> None:
        """Compare what is `known` by folder with the `names` of the entries on disk, each that of its first file.

        An entry that was moved has its name of before. `fresh` are the names of those that were not known: an entry
        may have been renamed, and be one of these in another folder. `unreadable` gives the reason by the name of a
        folder or file; `missing` are those of the two folders that are not there.
        """
        names, fresh = tuple(names), tuple(fresh)
        if (names, fresh, *unreadable) != self._seen:
            self._seen, self._since = (names, fresh, *unreadable), self.clock()
        found, added = places_of((*names, *fresh)), places_of(fresh)
        lost = {place: Loss(GONE, {"folder": place}) for place in missing if known.get(place)}
        for place, why in unreadable.items():
            lost[place] = Loss(UNREADABLE, {"folder": place, "why": why})
        before = self.lost.keys() | self.waiting
        waiting = set()
        for place, entries in known.items():
            there = found[place] + added[place.partition("/")[0]] - added[place]
            lacking = entries - there
            if lacking <= 0 or any(is_within(place, other) for other in lost):
                continue
            if is_lost(entries, there, "/" not in place):
                lost[place] = Loss(EMPTIED, {"folder": place, "found": found[place], "known": entries})
            elif (lacking >= MANY or place in before) and not self.is_still():
                waiting.add(place)
        if self.accepted:
            lost, waiting = {}, set()
        self.lost, self.waiting = lost, waiting

    def keeps(self, name: str) -> bool:
        """Tell whether an entry with this file is kept although it is not on disk."""
        return any(is_within(name, place) for place in (*self.lost, *self.waiting))

    def is_still(self) -> bool:
        """Tell whether the files have stayed the same for a while."""
        return self.clock() - self._since >= STILL

    def due(self) -> bool:
        """Tell whether to judge again although no file has changed."""
        return self.accepted or (bool(self.waiting) and self.is_still())


def is_lost(known: int, found: int, is_root: bool) -> bool:
    """Tell whether a folder that had `known` entries and now has `found` is at fault."""
    lacking = known - found
    return (lacking >= MANY and lacking * 2 > known) or (is_root and found == 0 and lacking > 1)


def is_within(name: str, place: str) -> bool:
    """Tell whether a file's or folder's name lies in a place, or is that place."""
    return name == place or name.startswith(f"{place}/")


def places_of(names: Iterable[str]) -> Counter[str]:
    """Count entries by folder: the two folders of content, and those directly in them."""
    return Counter(place for name in names for place in _places(name))


def _places(name: str) -> Iterator[str]:
    steps = name.split("/")
    yield steps[0]
    if len(steps) > 2:
        yield f"{steps[0]}/{steps[1]}"
