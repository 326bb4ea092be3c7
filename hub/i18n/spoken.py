"""The messages of one language at once, straight from its PO file: for commands, which end before compiling pays."""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from hub.i18n.languages import Lang
from hub.problems import Unreadable


def spoken(translations: Path, lang: Lang) -> NullTranslations:
    """Load the messages of a language; the English of the code where its catalogue cannot be read."""
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
