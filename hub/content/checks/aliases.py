"""Check that no alias (earlier slug) is in use, by another entry or as another entry's alias."""

from collections.abc import Iterator

from hub.content.checks.whole import Whole
from hub.messages import N_
from hub.problems import Problem


def problems(whole: Whole) -> Iterator[Problem]:
    """Yield a problem for each alias that does not lead to the entry that names it."""
    for kind, cards in whole.cards.items():
        for card in cards.values():
            for alias in card.aliases:
                if alias in cards or whole.aliases.get((kind, alias)) != card.slug:
                    references = whole.archive.get((kind, card.slug)).references
                    places = ((r.file, r.line) for r in references if r.target == f"{kind}/{alias}")
                    message = N_("the alias %(alias)s of %(slug)s is in use; remove it")
                    file, line = next(places, (card.file, 1))
                    yield Problem(file, line, message, {"alias": alias, "slug": card.slug})
