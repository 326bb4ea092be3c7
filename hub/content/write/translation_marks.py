"""The command `translate`: which translations are missing or stale, by section, and the mark that one is up to date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.content.edition import Edition
from hub.content.markdown.sections import written_sections
from hub.content.model.entries import Entry, State
from hub.content.model.kinds import Kind
from hub.content.source import front_matter
from hub.content.source.documents import translation_digests
from hub.content.source.folder import File, read_text, tidy
from hub.errors import UserError
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_
from hub.storage import durable


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """How up to date the text in `lang` is with its original.

    `sections` lists the fields and section ids that have changed since, or all of them if there is no such text.
    """

    kind: str
    slug: str
    lang: Lang
    state: State
    sections: tuple[str, ...]


def translation_statuses(edition: Edition) -> Iterator[TranslationStatus]:
    """Yield a status for each entry and each language other than its original."""
    for kind, entries in edition.entries.items():
        for entry in entries.values():
            yield from statuses_of(edition.registry.kinds[kind], entry)


def statuses_of(kind: Kind[Any], entry: Entry[Any]) -> Iterator[TranslationStatus]:
    """Yield the status of an entry in each language other than its original."""
    for lang in LANGS:
        if lang == entry.original:
            continue
        translation = entry.translations.get(lang)
        if translation is None:
            whole = (*kind.translated, *(part.id for part in entry.readings[entry.original].body.sections))
            sections = tuple(name for name in whole if _has_text(entry, name))
            yield TranslationStatus(kind.name, entry.slug, lang, "missing", sections)
        else:
            yield TranslationStatus(kind.name, entry.slug, lang, translation.state, translation.sections)


def _has_text(entry: Entry[Any], name: str) -> bool:
    reading = entry.readings[entry.original]
    return name in reading.body or bool(getattr(reading, name, ""))


def mark_done(kind: Kind[Any], files: Mapping[Lang, File], lang: Lang, minor: bool = False) -> list[Path]:
    """Note in the file of `lang` that it translates the original as it is now, and return the paths written.

    With `minor`, `lang` is the original, whose last change needs no change of its translations: every translation that
    was marked before is marked again. Raises UserError, or Unreadable if a file cannot be read.
    """
    if lang not in files:
        raise UserError(N_("there is no file in this language yet; write it first"))
    read = {language: _read(file) for language, file in files.items()}
    claimed = [language for language, (data, _) in read.items() if data.values.get("original") is True]
    original: Lang = claimed[0] if claimed else "vi" if "vi" in files else lang
    now = translation_digests(kind, *read[original])
    if minor:
        if lang != original:
            raise UserError(N_("--minor is for a change of the original; give the language of the original"))
        marked = [language for language in files if language != original and read[language][0].values.get("translates")]
    elif lang == original:
        raise UserError(N_("this file is the original; mark the translation"))
    else:
        marked = [lang]
    for language in marked:
        path = files[language].path.resolve()  # the file itself if this is a link
        text = with_translates(path.read_bytes().decode("utf-8-sig"), now)
        # The result must still parse before it replaces the file.
        front_matter.parse(front_matter.split(tidy(text), files[language].name)[0], files[language].name, 2)
        durable.write(path, text, keep_permissions=True)
    return [files[language].path for language in marked]


def _read(file: File) -> tuple[front_matter.Data, list[Any]]:
    text = read_text(file)
    front, body, line = front_matter.split(text, file.name)
    return front_matter.parse(front, file.name, 2), written_sections(body, line)


def with_translates(text: str, noted: Mapping[str, str]) -> str:
    """Return the text of a document with this map as `translates` in its front matter, replacing an earlier one."""
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front, _, body = front_matter.split(tidy(text), "")
    end = body - 2  # the index of the line --- that closes the fields
    fields = {path[0]: line - 1 for path, line in front_matter.parse(front, "", 2).lines.items() if len(path) == 1}
    here = fields.get("translates", end)
    after = min((line for line in fields.values() if line > here), default=end)
    while after > here + 1 and (not lines[after - 1].strip() or lines[after - 1].startswith("#")):
        after -= 1  # a comment belongs to what follows it
    written = ["translates:", *(f"  {name}: {value}" for name, value in noted.items())]
    return newline.join([*lines[:here], *lines[after:end], *written, *lines[end:]])
