"""Where in a form a problem of a file belongs: the name of the control beside which it is told."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from hub.content.model.kinds import Kind
from hub.content.source import front_matter
from hub.content.source.folder import tidy
from hub.content.source.front_matter import FieldPath, path_of
from hub.content.write.body_sections import pieces_of
from hub.features.contribute.forms import BOTH
from hub.i18n.languages import Lang
from hub.problems import Problem, Unreadable

WHOLE = ""  # the place of what concerns no control of the form


class Found(NamedTuple):
    """A problem and the name of the control that it concerns; empty if it concerns the whole."""

    name: str
    problem: Problem


def placed(
    kind: Kind[Any], problems: Iterable[Problem], texts: Mapping[Lang, str], names: Mapping[Lang, str]
) -> list[Found]:
    """Return each problem with its place; `texts` are those of the files that were checked, by the names in messages."""
    langs = {name: lang for lang, name in names.items()}
    return [
        Found(
            place_in(kind, langs[each.file], texts.get(langs[each.file], ""), each) if each.file in langs else WHOLE,
            each,
        )
        for each in problems
    ]


def place_in(kind: Kind[Any], lang: Lang, text: str, problem: Problem) -> str:
    """Return the name of the control that a problem of one language's file concerns."""
    if (section := problem.values.get("id")) in kind.sections and problem.sort == "section":
        return f"{lang}.#{section}"
    if place := problem.values.get("place"):
        return f"{lang}.{place}"
    path = path_of(str(problem.values.get("field", "")) or "-")
    if path[0] not in kind.fields:
        try:
            front, body, first = front_matter.split(tidy(text), "")
            if problem.line >= first:
                return f"{lang}.#{_section_at(body, problem.line - first)}"
            path = _field_at(front_matter.parse(front, "", 2).lines, problem.line)
        except Unreadable:
            return WHOLE
    if not path or path[0] not in kind.fields:
        return WHOLE
    owner = BOTH if path[0] in kind.shared else lang
    return ".".join((owner, *map(str, path)))


def _section_at(body: str, line: int) -> str:
    """Return the key of the section in which a line of a body stands, counted from 0."""
    end = 0
    for piece in pieces_of(body):
        end += (piece.head + piece.below).count("\n")
        if line < end:
            return piece.key
    return pieces_of(body)[-1].key


def _field_at(lines: Mapping[FieldPath, int], line: int) -> FieldPath:
    """Return the path of the innermost value that begins last before a line, or on it."""
    above = [(at, len(path), path) for path, at in lines.items() if at <= line]
    return max(above, key=lambda each: each[:2])[2] if above else ()


def beside(found: Iterable[Found], shown: Iterable[str]) -> dict[str, list[Problem]]:
    """Return the problems by the name of the control beside which they are told.

    One whose control the form does not show stands at the nearest around it, or else above the whole form.
    """
    names = {*shown, WHOLE}
    told: dict[str, list[Problem]] = {}
    for name, problem in found:
        while name not in names:
            name = name.rpartition(".")[0] if name.count(".") > 1 else WHOLE
        told.setdefault(name, []).append(problem)
    return told


def control_of(kind: Kind[Any], lang: Lang, place: str) -> str:
    """Return the name of the control of a place of a page; empty for the whole page."""
    if not place:
        return WHOLE
    return f"{BOTH if place in kind.shared else lang}.{place}"
