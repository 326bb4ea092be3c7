"""The indexed text of an entry (title, body, field values, facets) and the stamp that tells when it has changed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hub.content.edition import Edition, Reader
from hub.content.keys import EntryKey, Key, TermsKey
from hub.content.markdown.sanitiser import plain_text
from hub.content.model.entries import Entry
from hub.content.model.fields import Words, codes_of, scope_of
from hub.content.model.kinds import Kind
from hub.feature import Findable, SearchFields
from hub.i18n.languages import LANGS
from hub.search.engine import Searchable

NOTE = "content_note"
FORM = "2"  # part of every stamp: raise it when the same entry gives another text


def stamps(edition: Edition, findable: Iterable[str] = ()) -> dict[str, str]:
    """Return a stamp for each text to be indexed, by id; it changes when the text must be indexed again.

    `findable` names the vocabularies whose terms are texts of their own.
    """
    terms = sorted((key.vocabulary, digest) for key, digest in edition.digests.items() if isinstance(key, TermsKey))
    lists = hashlib.sha256(repr(terms).encode()).hexdigest()[:8]
    return {
        f"{kind}/{slug}/{lang}": f"{FORM}{edition.digests[EntryKey(kind, slug)]}{lists}"
        for kind, cards in edition.cards.items()
        for slug, card in cards.items()
        if not card.withdrawn
        for lang in card.languages
    } | {
        f"{name}/{id}/{lang}": f"{FORM}{lists}"
        for name in findable
        if name in edition.vocabularies
        for id in edition.vocabularies[name].terms
        for lang in LANGS
    }


def searchable_term(
    edition: Edition, id: str, stamp: str, findable: Findable, reads: set[Key] | None = None
) -> Searchable:
    """Return what is indexed of a term of a vocabulary in one language; `reads` notes what it depends on."""
    name, term_id, lang = id.split("/")
    reader = edition.read_in("en" if lang == "en" else "vi", reads)
    term = reader.terms(name)[term_id]
    title, text = findable.name(reader, term), findable.text(reader, term)
    unshown = "\n".join(findable.words(reader, term))
    return Searchable(id, f"{name}/{term_id}", name, lang, title, "", text, unshown, {}, stamp)


def searchable(
    edition: Edition, id: str, stamp: str, fields: SearchFields, reads: set[Key] | None = None
) -> Searchable:
    """Return what is indexed of an entry in one language; of a masked entry only its content note.

    `reads` notes what it depends on besides the entry.
    """
    kind, slug, lang = id.split("/")
    declared = edition.registry.kinds[kind]
    entry = edition.entries[kind][slug]
    reading = entry.readings["en" if lang == "en" else "vi"]
    entry_id = f"{kind}/{slug}"
    if reading.hidden:
        return Searchable(id, entry_id, kind, lang, "", reading.content_note, "", "", {}, stamp)
    reader = edition.read_in(reading.lang, reads)
    rendered = reader.rendered(reading.body)
    parts = [
        _with_heading(section, html, declared)
        for section, html in zip(rendered.sections, rendered.html, strict=True)
        if section.id not in fields.unread_sections
    ]
    text = "\n".join([*parts, *_field_texts(reader, declared, reading, fields)])
    unshown = "\n".join([*_field_words(reader, declared, reading, fields), *fields.words(reader, reading)])
    facets = _facets(edition, entry)
    return Searchable(id, entry_id, kind, lang, reading.title, reading.summary, text, unshown, facets, stamp)


def _with_heading(section: Any, html: str, kind: Kind[Any]) -> str:
    """Return a section's text below its heading, without one that every entry of the kind has."""
    plain = plain_text(html)
    return f"{section.heading}\n{plain}" if section.heading and section.id not in kind.sections else plain


def _fields(kind: Kind[Any], reading: Any, fields: SearchFields) -> Iterator[tuple[str, Any]]:
    """Yield the fields besides title and summary that are read."""
    for name, info in kind.fields.items():
        if name not in ("title", "summary", *fields.unread) and scope_of(info) != "file":
            yield name, getattr(reading, name)


def _field_texts(reader: Reader, kind: Kind[Any], reading: Any, fields: SearchFields) -> Iterator[str]:
    """Yield the texts of fields besides the body."""
    for name, value in _fields(kind, reading, fields):
        if name in kind.translated and isinstance(value, str):
            if name != NOTE:
                yield value
        elif isinstance(value, Words):
            yield value.read_in(reader.lang)


def _field_words(reader: Reader, kind: Kind[Any], reading: Any, fields: SearchFields) -> Iterator[str]:
    """Yield the labels of codes and other words for them, and the content note, which stands beside every result."""
    for name, value in _fields(kind, reading, fields):
        if name == NOTE:
            yield value
        elif name not in kind.translated and not isinstance(value, Words):
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
