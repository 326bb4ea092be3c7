"""The state of an application: its settings, its features and the source of its Editions."""

import shutil
import tempfile
import weakref
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from flask import current_app
from flask.sansio.app import App

from hub.config import Settings
from hub.content.assemble import assemble
from hub.content.clock import Clock
from hub.content.edition import Edition
from hub.content.keys import Key
from hub.content.media.renditions import Pictures
from hub.content.model.registry import Registry
from hub.content.source.archive import Archive
from hub.feature import Features
from hub.i18n.languages import Lang
from hub.storage.packs import Packs
from hub.web.endpoints.static_files import StaticFiles

MENU = "site.menu"  # name of the derived value with the menus' entries


class EditionSource(Protocol):
    """The source of the Edition to show now and of its search index."""

    def edition(self) -> Edition:
        """Return the current Edition."""

    def index(self) -> Any:
        """Return the search index of the current Edition, or None if there is none yet."""

    def wrong(self) -> list[str]:
        """Return what keeps readers from getting the complete site, in words; empty if nothing does."""
        ...

    def damaged(self, error: Exception) -> None:
        """Take note of a derived file that cannot be read, so that it is made again."""


class MadePage(NamedTuple):
    """A page as it is sent: its digest (16 hex digits of sha256), its bytes when they are asked for, what it depends on."""

    digest: str
    body: Callable[[], bytes]
    reads: frozenset[Key]


class Site:
    """The state of one application. `source` is where Editions come from.

    `made` returns a page that the builder has made already; where it gives None, the page is asked for. `sizes` has the
    compressed sizes of pages that were asked for, by digest.
    """

    def __init__(self, settings: Settings, features: Features, clock: Clock) -> None:
        self.settings, self.features, self.clock = settings, features, clock
        self.source: EditionSource = Standalone(settings, features, clock)
        self.pictures = Pictures(settings.instance / "media")
        self.static = StaticFiles()
        self.made: Callable[[str], MadePage | None] = lambda path: None
        self.sizes: dict[str, int] = {}
        self.derived = {**features.derived, MENU: features.menu}
        self._held: tuple[Edition, dict[str, Any]] | None = None

    @property
    def registry(self) -> Registry:
        """Return the kinds and vocabularies with which content is read."""
        return self.features.registry

    @property
    def edition(self) -> Edition:
        """Return the current Edition."""
        return self.source.edition()

    def derive(self, name: str, edition: Edition, lang: Lang) -> Any:
        """Return the result of `derived[name]` for an Edition in a language, computed once for each Edition."""
        return self.once_an_edition(f"{name} {lang}", edition, lambda whole: self.derived[name](whole.read_in(lang)))

    def once_an_edition(self, name: str, edition: Edition, work: Callable[[Edition], Any]) -> Any:
        """Return the result of `work` for an Edition, kept under `name` until the next Edition."""
        held = self._held  # read both at once: other threads may still use the previous Edition
        if held is None or held[0] is not edition:
            held = self._held = (edition, {})
        if name not in held[1]:
            held[1][name] = work(edition)
        return held[1][name]


class Standalone:
    """A source that assembles Editions in this process, from the folders as they are; for tests and tools."""

    def __init__(self, settings: Settings, features: Features, clock: Clock) -> None:
        self.settings, self.features, self.clock = settings, features, clock
        self._index: tuple[str, Any] = ("", None)

    @cached_property
    def folder(self) -> Path:
        """Return a temporary folder that is removed with this source, at the latest when the process ends."""
        return removed_with(self, Path(tempfile.mkdtemp(prefix="hub-")))

    @cached_property
    def archive(self) -> Archive:
        """Return the archive of the content folders."""
        packs = Packs(self.folder / "packs")
        return Archive(self.settings.content, self.settings.exhibits, self.features.registry, packs)

    def edition(self) -> Edition:
        """Read what has changed in the folders and return the Edition of now."""
        self.archive.refresh()
        return assemble(self.archive, self.clock.now(), self.settings.drafts)

    def index(self) -> Any:
        """Build and return a search index of the current Edition."""
        from hub.search.indexing import fresh_index

        return fresh_index(self.edition(), self.folder / "search", self.settings.search, self.features)

    def wrong(self) -> list[str]:
        """Return an empty list: this source is always ready."""
        return []

    def damaged(self, error: Exception) -> None:
        """Do nothing: what this source has made is in folders of its own."""


def removed_with(owner: object, folder: Path) -> Path:
    """Arrange for a folder to be removed together with its owner, and return it."""
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder


def site_of(app: App) -> Site:
    """Return the site of an application."""
    found: Site = app.extensions["hub"]
    return found


def site() -> Site:
    """Return the site of the current application."""
    return site_of(current_app)
