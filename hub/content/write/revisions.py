"""Adding to the records of changes: one line for each change of an entry that its record does not know yet."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from hub.config import Settings
from hub.content.model.dates import HANOI
from hub.content.model.entries import Card
from hub.content.model.kinds import Kind
from hub.content.model.revisions import Revision, last_known, unknown
from hub.content.source.archive import Archive
from hub.content.source.revisions import RECORD, Record, RecordedFields, name_of_record
from hub.messages import N_
from hub.storage import durable


class Recorder:
    """Records what changes. `say` reports a message (N_) with its values.

    It never writes where content comes from a repository of its own: there the line is published with the change.
    """

    def __init__(self, settings: Settings, say: Callable[..., None]) -> None:
        self.settings, self.say = settings, say
        self.told: set[str] = set()  # records that cannot be written, each reported once

    def record(self, archive: Archive, now: datetime) -> None:
        """Add a line for every change that is not recorded yet; what cannot be written is reported once."""
        if self.settings.content_remote:
            return
        for kind in archive.registry.kinds.values():
            record = archive.record(kind)
            if record is None or record.lost:
                continue
            lines = list(unrecorded(kind, record, archive, now))
            if not lines:
                continue
            path = place_of_record(kind, {"content": self.settings.content, "exhibits": self.settings.exhibits})
            text = "".join(map(line_of, lines))
            try:
                durable.append(path, text, new=record.read_from is None)
            except OSError as error:
                self._tell(name_of_record(kind), error)
                continue
            self.told.discard(name_of_record(kind))
            archive.read_records_again()

    def _tell(self, name: str, error: OSError) -> None:
        if name not in self.told:
            self.told.add(name)
            self.say(
                N_("%(file)s cannot be written (%(why)s), so changes are not announced; let the hub write to it"),
                file=name,
                why=error.strerror or error,
            )


def place_of_record(kind: Kind[Any], roots: Mapping[str, Path]) -> Path:
    """Return the path of a kind's record below the folders of content."""
    return roots[kind.root] / kind.folder / RECORD


def unrecorded(kind: Kind[Any], record: Record, archive: Archive, now: datetime) -> Iterator[Revision]:
    """Yield a revision for each public entry whose present values its record does not know.

    What is in a record that only begins counts as created on the day of its `updated`. Drafts are left out, and entries
    whose files have errors.
    """
    fields: RecordedFields | None = None
    cards = {card.slug: (card, digest) for card, digest in archive.cards() if card.kind == kind.name}
    for card, digest in cards.values():
        if card.draft or record.compared.get(card.slug) == digest:
            continue
        if not archive.is_sound((card.kind, card.slug)):
            continue
        fields = fields or RecordedFields(kind)
        known = record.of(card, cards)
        values = unknown(last_known(known), fields.of_entry(archive.get((card.kind, card.slug))))
        if not values:
            record.compared[card.slug] = digest
        elif not record.revisions:
            yield Revision(created(card), card.slug, values)
        else:
            # Never before what is recorded already: a rehearsal may be in the past.
            yield Revision(max([now, *(revision.at for revision in known)]), card.slug, values)


def created(card: Card) -> datetime:
    """Return the moment at which an entry without a record counts as created."""
    return datetime.combine(card.updated[card.original], time(), HANOI)


def line_of(revision: Revision) -> str:
    """Return the line of a revision, with its end."""
    at = revision.at.astimezone(HANOI)
    moment = at.isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    written = {"at": moment, "slug": revision.slug, "values": revision.values}
    return json.dumps(written, ensure_ascii=False) + "\n"
