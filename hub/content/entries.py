"""From the files of one entry to its readings: paired, checked, rendered; what cannot be read keeps its last good form."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, Literal

from pydantic import ValidationError

from hub.content import frontmatter
from hub.content.body import Body
from hub.content.files import SLUG, File, read_text
from hub.content.frontmatter import Data
from hub.content.kinds import LANGS, RESERVED, Code, Kind, Lang, M, Media, MediaFile
from hub.content.markdown import Part, digest, parts
from hub.content.messages import N_
from hub.content.problems import Problem, Unreadable
from hub.content.refusals import refusals, unknown_field
from hub.content.vietnamese import sort_key

State = Literal["fresh", "missing", "stale"]
Render = Callable[[str, str, int], tuple[Body, list[str], list[Problem]]]


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that an entry names: a term (`vocabulary` is its list) or, where that is empty, an entry as `kind/slug`."""

    vocabulary: str
    target: str
    field: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Translation:
    """How a text stands to its original: what moved on since (fields and section ids), and the day of the original's file."""

    state: State
    sections: tuple[str, ...]
    original_updated: date


@dataclass(frozen=True)
class Entry(Generic[M]):
    """One thing of the content in every language that it has."""

    kind: str
    slug: str
    parent: str
    original: Lang
    readings: Mapping[Lang, M]
    translations: Mapping[Lang, Translation]
    references: tuple[Reference, ...]
    files: Mapping[str, str]  # media by name: the path on disk
    order: Any = None  # what its kind sorts it by

    def reading(self, lang: Lang) -> M:
        """The entry in a language, or in its original where it is not in that."""
        return self.readings.get(lang) or self.readings[self.original]

    @property
    def languages(self) -> tuple[Lang, ...]:
        return tuple(lang for lang in LANGS if lang in self.readings)


@dataclass
class _Document:
    """One language's file, read but not yet validated."""

    file: File
    lang: Lang
    data: Data
    body: str
    first_line: int
    parts: list[Part] = field(default_factory=list)


class EntryBuilder(Generic[M]):
    """Builds one entry; `problems` afterwards holds what was found."""

    def __init__(self, kind: Kind[M], slug: str, parent: str, documents: Mapping[Lang, File], beside: Mapping[str, File]) -> None:
        self.kind, self.slug, self.parent = kind, slug, parent
        self.sources, self.beside = documents, beside
        self.problems: list[Problem] = []
        self.documents: dict[Lang, _Document] = {}
        self.references: list[Reference] = []
        self.media: dict[str, Media] = {}

    def build(self, render: Render, facts: Callable[[File], Media], previous: Entry[M] | None) -> Entry[M] | None:
        """The entry, with last good readings where a file has errors; None where there is nothing good to show."""
        self._check_slug()
        for lang, file in self.sources.items():
            try:
                self.documents[lang] = self._read(lang, file)
            except Unreadable as error:
                self.problems += error.problems
        original = self._original()
        shared, owners = self._merge_shared(original)
        errors = len([p for p in self.problems if p.severity == "error"])
        readings: dict[Lang, M] = {}
        for lang in sorted(self.documents, key=lambda lang: lang != original):
            if (reading := self._reading(lang, original, shared, owners, render, facts)) is not None:
                readings[lang] = reading
        broken = len(self.documents) < len(self.sources) or len(readings) < len(self.documents) or errors > 0
        if previous is not None and broken:
            return self._keep_last_good(previous, readings)
        if not readings:
            return None
        if original not in readings:
            original = next(iter(readings))
        return Entry(
            self.kind.name, self.slug, self.parent, original, readings, self._translations(original, readings), tuple(self.references),
            {name: str(self.beside[name].path) for name in self.media}, self.kind.order(readings[original]),
        )  # fmt: skip

    def _keep_last_good(self, previous: Entry[M], readings: dict[Lang, M]) -> Entry[M]:
        """A broken pair stays as it was, but for a language that was added whole."""
        added = {lang: reading for lang, reading in readings.items() if lang not in previous.readings}
        kept = {lang: reading for lang, reading in previous.readings.items() if lang in self.sources}
        if not added and len(kept) == len(previous.readings):
            return previous
        joined = kept | added or dict(previous.readings)
        original = previous.original if previous.original in joined else next(iter(joined))
        return replace(previous, original=original, readings=joined)

    def _check_slug(self) -> None:
        name = next(iter(self.sources.values())).name
        if self.slug in RESERVED or not SLUG.fullmatch(self.slug):
            self.problems.append(Problem(name, 1, N_("the slug %(slug)s cannot be used in an address; choose another"), {"slug": self.slug}))

    def _read(self, lang: Lang, file: File) -> _Document:
        text, _ = read_text(file)
        front, body, first_line = frontmatter.split(text, file.name)
        data = frontmatter.parse(front, file.name, 2)
        return _Document(file, lang, data, body, first_line, parts(body, first_line))

    def _original(self) -> Lang:
        claimed = [lang for lang, document in self.documents.items() if document.data.values.get("original") is True]
        if len(claimed) > 1:
            document = self.documents[claimed[1]]
            self._problem(document, ("original",), N_("both files say original: true; keep it in the authentic one"))
        if claimed:
            return claimed[0]
        return "vi" if "vi" in self.documents or not self.documents else next(iter(self.documents))

    def _merge_shared(self, original: Lang) -> tuple[dict[str, Any], dict[str, Lang]]:
        """The shared values of all files, and the file that each is taken from; a contradiction is a problem of the later file."""
        values: dict[str, Any] = {}
        owners: dict[str, Lang] = {}
        for lang in sorted(self.documents, key=lambda lang: lang != original):
            document = self.documents[lang]
            for name in self.kind.shared:
                if name not in document.data.values:
                    continue
                value = document.data.values[name]
                if name not in values:
                    values[name], owners[name] = value, lang
                elif values[name] != value:
                    self._contradiction(name, document, self.documents[owners[name]])
        return values, owners

    def _contradiction(self, name: str, here: _Document, there: _Document) -> None:
        values = {
            "field": name,
            "here": _shown(here.data.values[name]),
            "there": _shown(there.data.values[name]),
            "file": there.file.name,
            "line": there.data.line((name,)),
        }
        self._problem(here, (name,), N_("%(field)s is %(here)s here and %(there)s in %(file)s:%(line)d; keep one"), **values)

    def _problem(self, document: _Document, path: frontmatter.Path, message: str, **values: object) -> None:
        self.problems.append(Problem(document.file.name, document.data.line(path), message, values))

    def _reading(
        self, lang: Lang, original: Lang, shared: dict[str, Any], owners: dict[str, Lang], render: Render, facts: Callable[[File], Media]
    ) -> M | None:
        """The model of one language, or None where its file has errors."""
        document = self.documents[lang]
        own = {name: value for name, value in document.data.values.items() if name not in shared and name in self.kind.fields}
        strangers = [name for name in document.data.values if name not in self.kind.fields]
        before = len(self.problems)
        for name in strangers:
            message, values = unknown_field(name, list(self.kind.fields), {"field": name})
            self._problem(document, (name,), message, **values)
        try:
            body, links, remarks = render(document.body, document.file.name, document.first_line)
        except Unreadable as error:
            self.problems += error.problems
            return None
        self.problems += remarks
        self._check_sections(document)
        noted: list[tuple[type, str, str, str]] = []
        given = {
            "kind": self.kind.name, "slug": self.slug, "parent": self.parent, "lang": lang, "original_lang": original,
            "body": body, "files": {}, "cited": _cited(links), "collation": sort_key(str(own.get("title", ""))),
        }  # fmt: skip
        try:
            reading = self.kind.model.model_validate(shared | own | given, context=noted)
        except ValidationError as error:
            self._refuse(error, document, owners)
            return None
        self._note(noted, document, facts)
        self._note_links(links, document, reading, facts)
        errors = [p for p in self.problems[before:] if p.severity == "error" and p.file == document.file.name]
        return None if errors else reading.model_copy(update={"files": dict(self.media)})

    def _refuse(self, error: ValidationError, document: _Document, owners: dict[str, Lang]) -> None:
        """Problems of a validation, each in the file that holds the value; a shared field that is missing is missing once."""
        for problem in refusals(error, document.data, document.file.name, self.kind.model):
            top = str(problem.values.get("field", "")).split(".")[0]
            owner = self.documents.get(owners[top]) if top in owners else None
            if owner is not None and owner is not document:
                continue  # reported with the file that holds it
            if top in self.kind.shared and top not in owners and any(p.values.get("field") == top and p.message == problem.message for p in self.problems):
                continue
            self.problems.append(problem)

    def _check_sections(self, document: _Document) -> None:
        """Every section of the kind's template is there and says something, and no id stands twice."""
        seen: set[str] = set()
        for part in document.parts:
            if part.id in seen:
                self.problems.append(Problem(document.file.name, part.line, N_("the section %(id)s stands twice; give one another id"), {"id": part.id}))
            seen.add(part.id)
            if part.id in self.kind.sections and not part.text.partition("\n")[2].strip():
                message = N_("the section %(id)s is empty; write at least that it is not yet known")
                self.problems.append(Problem(document.file.name, part.line, message, {"id": part.id}))
        last = document.first_line + document.body.rstrip("\n").count("\n")
        for name in self.kind.sections:
            if name not in seen:
                message = N_("the section %(id)s is missing; add ## … {#%(id)s}")
                self.problems.append(Problem(document.file.name, last, message, {"id": name}))

    def _note(self, noted: list[tuple[type, str, str, str]], document: _Document, facts: Callable[[File], Media]) -> None:
        """Turn what a validation noted into references, on the lines where they are written."""
        for marker, target, value, name in noted:
            holder = next((held for held in (document, *self.documents.values()) if (name, value) in held.data.places), document)
            line = holder.data.line(holder.data.places.get((name, value), (name,)))
            if marker is MediaFile:
                self._add_media(value, holder, line, facts)
            elif marker is Code:
                self.references.append(Reference(target, value, name, holder.file.name, line))
            else:
                self.references.append(Reference("", value if target == "*" else f"{target}/{value}", name, holder.file.name, line))

    def _note_links(self, links: list[str], document: _Document, reading: M, facts: Callable[[File], Media]) -> None:
        cited = {source.id for source in getattr(reading, "sources", ()) if hasattr(source, "id")}
        anchors = {part.id for part in document.parts}
        for target in dict.fromkeys(links):
            line = document.first_line + document.body.count("\n", 0, max(0, document.body.find(target.removeprefix("hub:cite/"))))
            if target.startswith("hub:cite/"):
                name = target.removeprefix("hub:cite/")
                if cited and name not in cited:
                    message = N_("no source has the id %(id)s; add it to sources or correct the reference")
                    self.problems.append(Problem(document.file.name, line, message, {"id": name}))
                elif not cited:
                    self.references.append(Reference("sources", name, "[@…]", document.file.name, line))
            elif target.startswith("media/"):
                self._add_media(target.removeprefix("media/"), document, line, facts)
            elif target.startswith("#"):
                if not target.startswith(("#fn", "#muc-")) and target[1:] not in anchors and f"{{{target}}}" not in document.body:
                    message = N_("no heading here has the id %(id)s; correct the link")
                    self.problems.append(Problem(document.file.name, line, message, {"id": target[1:]}))
            elif not target.startswith("help"):
                self.references.append(Reference("", target.partition("#")[0], "", document.file.name, line))

    def _add_media(self, name: str, document: _Document, line: int, facts: Callable[[File], Media]) -> None:
        if name in self.media:
            return
        if name not in self.beside:
            self.problems.append(Problem(document.file.name, line, N_("there is no file %(name)s beside this one; put it there"), {"name": name}))
            return
        try:
            self.media[name] = facts(self.beside[name])
        except Unreadable as error:
            self.problems += error.problems

    def _translations(self, original: Lang, readings: Mapping[Lang, M]) -> dict[Lang, Translation]:
        """Compare every other language with the original, field by field and section by section."""
        source = self.documents[original]
        now = digests(self.kind, source.data, source.parts)
        found: dict[Lang, Translation] = {}
        for lang in readings:
            if lang == original:
                continue
            noted = readings[lang].translates
            moved = tuple(name for name, value in now.items() if (noted or {}).get(name) != value)
            state: State = "missing" if noted is None else "stale" if moved else "fresh"
            found[lang] = Translation(state, moved, readings[original].updated)
        return found


def digests(kind: Kind[Any], data: Data, sections: Sequence[Part]) -> dict[str, str]:
    """What a translation is held against: the digest of each translated field and section of the original."""
    fields = {name: digest(str(data.values[name])) for name in kind.translated if data.values.get(name)}
    return fields | {part.id: part.digest for part in sections}


def _shown(value: object) -> str:
    text = re.sub(r"[{}'\[\]]", "", str(value)) if isinstance(value, (dict, list)) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _cited(links: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.removeprefix("hub:cite/") for link in links if link.startswith("hub:cite/")))
