"""Checking pages before they are there: what `check` would say of them, while the folders stay as they are."""

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from hub.content.assemble import assemble
from hub.content.checks.proofreading import Proofreader
from hub.content.model.dates import HANOI
from hub.content.model.kinds import Kind
from hub.content.model.registry import Registry
from hub.content.source.archive import Archive
from hub.content.source.folder import File, Folder
from hub.content.write.composing import compose
from hub.content.write.draft import Gettext, Pages, Unwritable
from hub.content.write.places import files_of, files_there, name_of
from hub.i18n.languages import Lang
from hub.problems import Problem, in_order
from hub.storage.packs import Packs

MANY = 500  # checks after which everything is read anew, because what was read of each stays on the disk


class LaidOver(Folder):
    """A folder in which other files lie over some of its own, by the names by which messages call them."""

    def __init__(self, root: Path, label: str, over: Mapping[str, Path]) -> None:
        super().__init__(root, label)
        self.over = over

    def scan(self, problems: list[Problem]) -> Iterator[File]:
        """Yield every file as Folder does; those that lie over it in the place of its own, and new ones last."""
        over = {name: path for name, path in self.over.items() if name.startswith(f"{self.label}/")}
        for file in super().scan(problems):
            yield _file(file.name, over.pop(file.name)) if file.name in over else file
        for name, path in over.items():
            yield _file(name, path)


def _file(name: str, path: Path) -> File:
    found = path.stat()
    return File(str(path), name, (found.st_mtime_ns, found.st_size, found.st_ino, found.st_ctime_ns))


class ContentChecker:
    """Checks pages against the content of the two folders, which it reads once and then follows; one check at a time.

    `folder` is one of its own, for what it reads, which may be secret; `host` is the site's host name.
    """

    def __init__(self, roots: Mapping[str, Path], registry: Registry, folder: Path, host: str = "") -> None:
        self.roots, self.registry, self.folder, self.host = roots, registry, folder, host
        self.over: dict[str, Path] = {}
        self.checked = 0
        self.archive = self._archive()

    def _archive(self) -> Archive:
        """Return an archive that has read nothing yet."""
        shutil.rmtree(self.folder / "packs", ignore_errors=True)
        roots = self.roots
        archive = Archive(roots["content"], roots["exhibits"], self.registry, Packs(self.folder / "packs"))
        archive.on_disk.folders = (
            LaidOver(roots["content"], "content", self.over),
            LaidOver(roots["exhibits"], "exhibits", self.over),
        )
        return archive

    def problems(
        self,
        kind: Kind[Any],
        slug: str,
        parent: str,
        pages: Pages,
        now: datetime,
        *,
        done: Collection[Lang] = (),
        minor: bool = False,
        original: Lang | None = None,
        gettexts: Mapping[Lang, Gettext] | None = None,
    ) -> list[Problem]:
        """Return every problem with an entry's files as `publish` would write them, and those that they make elsewhere.

        Their names are those that the files would have.
        """
        if self.checked >= MANY:
            self.archive, self.checked = self._archive(), 0
        self.checked += 1
        paths = files_of(kind, slug, parent, self.roots)
        names = {lang: name_of(path, kind, self.roots) for lang, path in paths.items()}
        there = files_there(kind, slug, parent, self.roots)
        before = {lang: path.read_bytes().decode(errors="replace") for lang, path in there.items()}
        today = now.astimezone(HANOI).date()
        try:
            texts = compose(kind, pages, before, today, done=done, minor=minor, original=original, gettexts=gettexts)
        except Unwritable as error:
            return [Problem(names[error.lang], 1, error.message, error.values, sort="section")]
        known, proofreader = self._known(now), Proofreader(self.host)
        proofreader.read(self.archive, today, most=0)  # takes note of the lists, and reads no text
        with self._laid({names[lang]: text for lang, text in texts.items()}, (kind.name, slug)):
            self.archive.refresh()
            found = assemble(self.archive, now, drafts=True).problems
            read = proofreader.read(self.archive, today)
        own = set(names.values())
        return in_order(
            [problem for problem in found if problem.file in own or _form(problem) not in known]
            + [problem for problem in read if problem.file in own]
        )

    def _known(self, now: datetime) -> set[object]:
        """Bring the archive up to date; return the problems of the content as it is."""
        self.archive.refresh()
        return {_form(problem) for problem in assemble(self.archive, now, drafts=True).problems}

    @contextmanager
    def _laid(self, texts: Mapping[str, str], key: tuple[str, str]) -> Iterator[None]:
        """Lay texts over files while the block runs. The entry is read as if for the first time, as `check` does."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            try:
                for name, text in texts.items():
                    path = Path(folder, name)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(text.encode())
                    self.over[name] = path
                self._forget(key)
                yield
            finally:
                self.over.clear()
                self._forget(key)

    def _forget(self, key: tuple[str, str]) -> None:
        self.archive.state.groups.pop(key, None)
        self.archive.live.pop(key, None)


def _form(problem: Problem) -> object:
    return problem.file, problem.message, str(problem.values)


def check_pages(
    kind: Kind[Any],
    slug: str,
    parent: str,
    pages: Pages,
    roots: Mapping[str, Path],
    registry: Registry,
    now: datetime,
    *,
    host: str = "",
    done: Collection[Lang] = (),
    minor: bool = False,
    original: Lang | None = None,
    gettexts: Mapping[Lang, Gettext] | None = None,
) -> list[Problem]:
    """Return every problem that `check` would report for an entry's files if `publish` had written them.

    The content is read from the start; who checks often keeps a ContentChecker.
    """
    with tempfile.TemporaryDirectory(prefix="hub-") as folder:
        checker = ContentChecker(roots, registry, Path(folder), host)
        return checker.problems(
            kind, slug, parent, pages, now, done=done, minor=minor, original=original, gettexts=gettexts
        )
