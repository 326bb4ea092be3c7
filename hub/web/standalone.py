"""Editions that are assembled in this process, from the folders as they are."""

import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

from hub.config import Settings
from hub.content.assemble import assemble
from hub.content.clock import Clock
from hub.content.edition import Edition
from hub.content.source.archive import Archive
from hub.feature import Features
from hub.storage.packs import Packs
from hub.storage.temporary import removed_with


class Standalone:
    """A source that assembles Editions in this process, from the folders as they are; for tests and tools."""

    def __init__(self, settings: Settings, features: Features, clock: Clock) -> None:
        self.settings, self.features, self.clock = settings, features, clock

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
