"""The catalogues of messages: extracted from the code, checked by our own rules, compiled.

A message is written in English in the code, inside `_`, `gettext`, `ngettext` or `N_`. `translations/messages.pot`
lists all messages; `translations/<lang>/LC_MESSAGES/messages.po` has their text in each language, English included.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import babel
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from jinja2 import TemplateSyntaxError

from hub.i18n.languages import LANGS, Lang
from hub.i18n.po_files import (
    PLURAL_FORMS,
    PLURALS,
    ReadCatalog,
    forms_of,
    ids_of,
    messages_of,
    placeholders_of,
    po_path,
    read_po,
    shown_path,
    written_po,
)
from hub.messages import N_
from hub.problems import Problem, Unreadable, in_order
from hub.storage import durable
from hub.storage.sealed import Damaged

Catalogues = tuple[dict[Lang, ReadCatalog], list[Problem]]
NONE = "none"  # stands for the digest of catalogues that could not be compiled
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
# The text of a message depends on the options of the template environment: these are the site's own, as in babel.cfg.
TEMPLATES = {"silent": "false", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}


def _extracted(root: Path) -> Catalog:
    """Return every message in the code and the templates under `root`. Raises Unreadable for a broken template."""
    catalog = Catalog(charset="utf-8")
    sources: list[tuple[str, Path]] = [
        ("python", path) for folder in ("hub", "tools") for path in root.glob(f"{folder}/**/*.py")
    ]
    sources += [("jinja2.ext:babel_extract", path) for path in root.glob("hub/**/templates/**/*.html")]
    for method, path in sorted(sources, key=lambda source: source[1]):
        name = path.relative_to(root).as_posix()
        options = {} if method == "python" else TEMPLATES
        try:
            found = extract_from_file(method, path, KEYWORDS, ("Translators:",), options, strip_comment_tags=True)
        except TemplateSyntaxError as error:
            text = N_("the template is broken: %(error)s")
            raise Unreadable(Problem(name, error.lineno, text, {"error": str(error.message)})) from error
        for _line, message, comments, _context in found:
            catalog.add(message, locations=[(name, 0)], auto_comments=comments)
    return catalog


def extract(root: Path) -> str:
    """Return the text that translations/messages.pot must have: every message of hub's code and templates."""
    return written_po(_extracted(root))


def update(root: Path) -> list[Path]:
    """Update messages.pot and both PO files from the code, and return the files that changed.

    A new message is left empty in Vietnamese and is its own text in English; one that no longer exists is dropped; one
    that has become plural is marked fuzzy. Translators' comments stay. Raises Unreadable, and writes nothing, if a file
    cannot be read.
    """
    template = _extracted(root)
    translations = root / "translations"
    texts = {translations / "messages.pot": written_po(template)}
    for language in LANGS:
        path = po_path(translations, language)
        old = read_po(path, translations, language) if path.exists() else Catalog(locale=language)
        texts[path] = written_po(_updated(old, template, language), language)
    changed = [path for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.write(path, texts[path], keep_permissions=True)
    return changed


def _updated(old: Catalog, template: Catalog, language: str) -> Catalog:
    """Return a catalogue with the messages of the template and their translations from the old catalogue."""
    # With the language's own number of plural forms, whatever the file says.
    catalog = Catalog(locale=language, charset="utf-8")
    for message in messages_of(old):
        catalog[message.id] = message
    catalog.update(template, no_fuzzy_matching=True)
    for message in messages_of(catalog):
        if language == "en":
            message.string = message.id
            message.flags.discard("fuzzy")
    return catalog


def read_catalogues(translations: Path) -> Catalogues:
    """Return the catalogue of each language that can be read, and why the others cannot."""
    catalogues: dict[Lang, ReadCatalog] = {}
    problems: list[Problem] = []
    for language in LANGS:
        try:
            catalogues[language] = read_po(po_path(translations, language), translations, language)
        except Unreadable as unreadable:
            problems += unreadable.problems
    return catalogues, problems


def catalogue_problems(translations: Path, read: Catalogues | None = None) -> list[Problem]:
    """Return everything that is missing or wrong in the catalogues, sorted by file and line.

    `read` is what `read_catalogues` gave, if it has been called already.
    """
    catalogues, unreadable = read or read_catalogues(translations)
    problems = [*unreadable]
    wanted: set[tuple[str, ...]] | None = None
    try:
        pot = translations / "messages.pot"
        wanted = {ids_of(message) for message in messages_of(read_po(pot, translations, None))}
    except Unreadable as error:
        problems += error.problems
    for language, catalog in catalogues.items():
        file = shown_path(po_path(translations, language), translations)
        problems += _catalogue_problems(file, catalog, language)
        if wanted is not None:
            problems += _differences(file, catalog, wanted)
    return in_order(problems)


def _catalogue_problems(file: str, catalog: ReadCatalog, language: str) -> Iterator[Problem]:
    if catalog.num_plurals != PLURALS[language]:
        values = {"found": catalog.num_plurals, "wanted": PLURAL_FORMS[language]}
        yield Problem(file, 1, N_("Plural-Forms has nplurals=%(found)d; write %(wanted)s"), values)
    for message in catalog.twice:
        yield _about(file, message, N_("“%(message)s” appears here twice; keep one"))
    for message in catalog.obsolete.values():
        yield _about(file, message, N_("“%(message)s” is obsolete; delete it"))
    for message in messages_of(catalog):
        if message.fuzzy:
            yield _about(file, message, N_("“%(message)s” is marked fuzzy; correct it and remove the mark"))
        yield from _form_problems(file, message)


def _about(file: str, message: Message, text: str, **values: object) -> Problem:
    return Problem(file, message.lineno or 1, text, {"message": ids_of(message)[0], **values})


def _form_problems(file: str, message: Message) -> Iterator[Problem]:
    ids, forms = ids_of(message), forms_of(message)
    for number, form in enumerate(forms):
        # In a language without plurals the one form serves every number, so it needs the placeholders of the plural.
        original = ids[-1] if len(forms) == 1 else ids[min(number, 1)]
        if not form.strip():
            if message.pluralizable:
                yield _about(file, message, N_("“%(message)s” has an empty msgstr[%(form)d]; fill it in"), form=number)
            else:
                yield _about(file, message, N_("“%(message)s” is not translated; fill in its msgstr"))
            continue
        wanted, found = placeholders_of(original), placeholders_of(form)
        if wanted.keys() != found.keys() or Message(original, form).check():
            text = N_("“%(message)s” must have the placeholders %(wanted)s; its translation has %(found)s")
            yield _about(file, message, text, wanted=_listed(wanted), found=_listed(found))
        if not unicodedata.is_normalized("NFC", form):
            yield _about(
                file,
                message,
                N_("the translation of “%(message)s” has letters split from their marks; write it in NFC"),
            )


def _listed(placeholders: Mapping[str, str]) -> str:
    return " ".join(sorted(placeholders.values())) or "—"


def _differences(file: str, catalog: Catalog, wanted: set[tuple[str, ...]]) -> Iterator[Problem]:
    here = {ids_of(message): message for message in messages_of(catalog)}
    for ids in sorted(wanted - here.keys()):
        text = N_("“%(message)s” is missing here; run python3 run.py translate update")
        yield Problem(file, 1, text, {"message": ids[0]})
    for ids in here.keys() - wanted:
        text = N_("“%(message)s” is not in messages.pot any more; run python3 run.py translate update")
        yield _about(file, here[ids], text)


def compile_catalogues(translations: Path, into: Path) -> str:
    """Compile both catalogues into the folder `into/<digest>`, and return the digest (16 hexadecimal digits).

    The folder appears complete or not at all, holds `<lang>/LC_MESSAGES/messages.mo`, and is never rewritten: the same
    files give the same digest. A mark in it tells from which files it was compiled, so that the same ones are not compiled
    again. Raises Unreadable if a catalogue is missing or malformed.
    """
    if known := compiled_before(translations, into):
        return known
    mark = _mark(translations)
    catalogs = {language: read_po(po_path(translations, language), translations, language) for language in LANGS}
    compiled: dict[str, bytes] = {}
    for language, catalog in catalogs.items():
        # Otherwise Babel writes the time of compilation into the file, and every digest differs.
        catalog.creation_date = catalog.revision_date = datetime(1970, 1, 1, tzinfo=UTC)
        buffer = BytesIO()
        write_mo(buffer, catalog)
        compiled[language] = buffer.getvalue()
    digest = _digest_of(compiled.values())
    if not (into / digest).is_dir():
        _place(compiled, into, digest)
    if _mark(translations) == mark:  # a file that was saved meanwhile is not the one that was compiled
        with suppress(OSError):  # on a full disk it is compiled again next time
            (into / digest / mark).touch()
    return digest


def compiled_before(translations: Path, into: Path) -> str:
    """Return the digest of what was compiled of the same files and is intact; "" if nothing was."""
    for marked in into.glob(f"*/{_mark(translations)}"):
        with suppress(Damaged):
            check_compiled(marked.parent)
            return marked.parent.name
    return ""


def _mark(translations: Path) -> str:
    """Return the name of the mark that tells of the catalogues as they are now, and of what compiles them."""
    summed = hashlib.sha256(f"{babel.__version__}\n{Path(__file__).read_text('utf-8')}".encode())
    for language in LANGS:
        with suppress(OSError):  # what is missing is told by reading it
            summed.update(hashlib.sha256(po_path(translations, language).read_bytes()).digest())
    return f"of-{summed.hexdigest()[:24]}"


def check_compiled(folder: Path) -> None:
    """Compare a folder of compiled catalogues with the digest that is its name. Raises Damaged."""
    try:
        compiled = [(folder / lang / "LC_MESSAGES" / "messages.mo").read_bytes() for lang in LANGS]
    except FileNotFoundError as error:
        raise Damaged(f"{error.filename} is missing", "catalogues", folder.name) from error
    if _digest_of(compiled) != folder.name:
        raise Damaged(f"{folder} is damaged", "catalogues", folder.name)


def _digest_of(compiled: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\0".join(compiled)).hexdigest()[:16]


def _place(compiled: dict[str, bytes], into: Path, digest: str) -> None:
    try:
        with durable.new_folder(into / digest) as building:
            for language, content in compiled.items():
                folder = building / language / "LC_MESSAGES"
                folder.mkdir(parents=True)
                (folder / "messages.mo").write_bytes(content)
    except OSError:
        if not (into / digest).is_dir():  # otherwise another process was first, with the same bytes
            raise
