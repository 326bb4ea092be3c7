"""Assembling of an archive into an Edition: sorted, cross-checked, as of one moment."""

import pickle
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from hub.content.checks import aliases as alias_check
from hub.content.checks import left_behind, overdue, references, uncovered, unrecorded
from hub.content.checks.whole import Cards, Whole
from hub.content.digests import digest_of_rows
from hub.content.edition import Edition
from hub.content.keys import (
    ClockKey,
    EntryKey,
    Key,
    KindKey,
    PictureKey,
    PlaceKey,
    RelationsKey,
    RevisionsKey,
    TermsKey,
    VersionsKey,
)
from hub.content.media.renditions import Pictures, is_large
from hub.content.model.entries import Card
from hub.content.model.revisions import Revision
from hub.content.model.versions import History
from hub.content.model.vocabulary import Vocabulary
from hub.content.relations import relations_of
from hub.content.remarks import digests_of_remarks, remarks_on
from hub.content.source.archive import HELD, Archive
from hub.content.source.withheld.names import FOREVER
from hub.problems import in_order
from hub.storage.lazy_mapping import LazyMapping

CHECKS = (alias_check, references, left_behind, uncovered, overdue, unrecorded)


def assemble(archive: Archive, now: datetime, drafts: bool = False, pictures: Pictures | None = None) -> Edition:
    """Return the Edition of what the archive holds, as of `now` (an aware datetime).

    Drafts and what is under embargo are left out unless `drafts` is true. `pictures` gives the renditions that exist.
    """
    cards: dict[str, dict[str, Card]] = {name: {} for name in archive.registry.kinds}
    digests: dict[Key, str] = {}
    for card, digest in archive.cards():
        cards[card.kind][card.slug] = card
        digests[EntryKey(card.kind, card.slug)] = digest
    vocabularies = {}
    for vocabulary, digest in archive.vocabularies():
        vocabularies[vocabulary.name] = vocabulary
        digests[TermsKey(vocabulary.name)] = digest
    shown = {name: _in_order(of_kind, now, drafts) for name, of_kind in cards.items()}
    aliases = _aliases(cards)
    whole = Whole(archive, now, cards, shown, vocabularies, aliases)
    found = [problem for check in CHECKS for problem in check.problems(whole)]
    public = {(kind, alias): slug for (kind, alias), slug in aliases.items() if slug in shown[kind]}
    made = pictures.all(large_of(card for of_kind in shown.values() for card in of_kind.values())) if pictures else {}
    revisions = _revisions(archive, shown)
    histories = {key: found for key, found in archive.state.history.found.items() if key[1] in shown[key[0]]}
    relations = relations_of(archive.registry.kinds, shown)
    remarks = remarks_on(archive, shown, found)
    embargoes = [*archive.embargoes(), *(card.embargo for of_kind in cards.values() for card in of_kind.values())]
    moments = [*_moments(shown, vocabularies), *(moment for moment in embargoes if moment not in (None, FOREVER))]
    last, following = boundaries(moments, now)
    digests[ClockKey()] = last.isoformat() if last else ""
    digests |= _digests_of_kinds(shown, digests)
    digests |= _digests_of_places(shown, public)
    digests |= {RevisionsKey(*key): digest_of_rows(found) for key, found in revisions.items()}
    digests |= {VersionsKey(*key): digest_of_rows([(found.known, *_ids(found))]) for key, found in histories.items()}
    digests |= {RelationsKey(*key): digest_of_rows(found) for key, found in relations.items()}
    digests |= digests_of_remarks(remarks, shown)
    digests |= {PictureKey(original): picture.digest for original, picture in made.items()}
    return Edition(
        now,
        following,
        archive.registry,
        shown,
        {name: LazyMapping(of_kind, partial(_entry, archive, name), HELD) for name, of_kind in shown.items()},
        public,
        vocabularies,
        digests,
        tuple(in_order([*archive.problems, *found])),
        archive.rendered,
        pictures=made,
        revisions=revisions,
        relations=relations,
        histories=histories,
        earlier=lambda slot: pickle.loads(archive.packs.get(slot)),
        remarks=remarks,
    )


def large_of(cards: Iterable[Card]) -> dict[str, tuple[Card, str]]:
    """Return the pictures that are shown by their renditions, by digest.

    Each comes with the card of an entry that shows it, and with the file's name in that entry.
    """
    return {
        media.digest: (card, media.name)
        for card in cards
        if not card.withdrawn
        for media in card.media
        if is_large(media)
    }


def boundaries(moments: Iterable[datetime], now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return the last of the moments up to `now`, and the first after it; None where there is no such moment."""
    before, after = None, None
    for moment in moments:
        if moment <= now:
            before = moment if before is None or moment > before else before
        else:
            after = moment if after is None or moment < after else after
    return before, after


def _revisions(archive: Archive, shown: Cards) -> dict[tuple[str, str], tuple[Revision, ...]]:
    """Return the recorded changes of each entry whose kind keeps a record."""
    found: dict[tuple[str, str], tuple[Revision, ...]] = {}
    for name, cards in shown.items():
        record = archive.record(archive.registry.kinds[name])
        if record is not None:
            found |= {(name, slug): record.of(card, cards) for slug, card in cards.items()}
    return found


def _ids(history: History) -> Iterator[str]:
    return (version.id for version in history.versions)


def _entry(archive: Archive, kind: str, slug: str) -> Any:
    return archive.get((kind, slug))


def _in_order(cards: Mapping[str, Card], now: datetime, drafts: bool) -> dict[str, Card]:
    """Return the cards that may be shown, by slug: the one place that decides it, for every output alike."""
    public = [card for card in cards.values() if drafts or not (card.draft or card.awaited(now))]
    return {card.slug: card for card in sorted(public, key=lambda card: (card.order, card.slug))}


def _aliases(cards: Cards) -> dict[tuple[str, str], str]:
    """Return the slug to which each earlier slug leads, by kind and earlier slug.

    The first entry to claim an alias has it, and no alias hides an entry.
    """
    aliases: dict[tuple[str, str], str] = {}
    for kind, of_kind in cards.items():
        for card in of_kind.values():
            for alias in card.aliases:
                if alias not in of_kind:
                    aliases.setdefault((kind, alias), card.slug)
    return aliases


def _moments(shown: Cards, vocabularies: Mapping[str, Vocabulary[Any]]) -> Iterator[datetime]:
    for cards in shown.values():
        for card in cards.values():
            yield from card.moments
    for vocabulary in vocabularies.values():
        for item in vocabulary.terms.values():
            yield from item.moments


def _digests_of_kinds(shown: Cards, digests: Mapping[Key, str]) -> dict[Key, str]:
    return {
        KindKey(kind): digest_of_rows([(slug, digests[EntryKey(kind, slug)]) for slug in cards])
        for kind, cards in shown.items()
    }


def _digests_of_places(shown: Cards, aliases: Mapping[tuple[str, str], str]) -> dict[Key, str]:
    found: dict[Key, str] = {PlaceKey(kind, alias): f"now {slug}" for (kind, alias), slug in aliases.items()}
    for kind, cards in shown.items():
        for slug, card in cards.items():
            place = (card.parent, card.withdrawn, card.hidden, card.noted, card.original, card.languages)
            found[PlaceKey(kind, slug)] = " ".join(map(str, place))
    return found
