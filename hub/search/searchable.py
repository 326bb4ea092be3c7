"""The indexed text of an entry (title, body, field values, facets) and the stamp that tells when it has changed."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from hub.content.edition import Edition, Reader
from hub.content.keys import EntryKey, TermsKey
from hub.content.markdown.sanitiser import plain_text
from hub.content.model.entries import Entry
from hub.content.model.fields import Words, codes_of, scope_of
from hub.content.model.kinds import Kind
from hub.feature import SearchFields
from hub.search.engine import Searchable

FORM = "1"  # part of every stamp: raise it when the same entry gives another text


def stamps(edition: Edition) -> dict[str, str]:
    """Return a stamp for each text to be indexed, by id; it changes when the text must be indexed again."""
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
    """Return what is indexed of an entry in one language; of a masked entry only its content note."""
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
