"""The front matter of a file, field by field: a field that has not changed keeps its lines, with what stands around them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from hub.content.model.kinds import Kind
from hub.content.source import front_matter
from hub.content.source.folder import tidy
from hub.content.write.body_sections import lines_of
from hub.content.write.yaml_style import field_lines, item_lines, number_fields
from hub.problems import Unreadable

LAST = "translates"  # it is written by the hub, below what authors write


class Parts(NamedTuple):
    """A file in its parts as they are written: the opening line `---`, the fields, the closing line, and the body."""

    opening: str
    front: str
    closing: str
    body: str


class Block(NamedTuple):
    """The lines of a field, and those above it that belong to it: comments and blank lines."""

    above: list[str]
    own: list[str]


def parts_of(text: str) -> Parts:
    """Cut a file into its parts. Raises Unreadable if one of the two `---` lines is missing."""
    _, _, first = front_matter.split(tidy(text), "")
    lines = lines_of(text)
    end = first - 2  # the index of the closing line
    return Parts(lines[0], "".join(lines[1:end]), lines[end], "".join(lines[end + 1 :]))


def values_of(front: str) -> dict[str, Any]:
    """Return the values of the fields as they are written. Raises Unreadable."""
    return front_matter.parse(tidy(front), "", 2).values


def newline_of(text: str) -> str:
    """Return the end of the lines of a text."""
    return "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"


def new_front(kind: Kind[Any], values: Mapping[str, Any], newline: str = "\n") -> str:
    """Return the fields in the order of the model, each as an author would write it."""
    numbers = number_fields(kind)
    names = sorted(values, key=_rank(kind, list(values)).__getitem__)
    return "".join(line + newline for name in names for line in _lines(name, values[name], numbers))


def changed_front(kind: Kind[Any], values: Mapping[str, Any], front: str, newline: str) -> str:
    """Return the fields with other values; those that stay the same keep their lines. Raises Unreadable."""
    data = front_matter.parse(tidy(front), "", 1)
    lines, starts = lines_of(front), {path[0]: line - 1 for path, line in data.lines.items() if len(path) == 1}
    blocks, rest = _blocks(lines, [(str(name), start) for name, start in starts.items()])
    numbers = number_fields(kind)
    written: dict[str, Sequence[str]] = {}
    for name, value in values.items():
        if name in data.values and data.values[name] == value:
            written[name] = blocks[name].own
        else:
            anew = [line + newline for line in _lines(name, value, numbers)]
            items = _with_items(data, name, value, blocks[name].own, newline, numbers) if name in blocks else anew
            written[name] = items if _read("".join(items)) == {name: value} else anew
    pieces: list[str] = []
    for name in _with_new(kind, list(blocks), list(values)):
        pieces += [*(blocks[name].above if name in blocks else ()), *written.get(name, ())]
    pieces += rest
    if pieces and not pieces[-1].endswith(("\r", "\n")):
        pieces[-1] += newline
    result = "".join(pieces)
    if _read(result) == dict(values):
        return result
    return new_front(kind, values, newline)  # fields that share a line, or what else has no lines of its own


def _lines(name: str, value: Any, numbers: frozenset[str]) -> list[str]:
    if name == LAST and isinstance(value, dict) and value:
        return [f"{name}:", *(f"  {line}" for key, each in value.items() for line in field_lines(key, each))]
    return field_lines(name, value, numbers)


def _read(front: str) -> dict[str, Any] | None:
    try:
        return values_of(front)
    except Unreadable:
        return None


def _with_items(
    data: front_matter.Data, name: str, value: Any, own: list[str], newline: str, numbers: frozenset[str]
) -> list[str]:
    """Return the lines of a list in which those of each item that stays are kept; none if items share their lines."""
    old = data.values[name]
    if not (isinstance(old, list) and isinstance(value, list) and old):
        return []
    starts = [data.lines[name, number] - data.lines[name,] for number in range(len(old))]
    rows = [own[start:end] for start, end in pairwise([*starts, len(own)])]
    indent = own[starts[0]].partition("-")[0]
    if indent.strip() or not all(row and row[0].startswith(f"{indent}- ") for row in rows):
        return []
    left, lines = list(zip(old, rows, strict=True)), own[: starts[0]]
    for item in value:
        place = next((number for number, (each, _) in enumerate(left) if each == item), None)
        anew = [line + newline for line in item_lines(item, indent, numbers)] if place is None else []
        lines += anew if place is None else left.pop(place)[1]
    return lines


def _blocks(lines: Sequence[str], starts: Sequence[tuple[str, int]]) -> tuple[dict[str, Block], list[str]]:
    """Return the lines of each field, and those that follow the last one."""
    ordered = sorted(starts, key=lambda each: each[1])
    found: dict[str, Block] = {}
    done = 0
    ends = [start for _, start in [*ordered, ("", len(lines))]][1:]
    for (name, start), end in zip(ordered, ends, strict=True):
        last = end
        while last > start + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
            last -= 1
        found[name] = Block(list(lines[done:start]), list(lines[start:last]))
        done = last
    return found, list(lines[done:])


def _with_new(kind: Kind[Any], there: list[str], wanted: list[str]) -> list[str]:
    """Return the names of all fields: those that are there in their order, and new ones where the model has them.

    A new field follows the nearest of those that come before it in the model.
    """
    rank = _rank(kind, [*there, *wanted])
    order = list(there)
    for name in sorted((name for name in wanted if name not in there), key=rank.__getitem__):
        before = [each for each in order if rank[each] < rank[name]]
        if name == LAST or (not before and not order):
            order.append(name)
        elif before:
            order.insert(order.index(max(before, key=rank.__getitem__)) + 1, name)
        else:
            order.insert(0, name)
    return order


def _rank(kind: Kind[Any], names: Sequence[str]) -> dict[str, int]:
    """Return the place of each field in the order of the model; unknown ones follow, then what the hub writes."""
    known = [name for name in kind.fields if name != LAST]
    others = [name for name in dict.fromkeys(names) if name not in kind.fields]
    return {name: place for place, name in enumerate([*known, *others, LAST])}
