"""A generation on disk: the Edition and its pages as bytes, under one id, named only once it is complete.

`instance/editions/<id>/` holds `pages.pickle` (what workers serve), `edition.pickle` (what they need to answer a
query), `drafts.pickle` (whether it includes drafts) and `builder.pickle` (what the builder continues from);
hub.build.records describes each. The blobs are in `instance/packs/`.

`instance/editions/current` names the generation in force. It is replaced by a rename, after everything it leads to is
on the disk.
"""

import pickle
import re
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hub.storage import durable

ID = re.compile(r"\d{8}-[0-9a-f]{8}")
KEPT = 2


class Generations:
    """Reads and writes the generations of an instance folder."""

    def __init__(self, instance: Path) -> None:
        self.folder = instance / "editions"
        self.pointer = self.folder / "current"

    def current(self) -> str | None:
        """Return the id of the generation in force; None if there is none."""
        try:
            text = self.pointer.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return text if ID.fullmatch(text) and (self.folder / text / "pages.pickle").is_file() else None

    def for_readers(self, drafts: bool) -> str | None:
        """Return the id of the generation in force; None if it was built for the other value of `drafts`.

        After `serve --drafts`, drafts must not be shown to the public even for a moment.
        """
        name = self.current()
        try:
            return name if name is not None and self.load(name, "drafts") is drafts else None
        except Exception:  # damaged, or from an earlier version: the builder writes another
            return None

    def load(self, name: str, part: str) -> Any:
        """Load a part of a generation. Raises OSError, or whatever unpickling a damaged file raises."""
        return pickle.loads((self.folder / name / f"{part}.pickle").read_bytes())

    def store(self, parts: Mapping[str, object], rest_of: str = "") -> str:
        """Write a generation, put it in force, and return its id.

        Parts that are not given are taken from the generation `rest_of`.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max((int(path.name[:8]) for path in self.folder.iterdir() if ID.fullmatch(path.name)), default=0) + 1
        name = f"{number:08d}-{secrets.token_hex(4)}"
        with durable.new_folder(self.folder / name) as building:
            for part, value in parts.items():
                (building / f"{part}.pickle").write_bytes(pickle.dumps(value, protocol=5))
            for path in (self.folder / rest_of).glob("*.pickle") if rest_of else ():
                if path.stem not in parts:
                    durable.link(path, building / path.name)
        durable.write(self.pointer, name)
        return name

    def drop_old(self, interim: str = "") -> None:
        """Remove all but the newest generations, and what a killed builder left behind.

        `interim` names a generation that served only for a moment; it is removed too.
        """
        names = [name for name in self.kept() if name != interim]
        for name in [*names[:-KEPT], *([interim] if interim else [])]:
            shutil.rmtree(self.folder / name, ignore_errors=True)
        durable.clear_unfinished(self.folder)

    def kept(self) -> list[str]:
        """Return the ids of the generations on disk, oldest first."""
        return sorted(path.name for path in self.folder.iterdir() if ID.fullmatch(path.name))
