"""The interface of a search engine, and what goes in and comes out of it."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hub.search.query.plan import IndexStatistics, Plan
from hub.search.query.term_pairs import TermPairs

NO_FACETS: Mapping[str, tuple[str, ...]] = {}


class IndexUnusable(Exception):
    """Raised for an index that is missing, damaged, or of another version; the cure is to build it again."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """One entry in one language, to be indexed: all texts plain, without markup.

    `id` is entry and language ("practice/vn-hotline-111/vi"); `facets` maps names to the values that the entry has
    ("theme": ("policy-implementation",)); "kind" and "lang" are facets without being listed there. `unshown` are words
    by which it is found and that are no text of it: other names, dates.
    """

    id: str
    entry: str
    kind: str
    lang: str
    title: str = ""
    summary: str = ""
    text: str = ""
    unshown: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stamp: str = ""

    def values(self) -> Iterator[str]:
        """Yield "name=value" for each value of each facet, "kind" and "lang" among them."""
        yield f"kind={self.kind}"
        yield f"lang={self.lang}"
        for name, values in self.facets.items():
            for value in values:
                yield f"{name}={value}"

    def digest(self) -> str:
        """Return the stamp, or else 16 hex digits over all fields; it changes when any of them does."""
        if self.stamp:
            return self.stamp
        facets = sorted((name, list(values)) for name, values in self.facets.items())
        texts = [self.title, self.summary, self.text, self.unshown]
        whole = json.dumps([self.id, self.entry, self.kind, self.lang, *texts, facets])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that was found, in one language. A higher score is better; scores of two searches do not compare.

    `why` holds the glossary's phrases, other than the reader's own words, by which it was found, ready to be shown.
    """

    id: str
    entry: str
    kind: str
    lang: str
    score: float
    why: tuple[str, ...] = ()
    title: str = ""
    summary: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of hits, best first, and how many there are on all pages; `further` ones were left out by the plan's cut."""

    total: int
    items: tuple[Hit, ...] = ()
    further: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every entry that was found, each once, best first; only what is shown of them is read.

    `entries` are kind and slug ("practice/vn-hotline-111"). `read` returns the hits at these places of `entries`, in
    their order. `further` entries were left out by the plan's cut.
    """

    entries: tuple[str, ...] = ()
    read: Callable[[Sequence[int]], list[Hit]] = lambda places: []
    further: int = 0


@dataclass(frozen=True, slots=True)
class Filters:
    """What a hit must have: one of the values of each facet named. "kind" and "lang" are facets like others."""

    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        kinds: Iterable[str] = (),
        langs: Iterable[str] = (),
        facets: Mapping[str, Iterable[str]] = NO_FACETS,
    ) -> "Filters":
        """Return filters without the empty ones, which would require nothing."""
        asked = {"kind": tuple(kinds), "lang": tuple(langs)} | {name: tuple(values) for name, values in facets.items()}
        return cls({name: values for name, values in asked.items() if values})


NO_FILTERS = Filters()


class Engine(IndexStatistics, Protocol):
    """An index of one generation: filled once (`add`, `remove`, `commit`), then only searched.

    Searching is thread-safe, and keeps working after the index's folder has been deleted. `pairs` are the terms learned
    from its parallel texts: an engine has none of itself, whoever opens a generation gives it those kept there.
    """

    pairs: TermPairs

    @property
    def digests(self) -> Mapping[str, str]:
        """Return the digest of every document, by id; while it is filled, also of those taken over from the last generation."""

    def add(self, documents: Iterable[Searchable]) -> None:
        """Add documents; one with the id of another replaces it."""

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents; an unknown id is no error."""

    def commit(self) -> None:
        """Write everything to disk, durably. After this, nothing more can be added.

        An engine that was filled may be searched as long as its folder stays where it is; after a rename, open it
        there.
        """

    def search(
        self,
        plan: Plan,
        filters: Filters = NO_FILTERS,
        *,
        limit: int = 20,
        offset: int = 0,
        one_per_entry: bool = False,
    ) -> Hits:
        """Return the hits from `offset` on, at most `limit`.

        With `one_per_entry`, an entry found in both languages counts once, in the one with the higher score.
        """

    def rank(self, plan: Plan, filters: Filters = NO_FILTERS) -> Ranking:
        """Return all entries that pass the filters: those that `search` finds with `one_per_entry`, in its order.

        But here the plan's cut is a share of the best score among them, not of the best in the whole index: what a
        list shows of one kind does not hang on entries of other kinds.
        """

    def document(self, id: str) -> Searchable | None:
        """Return a document as it was added, without its stamp; None if there is none."""

    def facets(self, plan: Plan, filters: Filters = NO_FILTERS) -> dict[str, dict[str, int]]:
        """Return for each facet how many hits have each value, under all filters but its own."""


def fill(engine: Engine, documents: Iterable[Searchable]) -> None:
    """Make a started index hold exactly these documents, writing only new and changed ones, and commit it."""
    wanted = {document.id: document for document in documents}
    known = engine.digests
    engine.remove([each for each in known if each not in wanted])
    engine.add([document for document in wanted.values() if known.get(document.id) != document.digest()])
    engine.commit()
