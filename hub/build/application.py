"""The builder's own application: it shows the Edition that is being built, with the current catalogues."""

import logging
import shutil
from pathlib import Path
from typing import Any

from flask import Flask

from hub import create_app
from hub.build.environment import code_digest, environment_digest
from hub.config import Settings
from hub.content.clock import Clock
from hub.content.edition import Edition
from hub.content.source.losses import GONE, Loss
from hub.i18n.catalogues import NONE, check_compiled, compile_catalogues
from hub.i18n.languages import LANGS
from hub.i18n.po_files import po_path
from hub.problems import Unreadable
from hub.storage.sealed import Damaged
from hub.web.site import site_of

LOG = logging.getLogger("hub.builder")


class FixedEdition:
    """A source that always gives one Edition: the one that is being built."""

    def __init__(self) -> None:
        self.now: Edition | None = None

    def edition(self) -> Edition:
        """Return the Edition. Raises RuntimeError before there is one."""
        if self.now is None:
            raise RuntimeError("no edition yet")
        return self.now

    def index(self) -> Any:
        """Return None: pages are built without a search index."""
        return None

    def wrong(self) -> list[str]:
        """Return an empty list: no reader is served from here."""
        return []

    def damaged(self, error: Exception) -> None:
        """Do nothing: what the builder finds damaged is reported where it is read."""


class PageApplication:
    """Create the site's application, and a new one when the catalogues have changed.

    `catalogues` names the folder of the compiled ones below `instance/catalogues`; they stay while their sources are
    gone, which `lost` then tells.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings, self.clock = settings, clock
        self.source = FixedEdition()
        self.catalogues = ""
        self.lost: dict[str, Loss] = {}
        self._intact = ""
        self._code = code_digest()
        self._folder = settings.instance / "catalogues"
        self._compiled_from: tuple[tuple[Path, int], ...] | None = None
        self._made: tuple[str, Flask] | None = None

    def environment(self) -> str:
        """Return a digest of everything besides content that pages depend on; compile changed catalogues first."""
        stamps = tuple((path, path.stat().st_mtime_ns) for path in sorted(self.settings.translations.rglob("*.po")))
        compiled = self._is_compiled()
        had = self.catalogues not in ("", NONE)
        gone = had and not all(po_path(self.settings.translations, lang).is_file() for lang in LANGS)
        self.lost = {"translations": Loss(GONE, {"folder": "translations"})} if gone else {}
        if (stamps != self._compiled_from and not gone) or not compiled:
            self._compile()
            self._compiled_from = stamps
        return environment_digest(self._code, self.catalogues, self.settings)

    def _is_compiled(self) -> bool:
        """Tell whether the compiled catalogues are there; their contents are compared with their digest once."""
        folder = self._folder / self.catalogues
        if self._intact == self.catalogues:
            return folder.is_dir()
        try:
            check_compiled(folder)
        except Damaged:
            shutil.rmtree(folder, ignore_errors=True)
            return False
        self._intact = self.catalogues
        return True

    def showing(self, edition: Edition) -> Flask:
        """Return the application, which shows this Edition from now on."""
        self.source.now = edition
        if self._made is None or self._made[0] != self.catalogues:
            app = create_app(settings=self.settings, catalogues=self._folder / self.catalogues)
            site_of(app).source = self.source
            site_of(app).clock = self.clock
            self._made = (self.catalogues, app)
        return self._made[1]

    def _compile(self) -> None:
        try:
            self.catalogues = compile_catalogues(self.settings.translations, self._folder)
        except Unreadable as error:
            # Keep the previous catalogues; without any, messages stay in English, as written in the code.
            LOG.error("%s", error.problems[0].text(str))
            self.catalogues = self.catalogues or NONE
