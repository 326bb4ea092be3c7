"""Read a tantivy index: counts of terms, their rarity, documents. Safe for any number of threads.

The segments are memory-mapped on opening, so a reader keeps working when its folder is deleted.
"""

import gc
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from operator import itemgetter
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from tantivy import Index, Query

from hub.search.engine import IndexUnusable, Searchable
from hub.search.query.plan import WeightedTerm
from hub.search.query.text import Field
from hub.search.ranking import rarity_by_language
from hub.search.tantivy.columns import read_columns
from hub.search.tantivy.writer import EVERY, ID, NUMBER, SPELLING, STORED, TITLED, key_of, restored

Given = ParamSpec("Given")
Result = TypeVar("Result")

_FIRST, _SECOND = itemgetter(0), itemgetter(1)
# A question asks for hundreds of terms, most of them asked for before.
_MOST_COUNTS = 20_000


class Known(NamedTuple):
    """A term that some document has: its weight in the plan, its rarity, and how many documents of a language have it."""

    term: WeightedTerm
    rarity: float
    counts: Mapping[str, int]


class Scored(NamedTuple):
    """Documents by number, and a score for each, highest first."""

    numbers: list[int]
    scores: list[float]


NOTHING = Scored([], [])


def _as_unusable(
    read: Callable[Concatenate["IndexReader", Given], Result],
) -> Callable[Concatenate["IndexReader", Given], Result]:
    """Raise IndexUnusable for every error of tantivy's in reading; also where it gives up, which is no Exception."""

    @wraps(read)
    def reading(reader: "IndexReader", /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        try:
            return read(reader, *args, **kwargs)
        except BaseException as error:
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise IndexUnusable(f"{reader.folder}: cannot be read ({error!r}); build the index again") from error
            raise

    return reading


class IndexReader:
    """An open index. Documents are numbered from 0 to `size` - 1; not every number has a document."""

    def __init__(self, folder: Path, ids: Mapping[str, str], files: Mapping[str, tuple[int, int]]) -> None:
        """Open the index of a folder, with the ids of its documents and the sizes of its files. Raises IndexUnusable."""
        self.folder, self._sizes = folder, [(folder / name, size) for name, (size, _) in files.items()]
        columns = read_columns(folder, ids)
        self.size = columns.size
        self.values: dict[str, dict[str, int]] = {}
        for named, row in columns.values.items():
            name, _, value = named.partition("=")
            self.values.setdefault(name, {})[value] = int.from_bytes(row, "little")
        self._numbers = columns.numbers
        # The entry of each document by its number, empty where there is none: worked out on opening, for no question
        # should wait for it.
        self.entries = [""] * self.size
        for id, number in self._numbers.items():
            self.entries[number] = id.rpartition("/")[0]
        self._by_language = {lang: bits.bit_count() for lang, bits in self.values.get("lang", {}).items()}
        self._counts: dict[tuple[Field, str], Mapping[str, int]] = {}
        self._open()

    @_as_unusable
    def _open(self) -> None:
        index = Index.open(str(self.folder))
        # A generation never changes: a new one is opened from a folder of its own.
        index.config_reader("manual")
        self.schema, self._searcher = index.schema, cast(Any, index.searcher())
        self.documents: int = self._searcher.num_docs
        self._written: int = self._searcher.doc_freq(TITLED, EVERY)

    def check_length(self) -> None:
        """Raise IndexUnusable if a file has been cut short since it was mapped: reading past its end kills a process."""
        for path, size in self._sizes:
            try:
                if path.stat().st_size < size:
                    raise IndexUnusable(f"{path}: is cut short; build the index again")
            except FileNotFoundError:
                pass  # deleted: what is mapped stays

    def counts(self, field: Field, text: str) -> Mapping[str, int]:
        """Return how many documents of each language have a term; deleted ones may count until segments are merged."""
        found = self._counts.get((field, text))
        return self._look_up(field, text) if found is None else found

    @_as_unusable
    def _look_up(self, field: Field, text: str) -> Mapping[str, int]:
        counts = {}
        for lang in self._by_language:
            if count := self._searcher.doc_freq(field.value, key_of(lang, text)):
                counts[lang] = count
        if len(self._counts) >= _MOST_COUNTS:
            self._counts.clear()
        self._counts[field, text] = counts
        return counts

    def known(self, terms: Sequence[WeightedTerm]) -> list[Known]:
        """Return those of some terms that documents have."""
        every = ((term, self.counts(term.field, term.text)) for term in terms)
        return [Known(term, self._rarity(counts), counts) for term, counts in every if counts]

    def _rarity(self, counts: Mapping[str, int]) -> float:
        return rarity_by_language(
            self._by_language, {lang: min(count, self._by_language[lang]) for lang, count in counts.items()}
        )

    def idf(self, count: int) -> float:
        """Return what tantivy multiplies the score of a term by that so many documents have."""
        return math.log(1 + (self._written - count + 0.5) / (count + 0.5))

    @_as_unusable
    def ask(self, query: Any, limit: int) -> Scored:
        """Return the documents that a query finds, best first."""
        # tantivy makes room for as many as are asked for. Thousands of hits at once would set off a collection of all
        # that the process holds, which takes longer than the search.
        limit, collects = max(1, min(limit, self.documents)), gc.isenabled()
        gc.disable()
        try:
            hits = self._searcher.search(query, limit=limit, count=False).hits
            if not hits:
                return NOTHING
            scores, addresses = list(map(_FIRST, hits)), list(map(_SECOND, hits))
            return Scored(self._searcher.fast_field_values(NUMBER, addresses), scores)
        finally:
            if collects:
                gc.enable()

    @_as_unusable
    def document(self, id: str) -> Searchable | None:
        """Return the document with an id; None if there is none."""
        if id not in self._numbers:
            return None
        return self._stored(Query.term_query(self.schema, ID, id, index_option="basic"))

    @_as_unusable
    def numbered(self, number: int) -> Searchable:
        """Return the document with a number."""
        return self._stored(Query.term_query(self.schema, NUMBER, number))

    def _stored(self, query: Any) -> Searchable:
        ((_, address),) = self._searcher.search(query, limit=1, count=False).hits
        return restored(self._searcher.doc(address).get_first(STORED))

    @_as_unusable
    def spellings(self, folded: str) -> list[str]:
        """Return the exact terms that have marks and fold to a syllable."""
        return [key.partition("|")[2] for key, _ in self._searcher.terms_with_prefix(SPELLING, f"{folded}|")]

    @_as_unusable
    def terms(self, field: Field) -> dict[str, int]:
        """Return every term of a field with the number of documents that have it."""
        found: dict[str, int] = {}
        for key, count in self._searcher.terms_with_prefix(field.value, ""):
            text = key.partition(":")[2].replace("_", " ")
            found[text] = found.get(text, 0) + count
        return found


class Vocabulary(Mapping[str, int]):
    """The terms of the folded field, each looked for in the index's own dictionary: reading them all takes long."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader

    def __getitem__(self, text: str) -> int:
        if not text or not (counts := self._reader.counts(Field.FOLDED, text)):
            raise KeyError(text)
        return sum(counts.values())

    def __iter__(self) -> Iterator[str]:
        return iter(self._reader.terms(Field.FOLDED))

    def __len__(self) -> int:
        return len(self._reader.terms(Field.FOLDED))
