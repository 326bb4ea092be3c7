"""The search index of an Edition: what of each entry is to be found, and one folder a generation that holds it."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hub.content.edition import Edition, Reader
from hub.content.keys import EntryKey, TermsKey
from hub.content.markdown.sanitiser import plain_text
from hub.content.model.entries import Entry
from hub.content.model.fields import Words, codes_of, scope_of
from hub.content.model.kinds import Kind
from hub.feature import SearchFields
from hub.search.engine import IndexUnusable, Searchable
from hub.search.whoosh.engine import WhooshEngine, open_index, start_index
from hub.storage import durable

FORM = "1"  # part of every stamp: raise it when a text is made otherwise from the same entry


def stamps(edition: Edition) -> dict[str, str]:
    """Return for each text that is to be found, by id, what changes when it must be indexed again."""
    terms = sorted((key.vocabulary, digest) for key, digest in edition.digests.items() if isinstance(key, TermsKey))
    lists = hashlib.sha256(repr(terms).encode()).hexdigest()[:8]
    return {
        f"{kind}/{slug}/{lang}": f"{FORM}{edition.digests[EntryKey(kind, slug)]}{lists}"
        for kind, cards in edition.cards.items()
        for slug, card in cards.items()
        if not card.withdrawn
        for lang in card.languages
    }


def searchable(edition: Edition, id: str, stamp: str, fields: SearchFields) -> Searchable:
    """Return what of an entry in one language is to be found; of a masked entry only its note."""
    kind, slug, lang = id.split("/")
    entry = edition.entries[kind][slug]
    reading = entry.readings["en" if lang == "en" else "vi"]
    entry_id = f"{kind}/{slug}"
    if reading.hidden:
        return Searchable(id, entry_id, kind, lang, "", reading.content_note, "", {}, stamp)
    reader = edition.read_in(reading.lang)
    rendered = reader.rendered(reading.body)
    text = "\n".join(
        [
            *map(_with_heading, rendered.sections, rendered.html),
            *_field_words(reader, edition.registry.kinds[kind], reading, fields),
            *fields.words(reader, reading),
        ]
    )
    return Searchable(id, entry_id, kind, lang, reading.title, reading.summary, text, _facets(edition, entry), stamp)


def _with_heading(section: Any, html: str) -> str:
    return f"{section.heading}\n{plain_text(html)}" if section.heading else plain_text(html)


def _field_words(reader: Reader, kind: Kind[Any], reading: Any, fields: SearchFields) -> Iterator[str]:
    """Yield the words of fields besides title, summary and body: translated texts, and the labels of codes."""
    for name, info in kind.fields.items():
        value = getattr(reading, name)
        if name in ("title", "summary", *fields.unread) or scope_of(info) == "file":
            continue
        if name in kind.translated and isinstance(value, str):
            yield value
        elif isinstance(value, Words):
            yield value.read_in(reader.lang)
        else:
            yield from _labels(reader, kind, name, value)


def _labels(reader: Reader, kind: Kind[Any], name: str, value: Any) -> Iterator[str]:
    lists = codes_of(kind.fields[name]).split()
    for code in value if isinstance(value, list) else [value] if value else []:
        term = next((found for each in lists if (found := reader.term(each, str(code)))), None)
        if term is not None:
            yield term.label.read_in(reader.lang)
            yield from term.aliases.vi if reader.lang == "vi" else term.aliases.en


def _facets(edition: Edition, entry: Entry[Any]) -> Mapping[str, tuple[str, ...]]:
    kind, reading = edition.registry.kinds[entry.kind], entry.reading(entry.original)
    facets: dict[str, tuple[str, ...]] = {}
    for name in kind.shared:
        if codes_of(kind.fields[name]) and name != "sources" and (value := getattr(reading, name)):
            facets[name] = tuple(value) if isinstance(value, list) else (value,)
    return facets


NO_FIELDS = SearchFields()


class Indexes:
    """The folder of indexes; a generation each, and none is ever changed."""

    def __init__(self, folder: Path, fields: Mapping[str, SearchFields]) -> None:
        self.folder, self.fields = folder, fields
        self._whole: tuple[str, int] = ("", 0)  # an index that was found whole, and of how many files
        self._held: tuple[str, Mapping[str, str]] = ("", {})  # an index, and the stamps of what it holds

    def usable(self, name: str) -> bool:
        """Whether an index is there, whole and of this version; after the first look, whether all of its files are there."""
        files = self._files(name)
        if files and self._whole != (name, files) and self._open(name, check=True) is not None:
            self._whole = (name, files)
        return bool(files) and self._whole == (name, files)

    def _files(self, name: str) -> int:
        try:
            return len(list((self.folder / name).iterdir())) if name else 0
        except OSError:
            return 0

    def held(self, name: str) -> Mapping[str, str]:
        """The stamps of what an index holds, by id; nothing where there is none."""
        if self._held[0] != name:
            engine = self._open(name)
            self._held = (name, dict(engine.digests) if engine else {})
        return self._held[1]

    def count(self, name: str) -> int:
        """How many texts an index holds; 0 where there is none."""
        return len(self.held(name))

    def work(self, name: str, edition: Edition) -> int:
        """How many texts must be taken in or left out to bring an index up to date."""
        return len(_differences(self.held(name), stamps(edition)))

    def update(self, name: str, edition: Edition) -> str:
        """The name of an index of this Edition: the same where nothing differs, else a new one made from it."""
        wanted = stamps(edition)
        if name and not _differences(self.held(name), wanted):
            return name
        fresh = secrets.token_hex(8)
        with durable.new_folder(self.folder / fresh) as building:
            filling = self._start(building, name)
            differing = _differences(filling.digests, wanted)
            filling.remove([id for id in differing if id not in wanted])
            filling.add(self._searchable(edition, id, wanted[id]) for id in differing if id in wanted)
            filling.commit()
        self._whole, self._held = (fresh, self._files(fresh)), (fresh, wanted)
        return fresh

    def _searchable(self, edition: Edition, id: str, stamp: str) -> Searchable:
        return searchable(edition, id, stamp, self.fields.get(id.partition("/")[0], NO_FIELDS))

    def _start(self, building: Path, name: str) -> WhooshEngine:
        """A generation to be filled, from the last one where that proves whole on a closer look."""
        try:
            return start_index(building, self.folder / name if name else None)
        except IndexUnusable:
            shutil.rmtree(building, ignore_errors=True)
            return start_index(building)

    def _open(self, name: str, check: bool = False) -> WhooshEngine | None:
        try:
            return open_index(self.folder / name, check=check) if name else None
        except IndexUnusable:
            return None

    def drop_all_but(self, *names: str) -> None:
        """Remove every other generation, and what a killed builder left."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.is_dir() and path.name not in names:
                    shutil.rmtree(path, ignore_errors=True)


def _differences(have: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    return [id for id in {**have, **wanted} if have.get(id) != wanted.get(id)]


def open_current(folder: Path, name: str) -> WhooshEngine | None:
    """The index of a generation, for asking; None where it cannot be used."""
    return Indexes(folder, {})._open(name)


def fresh_index(edition: Edition, folder: Path, fields: Mapping[str, SearchFields]) -> WhooshEngine | None:
    """An index of an Edition in a folder of its own, made anew."""
    indexes = Indexes(folder, fields)
    name = indexes.update("", edition)
    indexes.drop_all_but(name)
    return open_current(folder, name)
