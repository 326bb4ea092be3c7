"""The data that the checks over the whole content share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.content.model.entries import Card
from hub.content.model.vocabulary import Vocabulary
from hub.content.source.archive import Archive

Cards = Mapping[str, Mapping[str, Card]]  # by kind and slug


@dataclass(frozen=True)
class Whole:
    """Everything that was read, as of `now`: `cards` of all entries, and `shown` the cards of those in the Edition.

    `aliases` maps a kind and an earlier slug to the current slug.
    """

    archive: Archive
    now: datetime
    cards: Cards
    shown: Cards
    vocabularies: Mapping[str, Vocabulary[Any]]
    aliases: Mapping[tuple[str, str], str]

    def every_card(self) -> Iterator[Card]:
        """Yield the card of every entry that was read."""
        for cards in self.cards.values():
            yield from cards.values()
