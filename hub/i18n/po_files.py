"""Reading and writing of PO files, gettext's format of a catalogue, in the form that the hub keeps them in."""

import codecs
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import PYTHON_FORMAT, Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, write_po

from hub.messages import N_
from hub.problems import Problem, Unreadable

PLURALS = {"vi": 1, "en": 2}
PLURAL_FORMS = {"vi": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
_HEADER = """\
msgid ""
msgstr ""
{language}"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
{plurals}
"""


class ReadCatalog(Catalog):
    """A catalogue that records which messages its file has twice; Babel silently keeps one of the two."""

    def __init__(self, locale: str | None) -> None:
        super().__init__(locale=locale)
        self.twice: list[Message] = []

    def __setitem__(self, id: str | tuple[str, ...] | list[str], message: Message) -> None:
        if id and self.get(id) is not None:
            self.twice.append(message)
        super().__setitem__(id, message)


def po_path(translations: Path, language: str) -> Path:
    """Return the path of a language's catalogue."""
    return translations / language / "LC_MESSAGES" / "messages.po"


def shown_path(path: Path, translations: Path) -> str:
    """Return the path of a file as problems name it: from the name of the translations folder on."""
    return path.relative_to(translations.parent).as_posix()


def read_po(path: Path, translations: Path, language: str | None) -> ReadCatalog:
    """Read a PO file, with or without a BOM; a POT file if `language` is None.

    Raises Unreadable if the file is missing or malformed.
    """
    file = shown_path(path, translations)
    try:
        return parsed_po(path.read_bytes(), language)
    except FileNotFoundError:
        text = N_("this catalogue is missing; run python3 run.py translate update")
        raise Unreadable(Problem(file, 1, text)) from None
    except PoFileError as error:
        values = {"error": str(error).rpartition(" on ")[0], "text": error.line}
        text = N_("this is not a valid catalogue (%(error)s: %(text)s); correct the line")
        raise Unreadable(Problem(file, error.lineno + 1, text, values)) from None
    except ValueError as error:
        text = N_("this is not a valid catalogue (%(error)s); correct it")
        raise Unreadable(Problem(file, 1, text, {"error": str(error)})) from None


def parsed_po(written: bytes, language: str | None) -> ReadCatalog:
    """Return what a PO file says. Raises PoFileError or ValueError if it is malformed."""
    catalog = ReadCatalog(language)
    PoFileParser(catalog, abort_invalid=True).parse(written.removeprefix(codecs.BOM_UTF8).splitlines())
    return catalog


def written_po(catalog: Catalog, language: str = "") -> str:
    """Return the text of a catalogue: no dates, no line numbers, no wrapping, sorted by message."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    names = f'"Language: {language}\\n"\n' if language else ""
    plurals = f'"Plural-Forms: {PLURAL_FORMS[language]}\\n"\n' if language else ""
    text = _HEADER.format(language=names, plurals=plurals) + buffer.getvalue().decode("utf-8")
    return text.rstrip("\n") + "\n"


def messages_of(catalog: Catalog) -> Iterator[Message]:
    """Return every message except the header."""
    return (message for message in catalog if message.id)


def ids_of(message: Message) -> tuple[str, ...]:
    """Return the text of a message in the code: one text, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the translation of a message: one text, or one for each plural form of the language."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def placeholders_of(text: str) -> dict[str, str]:
    """Return the placeholders of a message by name, as they are written: {"num": "%(num)d"}.

    A `%` that neither begins a placeholder nor is doubled gets the name "%"; formatting the message would raise
    ValueError.
    """
    found = {match[1] or match[0]: match[0] for match in PYTHON_FORMAT.finditer(text) if match[0] != "%%"}
    return found | ({"%": "%"} if "%" in PYTHON_FORMAT.sub("", text) else {})
