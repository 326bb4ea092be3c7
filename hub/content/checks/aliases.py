"""Check that no alias (earlier slug) is in use, by another entry or as another entry's alias."""

from collections.abc import Iterator, Mapping

from hub.content.checks.whole import Whole
from hub.content.model.entries import Card
from hub.messages import N_
from hub.problems import Problem


def problems(whole: Whole) -> Iterator[Problem]:
    """Yield a problem for each alias that does not lead to the entry that names it."""
    for kind, cards in whole.cards.items():
        for card in cards.values():
            for alias in card.aliases:
                if _is_place_of(cards, alias) or whole.aliases.get((kind, alias)) != card.slug:
                    references = whole.archive.get((kind, card.slug)).references
                    places = ((r.file, r.line) for r in references if r.target == f"{kind}/{alias}")
                    message = N_("the alias %(alias)s of %(slug)s is in use; remove it")
                    file, line = next(places, (card.file, 1))
                    yield Problem(file, line, message, {"alias": alias, "slug": card.slug})


def _is_place_of(cards: Mapping[str, Card], alias: str) -> bool:
    """Tell whether an entry is found under a slug today, or under `parent/slug`."""
    parent, _, slug = alias.rpartition("/")
    return slug in cards and (not parent or cards[slug].parent == parent)
