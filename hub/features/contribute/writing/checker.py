"""What `check` would say of a draft if it were published as it is, placed beside the controls of its form."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from hub.config import Settings
from hub.content.model.dates import HANOI
from hub.content.model.kinds import Kind
from hub.content.model.registry import Registry
from hub.content.write.checking import ContentChecker
from hub.content.write.composing import compose
from hub.content.write.draft import Pages, Unwritable
from hub.content.write.places import files_of, files_there, name_of
from hub.features.contribute.writing.found import Found, placed
from hub.i18n.languages import Lang
from hub.problems import Problem

Gettexts = Mapping[Lang, Callable[[str], str]]


class DraftFiles:
    """The files that a draft would be published as: their texts and the names by which messages call them."""

    def __init__(
        self, kind: Kind[Any], slug: str, parent: str, pages: Pages, roots: Mapping[str, Path], now: datetime,
        gettexts: Gettexts,
    ) -> None:  # fmt: skip
        paths = files_of(kind, slug, parent, roots)
        there = files_there(kind, slug, parent, roots)
        self.names = {lang: name_of(path, kind, roots) for lang, path in paths.items()}
        self.folder = next(iter(paths.values())).parent if kind.root == "exhibits" else None
        before = {lang: path.read_text(encoding="utf-8", errors="replace") for lang, path in there.items()}
        self.refused: Unwritable | None = None
        self.texts: dict[Lang, str] = {}
        try:
            self.texts = compose(kind, pages, before, now.astimezone(HANOI).date(), gettexts=gettexts)
        except Unwritable as error:
            self.refused = error

    @property
    def beside(self) -> dict[str, Path]:
        """Return the other files of the entry's own folder, by name."""
        if self.folder is None or not self.folder.is_dir():
            return {}
        return {path.name: path for path in sorted(self.folder.iterdir()) if path.is_file() and path.suffix != ".md"}


class Checker:
    """Checks drafts of one application, one after another; it reads the content once and then follows it."""

    def __init__(self, settings: Settings, registry: Registry, folder: Path) -> None:
        self.roots = {"content": settings.content, "exhibits": settings.exhibits}
        self.registry, self.folder, self.host = registry, folder, settings.hostname
        self.lock = threading.Lock()
        self.checker: ContentChecker | None = None

    def found(
        self, kind: Kind[Any], slug: str, parent: str, pages: Pages, now: datetime, gettexts: Gettexts
    ) -> list[Found]:
        """Return what is wrong with a draft, errors first."""
        files = DraftFiles(kind, slug, parent, pages, self.roots, now, gettexts)
        with self.lock:
            if self.checker is None:
                self.folder.mkdir(parents=True, exist_ok=True)
                self.checker = ContentChecker(self.roots, self.registry, self.folder, self.host)
            problems = self.checker.problems(kind, slug, parent, pages, now, gettexts=gettexts)
        found = placed(kind, problems, files.texts, files.names)
        return sorted(found, key=lambda each: each.problem.severity != "error")


def errors_of(found: list[Found]) -> list[Problem]:
    """Return the problems for which a draft cannot be sent in."""
    return [each.problem for each in found if each.problem.severity == "error"]
