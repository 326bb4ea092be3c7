"""From an archive to an Edition: in order, cross-checked, as of one moment."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from hub.content.archive import Archive, digests_of
from hub.content.edition import Edition, Key
from hub.content.entries import Entry, Reference
from hub.content.kinds import Registry
from hub.content.messages import N_
from hub.content.problems import Problem, in_order
from hub.content.vocabulary import Vocabulary

Entries = dict[str, dict[str, Entry[Any]]]


def assemble(archive: Archive, now: datetime, drafts: bool = False) -> Edition:
    """The Edition of what the archive holds, as of `now` (aware). Drafts are left out unless asked for."""
    registry = archive.registry
    everything: Entries = {name: {} for name in registry.kinds}
    digests: dict[Key, str] = {}
    for entry, digest in archive.entries():
        everything[entry.kind][entry.slug] = entry
        digests["entry", entry.kind, entry.slug] = digest
    vocabularies = {}
    for vocabulary, digest in archive.vocabularies():
        vocabularies[vocabulary.name] = vocabulary
        digests["terms", vocabulary.name] = digest
    shown = {name: _in_order(entries, drafts) for name, entries in everything.items()}
    aliases, problems = _aliases(everything)
    rows = {name: [(slug, digests["entry", name, slug]) for slug in entries] for name, entries in shown.items()}
    digests |= {("kind", name): digest for name, digest in digests_of(rows).items()}
    last, following = boundaries(_moments(registry, shown, vocabularies), now)
    digests["clock",] = last.isoformat() if last else ""
    problems += [*archive.problems, *dangling(everything, vocabularies, aliases)]
    return Edition(now, following, registry, shown, aliases, vocabularies, digests, tuple(in_order(problems)), archive.rendered)


def _in_order(entries: Mapping[str, Entry[Any]], drafts: bool) -> dict[str, Entry[Any]]:
    public = [entry for entry in entries.values() if drafts or not entry.readings[entry.original].draft]
    return {entry.slug: entry for entry in sorted(public, key=lambda entry: (entry.order, entry.slug))}


def _aliases(everything: Entries) -> tuple[dict[tuple[str, str], str], list[Problem]]:
    aliases: dict[tuple[str, str], str] = {}
    problems = []
    for kind, entries in everything.items():
        for entry in entries.values():
            for alias in entry.readings[entry.original].aliases:
                if alias in entries or (kind, alias) in aliases:
                    message = N_("the alias %(alias)s of %(slug)s is in use; remove it")
                    problems.append(Problem(_file_of(entry), 1, message, {"alias": alias, "slug": entry.slug}))
                else:
                    aliases[kind, alias] = entry.slug
    return aliases, problems


def _file_of(entry: Entry[Any]) -> str:
    return next((reference.file for reference in entry.references), f"{entry.kind}/{entry.slug}")


def _moments(registry: Registry, shown: Entries, vocabularies: Mapping[str, Vocabulary[Any]]) -> Iterator[datetime]:
    for name, entries in shown.items():
        moments = registry.kinds[name].moments
        for entry in entries.values():
            yield from moments(entry.readings[entry.original])
    for vocabulary in vocabularies.values():
        for term in vocabulary.terms.values():
            yield from getattr(term, "moments", ())


def boundaries(moments: Iterable[datetime], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The last of the moments that has come, and the first that has not."""
    before, after = None, None
    for moment in moments:
        if moment <= now:
            before = moment if before is None or moment > before else before
        else:
            after = moment if after is None or moment < after else after
    return before, after


def dangling(everything: Entries, vocabularies: Mapping[str, Vocabulary[Any]], aliases: Mapping[tuple[str, str], str]) -> Iterator[Problem]:
    """A problem for each reference that nothing answers, with the nearest thing that there is."""
    lists: dict[str, set[str]] = {}
    there = {f"{kind}/{slug}" for kind, entries in everything.items() for slug in entries}
    there |= {f"{kind}/{alias}" for kind, alias in aliases}
    for entry in (entry for entries in everything.values() for entry in entries.values()):
        for reference in entry.references:
            wanted = reference.vocabulary
            if wanted:
                if wanted not in lists:
                    lists[wanted] = {term for name in wanted.split() if name in vocabularies for term in vocabularies[name].terms}
                if reference.target not in lists[wanted]:
                    message = N_("%(field)s: %(given)s is not a term of the vocabulary %(where)s; the nearest is %(near)s")
                    yield _problem(reference, message, reference.target, lists[wanted], wanted)
                continue
            if reference.target in there:
                continue
            kind, _, slug = reference.target.partition("/")
            known = everything.get(kind)
            if known is None:
                message = N_("%(given)s: there is no kind of content of this name; the nearest is %(near)s")
                yield _problem(reference, message, kind, everything, kind)
            else:
                yield _problem(reference, N_("%(given)s: there is no %(where)s of this name; the nearest is %(near)s"), slug, known, kind)


class Nearest:
    """The nearest of the known names, looked for when somebody reads it."""

    def __init__(self, given: str, known: Iterable[str]) -> None:
        self.given, self.known = given, known

    def __str__(self) -> str:
        return next(iter(difflib.get_close_matches(self.given, list(self.known), 1, 0.3)), "–")

    def __repr__(self) -> str:
        return f"Nearest({self.given!r})"


def _problem(reference: Reference, message: str, given: str, known: Iterable[str], where: str) -> Problem:
    values = {"field": reference.field, "given": given, "where": where, "near": Nearest(given, known)}
    return Problem(reference.file, reference.line, message, values)
