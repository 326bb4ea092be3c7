"""The first build of an Edition and its pages, in a process of its own: `python -m tools.bench.programs.first_build`.

The settings come from variables of the environment. The search index is left out, and so is the final compression,
which `polish` does when the builder is idle. Prints a JSON object.
"""

import gc
import json
import sys
import time
from pathlib import Path

from hub.build.builder import Builder
from hub.config import from_environment
from hub.content.clock import clock_from
from hub.content.edition import Edition
from hub.search.indexing import Indexes


class NoIndexes(Indexes):
    """Replaces the search index by one that is always up to date."""

    def __init__(self) -> None:
        super().__init__(Path(), "", {})

    def usable(self, name: str) -> bool:
        return True

    def count(self, name: str) -> int:
        return 0

    def work(self, name: str, edition: Edition) -> int:
        return 0

    def update(self, name: str, edition: Edition) -> str:
        return name

    def drop_all_but(self, *names: str) -> None:
        """Do nothing, since there is no index to remove."""


def main() -> None:
    """Build once; `cpu_s` counts the whole process, including the interpreter and its imports."""
    imported = time.process_time()
    gc.disable()  # as the command `build` does
    settings = from_environment()
    builder = Builder(settings, clock_from(settings.now, time.time()))
    builder.indexes = NoIndexes()
    builder.build()
    pages = len(builder.pages.made) if builder.pages else 0
    sys.stdout.write(json.dumps({"pages": pages, "imports_cpu_s": imported, "cpu_s": time.process_time()}) + "\n")


if __name__ == "__main__":
    main()
