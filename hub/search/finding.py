"""Search an Edition: plan a query, search the index, and return the results in the reader's language."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property

from hub.content.edition import Edition
from hub.content.keys import EntryKey
from hub.content.model.kinds import Model
from hub.content.model.vocabulary import Term
from hub.i18n.languages import Lang
from hub.search.engine import Engine, Filters, Hit
from hub.search.query.glossary import Glossary, GlossaryTerm
from hub.search.query.planner import Planner
from hub.search.snippets import Fragment, highlighted, snippet


@dataclass(frozen=True)
class Result:
    """One entry that was found; it is read from the Edition on first access."""

    edition: Edition
    lang: Lang
    hit: Hit
    query: str

    @property
    def slug(self) -> str:
        """Return the slug of the entry."""
        return self.hit.entry.partition("/")[2]

    @cached_property
    def reading(self) -> Model:
        """Return the entry in the reader's language."""
        reading: Model = self.edition.entries[self.hit.kind][self.slug].reading(self.lang)
        return reading

    @property
    def title(self) -> list[Fragment]:
        """Return the title in fragments, with the words of the query marked."""
        return highlighted(self.reading.title, self.query, self.hit.why)

    @property
    def snippet(self) -> list[Fragment]:
        """Return the part of the text that answers best, in the language in which it was found."""
        return snippet(f"{self.hit.summary}\n{self.hit.text}", self.query, self.hit.why)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The results of a search, best first, and how many there are in all."""

    hits: list[Result]
    total: int


def glossary_of(edition: Edition, no_concepts: Container[str] = ()) -> Glossary:
    """Return a glossary of every vocabulary's labels, aliases and words to avoid.

    Vocabularies in `no_concepts` are left out.
    """
    terms = []
    for name in edition.vocabularies:
        for term in edition.vocabularies[name].terms.values():
            if isinstance(term, Term) and term.names_concept and name not in no_concepts:
                terms.append(_glossary_term(term))
    return Glossary(terms)


def _glossary_term(term: Term) -> GlossaryTerm:
    labels = {"vi": term.label.vi, "en": term.label.en}
    avoided = {"vi": [*term.avoid.vi, *term.elsewhere.vi], "en": [*term.avoid.en, *term.elsewhere.en]}
    return GlossaryTerm(term.id, labels, {"vi": term.aliases.vi, "en": term.aliases.en}, avoided)


class Finding:
    """Search for readers of one language."""

    def __init__(self, edition: Edition, lang: Lang, index: Engine | None, glossary: Glossary | None = None) -> None:
        self.edition, self.lang, self.index = edition, lang, index
        self.glossary = glossary or glossary_of(edition)

    def search(self, query: str, limit: int, offset: int = 0, kinds: tuple[str, ...] = ()) -> SearchResults:
        """Return the entries that answer a query, each once, in the language that matches best."""
        if self.index is None:
            return SearchResults([], 0)
        plan = Planner(self.glossary).plan(query, self.index, self.lang)
        if not plan:
            return SearchResults([], 0)
        hits = self.index.search(plan, Filters.of(kinds=kinds), limit=limit, offset=offset, one_per_entry=True)
        shown = [
            Result(self.edition, self.lang, hit, query)
            for hit in hits.items
            if _is_shown(self.edition, hit, self.index.digests.get(hit.id, ""))
        ]
        return SearchResults(shown, hits.total - len(hits.items) + len(shown))


def _is_shown(edition: Edition, hit: Hit, stamp: str) -> bool:
    """Tell whether a hit may be shown.

    An index older than the Edition may hold texts that have been masked or withdrawn since.
    """
    entries, slug = edition.entries.get(hit.kind, {}), hit.entry.partition("/")[2]
    if slug not in entries or edition.digests[EntryKey(hit.kind, slug)] in stamp:
        return slug in entries
    reading = entries[slug].reading("vi")
    return not reading.withdrawn and not (reading.hidden and bool(hit.title or hit.text))
