"""The available search engines, by the name that `HUB_SEARCH` gives."""

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from hub.search.engine import Engine

ENGINES = MappingProxyType({"whoosh": "hub.search.whoosh.engine", "tantivy": "hub.search.tantivy.engine"})
"""The module of each engine; it is imported when the engine is first used."""


class EngineModule(Protocol):
    """The functions that an engine's module offers; each generation has a folder of its own."""

    def open_index(self, folder: Path, *, check: bool = False) -> Engine:
        """Open a finished generation for searching; `check` compares every byte with its checksum first.

        Raises IndexUnusable if it is missing, damaged, or of another version.
        """

    def start_index(self, folder: Path, previous: Path | None = None) -> Engine:
        """Start a generation in an empty or missing folder, empty or with all that `previous` holds.

        Raises IndexUnusable if `previous` cannot be used, and FileExistsError if the folder is not empty.
        """


def engine_module(name: str) -> EngineModule:
    """Import the module of an engine. Raises KeyError for a name that is not in ENGINES."""
    return cast(EngineModule, import_module(ENGINES[name]))
