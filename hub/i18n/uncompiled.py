"""Load the messages of one language straight from its PO file: a command ends before compiling would pay off."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from hub.i18n.languages import LANGS, Lang


def load_messages(translations: Path, lang: Lang) -> NullTranslations:
    """Return the messages of a language; those in the code (English) if its catalogue cannot be read."""
    from babel.messages.pofile import PoFileError

    from hub.i18n.po_files import po_path

    try:
        return _parsed(po_path(translations, lang).read_bytes(), lang)
    except (FileNotFoundError, PoFileError, ValueError):
        return NullTranslations()


@lru_cache(len(LANGS))
def _parsed(written: bytes, lang: Lang) -> GNUTranslations:
    """Return the messages of a PO file: a command asks for those of one language again and again."""
    from babel.messages.mofile import write_mo

    from hub.i18n.po_files import parsed_po

    catalogue = parsed_po(written, lang)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
