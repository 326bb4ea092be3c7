"""What a command has at hand: the settings, the reader's language, and where to write."""

import json
import os
import sys
import time
from collections.abc import Sequence
from functools import cached_property
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

from hub.config import Settings, from_environment
from hub.errors import UserError
from hub.i18n.languages import Lang

if TYPE_CHECKING:
    from hub.content.clock import Clock


class Console:
    """Reads the environment when it is first asked; `lang` may be set before the first word is said."""

    def __init__(self) -> None:
        self.lang = locale_lang()

    @cached_property
    def settings(self) -> Settings:
        """The settings of the environment. Raises UserError."""
        return from_environment()

    @cached_property
    def clock(self) -> "Clock":
        """The clock of this process, or of the parent that began a rehearsal."""
        from hub.content.clock import clock_from

        return clock_from(self.settings.now, float(os.environ.get("HUB_STARTED") or time.time()))

    def catalogue(self, lang: Lang) -> NullTranslations:
        """Load the messages of a language."""
        from hub.i18n.spoken import spoken

        try:
            translations = self.settings.translations
        except UserError:  # the very thing that is to be said
            translations = Settings().translations
        return spoken(translations, lang)

    @cached_property
    def _messages(self) -> NullTranslations:
        return self.catalogue(self.lang)

    def gettext(self, message: str) -> str:
        """Say a message (N_) in the reader's language."""
        return self._messages.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Say a message in the form for a number, which stands in it as %(number)d."""
        return self._messages.ngettext(singular, plural, number) % {"number": number}

    def write(self, line: object) -> None:
        """Write a line to standard output."""
        sys.stdout.write(f"{line}\n")

    def complain(self, line: str) -> None:
        """Write a line to standard error."""
        sys.stderr.write(f"{line}\n")

    def write_items(self, items: Sequence[object], total: int | None = None) -> None:
        """Write a list as the one JSON document of a command; `total` counts those too that are not among the items."""
        self.write_json({"items": items, "total": len(items) if total is None else total})

    def write_json(self, document: dict[str, Any]) -> None:
        """Write the one JSON document of a command."""
        self.write(json.dumps(document, ensure_ascii=False, indent=1))


def locale_lang() -> Lang:
    """Give the language of a command's own words: Vietnamese where the locale is, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "vi" if locale.startswith("vi") else "en"
