"""What other processes ask of the builder: to make again what they found damaged, or to accept a removal.

A request is an empty file, `instance/requests/<what>.<name>`; the builder removes it when it has done what was asked.
"""

import logging
from contextlib import suppress
from pathlib import Path
from typing import Literal

from hub.storage.sealed import Damaged, What

LOG = logging.getLogger("hub")


class Requests:
    """The requests in an instance folder."""

    def __init__(self, instance: Path) -> None:
        self.folder = instance / "requests"

    def ask(self, what: What | Literal["removals"], name: str = "all") -> bool:
        """Ask that the thing with this name be made again; return whether nobody has asked for it yet."""
        with suppress(OSError):  # on a full disk the next reader asks again
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / f"{what}.{name}").touch(exist_ok=False)
            return True
        return False

    def report(self, error: Damaged) -> None:
        """Ask that what was found damaged be made again; the first to ask writes it into the log."""
        if error.what is not None and self.ask(error.what, error.name):
            LOG.error("%s; it is made again", error)

    def open(self) -> list[tuple[str, str]]:
        """Return what is asked for: each thing's kind and name."""
        try:
            names = sorted(path.name for path in self.folder.iterdir())
        except OSError:
            return []
        return [(what, name) for what, _, name in (each.partition(".") for each in names)]

    def close(self, what: str, name: str) -> None:
        """Remove a request, whether or not there is one."""
        with suppress(OSError):
            (self.folder / f"{what}.{name}").unlink()
