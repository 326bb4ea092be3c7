"""Several files changed as one: all or none, also if the process is killed, and nobody reads them half-way.

What is to be written stands in a journal under `instance/` before the first file is touched. Whoever takes the lock next,
to write or to read, finishes first what the journal says. If a file has been changed by somebody else meanwhile, the
change is taken back instead, and that file is left as it is.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from hub.storage import durable
from hub.storage.lock import locked

LOG = logging.getLogger("hub")
FOLDER = "publishing"
JOURNAL = "journal.json"
LOCK = "publishing.lock"

Roots = Mapping[str, Path]


class Change(NamedTuple):
    """One file: the name of its root, its path below that, and its text before (None if it is new) and after."""

    root: str
    path: str
    before: str | None
    after: str

    def place(self, roots: Roots) -> Path:
        """Return the path of the file."""
        return roots[self.root] / self.path


@contextmanager
def undisturbed(instance: Path, roots: Roots) -> Iterator[None]:
    """Hold the lock of all who write or read content as a whole, with nothing half-written.

    Raises OSError if what was left unfinished cannot be finished now.
    """
    with locked(instance / LOCK):
        _recover(instance, roots)
        yield


def recover(instance: Path, roots: Roots) -> None:
    """Finish, or take back, what a killed process has left half-written. Raises OSError if that is not possible now."""
    with undisturbed(instance, roots):
        pass


def last_change(instance: Path) -> int:
    """Return a number that differs after each change that went through the journal."""
    try:
        return (instance / FOLDER).stat().st_mtime_ns
    except OSError:
        return 0


def apply(instance: Path, roots: Roots, changes: Sequence[Change]) -> bool:
    """Change all files or none, under the lock of `undisturbed`; return whether they were changed.

    They were not if one of them is not as it was `before`. Raises OSError if they cannot be written; nothing is changed
    then, or what was changed is taken back by the next who takes the lock.
    """
    if not changes:
        return True
    if any(_state(change, roots) != "before" for change in changes):
        return False
    journal = instance / FOLDER / JOURNAL
    if journal.parent.exists():
        durable.clear_unfinished(journal.parent)
    _put(journal, written(changes))
    try:
        done = _finish(roots, changes)
    except OSError:
        _take_back(roots, changes)
        _forget(journal)
        raise
    _forget(journal)
    return done


def written(changes: Sequence[Change]) -> str:
    """Return the text of a journal."""
    return json.dumps([change._asdict() for change in changes], ensure_ascii=False)


def _recover(instance: Path, roots: Roots) -> None:
    journal = instance / FOLDER / JOURNAL
    try:
        text = journal.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    try:
        changes = [Change(**each) for each in json.loads(text)]
    except (ValueError, TypeError) as error:  # not ours: a journal is written whole
        LOG.error("%s cannot be read (%s); it is set aside", journal, error)
        journal.replace(journal.with_suffix(".damaged"))
        return
    if not _finish(roots, changes):
        LOG.warning("what was being published was taken back, because %s has changed", changes[0].path)
    for folder in {change.place(roots).parent for change in changes}:
        durable.clear_unfinished(folder)
    _forget(journal)


def _forget(journal: Path) -> None:
    journal.unlink(missing_ok=True)
    durable.sync(journal.parent)


def _finish(roots: Roots, changes: Sequence[Change]) -> bool:
    """Write what is not written yet; if a file is neither as before nor as after, take back the others."""
    if all(_state(change, roots) != "other" for change in changes):
        for change in changes:
            state = _state(change, roots)
            if state == "other":
                break
            if state == "before":
                _put(change.place(roots), change.after)
        else:
            return True
    _take_back(roots, changes)
    return False


def _take_back(roots: Roots, changes: Sequence[Change]) -> None:
    for change in changes:
        if _state(change, roots) == "after" and change.before != change.after:
            path = change.place(roots)
            if change.before is None:
                path.unlink()
                durable.sync(path.parent)
            else:
                _put(path, change.before)


def _state(change: Change, roots: Roots) -> str:
    try:
        data: bytes | None = change.place(roots).read_bytes()
    except FileNotFoundError:
        data = None
    if data == change.after.encode():
        return "after"
    return "before" if data == (None if change.before is None else change.before.encode()) else "other"


def _put(path: Path, text: str) -> None:
    missing = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    durable.write(path, text, keep_permissions=True)
    for folder in missing:
        durable.sync(folder.parent)
