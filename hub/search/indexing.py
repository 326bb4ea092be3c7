"""Index an Edition for search, with one folder for each generation of the index."""

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from hub.content.edition import Edition
from hub.feature import Features, Findable, SearchFields
from hub.search.engine import Engine, IndexUnusable, Searchable
from hub.search.engines import engine_module
from hub.search.parallel_texts import keep_pairs, kept_pairs
from hub.search.searchable import searchable, searchable_term, stamps
from hub.storage import durable

NO_FIELDS = SearchFields()
NOTHING_ELSE: Mapping[str, Findable] = {}


class Indexes:
    """The folder of indexes, one a generation, each never changed once it is there; `engine` is a name in ENGINES."""

    def __init__(
        self,
        folder: Path,
        engine: str,
        fields: Mapping[str, SearchFields],
        findable: Mapping[str, Findable] = NOTHING_ELSE,
    ) -> None:
        self.folder, self.engine, self.fields, self.findable = folder, engine, fields, findable
        self._whole: tuple[str, int] = ("", 0)  # an index found intact, and its number of files
        self._held: tuple[str, Mapping[str, str]] = ("", {})  # an index, and the stamps of its texts

    def usable(self, name: str) -> bool:
        """Tell whether an index is intact and of this version.

        Its contents are checked once; later calls only check that all files are there.
        """
        files = self._files(name)
        if files and self._whole != (name, files) and self.open(name, check=True) is not None:
            self._whole = (name, files)
        return bool(files) and self._whole == (name, files)

    def _files(self, name: str) -> int:
        try:
            return len(list((self.folder / name).iterdir())) if name else 0
        except OSError:
            return 0

    def held(self, name: str) -> Mapping[str, str]:
        """Return the stamps of the texts that an index holds, by id; empty if there is no index."""
        if self._held[0] != name:
            engine = self.open(name)
            self._held = (name, dict(engine.digests) if engine else {})
        return self._held[1]

    def count(self, name: str) -> int:
        """Return how many texts an index holds; 0 if there is none."""
        return len(self.held(name))

    def work(self, name: str, edition: Edition) -> int:
        """Return how many texts must be indexed or removed to bring an index up to date."""
        return len(_differences(self.held(name), stamps(edition, self.findable)))

    def update(self, name: str, edition: Edition) -> str:
        """Return the name of an index of this Edition: the given one if up to date, else a new one built on it."""
        wanted = stamps(edition, self.findable)
        if name and not _differences(self.held(name), wanted):
            return name
        fresh = secrets.token_hex(8)
        with durable.new_folder(self.folder / fresh) as building:
            filling = self._start(building, name)
            differing = _differences(filling.digests, wanted)
            filling.remove([id for id in differing if id not in wanted])
            filling.add(self._searchable(edition, id, wanted[id]) for id in differing if id in wanted)
            filling.commit()
            keep_pairs(building, filling, edition, wanted, self.folder / name if name else None)
        self._whole, self._held = (fresh, self._files(fresh)), (fresh, wanted)
        return fresh

    def _searchable(self, edition: Edition, id: str, stamp: str) -> Searchable:
        kind = id.partition("/")[0]
        if kind in self.findable:
            return searchable_term(edition, id, stamp, self.findable[kind])
        return searchable(edition, id, stamp, self.fields.get(kind, NO_FIELDS))

    def _start(self, building: Path, name: str) -> Engine:
        """Start a generation from the previous one, or from nothing if that cannot be used."""
        module = engine_module(self.engine)
        try:
            return module.start_index(building, self.folder / name if name else None)
        except IndexUnusable:
            shutil.rmtree(building, ignore_errors=True)
            return module.start_index(building)

    def open(self, name: str, check: bool = False) -> Engine | None:
        """Open an index for searching, with its learned pairs of terms; None if there is none that can be used.

        `check` verifies every byte.
        """
        if not name:
            return None
        try:
            engine = engine_module(self.engine).open_index(self.folder / name, check=check)
            engine.pairs = kept_pairs(self.folder / name)
        except IndexUnusable:
            return None
        return engine

    def drop_all_but(self, *names: str) -> None:
        """Remove every other generation, and what a killed builder left behind."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.is_dir() and path.name not in names:
                    shutil.rmtree(path, ignore_errors=True)


def _differences(have: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    return [id for id in {**have, **wanted} if have.get(id) != wanted.get(id)]


def fresh_index(edition: Edition, folder: Path, engine: str, features: Features) -> Engine | None:
    """Build an index of an Edition from nothing, as the only one in a folder, and open it."""
    indexes = Indexes(folder, engine, features.search, features.findable)
    name = indexes.update("", edition)
    indexes.drop_all_but(name)
    return indexes.open(name)
