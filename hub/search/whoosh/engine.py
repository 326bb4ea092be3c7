"""The default search engine: Whoosh, embedded, in a folder. Good up to about 3,000 entries."""

import hashlib
import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock

import whoosh

from hub.search import bits
from hub.search import index_folder as folders
from hub.search.engine import NO_FILTERS, Filters, Hit, Hits, Ranking, Searchable
from hub.search.query.plan import Plan, Widening
from hub.search.query.term_pairs import NO_PAIRS, TermPairs
from hub.search.query.text import CHAIN, Field
from hub.search.ranking import OWN_LANGUAGE, rarity
from hub.search.reasons import reasons
from hub.search.whoosh.reader import IndexReader
from hub.search.whoosh.writer import LAYOUT, write

VERSION = hashlib.sha256(f"whoosh {whoosh.versionstring()} layout {LAYOUT} chain {CHAIN}".encode()).hexdigest()[:16]
"""The version of an index that can be read: the engine, the layout of its fields and the chain of text."""

Scores = tuple[list[float], Mapping[int, list[tuple[bool, str]]]]
"""The score of every document, 0 for no hit, and the glossary's phrases found in each."""


class WhooshEngine:
    """One generation of a Whoosh index. See hub.search.engine.Engine for the contract."""

    def __init__(self, folder: Path, manifest: folders.Manifest | None, *, finished: bool) -> None:
        self.pairs: TermPairs = NO_PAIRS
        self._folder = folder
        self._manifest = manifest
        self._digests = dict(manifest.documents) if manifest else {}
        self._changed: dict[str, Searchable] = {}
        self._gone: set[str] = set()
        # Readers share a file position, and Python runs one search at a time anyway.
        self._lock = Lock()
        self._is_finished = finished
        self._reader = IndexReader(folder) if finished else None
        self._last: tuple[Plan, Scores] | None = None

    @property
    def digests(self) -> Mapping[str, str]:
        """Return the digest of every document by id."""
        return self._digests

    def add(self, documents: Iterable[Searchable]) -> None:
        """Add documents; one whose id exists already is replaced. Raises RuntimeError after `commit`."""
        for document in documents:
            self.remove([document.id])
            self._changed[document.id] = document
            self._digests[document.id] = document.digest()

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents. Raises RuntimeError after `commit`."""
        if self._is_finished:
            raise RuntimeError(f"{self._folder}: is finished; start a new generation from it")
        known = self._manifest.documents if self._manifest else {}
        for each in ids:
            self._changed.pop(each, None)
            self._digests.pop(each, None)
            if each in known:
                self._gone.add(each)

    def commit(self) -> None:
        """Write everything to disk. Raises RuntimeError if that has been done already."""
        if self._is_finished:
            raise RuntimeError(f"{self._folder}: is finished; start a new generation from it")
        write(self._folder, self._changed.values(), self._gone)
        self._manifest = folders.finish(self._folder, VERSION, self._digests, self._manifest)
        self._changed, self._gone = {}, set()
        self._is_finished = True

    @property
    def documents(self) -> int:
        """Return how many documents there are."""
        with self._reading() as reader:
            return reader.documents

    def count(self, field: Field, term: str) -> int:
        """Return how many documents contain a term."""
        # A question asks for hundreds of terms, most of them asked for before: those need no look at the files.
        known = self._reader.known_count(field.value, term) if self._reader else None
        if known is not None:
            return known
        with self._reading() as reader:
            return reader.count(field.value, term)

    def vocabulary(self) -> Mapping[str, int]:
        """Return every term of the folded field, with the number of documents that contain it."""
        with self._reading() as reader:
            return reader.vocabulary

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
        with self._reading() as reader:
            scores, why = self._scored(reader, plan)
            found = _allowed(reader, filters, scores)
            if one_per_entry:
                found = _best_of_entries(reader, found, scores)
            every, least = len(found), plan.cut * max(scores, default=0.0)
            found = [number for number in found if scores[number] >= least]
            best = heapq.nsmallest(offset + limit, found, key=lambda number: (-scores[number], number))[offset:]
            items = tuple(_hit(reader, number, scores[number], why) for number in best)
            hits = Hits(len(found), items, every - len(found))
            reader.let_go()
            return hits

    def rank(self, plan: Plan, filters: Filters = NO_FILTERS) -> Ranking:
        """Return all entries that pass the filters, best first. Raises IndexUnusable if a file is damaged."""
        with self._reading() as reader:
            scores, why = self._scored(reader, plan)
            every = _best_of_entries(reader, _allowed(reader, filters, scores), scores)
            least = plan.cut * max((scores[number] for number in every), default=0.0)
            best = sorted(
                (number for number in every if scores[number] >= least), key=lambda number: (-scores[number], number)
            )
            entries = tuple(reader.entries[number] for number in best)

        def read(places: Sequence[int]) -> list[Hit]:
            with self._reading() as reader:
                hits = [_hit(reader, best[place], scores[best[place]], why) for place in places]
                reader.let_go()
                return hits

        return Ranking(entries, read, len(every) - len(best))

    def document(self, id: str) -> Searchable | None:
        """Return a document as it was added, without its stamp; None if there is none. Raises IndexUnusable."""
        with self._reading() as reader:
            number = reader.number(id)
            return None if number is None else Searchable(**reader.stored(number)._asdict())

    def spellings(self, folded: str) -> Collection[str]:
        """Return the exact terms that have marks and fold to a syllable."""
        with self._reading() as reader:
            return reader.spellings.get(folded, ())

    def facets(self, plan: Plan, filters: Filters = NO_FILTERS) -> dict[str, dict[str, int]]:
        """Return for each facet how many hits have each value. Raises IndexUnusable if a file is damaged."""
        with self._reading() as reader:
            scores, _ = self._scored(reader, plan)
            least = plan.cut * max(scores, default=0.0)
            found = [number for number, score in enumerate(scores) if score > 0 and score >= least]
            return bits.counts(reader.values, bits.bits_of(found, reader.size), filters.facets)

    def _scored(self, reader: IndexReader, plan: Plan) -> Scores:
        """Return the scores of a plan; the last ones are kept, as a page asks for its facets right after its hits."""
        plan = replace(plan, cut=0.0)
        if self._last is None or self._last[0] != plan:
            self._last = (plan, _scores(reader, plan))
        return self._last[1]

    @contextmanager
    def _reading(self) -> Iterator[IndexReader]:
        if not self._is_finished:
            raise RuntimeError(f"{self._folder}: is not finished; commit it before asking")
        with self._lock:
            # Open it only now: an index that is only filled need not pay for that.
            self._reader = self._reader or IndexReader(self._folder)
            self._reader.check_length()
            yield self._reader


def open_index(folder: Path, *, check: bool = False) -> WhooshEngine:
    """Open a finished generation for searching; `check` compares every byte with its checksum first.

    Raises IndexUnusable if it is missing, damaged, or of another version.
    """
    manifest = folders.read_manifest(folder, VERSION)
    # The table of contents is a pickle and small: it is never read unchecked.
    folders.check_contents(folder, manifest, (lambda name: True) if check else (lambda name: name.endswith(".toc")))
    return WhooshEngine(folder, manifest, finished=True)


def start_index(folder: Path, previous: Path | None = None) -> WhooshEngine:
    """Start a generation in an empty or missing folder, empty or with all that `previous` holds.

    Raises IndexUnusable if `previous` cannot be used: then start without it. Raises FileExistsError if the folder is
    not empty.
    """
    manifest = folders.begin(folder, previous, VERSION)
    return WhooshEngine(folder, manifest, finished=False)


def _scores(reader: IndexReader, plan: Plan) -> Scores:
    """Return the score of every document, 0 for no hit, and the glossary's phrases found in each."""
    scores, shares = [0.0] * reader.size, [0.0] * reader.size
    for term in plan.terms:
        weight, (numbers, impacts, rare) = term.weight, reader.impacts(term.field, term.text)
        share = weight * rare * plan.counts(term)
        for number, worth in zip(numbers, impacts, strict=True):
            scores[number] += weight * worth
            shares[number] += share
    why: dict[int, list[tuple[bool, str]]] = {}
    for widening in plan.widenings:
        for number, (score, is_whole) in _widened(reader, widening).items():
            scores[number] += score
            why.setdefault(number, []).append((is_whole, widening.why))
    if plan.lang:
        own = bits.flags_of(reader.values.get("lang", {}).get(plan.lang, 0), reader.size)
        scores = [score * OWN_LANGUAGE if is_own else score for score, is_own in zip(scores, own, strict=True)]
    least = plan.floor * max(shares, default=0.0)
    for number, share in enumerate(shares):
        if share < least and number not in why:
            scores[number] = 0.0
    return scores, why


def _widened(reader: IndexReader, widening: Widening) -> dict[int, tuple[float, bool]]:
    """Return the score of another phrase for each document that has enough of it, and whether it has all of it."""
    scores: dict[int, float] = {}
    shares: dict[int, float] = {}
    whole = 0.0
    for term in widening.terms:
        numbers, impacts, rare = reader.impacts(term.field, term.text)
        share = term.weight * (rare if numbers else rarity(reader.documents, 1))
        whole += share
        for number, worth in zip(numbers, impacts, strict=True):
            scores[number] = scores.get(number, 0.0) + term.weight * worth
            shares[number] = shares.get(number, 0.0) + share
    # A sum of floats in another order may miss the whole by a hair.
    return {
        number: (score, shares[number] >= 0.999 * whole)
        for number, score in scores.items()
        if shares[number] >= widening.need * whole
    }


def _allowed(reader: IndexReader, filters: Filters, scores: list[float]) -> list[int]:
    """Return the numbers of the hits that pass the filters, in ascending order."""
    found = [number for number, score in enumerate(scores) if score > 0]
    passing = bits.passing(reader.values, filters.facets)
    if passing is None:
        return found
    flags = bits.flags_of(passing, reader.size)
    return [number for number in found if flags[number]]


def _best_of_entries(reader: IndexReader, found: Iterable[int], scores: list[float]) -> list[int]:
    best: dict[str, int] = {}
    for number in found:
        entry = reader.entries[number]
        if entry not in best or scores[number] > scores[best[entry]]:
            best[entry] = number
    return list(best.values())


def _hit(reader: IndexReader, number: int, score: float, why: Mapping[int, list[tuple[bool, str]]]) -> Hit:
    stored = reader.stored(number)
    return Hit(
        stored.id,
        stored.entry,
        stored.kind,
        stored.lang,
        score,
        reasons(why.get(number, ())),
        stored.title,
        stored.summary,
        stored.text,
    )
