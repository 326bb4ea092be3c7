"""Turn a plan into tantivy's queries.

tantivy adds up what each term gives a document. A term gives its weight times its rarity where a plan asks for a share,
and BM25 besides where it asks for a score. "At least so much of these terms" is no query of tantivy's: a few terms are
written out as the combinations that suffice; of many, the documents are asked for and compared here.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Any, NamedTuple

from tantivy import Occur, Query

from hub.search.query.plan import Plan, Widening
from hub.search.query.text import Field
from hub.search.ranking import IN_TITLE, OWN_LANGUAGE, rarity
from hub.search.tantivy.reader import IndexReader, Known, Scored
from hub.search.tantivy.writer import NUMBER, TITLED, key_of

# What BM25's k1 is with us, times a term's count as written (see writer.times_of), by tantivy's own: 1.2.
_SCALE, _PAIR_SCALE = 1.0, 1.6 / 2.2
# With more terms than several there would be too many combinations in any case.
_MOST_COMBINATIONS, _SEVERAL = 24, 12
_NEARLY = 1 - 1e-6  # tantivy adds up in single precision
WHOLE = 0.999
_FEW = 100
# How many documents are asked for at first that have most of some terms: so many that a second look is seldom needed,
# for that costs as much again.
_LEAST_PAGE, _PAGE_SHARE = 2_500, 20


class Widened(NamedTuple):
    """Another phrase for what was asked: its terms, how much of them suffices and how much they are, and who has that."""

    why: str
    terms: list[Known]
    need: float
    whole: float
    query: Any


class Asking:
    """The queries of one plan over one index."""

    def __init__(self, reader: IndexReader, plan: Plan) -> None:
        self._reader, self._plan, self._schema = reader, plan, reader.schema
        self._page = max(_LEAST_PAGE, reader.documents // _PAGE_SHARE)
        self._terms = reader.known(plan.terms)
        self._widened = [found for each in plan.widenings if (found := self._widening(each)) is not None]

    def found(self) -> Scored:
        """Return every hit with its score, best first."""
        if not self._terms and not self._widened:
            return Scored([], [])
        scoring = [*self._scores(self._terms)]
        for each in self._widened:
            must = [(Occur.Must, _unscored(each.query))]
            scoring.append((Occur.Should, Query.boolean_query([*must, *self._scores(each.terms)])))
        hits = self._hits()
        if isinstance(hits, list):
            return self._among(hits, Query.boolean_query(scoring))
        query = Query.boolean_query(scoring if hits is None else [(Occur.Must, _unscored(hits)), *scoring])
        return self._reader.ask(query, self._most())

    def _among(self, hits: Sequence[int], query: Any) -> Scored:
        """Return the scores of some documents: they are among the first that a query finds, rarely far down."""
        flags = bytearray(self._reader.size)
        for number in hits:
            flags[number] = 1
        wanted = flags.count(1)
        limit = wanted * 5 // 4 + _FEW
        while True:
            found = self._reader.ask(query, limit)
            among = list(map(flags.__getitem__, found.numbers))
            if among.count(1) == wanted or len(found.numbers) < limit:
                return Scored(list(compress(found.numbers, among)), list(compress(found.scores, among)))
            limit *= 3

    def why(self, numbers: Sequence[int]) -> dict[int, list[tuple[bool, str]]]:
        """Return the other phrases that some hits have, and whether they have all of them."""
        found: dict[int, list[tuple[bool, str]]] = {}
        if not numbers or not self._widened:
            return found
        these = _unscored(self._numbered(numbers))
        for each in self._widened:
            query = Query.boolean_query([(Occur.Must, these), *self._shares(each.terms)])
            for number, share in zip(*self._reader.ask(query, len(numbers)), strict=True):
                if share >= each.need * _NEARLY:
                    found.setdefault(number, []).append((share >= WHOLE * each.whole, each.why))
        return found

    def _most(self) -> int:
        """Return a number that the hits do not exceed."""
        every = (*self._terms, *(term for each in self._widened for term in each.terms))
        return sum(count for known in every for count in known.counts.values())

    def _hits(self) -> Any:
        """Return the query of which documents are hits, or their numbers; None if any that the scores find is one."""
        counted = [known for known in self._terms if self._plan.counts(known.term)]
        if not self._plan.floor or not counted:
            return None
        limit = 1 if len(counted) <= _SEVERAL else self._page
        first = self._having_most(counted, limit)
        if not first.scores:  # all documents that had these terms are deleted
            return None
        least, widened = self._plan.floor * first.scores[0], [each.query for each in self._widened]
        if len(counted) <= _SEVERAL and (enough := self._enough(counted, least)) is not None:
            return _any_of([enough, *widened])
        others = self._reader.ask(_any_of(widened), self._reader.documents).numbers if widened else []
        return [*self._having_enough(counted, least, first, limit), *others]

    def _widening(self, widening: Widening) -> Widened | None:
        """Return another phrase as it is looked for; None if no document has enough of it."""
        known = self._reader.known(widening.terms)
        absent = {*widening.terms} - {each.term for each in known}
        whole = sum(map(_share, known)) + sum(term.weight for term in absent) * rarity(
            max(self._reader.documents, 1), 1
        )
        need = widening.need * whole
        if not known or sum(map(_share, known)) < need * _NEARLY:
            return None
        query = self._enough(known, need)
        if query is None:
            numbers = self._having_enough(known, need, self._having_most(known, self._page), self._page)
            query = self._numbered(numbers) if numbers else None
        return None if query is None else Widened(widening.why, known, need, whole, query)

    def _enough(self, terms: Sequence[Known], least: float) -> Any:
        """Return the query of which documents have at least so much of these terms; None if it would be too long."""
        heaviest = sorted(terms, key=_share, reverse=True)
        queries = [self._having(known) for known in heaviest]
        try:
            return _Combinations(queries, [_share(known) for known in heaviest]).query(0, least * _NEARLY)
        except _TooMany:
            return None

    def _having_most(self, terms: Sequence[Known], limit: int) -> Scored:
        """Return the documents that have most of these terms, and how much."""
        return self._reader.ask(Query.boolean_query([*self._shares(terms)]), limit)

    def _having_enough(self, terms: Sequence[Known], least: float, first: Scored, asked: int) -> list[int]:
        """Return the documents that have at least so much of these terms, given the first `asked` by what they have."""
        found = first
        while True:
            enough = bisect_right(found.scores, -least * _NEARLY, key=lambda share: -share)
            if enough < len(found.numbers) or len(found.numbers) < asked:
                return found.numbers[:enough]
            asked = max(3 * asked, self._page)
            found = self._having_most(terms, asked)

    def _having(self, known: Known) -> Any:
        """Return the query of which documents have a term."""
        return _any_of([self._term(known.term.field, key) for key in _keys(known)])

    def _term(self, field: str, key: str) -> Any:
        return Query.term_query(self._schema, field, key, index_option="basic")

    def _numbered(self, numbers: Sequence[int]) -> Any:
        if len(numbers) > _FEW:
            return Query.term_set_query(self._schema, NUMBER, numbers)
        return _any_of([Query.term_query(self._schema, NUMBER, number, index_option="basic") for number in numbers])

    def _shares(self, terms: Iterable[Known]) -> Iterator[tuple[Any, Any]]:
        for known in terms:
            share = _share(known)
            for key in _keys(known):
                yield Occur.Should, Query.const_score_query(self._term(known.term.field, key), share)

    def _scores(self, terms: Iterable[Known]) -> Iterator[tuple[Any, Any]]:
        for known in terms:
            field, share = known.term.field, _share(known)
            scale = share * (_PAIR_SCALE if field.is_pair else _SCALE)
            for lang, count in known.counts.items():
                own = OWN_LANGUAGE if lang == self._plan.lang else 1.0
                key = key_of(lang, known.term.text)
                query = Query.term_query(self._schema, field.value, key, index_option="freq")
                yield Occur.Should, Query.boost_query(query, own * scale / self._reader.idf(count))
                if field in (Field.FOLDED, Field.FOLDED_PAIR):
                    yield Occur.Should, Query.const_score_query(self._term(TITLED, key), own * share * IN_TITLE)


def _share(known: Known) -> float:
    return known.term.weight * known.rarity


def _keys(known: Known) -> list[str]:
    return [key_of(lang, known.term.text) for lang in known.counts]


def _unscored(query: Any) -> Any:
    return Query.const_score_query(query, 0.0)


def _any_of(queries: Sequence[Any]) -> Any:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, each) for each in queries])


class _TooMany(Exception):
    """Raised when the combinations of terms that suffice are too many to be written out."""


class _Combinations:
    """Writes out which combinations of terms suffice, the heaviest term first."""

    def __init__(self, queries: Sequence[Any], shares: Sequence[float]) -> None:
        self._queries, self._shares, self._left = queries, shares, _MOST_COMBINATIONS
        self._rest = [0.0] * (len(shares) + 1)
        for at in reversed(range(len(shares))):
            self._rest[at] = self._rest[at + 1] + shares[at]

    def query(self, at: int, least: float) -> Any:
        """Return the query of which documents have at least so much of the terms from `at` on, which together are enough."""
        self._left -= 1
        if self._left < 0:
            raise _TooMany
        if self._shares[-1] >= least:  # the least of them suffices
            return _any_of(self._queries[at:])
        remaining, having = least - self._shares[at], self._queries[at]
        if remaining > 0:
            more = self.query(at + 1, remaining)
            having = Query.boolean_query([(Occur.Must, having), (Occur.Must, more)])
        if self._rest[at + 1] < least:
            return having
        return _any_of([having, self.query(at + 1, least)])
