"""The two folders on disk: which files there are, and the text of one, checked before anything parses it."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.content.messages import N_
from hub.content.problems import Problem, Unreadable
from hub.content.vietnamese import nfc, slug_of

LARGEST_TEXT = 200 * 1024  # bytes; a longer text is somebody's archive, and Python-Markdown's time grows with it
DOCUMENT = re.compile(r"(?:index|(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*))\.(?P<lang>vi|en)\.md")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Control characters and those that turn the direction of writing (UAX #9): nothing that an author means to write.
INVISIBLE = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]+")
LEFT_ALONE = re.compile(r"^[.~#_]|[~#]$|\.(?:swp|tmp|bak|part|orig|rej)$|^__pycache__$|^Thumbs\.db$")

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class File:
    """One file of a folder. `name` is what messages say: `content/agenda/opening.vi.md`."""

    path: Path
    name: str
    stamp: Stamp  # modified (ns), size (bytes), inode: a change of any means another content


class Folder:
    """A folder of content (`content/` or `exhibits/`); links are followed only to files inside it."""

    def __init__(self, root: Path, label: str) -> None:
        self.root, self.label = root, label

    def name(self, path: Path) -> str:
        return f"{self.label}/{path.relative_to(self.root).as_posix()}"

    def scan(self, problems: list[Problem]) -> dict[str, File]:
        """Every file by its name; what cannot be read is added to the problems. A missing folder is an empty one."""
        return {file.name: file for file in self._walk(self.root, problems)}

    def _walk(self, folder: Path, problems: list[Problem]) -> Iterator[File]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        except OSError as error:
            problems.append(Problem(self.name(folder), 1, N_("this folder cannot be read (%(why)s); check its permissions"), {"why": error.strerror}))
            return
        for entry in entries:
            if LEFT_ALONE.search(entry.name):
                continue
            path = Path(entry.path)
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(path, problems)
            elif (file := self._file(entry, path, problems)) is not None:
                yield file

    def _file(self, entry: os.DirEntry[str], path: Path, problems: list[Problem]) -> File | None:
        name = self.name(path)
        try:
            if entry.is_symlink() and not path.resolve(strict=True).is_relative_to(self.root.resolve()):
                problems.append(Problem(name, 1, N_("this link leads out of the folder; put the file itself here")))
                return None
            found = entry.stat()
        except (OSError, RuntimeError):  # a loop, a dangling link, or gone since the listing
            if entry.is_symlink():
                problems.append(Problem(name, 1, N_("this link leads nowhere; put the file itself here")))
            return None
        if not stat.S_ISREG(found.st_mode):
            message = N_("this link leads to a folder; put the files themselves here") if stat.S_ISDIR(found.st_mode) else N_("this is not a file that can be read; remove it")
            problems.append(Problem(name, 1, message))
            return None
        return File(path, name, (found.st_mtime_ns, found.st_size, found.st_ino))


def read_text(file: File) -> tuple[str, str]:
    """A text file's content (NFC, LF, without BOM and control characters) and the sha256 of its bytes, in hex.

    Raises Unreadable when it is empty, larger than 200 KB, not UTF-8, has NUL bytes or cannot be opened.
    """
    if file.stamp[1] > LARGEST_TEXT:
        raise Unreadable(Problem(file.name, 1, N_("the file is larger than 200 KB; split the text, or put pictures beside it")))
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise Unreadable(Problem(file.name, 1, N_("the file cannot be read (%(why)s); check its permissions"), {"why": error.strerror})) from error
    if len(data) > LARGEST_TEXT:
        raise Unreadable(Problem(file.name, 1, N_("the file is larger than 200 KB; split the text, or put pictures beside it")))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(Problem(file.name, line, N_("the file is not UTF-8 here; save it again as UTF-8"))) from error
    if not text.strip():
        raise Unreadable(Problem(file.name, 1, N_("the file is empty; fill it in or remove it")))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unreadable(Problem(file.name, line, N_("the file has a NUL byte here; it is not a text file")))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return nfc(INVISIBLE.sub("", text)), hashlib.sha256(data).hexdigest()


def misnamed(name: str) -> Problem | None:
    """The problem with a Markdown file's name, if there is one; the cure is a name that would do."""
    base = name.rsplit("/", 1)[-1]
    if not base.lower().endswith(".md") or DOCUMENT.fullmatch(base) or base == "README.md":
        return None
    stem = re.sub(r"\.md$", "", nfc(base), flags=re.I)
    lang = "en" if stem.endswith(".en") else "vi"
    good = slug_of(re.sub(r"\.(vi|en)$", "", stem)) or "ten-bai"
    return Problem(name, 1, N_("the file's name must be a slug and a language; rename it to %(name)s"), {"name": f"{good}.{lang}.md"})
