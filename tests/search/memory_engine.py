"""A search engine without any library: everything in memory, kept as one JSON file. It shows that the interface is enough."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

from hub.i18n.vietnamese import fold
from hub.search import index_folder
from hub.search.engine import NO_FILTERS, Filters, Hit, Hits, Ranking, Searchable
from hub.search.query.plan import Plan, WeightedTerm
from hub.search.query.term_pairs import NO_PAIRS
from hub.search.query.text import Field, terms
from hub.search.ranking import BODY, IN_TITLE, OWN_LANGUAGE, SUMMARY, TITLE, rarity, rarity_by_language, saturation

VERSION = "memory 1"
DOCUMENTS = "documents.json"

Terms = dict[tuple[Field, str], float]


class Document:
    """A document with the weight of each of its terms, those of its title apart."""

    def __init__(self, given: Searchable) -> None:
        self.given = given
        self.facets = {"kind": (given.kind,), "lang": (given.lang,), **given.facets}
        self.weights: Terms = Counter()
        weighed = ((given.text, BODY), (given.unshown, BODY), (given.summary, SUMMARY), (given.title, TITLE))
        for text, weight in weighed:
            for key, count in _counted(text):
                self.weights[key] += count * weight
        self.titled = {key for key, _ in _counted(given.title)}
        self.length = sum(weight for (field, _), weight in self.weights.items() if field is Field.FOLDED)

    def passes(self, filters: Filters) -> bool:
        return all(set(asked) & set(self.facets.get(name, ())) for name, asked in filters.facets.items())


def _counted(text: str) -> Iterator[tuple[tuple[Field, str], int]]:
    for field, counts in terms(text).items():
        yield from (((field, term), count) for term, count in counts.items())


class MemoryEngine:
    """One generation. See hub.search.engine.Engine for what it promises."""

    def __init__(self, folder: Path, documents: Iterable[Searchable], *, finished: bool) -> None:
        self._folder, self._is_finished = folder, finished
        self.pairs = NO_PAIRS
        self._documents = {each.id: Document(each) for each in documents}

    @property
    def digests(self) -> Mapping[str, str]:
        return {id: each.given.digest() for id, each in self._documents.items()}

    def add(self, documents: Iterable[Searchable]) -> None:
        self._refuse_if_finished()
        for document in documents:
            self._documents[document.id] = Document(document)

    def remove(self, ids: Iterable[str]) -> None:
        self._refuse_if_finished()
        for each in ids:
            self._documents.pop(each, None)

    def commit(self) -> None:
        self._refuse_if_finished()
        kept = [asdict(each.given) for each in self._documents.values()]
        (self._folder / DOCUMENTS).write_text(json.dumps(kept), encoding="utf-8")
        index_folder.finish(self._folder, VERSION, self.digests, None)
        self._is_finished = True

    def _refuse_if_finished(self) -> None:
        if self._is_finished:
            raise RuntimeError(f"{self._folder}: is finished; start a new generation from it")

    def _all(self) -> list[Document]:
        if not self._is_finished:
            raise RuntimeError(f"{self._folder}: is not finished; commit it before asking")
        return list(self._documents.values())

    @property
    def documents(self) -> int:
        return len(self._all())

    def count(self, field: Field, term: str) -> int:
        return sum((field, term) in each.weights for each in self._all())

    def vocabulary(self) -> Mapping[str, int]:
        return Counter(term for each in self._all() for field, term in each.weights if field is Field.FOLDED)

    def search(
        self,
        plan: Plan,
        filters: Filters = NO_FILTERS,
        *,
        limit: int = 20,
        offset: int = 0,
        one_per_entry: bool = False,
    ) -> Hits:
        scored = list(self._scored(plan))
        least = plan.cut * max((hit.score for _, hit in scored), default=0.0)
        found = [hit for document, hit in scored if document.passes(filters)]
        found.sort(key=lambda hit: -hit.score)
        if one_per_entry:
            found = list({hit.entry: hit for hit in reversed(found)}.values())[::-1]
        close = [hit for hit in found if hit.score >= least]
        return Hits(len(close), tuple(close[offset : offset + limit]), len(found) - len(close))

    def rank(self, plan: Plan, filters: Filters = NO_FILTERS) -> Ranking:
        every = self.search(replace(plan, cut=0.0), filters, limit=len(self._documents), one_per_entry=True).items
        least = plan.cut * max((hit.score for hit in every), default=0.0)
        best = [hit for hit in every if hit.score >= least]
        entries = tuple(hit.entry for hit in best)
        return Ranking(entries, lambda places: [best[place] for place in places], len(every) - len(best))

    def document(self, id: str) -> Searchable | None:
        return self._documents[id].given if id in self._documents else None

    def spellings(self, folded: str) -> Collection[str]:
        exact = {term for each in self._all() for field, term in each.weights if field is Field.EXACT}
        return {term for term in exact if not term.isascii() and fold(term) == folded}

    def facets(self, plan: Plan, filters: Filters = NO_FILTERS) -> dict[str, dict[str, int]]:
        found = list(self._scored(plan))
        least = plan.cut * max((hit.score for _, hit in found), default=0.0)
        scored = [document for document, hit in found if hit.score >= least]
        counts: dict[str, dict[str, int]] = {}
        for name in {name for each in self._all() for name in each.facets}:
            others = Filters({other: asked for other, asked in filters.facets.items() if other != name})
            passing = [each for each in scored if each.passes(others)]
            counts[name] = dict(Counter(value for each in passing for value in each.facets.get(name, ())))
        return counts

    def _scored(self, plan: Plan) -> Iterator[tuple[Document, Hit]]:
        """Give every hit: what has enough of the terms, or of another name for them."""
        every = self._all()
        average = sum(each.length for each in every) / max(len(every), 1) or 1.0
        counting = [term for term in plan.terms if plan.counts(term)]
        shares = {id(each): self._share(each, counting) for each in every}
        least = plan.floor * max(shares.values(), default=0.0)
        for each in every:
            widened = [
                widening
                for widening in plan.widenings
                if self._share(each, widening.terms) >= widening.need * self._share(None, widening.terms) > 0
            ]
            if widened or (shares[id(each)] >= least and self._share(each, plan.terms) > 0):
                found = [*plan.terms, *(term for widening in widened for term in widening.terms)]
                score = sum(term.weight * self._worth(each, term, average) for term in found)
                score *= OWN_LANGUAGE if each.given.lang == plan.lang else 1
                yield each, _hit(each.given, score, tuple(widening.why for widening in widened[:3]))

    def _share(self, document: Document | None, wanted: Iterable[WeightedTerm]) -> float:
        """Return the weight, times rarity, of the terms that a document has; of all of them for None."""
        return sum(
            term.weight * self._rarity(term)
            for term in wanted
            if document is None or (term.field, term.text) in document.weights
        )

    def _rarity(self, term: WeightedTerm) -> float:
        documents = Counter(each.given.lang for each in self._all())
        having = Counter(each.given.lang for each in self._all() if (term.field, term.text) in each.weights)
        return rarity_by_language(documents, having) or rarity(self.documents, 1)

    def _worth(self, document: Document, term: WeightedTerm, average: float) -> float:
        key = (term.field, term.text)
        if key not in document.weights:
            return 0.0
        worth = saturation(document.weights[key], document.length / average, is_pair=term.field.is_pair)
        return self._rarity(term) * (worth + IN_TITLE * (key in document.titled and "folded" in term.field))


def _hit(found: Searchable, score: float, why: tuple[str, ...]) -> Hit:
    return Hit(found.id, found.entry, found.kind, found.lang, score, why, found.title, found.summary, found.text)


def open_index(folder: Path, *, check: bool = False) -> MemoryEngine:
    """Open a finished generation. See hub.search.engines.EngineModule."""
    index_folder.check_contents(folder, index_folder.read_manifest(folder, VERSION))
    return MemoryEngine(folder, _kept(folder), finished=True)


def start_index(folder: Path, previous: Path | None = None) -> MemoryEngine:
    """Start a generation. See hub.search.engines.EngineModule."""
    if previous:
        index_folder.read_manifest(previous, VERSION)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder}: is not empty; a generation is started in a folder of its own")
    return MemoryEngine(folder, _kept(previous) if previous else (), finished=False)


def _kept(folder: Path) -> Iterator[Searchable]:
    for each in json.loads((folder / DOCUMENTS).read_text(encoding="utf-8")):
        facets = {name: tuple(values) for name, values in each.pop("facets").items()}
        yield Searchable(facets=facets, **each)
