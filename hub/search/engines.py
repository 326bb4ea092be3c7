"""The search engines that there are, by the name that `HUB_SEARCH` gives."""

from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from hub.search.engine import Engine

ENGINES = MappingProxyType({"whoosh": "hub.search.whoosh.engine"})
"""The module of each engine; it is imported when the engine is first used."""


class EngineModule(Protocol):
    """What the module of an engine offers: its generations, each in a folder of its own."""

    def open_index(self, folder: Path, *, check: bool = False) -> Engine:
        """Open a finished generation for asking; with `check` every byte of it is compared with its checksum first.

        Raises IndexUnusable when it is missing, damaged, or of another version.
        """

    def start_index(self, folder: Path, previous: Path | None = None) -> Engine:
        """Start a generation in a folder that is empty or missing, with nothing or with all that `previous` holds.

        Raises IndexUnusable when `previous` cannot be used, FileExistsError when the folder holds something.
        """


def engine_module(name: str) -> EngineModule:
    """Import the module of an engine. Raises KeyError for a name that is not in ENGINES."""
    return cast(EngineModule, import_module(ENGINES[name]))
