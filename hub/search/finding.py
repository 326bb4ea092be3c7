"""Search an Edition: plan a query, search the index, and return the results in the reader's language."""

import re
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hub.content.edition import Edition
from hub.content.keys import EntryKey
from hub.content.model.kinds import Model
from hub.content.model.vocabulary import Term
from hub.i18n.languages import Lang
from hub.search.engine import Engine, Filters, Hit, Ranking
from hub.search.query.glossary import Glossary, GlossaryTerm
from hub.search.query.learned import BY_LEARNED
from hub.search.query.plan import Meant, Plan
from hub.search.query.planner import Planner
from hub.search.snippets import Fragment, highlighted, snippet

CLOSE = 0.2
"""The share of the best score below which a result is less close, and shown only to those who ask for it."""
MOST_WHY = 3
"""How many reasons of a result are told."""


@dataclass(frozen=True)
class Result:
    """One entry, or one term of a findable vocabulary, that was found; it is read from the Edition on first access.

    `meant` is the query as it was understood, and `found_in` the language of the text that matched: `hit` is the text
    in the reader's language wherever there is one.
    """

    edition: Edition
    lang: Lang
    hit: Hit
    meant: Meant
    found_in: str

    @property
    def slug(self) -> str:
        """Return the slug of the entry, or the id of the term."""
        return self.hit.entry.partition("/")[2]

    @property
    def is_term(self) -> bool:
        """Tell whether it is a term of a vocabulary, and so has no page of its own."""
        return self.hit.kind not in self.edition.registry.kinds

    @cached_property
    def reading(self) -> Model:
        """Return the entry in the reader's language. Raises KeyError for a term."""
        reading: Model = self.edition.entries[self.hit.kind][self.slug].reading(self.lang)
        return reading

    @property
    def is_hidden(self) -> bool:
        """Tell whether title and text stay masked."""
        return not self.is_term and self.reading.hidden

    @property
    def plain_title(self) -> str:
        """Return the title as it stands; empty for a masked work, whose title is not shown."""
        if self.is_hidden:
            return ""
        return self.hit.title if self.is_term else self.reading.title

    @property
    def title(self) -> list[Fragment]:
        """Return the title in fragments, with the words of the query marked."""
        return highlighted(self.plain_title, self.meant, self.hit.why)

    @property
    def snippet(self) -> list[Fragment]:
        """Return the part of the text that answers best."""
        return snippet(f"{self.hit.summary}\n{self.hit.text}", self.meant, self.hit.why)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The results of a search, best first, how many there are in all, and how many less close ones were left out."""

    hits: list[Result]
    total: int
    further: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """The slugs of all entries of one kind that answer a query, best first; `read` returns the results for some of them."""

    slugs: tuple[str, ...] = ()
    read: Callable[[Sequence[str]], dict[str, Result]] = lambda slugs: {}


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

    def search(
        self, query: str, limit: int, offset: int = 0, kinds: tuple[str, ...] = (), *, less_close: bool = False
    ) -> SearchResults:
        """Return the entries that answer a query, each once, in the reader's language if it exists in it.

        With `less_close`, also those that score little beside the best.
        """
        if self.index is None or not (plan := self._plan(query, self.index)):
            return SearchResults([], 0)
        plan = replace(plan, cut=0.0 if less_close else CLOSE)
        hits = self.index.search(plan, Filters.of(kinds=kinds), limit=limit, offset=offset, one_per_entry=True)
        shown = [
            self._result(hit, plan)
            for hit in hits.items
            if _is_shown(self.edition, hit, self.index.digests.get(hit.id, ""))
        ]
        return SearchResults(shown, hits.total - len(hits.items) + len(shown), hits.further)

    def rank(self, query: str, kind: str) -> Ranked:
        """Return all entries of a kind that answer a query, to be sorted, counted and narrowed by what is known of them.

        Withdrawn and masked entries are not among them, whatever the index still holds of them.
        """
        if self.index is None or not (plan := self._plan(query, self.index)):
            return Ranked()
        ranking = self.index.rank(replace(plan, cut=CLOSE), Filters.of(kinds=(kind,)))
        cards = self.edition.cards.get(kind, {})
        places = {entry.partition("/")[2]: place for place, entry in enumerate(ranking.entries)}
        known = (slug for slug in places if slug in cards and not (cards[slug].withdrawn or cards[slug].hidden))
        return Ranked(tuple(known), lambda slugs: self._read(ranking, [places[slug] for slug in slugs], plan))

    def _read(self, ranking: Ranking, places: Sequence[int], plan: Plan) -> dict[str, Result]:
        results = (self._result(hit, plan) for hit in ranking.read(places))
        return {result.slug: result for result in results}

    def _plan(self, query: str, index: Engine) -> Plan:
        return Planner(self.glossary, index.pairs).plan(query, index, self.lang)

    def _result(self, hit: Hit, plan: Plan) -> Result:
        own = self._in_own_language(told(hit, plan))
        return Result(self.edition, self.lang, own, plan.meant or Meant("", False), hit.lang)

    def _in_own_language(self, hit: Hit) -> Hit:
        """Return a hit with the text in the reader's language, if there is one, whichever text matched."""
        own = None if hit.lang == self.lang or self.index is None else self.index.document(f"{hit.entry}/{self.lang}")
        if own is None:
            return hit
        return replace(hit, id=own.id, lang=own.lang, title=own.title, summary=own.summary, text=own.text)


def told(hit: Hit, plan: Plan) -> Hit:
    """Return a hit whose reasons are complete: of the phrases that were learned, those that its text has are told."""
    why = [each for each in hit.why if each != BY_LEARNED]
    if plan.learned and hit.lang != plan.lang:
        text = f"{hit.title}\n{hit.summary}\n{hit.text}".casefold()
        had = [each for each in plan.learned if re.search(rf"(?<!\w){re.escape(each.casefold())}(?!\w)", text)]
        why += [each for each in had if not any(each.casefold() in other.casefold() for other in why)]
    return replace(hit, why=tuple(why[:MOST_WHY]))


def _is_shown(edition: Edition, hit: Hit, stamp: str) -> bool:
    """Tell whether a hit may be shown.

    An index older than the Edition may hold texts that have been masked or withdrawn since.
    """
    slug = hit.entry.partition("/")[2]
    if hit.kind in edition.vocabularies:
        return slug in edition.vocabularies[hit.kind].terms
    entries = edition.entries.get(hit.kind, {})
    if slug not in entries or edition.digests[EntryKey(hit.kind, slug)] in stamp:
        return slug in entries
    reading = entries[slug].reading("vi")
    return not reading.withdrawn and not (reading.hidden and bool(hit.title or hit.text))
