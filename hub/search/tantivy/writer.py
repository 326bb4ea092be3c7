"""Write one generation of a tantivy index.

The terms come from our own text chain and go in as they are, divided by spaces; tantivy analyses nothing. A term begins
with its language ("vi:bạo_lực"): so the dictionary alone tells how many documents of each language have it.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from tantivy import Document, Index, SchemaBuilder

from hub.i18n.vietnamese import fold
from hub.search.engine import Searchable
from hub.search.query.text import Field, terms
from hub.search.ranking import BODY, SUMMARY, TITLE
from hub.search.tantivy.columns import Columns

ID, NUMBER, STORED, TITLED, SPELLING = "id", "number", "stored", "titled", "spelling"
"""Fields besides the four of the chain: the document's id, its number, all of it as given, the folded words and pairs of
its title, and its words with marks, each after what it folds to."""
EVERY = "*"
"""A term that every document has among those of its title; no word has this letter."""
LAYOUT = 1
"""The version of this layout; raise it with every change of what is written."""

# One thread keeps documents in their order; its memory bounds that of a build.
_MEMORY, _THREADS = 64_000_000, 1
_LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")


def schema() -> Any:
    """Return the fields of the index."""
    builder = SchemaBuilder()
    builder.add_text_field(ID, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(NUMBER, indexed=True, fast=True)
    builder.add_bytes_field(STORED, stored=True)
    for field in Field:
        builder.add_text_field(field.value, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field(TITLED, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field(SPELLING, tokenizer_name="whitespace", index_option="basic")
    return builder.build()


def key_of(lang: str, text: str) -> str:
    """Return a term of the chain as it stands in the index."""
    return f"{lang}:{text.replace(' ', '_')}"


class Writer:
    """Adds documents to the index in a folder, which is created if there is none. Raises ValueError if it is damaged."""

    def __init__(self, folder: Path, columns: Columns) -> None:
        self._folder, self._columns = folder, columns
        self._index = Index.open(str(folder)) if Index.exists(str(folder)) else Index(schema(), str(folder))
        self._writer = self._index.writer(_MEMORY, _THREADS)

    def add(self, document: Searchable) -> None:
        """Add a document in place of the one of its id."""
        if document.id in self._columns.numbers:
            self._writer.delete_documents_by_term(ID, document.id)
        self._writer.add_document(_written(document, self._columns.put(document)))

    def remove(self, id: str) -> None:
        """Remove a document; an unknown id is no error."""
        if id in self._columns.numbers:
            self._writer.delete_documents_by_term(ID, id)
            self._columns.drop(id)

    def commit(self) -> None:
        """Write everything, and wait until segments are merged. After this, nothing more can be added."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._columns.write(self._folder)
        for name in _LOCKS:
            with suppress(FileNotFoundError):
                (self._folder / name).unlink()


def _written(document: Searchable, number: int) -> Any:
    written = Document()
    written.add_text(ID, document.id)
    written.add_unsigned(NUMBER, number)
    written.add_bytes(STORED, stored(document))
    for field, keys in _keys(document).items():
        written.add_text(field, "".join(keys))
    titled = terms(document.title)
    names = [
        EVERY,
        *(key_of(document.lang, term) for field in (Field.FOLDED, Field.FOLDED_PAIR) for term in titled[field]),
    ]
    written.add_text(TITLED, " ".join(names))
    return written


def _keys(document: Searchable) -> dict[str, list[str]]:
    """Return the terms of a document by field, each as often as it weighs, with a space behind it."""
    counted: dict[Field, dict[str, float]] = {field: {} for field in Field}
    weighed = ((document.text, BODY), (document.unshown, BODY), (document.summary, SUMMARY), (document.title, TITLE))
    for text, weight in weighed:
        for field, counts in terms(text).items():
            weights = counted[field]
            for term, count in counts.items():
                weights[term] = weights.get(term, 0.0) + count * weight
    keys = {
        field.value: [f"{key_of(document.lang, term)} " * times_of(field, weight) for term, weight in weights.items()]
        for field, weights in counted.items()
    }
    marked = (term for term in counted[Field.EXACT] if not term.isascii())
    return {**keys, SPELLING: [f"{fold(term)}|{term} " for term in marked]}


def times_of(field: Field, weight: float) -> int:
    """Return how often a term of some weight is written, so that tantivy's BM25 saturates as ours does."""
    return round(weight * (2 if field.is_pair else 1))


def stored(document: Searchable) -> bytes:
    """Return all of a document but its stamp."""
    facets = {name: list(values) for name, values in document.facets.items()}
    texts = [document.title, document.summary, document.text, document.unshown]
    whole = [document.id, document.entry, document.kind, document.lang, *texts, facets]
    return json.dumps(whole, ensure_ascii=False).encode()


def restored(data: bytes) -> Searchable:
    """Return the document that was stored."""
    *texts, facets = json.loads(data)
    id, entry, kind, lang, title, summary, text, unshown = texts
    given = {name: tuple(values) for name, values in facets.items()}
    return Searchable(id, entry, kind, lang, title, summary, text, unshown, given)
