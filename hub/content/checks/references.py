"""Check that every reference to a term, an entry or a kind of content leads somewhere; suggest the nearest name.

What was withdrawn has an address and is listed nowhere, so that a link to it is shown as its words: a warning.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hub.content.checks.whole import Cards, Whole
from hub.content.model.entries import Reference
from hub.messages import N_
from hub.problems import Problem, Sort

WITHDRAWN = N_("%(given)s was withdrawn, so readers are not led there; name another entry, or take it out")


def problems(whole: Whole) -> Iterator[Problem]:
    """Yield a problem for each reference to something that does not exist, and to what was withdrawn."""
    yield from _missing(whole)
    yield from _withdrawn(whole)


def _missing(whole: Whole) -> Iterator[Problem]:
    there = {("", f"{kind}/{slug}") for kind, cards in whole.cards.items() for slug in cards}
    there |= {("", f"{kind}/{alias}") for kind, alias in whole.aliases}
    # Entries with errors in their files, and the lists and terms that have some, are there: these errors are told already.
    there |= {("", f"{kind}/{slug}") for kind, slug in whole.archive.state.groups if kind}
    wanted = {name for card in whole.every_card() for name in card.names}
    for lists in {vocabulary for vocabulary, _ in wanted if vocabulary}:
        known = (whole.vocabularies[name] for name in lists.split() if name in whole.vocabularies)
        there |= {(lists, term) for vocabulary in known for term in vocabulary.terms}
    unread = {name for kind, name in whole.archive.state.groups if not kind} - whole.vocabularies.keys()
    missing = {
        (lists, name)
        for lists, name in wanted - there
        if unread.isdisjoint(lists.split()) and not _is_left_out(whole, lists, name)
    }
    for card in whole.every_card() if missing else ():
        if missing.isdisjoint(card.names) or whole.archive.state.groups[card.kind, card.slug].stale:
            continue
        for reference in whole.archive.get((card.kind, card.slug)).references:
            if (reference.vocabulary, reference.target) in missing:
                terms = {term for lists, term in there if lists == reference.vocabulary}
                yield replace(_missing_target(reference, whole.cards, terms), entry=f"{card.kind}/{card.slug}")


def _withdrawn(whole: Whole) -> Iterator[Problem]:
    gone = {("", f"{card.kind}/{card.slug}") for card in whole.every_card() if card.withdrawn}
    for card in whole.every_card() if gone else ():
        if card.withdrawn or gone.isdisjoint(card.names) or whole.archive.state.groups[card.kind, card.slug].stale:
            continue
        around = f"{whole.archive.registry.kinds[card.kind].parent}/{card.parent}"  # told by left_behind
        for reference in whole.archive.get((card.kind, card.slug)).references:
            if ("", reference.target) in gone and not reference.vocabulary and reference.target != around:
                yield Problem(
                    reference.file,
                    reference.line,
                    WITHDRAWN,
                    {"given": reference.target},
                    "warning",
                    sort="link",
                    entry=f"{card.kind}/{card.slug}",
                )


def _is_left_out(whole: Whole, lists: str, term: str) -> bool:
    """Tell whether a term stands in one of the lists, but was left out of it because of an error."""
    groups = whole.archive.state.groups
    of_lists = (name for name in lists.split() if ("", name) in groups and groups["", name].problems)
    return any(whole.archive.line_of_term(name, term, "id")[1] > 1 for name in of_lists)


def _missing_target(reference: Reference, cards: Cards, terms: set[str]) -> Problem:
    if reference.vocabulary and not terms:
        message = N_("%(field)s: there is no vocabulary %(where)s; add the list to content/vocabulary")
        values = {"field": reference.field, "where": reference.vocabulary}
        return Problem(reference.file, reference.line, message, values, sort="code")
    if reference.vocabulary:
        message = N_("%(field)s: %(given)s is not a term of the vocabulary %(where)s; the nearest is %(near)s")
        otherwise = N_(
            "%(field)s: %(given)s is not a term of the vocabulary %(where)s; write the id of one of its terms"
        )
        return _problem(reference, message, otherwise, reference.target, terms, reference.vocabulary)
    kind, _, slug = reference.target.partition("/")
    if kind not in cards:
        message = N_("%(given)s: there is no kind of content with this name; the nearest is %(near)s")
        otherwise = N_("%(given)s: there is no kind of content with this name; write for example page/about")
        return _problem(reference, message, otherwise, kind, cards, kind)
    message = N_("%(given)s: there is no %(where)s with this name; the nearest is %(near)s")
    otherwise = N_("%(given)s: there is no %(where)s with this name; correct the name or remove it")
    return _problem(reference, message, otherwise, slug or kind, cards[kind], kind)


class Nearest:
    """Finds the nearest of the known names; empty if none is near.

    The search is done by `str()`, and so only if the message is formatted.
    """

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
    sort: Sort = "code" if reference.vocabulary else "link"
    return Problem(reference.file, reference.line, message, values, otherwise=otherwise, sort=sort)
