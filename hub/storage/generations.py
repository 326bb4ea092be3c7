"""A generation on disk: the Edition and its pages as bytes, under one id, named only once it is complete.

`instance/editions/<id>/` holds `pages.pickle` (what workers serve), `edition.pickle` (what they need to answer a
query), `drafts.pickle` (whether it includes drafts) and `builder.pickle` (what the builder continues from);
hub.build.records describes each; each is sealed by its digest. The blobs are in `instance/packs/`.

`instance/editions/current` names the generation in force. It is replaced by a rename, after everything it leads to is
on the disk.
"""

import logging
import pickle
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from hub.storage import durable, sealed
from hub.storage.requests import Requests
from hub.storage.sealed import Damaged

LOG = logging.getLogger("hub")
ID = re.compile(r"\d{8}-[0-9a-f]{8}")
KEPT = 2
PARTS = 4  # files of a generation


class Generations:
    """Reads and writes the generations of an instance folder. Damage is reported to `requests`, if given."""

    def __init__(self, instance: Path, requests: Requests | None = None) -> None:
        self.folder, self.requests = instance / "editions", requests
        self.pointer = self.folder / "current"
        self._told: set[str] = set()
        self._sizes: dict[str, list[int]] = {}

    def current(self) -> str | None:
        """Return the id of the generation in force; None if there is none."""
        try:
            text = self.pointer.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return text if ID.fullmatch(text) and (self.folder / text / "pages.pickle").is_file() else None

    def for_readers(self, drafts: bool) -> str | None:
        """Return the id of the first of `readable`; None if there is none."""
        return next(self.readable(drafts), None)

    def readable(self, drafts: bool) -> Iterator[str]:
        """Yield the ids of the generations that readers may see, the one in force first.

        The older ones are for when that one is damaged. Those built for the other value of `drafts` are left out, and
        if the one in force is such, so are all: after `serve --drafts`, drafts must not be shown to the public even for
        a moment.
        """
        current = self.current()
        if current is not None and self._drafts(current) is (not drafts):
            return
        names = ([current] if current else []) + [name for name in reversed(self.kept()) if name != current]
        yield from (name for name in names if self._drafts(name) is drafts)

    def _drafts(self, name: str) -> bool | None:
        """Tell whether a generation has drafts; None if it is damaged or from another version, which is logged once."""
        try:
            return bool(self.load(name, "drafts"))
        except Exception as error:  # unpickling may raise anything; the builder writes another
            self.tell(name, error)
            return None

    def tell(self, name: str, error: Exception) -> None:
        """Log, once, that a generation cannot be read."""
        if name not in self._told:
            self._told.add(name)
            LOG.warning("the generation %s cannot be read (%s); the builder makes another", name, error)

    def load(self, name: str, part: str) -> Any:
        """Load a part of a generation. Raises Damaged or OSError, or what unpickling that of another version raises."""
        try:
            return pickle.loads(sealed.read(self.folder / name / f"{part}.pickle"))
        except Damaged as error:
            known = Damaged(str(error), "generation", name)
            if self.requests is not None and (self.folder / name).is_dir():  # otherwise it has only become old
                self.requests.report(known)
            raise known from error

    def newest(self, part: str) -> Any:
        """Return a part of the newest generation in which it can be read; None if there is none."""
        for name in reversed(self.kept()):
            with suppress(Exception):  # unpickling may raise anything
                return self.load(name, part)
        return None

    def is_whole(self, name: str) -> bool:
        """Tell whether all files of a generation are there, and as large as they were when this was first asked."""
        try:
            sizes = [path.stat().st_size for path in sorted((self.folder / name).glob("*.pickle"))]
        except OSError:
            return False
        return len(sizes) >= PARTS and self._sizes.setdefault(name, sizes) == sizes

    def store(self, parts: Mapping[str, object], rest_of: str = "") -> str:
        """Write a generation, put it in force, and return its id.

        Parts that are not given are taken from the generation `rest_of`.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max((int(path.name[:8]) for path in self.folder.iterdir() if ID.fullmatch(path.name)), default=0) + 1
        name = f"{number:08d}-{secrets.token_hex(4)}"
        with durable.new_folder(self.folder / name) as building:
            for part, value in parts.items():
                (building / f"{part}.pickle").write_bytes(sealed.seal(pickle.dumps(value, protocol=5)))
            for path in (self.folder / rest_of).glob("*.pickle") if rest_of else ():
                if path.stem not in parts:
                    durable.link(path, building / path.name)
        durable.write(self.pointer, name)
        return name

    def drop_old(self, interim: str = "", alone: bool = False) -> None:
        """Remove all but the newest generations, and what a killed builder left behind.

        `interim` names a generation that served only for a moment; it is removed too. With `alone`, only the newest
        stays: the packs of those before it are gone, or hold what may not be kept.
        """
        names = [name for name in self.kept() if name != interim]
        for name in [*names[: -1 if alone else -KEPT], *([interim] if interim else [])]:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        durable.clear_unfinished(self.folder)

    def kept(self) -> list[str]:
        """Return the ids of the generations on disk, oldest first."""
        try:
            return sorted(path.name for path in self.folder.iterdir() if ID.fullmatch(path.name))
        except FileNotFoundError:
            return []
