"""What every command needs: the settings, the reader's language, and a place to write."""

import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

from hub.config import Settings, from_environment
from hub.errors import UserError
from hub.i18n.languages import Lang

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from hub.content.clock import Clock


class Console:
    """Gives a command its settings, clock, messages and output. Set `lang` before the first message is written."""

    def __init__(self) -> None:
        self.lang = locale_lang()

    @cached_property
    def settings(self) -> Settings:
        """Return the settings of the environment. Raises UserError."""
        return from_environment()

    @cached_property
    def clock(self) -> "Clock":
        """Return the clock of this process, or that of the parent process that began a rehearsal."""
        from hub.content.clock import clock_from

        return clock_from(self.settings.now, float(os.environ.get("HUB_STARTED") or time.time()))

    @contextmanager
    def database(self) -> "Iterator[Session]":
        """Open the desk's database, brought up to date; commit at the end, unless something was raised."""
        from hub.desk.database import database_application, db

        with database_application(self.settings).app_context():
            yield db.session()
            db.session.commit()

    def catalogue(self, lang: Lang) -> NullTranslations:
        """Load the messages of a language."""
        from hub.i18n.uncompiled import load_messages

        try:
            translations = self.settings.translations
        except UserError:  # loaded to report this very error
            translations = Settings().translations
        return load_messages(translations, lang)

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
        """Write a list as the one JSON document of a command.

        `total` is the number of all items, those left out of `items` included.
        """
        self.write_json({"items": items, "total": len(items) if total is None else total})

    def write_json(self, document: dict[str, Any]) -> None:
        """Write the one JSON document of a command."""
        self.write(json.dumps(document, ensure_ascii=False, indent=1))


def locale_lang() -> Lang:
    """Return the language of a command's own messages: Vietnamese in a Vietnamese locale, otherwise English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "vi" if locale.startswith("vi") else "en"
