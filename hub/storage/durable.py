"""Files and folders that are present complete or not at all, even after a power failure.

Unfinished data stands beside its destination as `.<name>.<process>-<random>`; `clear_unfinished` removes what a killed
process left behind. No other module of the hub calls fsync.
"""

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = re.compile(r"\..+\.(\d+)-[0-9a-f]{8}")


def write(path: Path, data: bytes | str, keep_permissions: bool = False) -> None:
    """Create or replace a file with `data`; text is written as UTF-8, with its line ends unchanged.

    With `keep_permissions`, the file keeps the permissions of the one it replaces. Raises OSError, and then leaves the
    old file as it was.
    """
    unfinished = _unfinished(path)
    try:
        _write_new(unfinished, data)
        if keep_permissions and path.exists():
            unfinished.chmod(path.stat().st_mode)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync(path.parent)


def append(path: Path, text: str, new: bool = False) -> None:
    """Add whole lines to the end of a file, in one write; with `new`, the file must not be there yet.

    A last line without an end gets one first. Raises OSError, and then leaves the file as it was.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC | (os.O_CREAT | os.O_EXCL if new else 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        size = os.fstat(descriptor).st_size
        cut = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        data = (b"\n" if cut else b"") + text.encode()
        if os.write(descriptor, data) != len(data):
            os.ftruncate(descriptor, size)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(descriptor)
    finally:
        os.close(descriptor)
    if new:
        sync(path.parent)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Yield an empty folder to fill, and give it its name when the block ends without an error.

    By then everything in it is on the disk. Parent folders are created. Raises OSError if a folder of that name that is
    not empty exists by then; if the block raises, nothing of it stays.
    """
    unfinished = _unfinished(path)
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        for folder, _, names in os.walk(unfinished, topdown=False):
            for name in names:
                sync(Path(folder, name))
            sync(Path(folder))
        unfinished.rename(path)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    sync(path.parent)


def move(source: Path, target: Path) -> None:
    """Give a file another place on the same disk, and wait until both folders have that on the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    sync(target.parent)
    sync(source.parent)


def link(source: Path, target: Path) -> None:
    """Give a file that never changes a second name; copy it if the file system has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def sync(target: Path | int) -> None:
    """Wait until a file, a folder's list of names, or the data written to an open file descriptor is on the disk."""
    if isinstance(target, int):
        os.fsync(target)
        return
    descriptor = os.open(target, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_unfinished(folder: Path) -> None:
    """Remove from a folder what processes that no longer run did not finish."""
    for path in folder.glob(".*"):
        found = UNFINISHED.fullmatch(path.name)
        if found is None or _runs(int(found[1])):
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")


def _write_new(path: Path, data: bytes | str) -> None:
    with path.open("xb") as file:
        file.write(data.encode() if isinstance(data, str) else data)
        file.flush()
        sync(file.fileno())


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
