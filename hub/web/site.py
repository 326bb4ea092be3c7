"""The state of an application: its settings, its features and the source of its Editions."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from flask import current_app
from flask.sansio.app import App

from hub.config import Settings
from hub.content.clock import Clock
from hub.content.edition import Edition
from hub.content.keys import Key
from hub.content.media.renditions import Pictures
from hub.content.model.registry import Registry
from hub.feature import Features
from hub.i18n.languages import Lang
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
    """The state of one application. `source` is where Editions come from: unless one is given, from the folders.

    `made` returns a page that the builder has made already; where it gives None, the page is asked for. `sizes` has the
    compressed sizes of pages that were asked for, by digest.
    """

    def __init__(self, settings: Settings, features: Features, clock: Clock) -> None:
        self.settings, self.features, self.clock = settings, features, clock
        self.pictures = Pictures(settings.instance / "media")
        self.static = StaticFiles()
        self.made: Callable[[str], MadePage | None] = lambda path: None
        self.sizes: dict[str, int] = {}
        self.derived = {**features.derived, MENU: features.menu}
        self._held: tuple[Edition, dict[str, Any]] | None = None

    @cached_property
    def source(self) -> EditionSource:
        """Return a source that reads the folders in this process; builder and workers, which have their own, set that."""
        from hub.web.standalone import Standalone  # with all that reads content, which a worker has no need of

        return Standalone(self.settings, self.features, self.clock)

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


def site_of(app: App) -> Site:
    """Return the site of an application."""
    found: Site = app.extensions["hub"]
    return found


def site() -> Site:
    """Return the site of the current application."""
    return site_of(current_app)
