"""Index an Edition for search: the text of each entry, and one folder a generation that holds the index."""

import hashlib
import secrets
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hub.content.edition import Edition, Reader
from hub.content.markdown.sanitiser import plain_text
from hub.content.model.entries import Entry
from hub.content.model.kinds import Code, Kind, Words
from hub.search.engine import Engine, IndexUnusable, Searchable
from hub.search.engines import engine_module

NEVER_FOUND = ("translates", "updated", "media")
FORM = "1"  # part of every stamp: raise it when a text is made otherwise from the same entry


def stamps(edition: Edition) -> dict[str, str]:
    """Return a stamp for each text to be indexed, by id; it changes when the text must be indexed again."""
    lists = hashlib.sha256(
        repr(sorted(item for item in edition.digests.items() if item[0][0] == "terms")).encode()
    ).hexdigest()[:8]
    return {
        f"{kind}/{slug}/{lang}": f"{FORM}{edition.digests['entry', kind, slug]}{lists}"
        for kind, cards in edition.cards.items()
        for slug, card in cards.items()
        if not card.withdrawn
        for lang in card.languages
    }


def searchable(edition: Edition, id: str, stamp: str) -> Searchable:
    """Return what is indexed of an id; of a masked entry only its note."""
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
            *_field_words(reader, edition.registry.kinds[kind], reading),
        ]
    )
    return Searchable(id, entry_id, kind, lang, reading.title, reading.summary, text, _facets(edition, entry), stamp)


def _with_heading(section: Any, html: str) -> str:
    return f"{section.heading}\n{plain_text(html)}" if section.heading else plain_text(html)


def _field_words(reader: Reader, kind: Kind[Any], reading: Any) -> Iterator[str]:
    """Give the words of fields besides title, summary and body: translated texts, and the labels of codes."""
    for name in kind.fields:
        value = getattr(reading, name)
        if name in ("title", "summary", *NEVER_FOUND):
            continue
        if name in kind.translated and isinstance(value, str):
            yield value
        elif isinstance(value, Words):
            yield value.read_in(reader.lang)
        else:
            yield from _labels(reader, kind, name, value)


def _labels(reader: Reader, kind: Kind[Any], name: str, value: Any) -> Iterator[str]:
    lists = coded(kind, name).split()
    for code in value if isinstance(value, list) else [value] if value else []:
        term = next((found for each in lists if (found := reader.term(each, str(code)))), None)
        if term is not None:
            yield term.label.read_in(reader.lang)
            yield from term.aliases.vi if reader.lang == "vi" else term.aliases.en


def coded(kind: Kind[Any], name: str) -> str:
    """Return the vocabularies from which a field takes its codes, separated by spaces; empty where it takes none."""
    info = kind.fields[name]
    for marker in info.metadata:
        if type(marker) is Code:
            return marker.target
    for argument in getattr(info.annotation, "__args__", ()):
        for marker in getattr(argument, "__metadata__", ()):
            if type(marker) is Code:
                return str(marker.target)
    return ""


def _facets(edition: Edition, entry: Entry[Any]) -> Mapping[str, tuple[str, ...]]:
    kind, reading = edition.registry.kinds[entry.kind], entry.reading(entry.original)
    facets: dict[str, tuple[str, ...]] = {}
    for name in kind.shared:
        if coded(kind, name) and name != "sources" and (value := getattr(reading, name)):
            facets[name] = tuple(value) if isinstance(value, list) else (value,)
    return facets


class Indexes:
    """The folder of indexes, one a generation, never changed once it is there; `engine` is a name in ENGINES."""

    def __init__(self, folder: Path, engine: str) -> None:
        self.folder, self.engine = folder, engine
        self._whole: tuple[str, int] = ("", 0)  # an index that was found whole, and of how many files
        self._held: tuple[str, Mapping[str, str]] = ("", {})  # an index, and the stamps of what it holds

    def usable(self, name: str) -> bool:
        """Tell whether an index is whole and of this version; after the first check, whether all of its files are there."""
        files = self._files(name)
        if files and self._whole != (name, files) and self.open(name, check=True) is not None:
            self._whole = (name, files)
        return bool(files) and self._whole == (name, files)

    def _files(self, name: str) -> int:
        try:
            return len(list((self.folder / name).iterdir())) if name else 0
        except OSError:
            return 0

    def held(self, name: str) -> Mapping[str, str]:
        """Return the stamps of the texts that an index holds, by id; none where there is no index."""
        if self._held[0] != name:
            engine = self.open(name)
            self._held = (name, dict(engine.digests) if engine else {})
        return self._held[1]

    def count(self, name: str) -> int:
        """Return how many texts an index holds; 0 where there is none."""
        return len(self.held(name))

    def work(self, name: str, edition: Edition) -> int:
        """Return how many texts must be indexed or removed to bring an index up to date."""
        return len(_differences(self.held(name), stamps(edition)))

    def update(self, name: str, edition: Edition) -> str:
        """Return the name of an index of this Edition: the given one where nothing differs, else a new one made from it."""
        wanted = stamps(edition)
        if name and not _differences(self.held(name), wanted):
            return name
        fresh = secrets.token_hex(8)
        building = self.folder / f".build-{fresh}"
        self.folder.mkdir(parents=True, exist_ok=True)
        filling = self._start(building, name)
        differing = _differences(filling.digests, wanted)
        filling.remove([id for id in differing if id not in wanted])
        filling.add(searchable(edition, id, wanted[id]) for id in differing if id in wanted)
        filling.commit()
        building.rename(self.folder / fresh)
        self._whole, self._held = (fresh, self._files(fresh)), (fresh, wanted)
        return fresh

    def _start(self, building: Path, name: str) -> Engine:
        """Start a generation from the last one, or from nothing where that cannot be used."""
        module = engine_module(self.engine)
        try:
            return module.start_index(building, self.folder / name if name else None)
        except IndexUnusable:
            shutil.rmtree(building, ignore_errors=True)
            return module.start_index(building)

    def open(self, name: str, check: bool = False) -> Engine | None:
        """Open an index for asking; None where there is none that can be used. With `check`, every byte is checked."""
        try:
            return engine_module(self.engine).open_index(self.folder / name, check=check) if name else None
        except IndexUnusable:
            return None

    def drop_all_but(self, *names: str) -> None:
        """Remove every other generation, and what a killed builder left behind."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.is_dir() and path.name not in names:
                    shutil.rmtree(path, ignore_errors=True)


def _differences(have: Mapping[str, str], wanted: Mapping[str, str]) -> list[str]:
    return [id for id in {**have, **wanted} if have.get(id) != wanted.get(id)]


def fresh_index(edition: Edition, folder: Path, engine: str) -> Engine | None:
    """Build an index of an Edition from nothing, as the only one in a folder, and open it."""
    indexes = Indexes(folder, engine)
    name = indexes.update("", edition)
    indexes.drop_all_but(name)
    return indexes.open(name)
