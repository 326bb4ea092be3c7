"""Questions over the library."""

from dataclasses import dataclass

from hub.content.edition import Reader
from hub.library.model import Practice

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of the library: its practices, its number and how many pages and practices there are."""

    practices: list[Practice]
    number: int
    pages: int
    total: int


def shelf(reader: Reader, number: int) -> Shelf:
    """A page of practices, sorted by title in the reader's language; the nearest page where there is none of that number."""
    cards = sorted(reader.cards(Practice), key=lambda card: card.collations[card.shown_in(reader.lang)])
    pages = max(1, -(-len(cards) // A_PAGE))
    number = min(max(number, 1), pages)
    shown = [reader.find(Practice, card.slug) for card in cards[(number - 1) * A_PAGE : number * A_PAGE]]
    return Shelf([practice for practice in shown if practice is not None], number, pages, len(cards))
