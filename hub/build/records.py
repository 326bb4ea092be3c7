"""The records of a generation: its pages, the Edition for workers, and the state from which the builder continues."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from hub.content.edition import Edition
from hub.content.keys import Key
from hub.content.media.renditions import Picture
from hub.content.model.revisions import Revision
from hub.content.model.versions import History
from hub.content.relations import Relations
from hub.content.source.archive_state import ArchiveState
from hub.problems import Problem
from hub.storage.packs import Slot
from hub.web.headers import Header


class FinishedPage(NamedTuple):
    """A built page: the slot of its bytes under each content encoding, `identity` always among them.

    `query` names the parameters that its view reads.
    """

    status: int
    headers: tuple[Header, ...]
    digest: str  # 16 hex digits of the sha256 of the identity bytes
    bodies: dict[str, Slot]
    query: tuple[str, ...] = ()


class PictureFolder(NamedTuple):
    """The folder below `instance/media` with the files of one public digest.

    `names` are the names of a drawing, which has one file; without them, each file is served under its own name.
    `cross_origin` allows other sites to embed the files.
    """

    folder: str
    names: tuple[str, ...] = ()
    cross_origin: bool = False


@dataclass
class Pages:
    """Every page of a generation by its path; `catalogues` and `index` name the compiled catalogues and search index.

    `media` has the folders of the pictures that it shows, by the digest in their addresses.
    """

    made: dict[str, FinishedPage]
    environment: str
    catalogues: str
    index: str
    media: dict[str, PictureFolder] = field(default_factory=dict)


@dataclass
class BuilderState:
    """The state from which the builder continues: its archive, what each page depends on, and the digests.

    `names` is the digest of the names that were withheld when the pages were made.
    """

    archive: ArchiveState = field(default_factory=ArchiveState)
    reads: dict[str, frozenset[Key]] = field(default_factory=dict)
    digests: dict[Key, str] = field(default_factory=dict)
    polished: set[str] = field(default_factory=set)
    environment: str = ""
    late: set[str] = field(default_factory=set)  # pages not rebuilt at the last change
    names: str = ""


@dataclass
class Snapshot:
    """An Edition for workers: everything but the texts, which stay in the packs.

    `cards` are plain tuples by kind, in order, so that a list loads only the entries that it shows.
    """

    as_of: datetime
    next_moment: datetime | None
    order: Mapping[str, list[tuple[str, Slot]]]
    cards: Mapping[str, list[tuple[Any, ...]]]
    aliases: Mapping[tuple[str, str], str]
    vocabularies: Mapping[str, Slot]
    rendered: Mapping[str, Slot]
    digests: Mapping[Key, str]
    problems: int
    pictures: Mapping[str, Picture]
    revisions: Mapping[tuple[str, str], tuple[Revision, ...]]
    relations: Mapping[tuple[str, str], Relations]
    histories: Mapping[tuple[str, str], History]
    remarks: Mapping[tuple[str, str], tuple[Problem, ...]]

    def placed(self, archive: ArchiveState) -> "Snapshot":
        """Return a copy with the archive's current slots."""
        slots = {key: kept.slot for key, kept in archive.groups.items() if kept.slot is not None}
        return replace(
            self,
            order={kind: [(slug, slots[kind, slug]) for slug, _ in entries] for kind, entries in self.order.items()},
            vocabularies={name: slots["", name] for name in self.vocabularies},
            rendered=archive.rendered,
            histories={key: archive.history.found[key] for key in self.histories},
        )


def snapshot_of(edition: Edition, archive: ArchiveState) -> Snapshot:
    """Return the snapshot of an Edition; entries and vocabularies stay in the packs, by slot."""
    slots = {key: kept.slot for key, kept in archive.groups.items() if kept.slot is not None}
    return Snapshot(
        edition.as_of,
        edition.next_moment,
        {kind: [(slug, slots[kind, slug]) for slug in cards] for kind, cards in edition.cards.items()},
        {kind: [tuple(card) for card in cards.values()] for kind, cards in edition.cards.items()},
        edition.aliases,
        {name: slots["", name] for name in edition.vocabularies},
        archive.rendered,
        edition.digests,
        len([problem for problem in edition.problems if problem.severity == "error"]),
        edition.pictures,
        edition.revisions,
        edition.relations,
        edition.histories,
        edition.remarks,
    )
