"""Write one generation of a Whoosh index.

Whoosh (Whoosh-Reloaded, API of 2.7.4) writes the files: posting lists, stored texts, segments. The terms come from our
own text chain, so postings go into the writer's pool without Whoosh's analysers. The pool is ours too: Whoosh's own
holds a tuple of 200 bytes for each posting and spills to disk at 400 documents, which doubles the cost.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import STORED, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence
from whoosh.reading import SegmentReader

from hub.search.engine import Searchable
from hub.search.query.text import Field, terms
from hub.search.ranking import BODY, SUMMARY, TITLE
from hub.search.whoosh.columns import SUFFIX, ColumnsWriter

ID, TITLED = "id", "titled"
"""Fields besides the four of the chain: the document's id, and the folded words and pairs of its title."""
WORDS = ".words"
"""The suffix of a file beside each segment: its folded terms with their counts, which Whoosh lists slowly; and after an
empty line its exact terms that have marks."""
LAYOUT = 3
"""The version of this layout; raise it with every change of what is written."""

# The most documents of a segment when many are added; it bounds the memory, at about 60 KB a document.
_SEGMENT = 1_000
# Every segment slows searches down. As soon as there are eight of a size (1-7 documents, 8-63, 64-511), they are
# merged; bigger ones are left alone.
_GROWTH, _BIG = 8, 512


class Stored(NamedTuple):
    """The stored fields of a document, as given."""

    id: str
    entry: str
    kind: str
    lang: str
    title: str
    summary: str
    text: str
    unshown: str
    facets: dict[str, tuple[str, ...]]


def schema() -> Any:
    """Return the fields of the index: terms with weights, none analysed by Whoosh."""
    names = [*Field, ID, TITLED]
    counted = {str(name): FieldType(Existence(), None) for name in names}
    return Schema(stored=STORED, **counted)


def write(folder: Path, documents: Iterable[Searchable], gone: Iterable[str]) -> None:
    """Add documents to the index in a folder, creating it if needed, and remove those whose id is in `gone`."""
    storage = FileStorage(str(folder))
    index = storage.open_index(schema=schema()) if any(folder.glob("*.toc")) else storage.create_index(schema())
    numbers = list(_numbers(index, gone))
    waiting = iter(documents)
    while True:
        batch = list(islice(waiting, _SEGMENT))
        writer = _writer(index)
        for number in numbers:
            writer.delete_document(number)
        numbers = []
        small = _small_segments(writer.segments, len(batch))
        columns = ColumnsWriter()
        for document in [*_documents(writer, small), *batch]:
            _add(writer, columns, document)
        kept = [segment for segment in writer.segments if segment.doc_count() and segment not in small]
        words = writer.pool.words()
        writer.commit(mergetype=lambda writer, segments, kept=kept: kept)
        if words:
            columns.write(folder / f"{writer.newsegment.segment_id()}{SUFFIX}")
            (folder / f"{writer.newsegment.segment_id()}{WORDS}").write_text(words, encoding="utf-8")
        if len(batch) < _SEGMENT:
            break
    (folder / f"{index.indexname}_WRITELOCK").unlink(missing_ok=True)


def _small_segments(segments: Iterable[Any], added: int) -> list[Any]:
    """Choose the segments to be merged with the documents that are being added."""
    waiting = sorted((each for each in segments if 0 < each.doc_count() < _BIG), key=lambda each: int(each.doc_count()))
    chosen: list[Any] = []
    while True:
        size = added + sum(each.doc_count() for each in chosen)
        alike = [each for each in waiting if each not in chosen and _tier(each.doc_count()) <= _tier(size)]
        if size >= _BIG or len(alike) + 1 < _GROWTH:
            return chosen
        chosen += alike


def _tier(documents: int) -> int:
    return int(math.log(max(documents, 1), _GROWTH) + 1e-9)


def _documents(writer: Any, segments: Iterable[Any]) -> Iterator[Searchable]:
    """Yield the documents of segments; adding them again costs a tenth of Whoosh's merging."""
    for segment in segments:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        try:
            for fields in reader.all_stored_fields():
                yield Searchable(**Stored(*fields["stored"])._asdict())
        finally:
            reader.close()


class _Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's own codec without statistics of lengths: ranking has its own, and these cost a look-up a posting."""

    length_stats = False


def _writer(index: Any) -> Any:
    # No compression: a third more on disk, a fifth less to build and to read. Not compound: a compound segment is copied
    # into memory as a whole by whoever opens it.
    writer = index.writer(codec=_Codec(compression=0), compound=False)
    writer.pool = _Pool()  # SegmentWriter has a parameter for its class, `poolclass`, and ignores it
    return writer


def _numbers(index: Any, ids: Iterable[str]) -> Iterator[int]:
    """Give the numbers of the documents with these ids; an unknown id gives none."""
    wanted = list(ids)
    if not wanted:
        return
    reader = index.reader()
    try:
        for each in wanted:
            if (ID, each) in reader:
                postings = reader.postings(ID, each)
                while postings.is_active():
                    yield postings.id()
                    postings.next()
    finally:
        reader.close()


def _add(writer: Any, columns: ColumnsWriter, document: Searchable) -> None:
    number: int = writer.docnum
    stored = Stored(
        document.id,
        document.entry,
        document.kind,
        document.lang,
        document.title,
        document.summary,
        document.text,
        document.unshown,
        {name: tuple(values) for name, values in document.facets.items()},
    )
    writer.add_document(stored=tuple(stored))
    counted, length = _counted(document)
    for field, weights in counted.items():
        writer.pool.add_all(field.value, weights, number)
    writer.pool.add_all(ID, {document.id: 1}, number)
    titled = terms(document.title)
    writer.pool.add_all(TITLED, dict.fromkeys([*titled[Field.FOLDED], *titled[Field.FOLDED_PAIR]], 1), number)
    columns.add(document.entry, length, document.values())


def _counted(document: Searchable) -> tuple[dict[Field, dict[str, float]], int]:
    """Return the weight of each term of a document, by field, and how many words it has."""
    counted: dict[Field, dict[str, float]] = {field: {} for field in Field}
    length = 0
    weighed = ((document.text, BODY), (document.unshown, BODY), (document.summary, SUMMARY), (document.title, TITLE))
    for text, weight in weighed:
        for field, counts in terms(text).items():
            weights = counted[field]
            for term, count in counts.items():
                weights[term] = weights.get(term, 0.0) + count * weight
            if field is Field.FOLDED:
                length += counts.total()
    return counted, length


class _Pool:
    """Collect the postings of a segment by term; stands in for `whoosh.writing.PostingPool`."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, list[float]]] = {}

    def add_all(self, field: str, weights: Mapping[str, float], number: int) -> None:
        """Add the terms of one document; documents must come in the order of their numbers."""
        terms = self._fields.setdefault(field, {})
        for term, weight in weights.items():
            postings = terms.get(term)
            if postings is None:
                terms[term] = [number, weight]
            else:
                postings.append(number)
                postings.append(weight)

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Add one posting, as Whoosh passes it."""
        field, term, number, weight, _ = item
        self.add_all(field, {term.decode(): weight}, number)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """Yield all postings in writing order: field, term (UTF-8 sorts like code points), document."""
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                encoded, postings = term.encode(), terms[term]
                for at in range(0, len(postings), 2):
                    yield field, encoded, int(postings[at]), postings[at + 1], b""

    def words(self) -> str:
        """Return the text of the file of words (see WORDS)."""
        counted = "".join(f"{term} {len(found) // 2}\n" for term, found in self._fields.get(Field.FOLDED, {}).items())
        return counted + "\n" + "".join(f"{term}\n" for term in self._fields.get(Field.EXACT, {}) if not term.isascii())

    def cleanup(self) -> None:
        """Discard all postings."""
        self._fields.clear()
