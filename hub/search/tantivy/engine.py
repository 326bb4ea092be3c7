"""The search engine for more than about 3,000 entries: tantivy, embedded, in a folder."""

import hashlib
from bisect import bisect_right
from collections import OrderedDict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from threading import Lock

from hub.search import bits
from hub.search import index_folder as folders
from hub.search.engine import NO_FILTERS, Filters, Hit, Hits, IndexUnusable, Ranking, Searchable
from hub.search.query.plan import Plan
from hub.search.query.term_pairs import NO_PAIRS, TermPairs
from hub.search.query.text import CHAIN, Field
from hub.search.reasons import reasons
from hub.search.tantivy.asking import Asking
from hub.search.tantivy.columns import Columns, read_columns
from hub.search.tantivy.reader import IndexReader, Scored, Vocabulary
from hub.search.tantivy.writer import LAYOUT, Writer

VERSION = hashlib.sha256(f"tantivy {metadata.version('tantivy')} layout {LAYOUT} chain {CHAIN}".encode()).hexdigest()[
    :16
]
"""The version of an index that can be read: the engine, the layout of its fields and the chain of text."""

# The hits of the last plans are kept: a page asks for its facets, or a reader for the second page, right after the first.
_MOST_KEPT = 4


class TantivyEngine:
    """One generation of a tantivy index. See hub.search.engine.Engine for the contract."""

    def __init__(self, folder: Path, manifest: folders.Manifest | None, writer: Writer | None) -> None:
        self.pairs: TermPairs = NO_PAIRS
        self._folder, self._manifest, self._writer = folder, manifest, writer
        self._digests = dict(manifest.documents) if manifest else {}
        self._lock = Lock()
        self._reader: IndexReader | None = None
        self._found: OrderedDict[Plan, Scored] = OrderedDict()
        if writer is None:
            self._reading()

    @property
    def digests(self) -> Mapping[str, str]:
        """Return the digest of every document by id."""
        return self._digests

    def add(self, documents: Iterable[Searchable]) -> None:
        """Add documents; one whose id exists already is replaced. Raises RuntimeError after `commit`."""
        writer = self._writing()
        for document in documents:
            writer.add(document)
            self._digests[document.id] = document.digest()

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents. Raises RuntimeError after `commit`."""
        writer = self._writing()
        for each in ids:
            writer.remove(each)
            self._digests.pop(each, None)

    def commit(self) -> None:
        """Write everything to disk. Raises RuntimeError if that has been done already."""
        self._writing().commit()
        self._manifest = folders.finish(self._folder, VERSION, self._digests, self._manifest)
        self._writer = None

    def _writing(self) -> Writer:
        if self._writer is None:
            raise RuntimeError(f"{self._folder}: is finished; start a new generation from it")
        return self._writer

    def _reading(self) -> IndexReader:
        """Return the reader, which is opened on first use: an index that is only filled need not pay for that."""
        if self._writer is not None or self._manifest is None:
            raise RuntimeError(f"{self._folder}: is not finished; commit it before asking")
        if self._reader is None:
            with self._lock:
                self._reader = self._reader or IndexReader(self._folder, self._digests, self._manifest.files)
        return self._reader

    @property
    def documents(self) -> int:
        """Return how many documents there are."""
        return self._reading().documents

    def count(self, field: Field, term: str) -> int:
        """Return how many documents contain a term; deleted ones may count."""
        return sum(self._reading().counts(field, term).values())

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term of the folded field, with the number of documents that contain it."""
        return Vocabulary(self._reading())

    def spellings(self, folded: str) -> Collection[str]:
        """Return the exact terms that have marks and fold to a syllable."""
        return self._reading().spellings(folded)

    def search(
        self,
        plan: Plan,
        filters: Filters = NO_FILTERS,
        *,
        limit: int = 20,
        offset: int = 0,
        one_per_entry: bool = False,
    ) -> Hits:
        """Return the hits from `offset` on, at most `limit`. Raises IndexUnusable if a file is damaged."""
        reader = self._reading()
        every = self._hits(reader, plan)
        close = _close(every.scores, plan.cut)
        passing = _passing(reader, filters)
        found, below = passing(every.numbers[:close]), passing(every.numbers[close:])
        further = len(below)
        if one_per_entry:
            first = _first_of_entries(reader, found)
            further = len({*map(reader.entries.__getitem__, below)} - first.keys())
            found = list(first.values())
        shown = found[offset : offset + limit]
        scores = {number: every.scores[every.numbers.index(number)] for number in shown}
        return Hits(len(found), tuple(_read(reader, plan, shown, scores)), further)

    def rank(self, plan: Plan, filters: Filters = NO_FILTERS) -> Ranking:
        """Return all entries that pass the filters, best first. Raises IndexUnusable if a file is damaged."""
        reader = self._reading()
        every = self._hits(reader, plan)
        scores = dict(zip(every.numbers, every.scores, strict=True))
        found = list(_first_of_entries(reader, _passing(reader, filters)(every.numbers)).values())
        close = found[: _close([scores[number] for number in found], plan.cut)]

        def read(places: Sequence[int]) -> list[Hit]:
            reader.check_length()
            return _read(reader, plan, [close[place] for place in places], scores)

        return Ranking(tuple(reader.entries[number] for number in close), read, len(found) - len(close))

    def document(self, id: str) -> Searchable | None:
        """Return a document as it was added, without its stamp; None if there is none. Raises IndexUnusable."""
        reader = self._reading()
        reader.check_length()
        return reader.document(id)

    def facets(self, plan: Plan, filters: Filters = NO_FILTERS) -> dict[str, dict[str, int]]:
        """Return for each facet how many hits have each value. Raises IndexUnusable if a file is damaged."""
        reader = self._reading()
        every = self._hits(reader, plan)
        found = bits.bits_of(every.numbers[: _close(every.scores, plan.cut)], reader.size)
        return bits.counts(reader.values, found, filters.facets)

    def _hits(self, reader: IndexReader, plan: Plan) -> Scored:
        """Return all hits, also those that the cut leaves out, best first."""
        plan = replace(plan, cut=0.0)
        with self._lock:
            if plan in self._found:
                self._found.move_to_end(plan)
                return self._found[plan]
        reader.check_length()
        found = Asking(reader, plan).found()
        with self._lock:
            self._found[plan] = found
            if len(self._found) > _MOST_KEPT:
                self._found.popitem(last=False)
        return found


def open_index(folder: Path, *, check: bool = False) -> TantivyEngine:
    """Open a finished generation for searching; `check` compares every byte with its checksum first.

    Raises IndexUnusable if it is missing, damaged, or of another version.
    """
    manifest = folders.read_manifest(folder, VERSION)
    if check:
        folders.check_contents(folder, manifest)
    return TantivyEngine(folder, manifest, None)


def start_index(folder: Path, previous: Path | None = None) -> TantivyEngine:
    """Start a generation in an empty or missing folder, empty or with all that `previous` holds.

    Raises IndexUnusable if `previous` cannot be used: then start without it. Raises FileExistsError if the folder is
    not empty.
    """
    manifest = folders.begin(folder, previous, VERSION)
    columns = read_columns(folder, manifest.documents) if manifest else Columns()
    return TantivyEngine(folder, manifest, _writer(folder, columns))


def _writer(folder: Path, columns: Columns) -> Writer:
    try:
        return Writer(folder, columns)
    except ValueError as error:
        raise IndexUnusable(f"{folder}: cannot be read ({error!r}); build the index again") from error


def _passing(reader: IndexReader, filters: Filters) -> Callable[[list[int]], list[int]]:
    """Return a function that leaves those documents that pass the filters."""
    passing = bits.passing(reader.values, filters.facets)
    if passing is None:
        return lambda numbers: numbers
    flags = bits.flags_of(passing, reader.size)
    return lambda numbers: [number for number in numbers if flags[number]]


def _close(scores: Sequence[float], cut: float) -> int:
    """Return how many of some scores, highest first, are at least a share of the first."""
    least = cut * (scores[0] if scores else 0.0)
    return bisect_right(scores, -least, key=lambda score: -score)


def _first_of_entries(reader: IndexReader, numbers: Sequence[int]) -> dict[str, int]:
    """Return the first document of each entry in their order, without a step of Python for each of them."""
    first: dict[str, int] = {}
    deque(map(first.setdefault, map(reader.entries.__getitem__, numbers), numbers), maxlen=0)
    return first


def _read(reader: IndexReader, plan: Plan, numbers: Sequence[int], scores: Mapping[int, float]) -> list[Hit]:
    why = Asking(reader, plan).why(numbers) if plan.widenings else {}
    return [_hit(reader.numbered(number), scores[number], reasons(why.get(number, ()))) for number in numbers]


def _hit(found: Searchable, score: float, why: tuple[str, ...]) -> Hit:
    return Hit(found.id, found.entry, found.kind, found.lang, score, why, found.title, found.summary, found.text)
