"""What can be harvested: a header for each entry, made from its card, and the sets that the entries are in.

The datestamp is the day of the last change of any of the languages, or that on which an embargo ended. A withdrawn entry is
a deleted record: of it nothing is told but its kind, so it is in the set of that kind alone.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from hub.content.edition import Edition, Reader
from hub.content.keys import KindKey
from hub.content.model.dates import HANOI
from hub.content.model.entries import Card
from hub.features.api.harvest.arguments import Selection
from hub.features.api.queries import MODELS
from hub.web.context import current_context

NAMESPACE = "oai:hn2025:"  # no host: an identifier stays when the site moves
VOCABULARIES = {"country": "countries", "theme": "themes"}


class Header(NamedTuple):
    """A record without its metadata. Headers are sorted by their datestamps, then by their identifiers."""

    datestamp: str
    identifier: str
    kind: str
    slug: str
    sets: tuple[str, ...]
    deleted: bool

    def is_in(self, asked: Selection) -> bool:
        """Tell whether the record is among those that are asked for."""
        if self.datestamp < asked.since or (asked.until and self.datestamp > asked.until):
            return False
        return not asked.set or any(each == asked.set or each.startswith(f"{asked.set}:") for each in self.sets)


class Records(NamedTuple):
    """All headers, also by identifier, and a digest of everything of which they are made."""

    headers: list[Header]
    by_identifier: dict[str, Header]
    state: str


def records(reader: Reader) -> Records:
    """Return everything that can be harvested, worked out once for each Edition."""
    for model in MODELS:
        reader.cards(model)  # so that the answer depends on them, whoever has asked first
    context = current_context()
    made: Records = context.site.once_an_edition("api.records", context.edition, _records)
    return made


def _records(whole: Edition) -> Records:
    kinds = [whole.registry.of(model).name for model in MODELS]
    headers = sorted(_header(whole, card) for kind in kinds for card in whole.cards[kind].values())
    state = hashlib.sha256(repr([whole.digests.get(KindKey(kind)) for kind in kinds]).encode()).hexdigest()[:16]
    return Records(headers, {header.identifier: header for header in headers}, state)


def _header(whole: Edition, card: Card) -> Header:
    days = [*card.updated.values(), *([card.embargo.astimezone(HANOI).date()] if card.embargo else [])]
    sets = tuple(dict.fromkeys(_sets(whole, card)))
    return Header(
        max(days).isoformat(), f"{NAMESPACE}{card.kind}/{card.slug}", card.kind, card.slug, sets, card.withdrawn
    )


def _sets(whole: Edition, card: Card) -> Iterator[str]:
    yield f"kind:{card.kind}"
    if card.withdrawn or card.hidden:
        return
    for name, vocabulary in VOCABULARIES.items():
        known = whole.vocabularies[vocabulary].terms if vocabulary in whole.vocabularies else {}
        for named, code in card.names:
            if vocabulary in named.split() and code in known:
                yield f"{name}:{code}"
