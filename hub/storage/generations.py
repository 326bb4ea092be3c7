"""A generation on disk: the Edition and its pages as bytes, under one id, complete before it has its name.

`instance/editions/<id>/` holds `pages.pickle` (what workers serve), `edition.pickle` (what they need to answer a query),
`drafts.pickle` (whether drafts are among it) and `builder.pickle` (what the builder goes on from); the blobs are in
`instance/packs/` (hub.build.records tells what each is). `instance/editions/current` names the generation in force; it is replaced by a rename after everything
that it leads to is on the disk.
"""

import os
import pickle
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ID = re.compile(r"\d{8}-[0-9a-f]{8}")
KEPT = 2


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

    def store(self, parts: Mapping[str, object], rest_of: str = "") -> str:
        """Write a generation and put it in force; its id. Parts that are not given are those of another one."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max((int(path.name[:8]) for path in self.folder.iterdir() if ID.fullmatch(path.name)), default=0) + 1
        name = f"{number:08d}-{secrets.token_hex(4)}"
        building = self.folder / f".build-{name}"
        building.mkdir()
        for part, value in parts.items():
            _write(building / f"{part}.pickle", pickle.dumps(value, protocol=5))
        for path in (self.folder / rest_of).glob("*.pickle") if rest_of else ():
            if path.stem not in parts:
                _share(path, building / path.name)
        _sync(building)
        building.rename(self.folder / name)
        _write(self.folder / ".current", name.encode())
        os.replace(self.folder / ".current", self.pointer)
        _sync(self.folder)
        return name

    def drop_old(self, interim: str = "") -> None:
        """Remove all but the newest generations, one that was only of the moment, and what a killed builder left."""
        names = [name for name in self.kept() if name != interim]
        for name in [*names[:-KEPT], *([interim] if interim else [])]:
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


def _share(path: Path, target: Path) -> None:
    """The same file under another name, or a copy where there are no such links."""
    try:
        os.link(path, target)
    except OSError:
        _write(target, path.read_bytes())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)
