"""From an archive to an Edition: in order, cross-checked, as of one moment."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from hub.content.digests import digests_of
from hub.content.edition import Edition, Key
from hub.content.media.renditions import Pictures, is_large
from hub.content.model.entries import Card, Reference
from hub.content.model.vocabulary import Vocabulary
from hub.content.source.archive import HELD, Archive
from hub.messages import N_
from hub.problems import Problem, in_order
from hub.storage.lazy_mapping import LazyMapping

Cards = dict[str, dict[str, Card]]


def assemble(archive: Archive, now: datetime, drafts: bool = False, pictures: Pictures | None = None) -> Edition:
    """The Edition of what the archive holds, as of `now` (aware), with the pictures that are made. Drafts are left out unless asked for."""
    everything: Cards = {name: {} for name in archive.registry.kinds}
    digests: dict[Key, str] = {}
    for card, digest in archive.cards():
        everything[card.kind][card.slug] = card
        digests["entry", card.kind, card.slug] = digest
    vocabularies = {}
    for vocabulary, digest in archive.vocabularies():
        vocabularies[vocabulary.name] = vocabulary
        digests["terms", vocabulary.name] = digest
    shown = {name: _in_order(cards, drafts) for name, cards in everything.items()}
    aliases, problems = _aliases(archive, everything)
    rows = {name: [(slug, digests["entry", name, slug]) for slug in cards] for name, cards in shown.items()}
    digests |= {("kind", name): digest for name, digest in digests_of(rows).items()}
    last, following = boundaries(_moments(shown, vocabularies), now)
    digests["clock",] = last.isoformat() if last else ""
    places = [card for cards in shown.values() for card in cards.values()]
    problems += [
        *archive.problems,
        *_overdue(archive, vocabularies, now),
        *dangling(archive, everything, vocabularies, aliases),
        *_left_behind(shown, archive),
        *_uncovered(places),
    ]
    aliases = {(kind, alias): slug for (kind, alias), slug in aliases.items() if slug in shown[kind]}
    digests |= {
        (
            "place",
            card.kind,
            card.slug,
        ): f"{card.parent} {card.withdrawn} {card.hidden} {card.noted} {card.original} {card.languages}"
        for card in places
    }
    digests |= {("place", kind, alias): f"now {slug}" for (kind, alias), slug in aliases.items()}
    made = pictures.all(large_of(places)) if pictures else {}
    digests |= {("picture", original): picture.digest for original, picture in made.items()}
    entries = {name: LazyMapping(cards, partial(_entry, archive, name), HELD) for name, cards in shown.items()}
    return Edition(
        now,
        following,
        archive.registry,
        shown,
        entries,
        aliases,
        vocabularies,
        digests,
        tuple(in_order(problems)),
        archive.rendered,
        pictures=made,
    )


def large_of(cards: Iterable[Card]) -> dict[str, tuple[Card, str]]:
    """The pictures that are shown by their renditions, by digest: an entry that shows each, and the file's name there."""
    return {
        media.digest: (card, media.name)
        for card in cards
        if not card.withdrawn
        for media in card.media
        if is_large(media)
    }


def _entry(archive: Archive, kind: str, slug: str) -> Any:
    return archive.get((kind, slug))


def _in_order(cards: Mapping[str, Card], drafts: bool) -> dict[str, Card]:
    public = [card for card in cards.values() if drafts or not card.draft]
    return {card.slug: card for card in sorted(public, key=lambda card: (card.order, card.slug))}


def _left_behind(shown: Cards, archive: Archive) -> Iterator[Problem]:
    """A problem for each entry that is shown although what it lies in was withdrawn."""
    message = N_("%(parent)s was withdrawn and this was not; write status: withdrawn here too, or move it")
    for name, cards in shown.items():
        around = archive.registry.kinds[name].parent
        for card in cards.values() if around else ():
            parent = shown[around].get(card.parent)
            if parent is not None and parent.withdrawn and not card.withdrawn:
                yield Problem(card.file, 1, message, {"parent": f"{around}/{card.parent}"})


def _uncovered(cards: list[Card]) -> Iterator[Problem]:
    """A problem for each masked entry whose picture another one shows to everybody."""
    covered = {media.digest: card.file for card in cards if card.hidden for media in card.media}
    for card in cards if covered else ():
        for file in {
            covered[media.digest]
            for media in card.media
            if media.digest in covered and not (card.hidden or card.withdrawn)
        }:
            yield Problem(
                file,
                1,
                N_(
                    "the picture of this masked entry is shown by %(file)s as well; mask that too, or show another picture there"
                ),
                {"file": card.file},
            )


def _aliases(archive: Archive, everything: Cards) -> tuple[dict[tuple[str, str], str], list[Problem]]:
    aliases: dict[tuple[str, str], str] = {}
    problems = []
    for kind, cards in everything.items():
        for card in cards.values():
            for alias in card.aliases:
                if alias in cards or (kind, alias) in aliases:
                    message = N_("the alias %(alias)s of %(slug)s is in use; remove it")
                    references = archive.get((kind, card.slug)).references
                    file, line = next(
                        ((r.file, r.line) for r in references if r.target == f"{kind}/{alias}"), (card.file, 1)
                    )
                    problems.append(Problem(file, line, message, {"alias": alias, "slug": card.slug}))
                else:
                    aliases[kind, alias] = card.slug
    return aliases, problems


def _moments(shown: Cards, vocabularies: Mapping[str, Vocabulary[Any]]) -> Iterator[datetime]:
    for cards in shown.values():
        for card in cards.values():
            yield from card.moments
    for vocabulary in vocabularies.values():
        for term in vocabulary.terms.values():
            yield from getattr(term, "moments", ())


def _overdue(archive: Archive, vocabularies: Mapping[str, Vocabulary[Any]], now: datetime) -> Iterator[Problem]:
    """A problem for each term that time has made wrong; it stays in its list."""
    for vocabulary in vocabularies.values():
        for term in vocabulary.terms.values():
            for field, message, values in term.overdue(now) if hasattr(term, "overdue") else ():
                yield Problem(*archive.line_of_term(vocabulary.name, term.id, field), message, values)


def boundaries(moments: Iterable[datetime], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The last of the moments that has come, and the first that has not."""
    before, after = None, None
    for moment in moments:
        if moment <= now:
            before = moment if before is None or moment > before else before
        else:
            after = moment if after is None or moment < after else after
    return before, after


def dangling(
    archive: Archive,
    everything: Cards,
    vocabularies: Mapping[str, Vocabulary[Any]],
    aliases: Mapping[tuple[str, str], str],
) -> Iterator[Problem]:
    """A problem for each reference that nothing answers, with the nearest thing that there is."""
    there = {("", f"{kind}/{slug}") for kind, cards in everything.items() for slug in cards}
    there |= {("", f"{kind}/{alias}") for kind, alias in aliases}
    wanted = {name for cards in everything.values() for card in cards.values() for name in card.names}
    for lists in {vocabulary for vocabulary, _ in wanted if vocabulary}:
        there |= {(lists, term) for name in lists.split() if name in vocabularies for term in vocabularies[name].terms}
    unread = {
        name for kind, name in archive.state.groups if not kind
    } - vocabularies.keys()  # that, their own files tell
    missing = {(lists, name) for lists, name in wanted - there if unread.isdisjoint(lists.split())}
    if not missing:
        return
    for card in (card for cards in everything.values() for card in cards.values()):
        if missing.isdisjoint(card.names) or archive.state.groups[card.kind, card.slug].stale:
            continue
        for reference in archive.get((card.kind, card.slug)).references:
            if (reference.vocabulary, reference.target) in missing:
                yield _unanswered(
                    reference, everything, {term for lists, term in there if lists == reference.vocabulary}
                )


def _unanswered(reference: Reference, everything: Cards, terms: set[str]) -> Problem:
    if reference.vocabulary and not terms:
        message = N_("%(field)s: there is no vocabulary %(where)s; add the list to content/vocabulary")
        return Problem(
            reference.file, reference.line, message, {"field": reference.field, "where": reference.vocabulary}
        )
    if reference.vocabulary:
        message = N_("%(field)s: %(given)s is not a term of the vocabulary %(where)s; the nearest is %(near)s")
        otherwise = N_(
            "%(field)s: %(given)s is not a term of the vocabulary %(where)s; write the id of one of its terms"
        )
        return _problem(reference, message, otherwise, reference.target, terms, reference.vocabulary)
    kind, _, slug = reference.target.partition("/")
    if kind not in everything:
        message = N_("%(given)s: there is no kind of content of this name; the nearest is %(near)s")
        otherwise = N_("%(given)s: there is no kind of content of this name; write for example page/about")
        return _problem(reference, message, otherwise, kind, everything, kind)
    message = N_("%(given)s: there is no %(where)s of this name; the nearest is %(near)s")
    otherwise = N_("%(given)s: there is no %(where)s of this name; correct the name or take it out")
    return _problem(reference, message, otherwise, slug or kind, everything[kind], kind)


class Nearest:
    """The nearest of the known names, looked for when somebody reads it; nothing where none is near."""

    def __init__(self, given: str, known: Iterable[str]) -> None:
        self.given, self.known = given, known

    def __str__(self) -> str:
        return next(iter(difflib.get_close_matches(self.given, list(self.known), 1, 0.3)), "")

    def __repr__(self) -> str:
        return f"Nearest({self.given!r})"


def _problem(
    reference: Reference, message: str, otherwise: str, given: str, known: Iterable[str], where: str
) -> Problem:
    values = {"field": reference.field, "given": given, "where": where, "near": Nearest(given, known)}
    return Problem(reference.file, reference.line, message, values, otherwise=otherwise)
