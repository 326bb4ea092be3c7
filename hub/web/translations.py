"""Translations for views and templates, from compiled catalogues that are loaded once."""

import io
from collections.abc import Callable
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from flask_babel import Babel
from markupsafe import Markup

from hub.i18n.languages import LANGS, Lang
from hub.web.context import current_context, has_context


def register(app: Flask, catalogues: str) -> None:
    """Load messages from a folder of compiled catalogues, in the language of the request.

    Templates use the `_` defined below instead of Flask-Babel's, which looks up the locale for every message.
    """
    Babel(
        app,
        default_locale="vi",
        default_translation_directories=catalogues,
        locale_selector=lambda: current_context().lang if has_context() else "vi",
    )
    kept: dict[str, NullTranslations] = {}
    marked: dict[tuple[str, str], Markup] = {}

    # All at once, while the files are those that were compared with their digest.
    for lang in LANGS:
        path = Path(catalogues, lang, "LC_MESSAGES", "messages.mo")
        kept[lang] = _parsed(path.read_bytes()) if path.exists() else NullTranslations()

    def translations() -> NullTranslations:
        return kept[current_context().lang]

    def underscore(message: str, **values: Any) -> Markup:
        """Return a message as markup: catalogues are trusted, values are escaped."""
        key = (current_context().lang, message)
        text = marked.get(key)
        if text is None:
            text = marked[key] = Markup(translations().gettext(message))
        return text % values if values or "%" in text else text

    def counted(singular: str, plural: str, number: int, **values: Any) -> Markup:
        """Return a message as markup in the plural form for `number`, which replaces %(num)d; values are escaped."""
        return Markup(translations().ngettext(singular, plural, number)) % {"num": number, **values}

    app.extensions["hub.translations"] = translations
    app.extensions["hub.catalogues"] = kept
    app.jinja_env.globals.update(_=underscore, gettext=underscore, ngettext=counted)


@lru_cache(len(LANGS))
def _parsed(compiled: bytes) -> GNUTranslations:
    """Return what a compiled catalogue says: the desk and the site of a process share it."""
    return GNUTranslations(io.BytesIO(compiled))


def gettext_of(lang: Lang) -> Callable[[str], str]:
    """Return the `gettext` of a language's catalogue, for what is read by somebody else than who asks."""
    catalogue: NullTranslations = current_app.extensions["hub.catalogues"][lang]
    return catalogue.gettext


def ngettext(singular: str, plural: str, number: int, **values: Any) -> str:
    """Return a message in the plural form for `number`, which replaces %(num)d, with its placeholders filled."""
    text: str = current_app.extensions["hub.translations"]().ngettext(singular, plural, number)
    return text % {"num": number, **values}


def gettext(message: str, **values: Any) -> str:
    """Return a message in the language of the page, with its placeholders filled."""
    text: str = current_app.extensions["hub.translations"]().gettext(message)
    return text % values if values else text
