"""The two folders on disk: which files there are, and the text of one, checked before anything parses it."""

import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from hub.i18n.vietnamese import nfc, slug_of
from hub.messages import N_
from hub.problems import Problem, Unreadable

LARGEST_TEXT = 200 * 1024  # bytes; a longer text is hardly one page, and Python-Markdown's time grows with it
DEEPEST_FOLDER = 8  # levels of folders; the deepest in use are works in their rooms
DOCUMENT = re.compile(r"(?:index|(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*))\.(?P<lang>vi|en)\.md")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Line and page breaks from Word and web pages, which become spaces; then control characters and those that change the
# direction of writing (UAX #9), which are removed because no author means to write them.
STRANGE = re.compile(
    "([\x0b\x0c\x1c-\x1e\x85\u2028\u2029])|[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+"
)
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.M)  # the marks between which git leaves two versions of a text
LEFT_ALONE = re.compile(r"^[.~#_]|[~#]$|\.(?:swp|tmp|bak|part|orig|rej)$|^__pycache__$|^Thumbs\.db$")

Stamp = tuple[int, int, int, int]


class File(NamedTuple):
    """A file in a folder. `name` is what messages call it: `content/agenda/opening.vi.md`.

    Each scan of the folders creates thousands, of which few are opened: only these get a Path.
    """

    place: str
    name: str
    stamp: Stamp  # modified (ns), size (bytes), inode, changed (ns): a change of content changes one of them

    @property
    def path(self) -> Path:
        """Return the path of the file."""
        return Path(self.place)


class Folder:
    """A folder of content (`content/` or `exhibits/`). Symbolic links are followed only to files inside it.

    After a scan, `missing` tells whether it was not there, and `unreadable` why a file or folder in it, by name, could
    not be read.
    """

    def __init__(self, root: Path, label: str) -> None:
        self.root, self.label = root, label
        self.missing = False
        self.unreadable: dict[str, str] = {}

    def scan(self, problems: list[Problem]) -> Iterator[File]:
        """Yield every file, sorted by name, and add what cannot be read to `problems`.

        A missing folder gives no files.
        """
        self.missing, self.unreadable = False, {}
        return self._walk(str(self.root), self.label, problems)

    def _walk(self, folder: str, name: str, problems: list[Problem]) -> Iterator[File]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except FileNotFoundError:
            self.missing = self.missing or name == self.label
            return
        except OSError as error:
            self.unreadable[name] = error.strerror or type(error).__name__
            problems.append(
                Problem(
                    name, 1, N_("this folder cannot be read (%(why)s); check its permissions"), {"why": error.strerror}
                )
            )
            return
        for entry in entries:
            if LEFT_ALONE.search(entry.name):
                continue
            inside = f"{name}/{printable(entry.name)}"
            if not entry.is_dir(follow_symlinks=False):
                if (file := self._file(entry, inside, problems)) is not None:
                    yield file
            elif entry.name.lower().endswith(".md"):
                problems.append(Problem(inside, 1, N_("this is a folder with the name of a text; rename it")))
            elif inside.count("/") > DEEPEST_FOLDER:
                problems.append(Problem(inside, 1, N_("this folder is nested too deeply; move it up")))
            else:
                yield from self._walk(entry.path, inside, problems)

    def _file(self, entry: os.DirEntry[str], name: str, problems: list[Problem]) -> File | None:
        try:
            if entry.is_symlink() and not Path(entry.path).resolve(strict=True).is_relative_to(self.root.resolve()):
                problems.append(Problem(name, 1, N_("this link leads out of the folder; put the file itself here")))
                return None
            found = entry.stat()
        except (OSError, RuntimeError) as error:  # a loop, a dangling link, or gone since the listing
            if not isinstance(error, RuntimeError | FileNotFoundError) and error.errno != errno.ELOOP:
                self.unreadable[name] = error.strerror or type(error).__name__
            if entry.is_symlink():
                problems.append(Problem(name, 1, N_("this link leads nowhere; put the file itself here")))
            return None
        if not stat.S_ISREG(found.st_mode):
            message = (
                N_("this link leads to a folder; put the files themselves here")
                if stat.S_ISDIR(found.st_mode)
                else N_("this is not a file that can be read; remove it")
            )
            problems.append(Problem(name, 1, message))
            return None
        return File(entry.path, name, (found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns))


def printable(name: str) -> str:
    """Return a file's name in a form that messages can contain.

    Characters that a terminal or JSON cannot carry become `\\xNN`.
    """
    if name.isascii() and name.isprintable():
        return name  # nearly every name, in a tenth of the time
    return UNPRINTABLE.sub(lambda m: m[0].encode("unicode_escape").decode(), name)


def read_bytes(file: File, largest: int, too_large: str) -> bytes:
    """Return a file's content, reading no more than `largest` bytes of it.

    Raises Unreadable if it is larger (with the message `too_large`) or cannot be opened.
    """
    try:
        with file.path.open("rb") as stream:
            data = stream.read(largest + 1)
    except OSError as error:
        raise Unreadable(
            Problem(
                file.name, 1, N_("the file cannot be read (%(why)s); check its permissions"), {"why": error.strerror}
            )
        ) from error
    if len(data) > largest:
        raise Unreadable(Problem(file.name, 1, too_large))
    return data


def read_text(file: File) -> str:
    """Return a text file's content in NFC, with LF line ends, without BOM and control characters.

    Raises Unreadable if it is empty, larger than 200 KB, not UTF-8, has NUL bytes or the marks of a conflict, or cannot
    be opened.
    """
    data = read_bytes(
        file, LARGEST_TEXT, N_("the file is larger than 200 KB; split the text, or put pictures beside it")
    )
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
    text = tidy(text)
    if (mark := CONFLICT.search(text)) is not None:
        message = N_(
            "git left two versions of the text here, between <<<<<<< and >>>>>>>; keep one and delete the marks"
        )
        raise Unreadable(Problem(file.name, text.count("\n", 0, mark.start()) + 1, message))
    return text


def tidy(text: str) -> str:
    """Return a text in NFC, with LF line ends, without control characters and other characters that no author means.

    Its lines stay the same in number.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.replace("\n", " ").isprintable():  # many times faster than the substitution
        text = STRANGE.sub(lambda m: " " if m[1] else "", text)
    return nfc(text)


def misnamed(name: str) -> Problem | None:
    """Return the problem with a Markdown file's name, which suggests a valid name; None if the name is valid."""
    base = name.rsplit("/", 1)[-1]
    if not base.lower().endswith(".md") or DOCUMENT.fullmatch(base) or base == "README.md":
        return None
    stem = re.sub(r"\.md$", "", nfc(base), flags=re.I)
    lang = "en" if stem.endswith(".en") else "vi"
    good = slug_of(re.sub(r"\.(vi|en)$", "", stem)) or "ten-bai"
    return Problem(
        name,
        1,
        N_("the file’s name must be a slug and a language; rename it to %(name)s"),
        {"name": f"{good}.{lang}.md"},
    )
