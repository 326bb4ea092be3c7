"""What git tells of a folder: which contents its files have had, by `git log` and `git cat-file`, within limits.

Nothing else is read: no names, no mail addresses, no messages. Settings of the repository that would run a program do
not take effect, and where git refuses (another owner's folder) there is no history.
"""

import os
import subprocess
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from hub.child import bytes_of

SECONDS = 30.0  # for one command, on a busy machine
MOST_COMMITS = 20_000
MOST_BYTES = 200 * 1024  # of a text, as in hub.content.source.folder
SAFELY = ("--no-pager", "--no-replace-objects", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true")  # fmt: skip
QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
GONE = "0" * 7  # what the id of the content of a removed file begins with


class Change(NamedTuple):
    """A file's new content in one commit: its name below the folder, and the id of the content; "" if it was removed."""

    name: str
    blob: str


class Repository:
    """The history of a folder of files. Each method gives nothing where there is none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def head(self) -> str:
        """Return the commit that is checked out; empty without git, without a commit, and in a shallow clone."""
        found = self._git(b"", "rev-parse", "--is-shallow-repository", "HEAD").decode("ascii", "replace").split()
        return found[1] if len(found) == 2 and found[0] == "false" else ""

    def changes(self, folders: Iterable[str]) -> Iterator[list[Change]]:
        """Yield what each commit on the main line changed in some of the folders below this one, the newest first."""
        raw = self._git(
            b"", "log", f"--max-count={MOST_COMMITS}", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames",
            "--no-ext-diff", "--relative", "--format=%x01", "HEAD", "--", *folders,
        )  # fmt: skip
        for commit in raw.split(b"\x01")[1:]:
            fields = commit.strip(b"\0\n").split(b"\0")
            pairs = zip(fields[::2], fields[1::2], strict=False)
            yield [_change(row, name) for row, name in pairs if row.lstrip(b"\n").startswith(b":")]

    def contents(self, blobs: Collection[str]) -> dict[str, bytes]:
        """Return the contents of these ids; those that are missing or too large for a text are left out."""
        if not blobs:
            return {}
        asked = "".join(f"{blob}\n" for blob in blobs).encode()
        sizes = self._git(asked, "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)").split(b"\n")
        rows = [row.split() for row in sizes]
        small = [row[0] for row in rows if len(row) == 3 and row[1] == b"blob" and int(row[2]) <= MOST_BYTES]
        raw = self._git(b"".join(blob + b"\n" for blob in small), "cat-file", "--batch=%(objectname) %(objectsize)")
        found, at = {}, 0
        while (end := raw.find(b"\n", at)) > 0:
            name, size = raw[at:end].split()
            found[name.decode()] = raw[end + 1 : end + 1 + int(size)]
            at = end + 2 + int(size)
        return found

    def _git(self, given: bytes, *arguments: str) -> bytes:
        """Return what a command of git writes; nothing if it fails, takes too long, or git is not there."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        try:
            return bytes_of(["git", "-C", str(self.folder), *SAFELY, *arguments], SECONDS, given, clean | QUIET)
        except (OSError, subprocess.SubprocessError):
            return b""


def _change(row: bytes, name: bytes) -> Change:
    """Return the change of a row as `git log --raw` writes it: modes, ids and a letter."""
    mode, blob = row.split()[1], row.split()[3].decode("ascii", "replace")
    is_file = mode.startswith(b"100") and not blob.startswith(GONE)
    return Change(name.decode("utf-8", "replace"), blob if is_file else "")
