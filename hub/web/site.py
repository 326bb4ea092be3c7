"""What the running application knows: its settings, its kinds, and the Edition that it shows."""

import shutil
import tempfile
import weakref
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from flask import current_app
from flask.sansio.app import App

from hub.config import Settings
from hub.content.assemble import assemble
from hub.content.clock import Clock
from hub.content.edition import Edition
from hub.content.media.renditions import Pictures
from hub.content.model.registry import Registry
from hub.content.source.archive import Archive
from hub.feature import Features
from hub.i18n.languages import Lang
from hub.storage.packs import Packs
from hub.web.endpoints.static_files import StaticFiles

MENU = "site.menu"  # the derived value that the menus are made of


class EditionSource(Protocol):
    """Gives the Edition to show now, and the search index that goes with it."""

    def edition(self) -> Edition: ...

    def index(self) -> Any: ...

    def wrong(self) -> list[str]:
        """What keeps readers from being served as they should be; empty when nothing does."""
        ...


class Site:
    """The state of one application. `source` is where Editions come from."""

    def __init__(self, settings: Settings, features: Features, clock: Clock) -> None:
        self.settings, self.features, self.clock = settings, features, clock
        self.source: EditionSource = Standalone(settings, features, clock)
        self.pictures = Pictures(settings.instance / "media")
        self.static = StaticFiles()
        self.derived = {**features.derived, MENU: features.menu}
        self._held: tuple[Edition, dict[str, Any]] | None = None

    @property
    def registry(self) -> Registry:
        """Return what content is read with."""
        return self.features.registry

    @property
    def edition(self) -> Edition:
        return self.source.edition()

    def derive(self, name: str, edition: Edition, lang: Lang) -> Any:
        """What `derived[name]` gives for an Edition in a language; worked out once for each Edition."""
        return self.once_an_edition(f"{name} {lang}", edition, lambda whole: self.derived[name](whole.read_in(lang)))

    def once_an_edition(self, name: str, edition: Edition, work: Callable[[Edition], Any]) -> Any:
        """What `work` gives for an Edition, kept under a name until there is another Edition."""
        held = self._held  # both at once: other threads may still answer from the Edition before
        if held is None or held[0] is not edition:
            held = self._held = (edition, {})
        if name not in held[1]:
            held[1][name] = work(edition)
        return held[1][name]


class Standalone:
    """An Edition made in this process from the folders as they are: for tests and tools, not for serving many."""

    def __init__(self, settings: Settings, features: Features, clock: Clock) -> None:
        self.settings, self.features, self.clock = settings, features, clock
        self._index: tuple[str, Any] = ("", None)

    @cached_property
    def folder(self) -> Path:
        """A folder that is removed with this source, at the latest with the process."""
        return removed_with(self, Path(tempfile.mkdtemp(prefix="hub-")))

    @cached_property
    def archive(self) -> Archive:
        packs = Packs(self.folder / "packs")
        return Archive(self.settings.content, self.settings.exhibits, self.features.registry, packs)

    def edition(self) -> Edition:
        self.archive.refresh()
        return assemble(self.archive, self.clock.now(), self.settings.drafts)

    def index(self) -> Any:
        from hub.search.indexing import fresh_index

        return fresh_index(self.edition(), self.folder / "search", self.settings.search, self.features.search)

    def wrong(self) -> list[str]:
        return []


def removed_with(owner: object, folder: Path) -> Path:
    """A folder that goes when its owner does."""
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder


def site_of(app: App) -> Site:
    found: Site = app.extensions["hub"]
    return found


def site() -> Site:
    """The site of the current application."""
    return site_of(current_app)
