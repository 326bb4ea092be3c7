"""What editors are told of entries that are shown, beyond what stands in the entries: it is public, on pages for editors."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hub.content.digests import digest_of_rows
from hub.content.keys import Key, RemarksKey
from hub.content.model.entries import Card
from hub.content.source.archive import Archive
from hub.messages import N_
from hub.problems import Problem

Remarks = Mapping[tuple[str, str], tuple[Problem, ...]]  # by kind and slug
MISTAKES = N_(
    "there are mistakes in the files of this entry, so an older version may be shown; check names each of them"
)


def remarks_on(archive: Archive, shown: Mapping[str, Mapping[str, Card]], found: Iterable[Problem]) -> Remarks:
    """Return the remarks on the entries that are shown, given what the checks over the whole content have found.

    Mistakes in files are told without their words: a file that cannot be read may hold what is not to be public.
    """
    remarks: dict[tuple[str, str], list[Problem]] = {}
    for key, group in archive.state.groups.items():
        card = shown[key[0]].get(key[1]) if key[0] in shown else None
        if card is None or card.withdrawn:
            continue
        if group.stale or any(problem.severity == "error" for problem in group.problems):
            remarks[key] = [Problem(card.file, 1, MISTAKES)]
    for problem in found:
        kind, _, slug = problem.entry.partition("/")
        card = shown.get(kind, {}).get(slug)
        if card is not None and not card.withdrawn:
            remarks.setdefault((kind, slug), []).append(_public(problem))
    return {key: tuple(told) for key, told in remarks.items()}


def _public(problem: Problem) -> Problem:
    """Return a problem with the nearest name found, if that is a code; that of an entry might be one not public yet."""
    if "near" not in problem.values:
        return problem
    near = str(problem.values["near"]) if problem.sort == "code" else ""
    return replace(problem, values={**problem.values, "near": near})


def digests_of_remarks(remarks: Remarks, kinds: Iterable[str]) -> dict[Key, str]:
    """Return the digest of the remarks on each kind."""
    return {
        RemarksKey(kind): digest_of_rows(
            (slug, told) for (of, slug), told in sorted(remarks.items(), key=lambda item: item[0]) if of == kind
        )
        for kind in kinds
    }
