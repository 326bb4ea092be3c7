"""Load the messages of one language straight from its PO file: a command ends before compiling would pay off."""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from hub.i18n.languages import Lang
from hub.problems import Unreadable


def load_messages(translations: Path, lang: Lang) -> NullTranslations:
    """Return the messages of a language; those in the code (English) if its catalogue cannot be read."""
    from babel.messages.mofile import write_mo

    from hub.i18n.po_files import po_path, read_po

    try:
        catalogue = read_po(po_path(translations, lang), translations, lang)
    except Unreadable:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
