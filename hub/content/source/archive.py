"""The two folders, read into entries and vocabularies; files that have not changed are not read again."""

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hub.content.digests import digest_of_value, form_of
from hub.content.markdown.renderer import VERSION, Renderer
from hub.content.media.inspecting import inspect_media
from hub.content.model.body import Body, Rendered
from hub.content.model.entries import Card, Entry
from hub.content.model.kinds import Kind, Model
from hub.content.model.registry import Registry
from hub.content.model.vocabulary import Source, Term, Vocabulary
from hub.content.source.archive_state import ArchiveState, GroupRecord
from hub.content.source.folder import read_text
from hub.content.source.losses import Losses, places_of
from hub.content.source.pairing import EntryBuilder
from hub.content.source.revisions import Record, name_of_record, read_record, unread
from hub.content.source.survey import FileGroup, GroupKey, Survey, names_of
from hub.content.source.vocabulary_file import line_of, read_vocabulary
from hub.content.source.withheld.names import FOREVER, Names
from hub.problems import Problem, Unreadable
from hub.storage.packs import Packs

HELD = 200  # entries cached at once, so that a long-lived process does not come to hold the whole library


class Archive:
    """Reads content/ and exhibits/. Call `refresh` any number of times, and `cards` and `vocabularies` after it.

    `losses` judges whether entries that are not on disk were removed; without it, they always were.
    """

    def __init__(
        self, content: Path, exhibits: Path, registry: Registry, packs: Packs, state: ArchiveState | None = None,
        losses: Losses | None = None,
    ) -> None:  # fmt: skip
        self.registry, self.packs, self.losses = registry, packs, losses
        self.on_disk = Survey(content, exhibits, registry)
        self.state = state or ArchiveState()
        if self.state.form != (form := form_of(registry)):  # other code may read the same files differently
            self.state.form = form
            self.state.groups.clear()
            self.state.history.forget()
            self.state.records = {name: unread(record) for name, record in self.state.records.items()}
        self.renderer: Renderer | None = None
        self.live: dict[GroupKey, Any] = {}
        self.problems: list[Problem] = []
        self.groups: dict[GroupKey, FileGroup] = {}  # as of the last refresh
        self.surveyed: dict[GroupKey, FileGroup] | None = None
        self.secrets: dict[GroupKey, set[str]] = {}  # the names that each secret entry withholds; never on the disk
        self.names = Names()
        self.fresh: dict[str, bytes] = {}  # texts rendered for the group that is being read
        self.now: datetime | None = None

    def refresh(self, now: datetime | None = None) -> None:
        """Read the groups that are new or have changed, and drop those that no longer exist.

        What a lost folder had stays as it was. Entries whose embargo lasts at `now` are read and not kept; without
        `now`, embargoes are not looked at.
        """
        self.now = now
        groups = self.surveyed if self.surveyed is not None else self.survey()
        self.surveyed, self.groups = None, groups
        for gone in self.state.groups.keys() - groups.keys():
            if self._keeps(names_of(self.state.groups[gone].fingerprint)):
                self.problems += self.state.groups[gone].problems
                continue
            del self.state.groups[gone]
            self.live.pop(gone, None)
        self._read_changed(group for group in groups.values() if _may_withhold(group))
        self._withhold(groups)
        self._read_changed(groups.values())
        self.problems += [problem for key in groups for problem in self.state.groups[key].problems]
        self._read_records()
        if not self.beyond_keeping:
            self.state.known = dict(places_of(kept.fingerprint[0][0] for kept in self.state.groups.values()))

    def _read_changed(self, groups: Iterable[FileGroup]) -> None:
        for group in groups:
            kept = self.state.groups.get(group.key)
            if kept is None or self._is_to_read(group, kept):
                self.state.groups[group.key] = self._read(group, kept)

    def _is_to_read(self, group: FileGroup, kept: GroupRecord) -> bool:
        if kept.fingerprint != group.fingerprint:
            return not self._lacks(group, kept)
        if kept.awaits is not None:
            return self.now is None or kept.awaits <= self.now
        is_early = kept.card is not None and self.now is not None and kept.card.awaited(self.now)  # kept with drafts
        return is_early or (kept.secret and group.key not in self.secrets)

    def _withhold(self, groups: Mapping[GroupKey, FileGroup]) -> None:
        """Learn the withheld names; if they have changed, forget all that was read, for it has the name or a gap.

        While the file of one of them is lost, its name is not known, and what was read without it stays.
        """
        secret = {key for key, kept in self.state.groups.items() if kept.secret}
        self.secrets = {key: names for key, names in self.secrets.items() if key in secret}
        self.names = Names(name for names in self.secrets.values() for name in names)
        if secret == self.secrets.keys() and self.names.digest != self.state.names:
            self.state.names = self.names.digest
            self.state.groups = {
                key: kept for key, kept in self.state.groups.items() if kept.secret or key not in groups
            }
            self.live = {}

    def _read_records(self) -> None:
        accepted, before = self.losses is None or self.losses.accepted, self.state.records
        self.state.records = {}
        for kind in self.registry.kinds.values():
            if kind.recorded:
                name = name_of_record(kind)
                self.state.records[kind.name] = read_record(
                    kind, self.on_disk.records.get(name), before.get(kind.name), accepted, self._keeps({name})
                )
        for record in self.state.records.values():
            self.problems += record.problems

    def read_records_again(self) -> None:
        """Read the records of changes that have been written since the last refresh."""
        self.on_disk.groups()
        self._read_records()

    def path_of(self, card: Card, name: str) -> Path | None:
        """Return where a file beside an entry lies; None if it is gone."""
        group = self.groups.get((card.kind, card.slug))
        file = group.beside.get(name) if group is not None else None
        return Path(file.path) if file is not None else None

    def record(self, kind: Kind[Any]) -> Record | None:
        """Return the record of changes of a kind; None if it keeps none."""
        return self.state.records.get(kind.name)

    def is_sound(self, key: GroupKey) -> bool:
        """Tell whether an entry was read from its files as they are, without an error."""
        kept = self.state.groups[key]
        return not kept.stale and all(problem.severity != "error" for problem in kept.problems)

    @property
    def beyond_keeping(self) -> bool:
        """Tell whether a folder is lost whose entries this code has never read, so that they cannot be kept."""
        lost = self.losses.lost if self.losses else ()
        known = places_of(kept.fingerprint[0][0] for kept in self.state.groups.values()) if lost else {}
        return any(known.get(place, 0) < self.state.known.get(place, 0) for place in lost)

    def _keeps(self, names: set[str]) -> bool:
        return self.losses is not None and any(map(self.losses.keeps, names))

    def _lacks(self, group: FileGroup, kept: GroupRecord) -> bool:
        """Tell whether files of a group are lost for a while."""
        return self._keeps(names_of(kept.fingerprint) - names_of(group.fingerprint))

    def group(self, key: GroupKey) -> FileGroup | None:
        """Return the files of an entry as they are on disk now; None if there are none."""
        return self.on_disk.groups().get(key)

    def line_of_term(self, vocabulary: str, id: str, field: str) -> tuple[str, int]:
        """Return the file and line of a term's field, as the list is on disk now."""
        group = self.group(("", vocabulary))
        if group is None:
            return f"content/{vocabulary}", 1
        file = next(iter(group.beside.values()))
        try:
            return file.name, line_of(read_text(file), file.name, id, field)
        except Unreadable:
            return file.name, 1

    def get(self, key: GroupKey) -> Any:
        """Return the Entry or Vocabulary of a group; None if it could never be read."""
        if key not in self.live:
            if len(self.live) >= HELD:
                self.live = {}
            slot = self.state.groups[key].slot
            self.live[key] = pickle.loads(self.packs.get(slot)) if slot else None
        return self.live[key]

    def cards(self) -> Iterator[tuple[Card, str]]:
        """Yield the card of every entry, with the entry's digest."""
        for kept in self.state.groups.values():
            if kept.card is not None:
                yield kept.card, kept.digest

    def survey(self) -> dict[GroupKey, FileGroup]:
        """List the files on disk without reading them; the next `refresh` uses this list."""
        self.surveyed = self.on_disk.groups()
        self.problems = list(self.on_disk.problems)
        if self.losses is not None:
            names: list[str] = []
            fresh: list[str] = []
            kept = self.state.groups
            for key, group in self.surveyed.items():
                (names if key in kept or not kept else fresh).append(kept.get(key, group).fingerprint[0][0])
            self.losses.judge(self.state.known, names, fresh, self.on_disk.unreadable, self.on_disk.missing)
        return self.surveyed

    def pending(self) -> int:
        """Return how many entries and vocabularies are new, changed or gone on disk since they were last read."""
        groups, kept = self.survey(), self.state.groups
        changed = sum(key not in kept or self._is_to_read(group, kept[key]) for key, group in groups.items())
        gone = kept.keys() - groups.keys()
        return changed + sum(not self._keeps(names_of(kept[key].fingerprint)) for key in gone)

    def vocabularies(self) -> Iterator[tuple[Vocabulary[Any], str]]:
        """Yield every vocabulary that could be read, with its digest."""
        for key in self.state.groups:
            if not key[0] and (vocabulary := self.get(key)) is not None:
                yield vocabulary, self.state.groups[key].digest

    def rendered(self, key: str) -> Rendered:
        """Return a rendered text by its key."""
        found: Rendered = pickle.loads(self.packs.get(self.state.rendered[key]))[0]
        return found

    def embargoes(self) -> Iterator[datetime]:
        """Yield the moments at which entries that were not kept become public."""
        yield from (kept.awaits for kept in self.state.groups.values() if kept.awaits not in (None, FOREVER))

    def forget_unused(self) -> None:
        """Drop the rendered texts that no entry or earlier version refers to any more."""
        named = {key for card, _ in self.cards() for key in card.bodies} | self.state.history.bodies()
        self.state.rendered = {key: slot for key, slot in self.state.rendered.items() if key in named}

    def _read(self, group: FileGroup, kept: GroupRecord | None) -> GroupRecord:
        previous = self.get(group.key) if kept else None
        problems: list[Problem] = []
        found: Any = previous
        self.fresh = {}
        if group.kind is None:
            file = next(iter(group.beside.values()))
            try:
                model = self.registry.terms.get(group.key[1], Source if group.key[1] == "sources" else Term)
                text = self.names.without(read_text(file))
                vocabulary, wrong = read_vocabulary(group.key[1], text, file.name, model)
                found = vocabulary if previous is None or not wrong else previous
                problems += wrong
            except Unreadable as error:
                problems += error.problems
        else:
            builder = EntryBuilder(
                self.registry, group.kind, group.key[1], group.parent, group.documents, group.beside, self.names
            )
            found = builder.build(self.render, inspect_media, previous)
            problems += builder.problems
            awaits = self._awaits(found)
            if builder.secrets or awaits is not None:
                self.secrets |= {group.key: builder.secrets} if builder.secrets else {}
                self.live[group.key] = None
                return GroupRecord(
                    group.fingerprint, None, "", tuple(problems), awaits=awaits, secret=bool(builder.secrets)
                )
        return self._keep(group, found, tuple(problems), kept)

    def _awaits(self, found: Entry[Any] | None) -> datetime | None:
        """Return the end of an entry's embargo if it is still to come."""
        ends = found.embargo if found is not None and self.now is not None else None
        return ends if ends is not None and self.now is not None and self.now < ends else None

    def _keep(
        self, group: FileGroup, found: Any, problems: tuple[Problem, ...], kept: GroupRecord | None
    ) -> GroupRecord:
        self.state.rendered |= {key: self.packs.put(blob) for key, blob in self.fresh.items()}
        if kept and found is not None and found is self.live.get(group.key):  # the last good version, unchanged
            return kept._replace(fingerprint=group.fingerprint, problems=problems, stale=True)
        self.live[group.key] = found
        if found is None:
            return GroupRecord(group.fingerprint, None, "", problems)
        digest = digest_of_value(found)
        if kept and kept.digest == digest:
            return kept._replace(fingerprint=group.fingerprint, problems=problems, stale=False)
        card = found.card(group.kind) if group.kind is not None else None
        slot = self.packs.put(pickle.dumps(found, protocol=5))
        return GroupRecord(group.fingerprint, slot, digest, problems, card)

    def render(self, body: str, file: str, first_line: int) -> tuple[Body, list[str], list[Problem]]:
        """Render a text, or take it from those kept; problems get the file and line of this occurrence."""
        if not body.strip():
            return Body(), [], []
        key = hashlib.sha256(f"{VERSION}\n{body}".encode()).hexdigest()[:32]
        slot = self.state.rendered.get(key)
        blob = self.fresh.get(key) if slot is None else self.packs.get(slot)
        if blob is None:
            self.renderer = self.renderer or Renderer(self.registry.places)
            try:
                rendered, links, remarks = self.renderer.render(body, "", 0)
            except Unreadable as error:
                raise Unreadable(*(replace(p, file=file, line=p.line + first_line) for p in error.problems)) from error
            self.fresh[key] = pickle.dumps((rendered, links, remarks), protocol=5)
        else:
            rendered, links, remarks = pickle.loads(blob)
        return Body(key, rendered.sections), links, [replace(p, file=file, line=p.line + first_line) for p in remarks]


def _may_withhold(group: FileGroup) -> bool:
    return group.kind is not None and group.kind.model.secret is not Model.secret
