"""What an archive keeps between runs: the result of reading each group of files, by slots of the packs."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from hub.content.history.state import HistoryState
from hub.content.model.entries import Card
from hub.content.source.revisions import Record
from hub.content.source.survey import Fingerprint, GroupKey
from hub.problems import Problem
from hub.storage.packs import Slot


class GroupRecord(NamedTuple):
    """The result of reading a group. `slot` is the blob of an Entry or Vocabulary.

    It is None if the group could never be read, or if nothing of it may be kept: until its embargo ends (`awaits`), or
    because it withholds a name (`secret`).
    """

    fingerprint: Fingerprint
    slot: Slot | None
    digest: str
    problems: tuple[Problem, ...]
    card: Card | None = None
    stale: bool = False  # the last good version of files that now have errors; its line numbers are not theirs
    awaits: datetime | None = None
    secret: bool = False


CARD = GroupRecord._fields.index("card")


@dataclass
class ArchiveState:
    """What an archive keeps between runs: results by group, rendered texts by key, records of changes by kind, and earlier versions.

    `form` is the digest of the code that made them, `known` the number of entries and lists by folder, which stays when
    other code must read everything again. `names` is the digest of the withheld names that its texts are without.
    """

    form: str = ""
    groups: dict[GroupKey, GroupRecord] = field(default_factory=dict)
    rendered: dict[str, Slot] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    names: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    history: HistoryState = field(default_factory=HistoryState)

    def __getstate__(self) -> tuple[Any, ...]:
        """Return plain tuples, which pickle three times as fast as named ones.

        The whole state is pickled at every edit.
        """
        groups = {
            key: (*kept[:CARD], kept.card and (*kept.card,), *kept[CARD + 1 :]) for key, kept in self.groups.items()
        }
        return self.form, groups, self.rendered, self.known, self.names, self.records, self.history

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.form, groups, self.rendered, self.known, self.names, self.records, self.history = state
        self.groups = {
            key: GroupRecord._make((*kept[:CARD], kept[CARD] and Card._make(kept[CARD]), *kept[CARD + 1 :]))
            for key, kept in groups.items()
        }
