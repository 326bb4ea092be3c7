"""A generation on disk: the Edition and its pages as bytes, under one id, complete before it has its name.

`instance/editions/<id>/` holds `pages.pickle` (what workers serve), `edition.pickle` (what they need to answer a query),
`drafts.pickle` (whether drafts are among it) and `builder.pickle` (what the builder goes on from); the blobs are in
`instance/packs/`. `instance/editions/current` names the generation in force; it is replaced by a rename after everything
that it leads to is on the disk.
"""

import os
import pickle
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from hub.content.archive import Shelf
from hub.content.edition import Edition, Key
from hub.content.packs import Slot
from hub.content.pictures import Picture
from hub.web.headers import Header

ID = re.compile(r"\d{8}-[0-9a-f]{8}")
KEPT = 2


class Made(NamedTuple):
    """A finished page: bytes by content encoding (`identity` always), each in its slot."""

    status: int
    headers: tuple[Header, ...]
    digest: str  # 16 hex digits of the sha256 of the identity bytes
    bodies: dict[str, Slot]


@dataclass
class Pages:
    """Every page of a generation by its path; `catalogues` names the compiled catalogues, `index` the search index."""

    made: dict[str, Made]
    environment: str
    catalogues: str
    index: str


@dataclass
class BuilderState:
    """What the builder goes on from: its shelf, what each page was made from, and the digests of then."""

    shelf: Shelf = field(default_factory=Shelf)
    reads: dict[str, frozenset[Key]] = field(default_factory=dict)
    digests: dict[Key, str] = field(default_factory=dict)
    polished: set[str] = field(default_factory=set)
    environment: str = ""


@dataclass
class Snapshot:
    """An Edition for workers: everything but the texts, which stay in the packs."""

    as_of: datetime
    next_moment: datetime | None
    order: Mapping[str, list[tuple[str, Slot]]]
    aliases: Mapping[tuple[str, str], str]
    vocabularies: Mapping[str, Slot]
    rendered: Mapping[str, Slot]
    digests: Mapping[Key, str]
    problems: int
    pictures: Mapping[str, Picture]

    def placed(self, shelf: Shelf) -> "Snapshot":
        """The same with the slots in which the shelf has everything now."""
        slots = {key: kept.slot for key, kept in shelf.groups.items() if kept.slot is not None}
        return replace(
            self,
            order={kind: [(slug, slots[kind, slug]) for slug, _ in entries] for kind, entries in self.order.items()},
            vocabularies={name: slots["", name] for name in self.vocabularies},
            rendered=shelf.rendered,
        )


class Generations:
    """The folder of generations."""

    def __init__(self, instance: Path) -> None:
        self.folder = instance / "editions"
        self.pointer = self.folder / "current"

    def current(self) -> str | None:
        """The id of the generation in force."""
        try:
            text = self.pointer.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return text if ID.fullmatch(text) and (self.folder / text / "pages.pickle").is_file() else None

    def for_readers(self, drafts: bool) -> str | None:
        """The id of the generation in force, unless it shows drafts where none are to be shown, or the other way round.

        After `serve --drafts`, nobody else may see for a moment what was made for its eyes.
        """
        name = self.current()
        try:
            return name if name is not None and self.load(name, "drafts") is drafts else None
        except Exception:  # damaged, or of an earlier version: the builder makes another
            return None

    def load(self, name: str, part: str) -> Any:
        """A part of a generation. Raises OSError, or what unpickling a damaged file raises."""
        return pickle.loads((self.folder / name / f"{part}.pickle").read_bytes())

    def store(self, parts: Mapping[str, object]) -> str:
        """Write a generation and put it in force; its id."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max((int(path.name[:8]) for path in self.folder.iterdir() if ID.fullmatch(path.name)), default=0) + 1
        name = f"{number:08d}-{secrets.token_hex(4)}"
        building = self.folder / f".build-{name}"
        building.mkdir()
        for part, value in parts.items():
            _write(building / f"{part}.pickle", pickle.dumps(value, protocol=5))
        _sync(building)
        building.rename(self.folder / name)
        _write(self.folder / ".current", name.encode())
        os.replace(self.folder / ".current", self.pointer)
        _sync(self.folder)
        return name

    def drop_old(self) -> None:
        """Remove all but the newest generations, and what a killed builder left."""
        names = sorted(path.name for path in self.folder.iterdir() if ID.fullmatch(path.name))
        for name in names[:-KEPT]:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for path in self.folder.glob(".build-*"):
            shutil.rmtree(path, ignore_errors=True)

    def kept(self) -> list[str]:
        """The ids of the generations on disk, oldest first."""
        return sorted(path.name for path in self.folder.iterdir() if ID.fullmatch(path.name))


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def snapshot_of(edition: Edition, shelf: Shelf) -> Snapshot:
    """What workers need of an Edition; entries and vocabularies stay in the packs, by slot."""
    slots = {key: kept.slot for key, kept in shelf.groups.items() if kept.slot is not None}
    return Snapshot(
        edition.as_of,
        edition.next_moment,
        {kind: [(slug, slots[kind, slug]) for slug in cards] for kind, cards in edition.cards.items()},
        edition.aliases,
        {name: slots["", name] for name in edition.vocabularies},
        shelf.rendered,
        edition.digests,
        len([problem for problem in edition.problems if problem.severity == "error"]),
        edition.pictures,
    )
