"""What relates entries beyond what they say themselves: which others name an entry, and which are near to it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hub.content.model.entries import Card
from hub.content.model.kinds import Kind

MOST_NEAR = 3
MOST_NAMING = 12
WINDOW = 6  # entries with the same term that are compared with one, so that the cost grows with the entries alone

Cards = Mapping[str, Mapping[str, Card]]


class Relations(NamedTuple):
    """Entries as `kind/slug`: those that name an entry, in the order of their kinds, and the nearest of its own kind."""

    named_by: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def relations_of(kinds: Mapping[str, Kind[Any]], shown: Cards) -> dict[tuple[str, str], Relations]:
    """Return the relations of each public entry whose kind declares by which vocabularies its entries are near."""
    wanted = [kind for kind in kinds.values() if kind.near]
    naming: dict[str, list[str]] = defaultdict(list)
    for name, cards in shown.items() if wanted else ():
        for card in _public(cards):
            for vocabulary, target in card.names:
                if not vocabulary and target != (own := f"{name}/{card.slug}"):
                    naming[target].append(own)
    found: dict[tuple[str, str], Relations] = {}
    for kind in wanted:
        near = _near(kind, shown.get(kind.name, {}))
        for card in _public(shown.get(kind.name, {})):
            named = (one for slug in (card.slug, *card.aliases) for one in naming.get(f"{kind.name}/{slug}", ()))
            mentions = tuple(dict.fromkeys(named))[:MOST_NAMING]
            found[kind.name, card.slug] = Relations(mentions, near.get(card.slug, ()))
    return found


def _public(cards: Mapping[str, Card]) -> Iterator[Card]:
    return (card for card in cards.values() if not card.withdrawn)


def _near(kind: Kind[Any], cards: Mapping[str, Card]) -> dict[str, tuple[str, ...]]:
    """Return for each slug the entries with most terms in common; of equals, those that follow it by slug.

    Of a term that many entries have, only the next in a circle are compared.
    """
    terms = {card.slug: {name for name in card.names if name[0] in kind.near} for card in _public(cards)}
    sharing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slug in sorted(terms):
        for term in terms[slug]:
            sharing[term].append(slug)
    places = {(term, slug): place for term, slugs in sharing.items() for place, slug in enumerate(slugs)}
    order = {slug: place for place, slug in enumerate(sorted(terms))}
    near: dict[str, tuple[str, ...]] = {}
    for slug, own in terms.items():
        candidates: set[str] = set()
        for term in own:
            circle, at = sharing[term], places[term, slug]
            candidates.update(circle[(at + step) % len(circle)] for step in range(1, min(WINDOW, len(circle) - 1) + 1))
        shared = Counter({other: len(own & terms[other]) for other in candidates})
        ranked = sorted(shared, key=lambda other: (-shared[other], (order[other] - order[slug]) % len(order)))
        near[slug] = tuple(f"{kind.name}/{other}" for other in ranked[:MOST_NEAR])
    return near
