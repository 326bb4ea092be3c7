"""What the builder says of itself to the processes that serve: which process it is, and what is wrong.

`instance/builder.status` has room for more than is ever written and is changed in place, so that it can say that the
disk is full.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from hub.storage.sealed import Damaged, seal, unseal

SIZE = 16 * 1024  # bytes


@dataclass(frozen=True)
class Status:
    """The builder's process and its start, the moment at which it must build next, and what is wrong, with since when.

    Moments are ISO 8601; `wrong` maps the name of each fault to its sentence and its beginning.
    """

    process: int = 0
    born: str = ""
    next_moment: str = ""
    wrong: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class StatusFile:
    """The status in an instance folder: written by the builder, read by anybody."""

    def __init__(self, instance: Path) -> None:
        self.path = instance / "builder.status"

    def write(self, status: Status) -> None:
        """Write the status in place; do nothing if the folder cannot be written to."""
        data = seal(json.dumps(asdict(status)).encode())
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o600)
            try:
                os.pwrite(file, len(data).to_bytes(4, "big") + data.ljust(SIZE, b" "), 0)
            finally:
                os.close(file)

    def read(self) -> Status | None:
        """Return the status; None if there is none, or if it is being written at this moment."""
        try:
            data = self.path.read_bytes()
            found = json.loads(unseal(data[4 : 4 + int.from_bytes(data[:4], "big")], self.path))
            return Status(**found | {"wrong": {name: (text, since) for name, (text, since) in found["wrong"].items()}})
        except (Damaged, OSError, ValueError, KeyError, TypeError):
            return None


def born(process: int) -> str:
    """Return when a process was started, in a form for comparison; empty if it does not run or has been stopped.

    On systems without /proc, every running process gives the same.
    """
    try:
        state, *rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return rest[18] if state not in "ZXTt" else ""
    except (OSError, IndexError):
        if Path("/proc/self/stat").exists():
            return ""
    try:
        os.kill(process, 0)
    except OSError:
        return ""
    return "running"
