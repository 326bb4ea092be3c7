"""The controls of a form, derived from the model of a kind: one slot for each value that a person may write."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hub.content.model.fields import Code, MediaFile, RefersTo, Words, example_of, is_editorial, says_of, scope_of
from hub.content.model.kinds import Kind

# What a value is written with: a line, lines, a day, one of several, some of several, a tick; `group` is a value with
# fields of its own, `either` is text that may also be in both languages, `rows` are any number of one slot.
Control = Literal["line", "text", "day", "choice", "choices", "yes", "group", "either", "rows"]
HUBS_OWN = ("original", "updated", "translates")  # what the hub writes by itself
LONG = frozenset(("summary", "in_short", "content_note", "description", "text", "note", "was", "now", "reason"))


@dataclass(frozen=True)
class Slot:
    """One control: its name within what holds it, and where its choices come from.

    `says` explains it (a message, N_), `example` is a value as an author writes it. Choices are the terms of the
    vocabularies in `vocabulary` (separated by spaces), the entries of the kind in `refers`, or `options`.
    """

    name: str
    control: Control
    required: bool = False
    says: str = ""
    example: str = ""
    vocabulary: str = ""
    refers: str = ""
    options: tuple[str, ...] = ()
    inner: tuple["Slot", ...] = ()
    editorial: bool = False


@dataclass(frozen=True)
class Slots:
    """The slots of a kind: those that each language writes for itself, and those that both share."""

    translated: tuple[Slot, ...]
    shared: tuple[Slot, ...]
    sections: Mapping[str, str] = field(default_factory=dict)


def slots_of(kind: Kind[Any], editor: bool) -> Slots:
    """Return the slots of a kind; with `editor` also those that editors alone fill in."""
    made = {
        name: _of_field(name, info, wanted=name == "in_short" and kind.in_short)
        for name, info in kind.fields.items()
        if name not in HUBS_OWN
    }
    shown = {name: slot for name, slot in made.items() if slot is not None and (editor or not slot.editorial)}
    scopes = {name: scope_of(kind.fields[name]) for name in shown}
    return Slots(
        tuple(slot for name, slot in shown.items() if scopes[name] in ("translated", "file")),
        tuple(slot for name, slot in shown.items() if scopes[name] == "shared"),
        kind.sections,
    )


def _of_field(name: str, info: FieldInfo, wanted: bool = False) -> Slot | None:
    """Return the slot of a field; `wanted` tells that `check` asks for what the model does not."""
    found = _of_type(info.alias or name, info.annotation, tuple(info.metadata))
    if found is None:
        return None
    return Slot(
        found.name, found.control, wanted or info.is_required(), says_of(info), example_of(info), found.vocabulary, found.refers,
        found.options, found.inner, is_editorial(info) or found.editorial,
    )  # fmt: skip


def _of_type(name: str, annotation: Any, marks: tuple[Any, ...] = ()) -> Slot | None:
    """Return the slot of a type; None for one that no control can write."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _of_type(name, inner, (*marks, *more))
    if get_origin(annotation) in (Union, types.UnionType):
        return _of_union(name, annotation, marks)
    if get_origin(annotation) is Literal:
        return Slot(name, "choice", options=tuple(str(value) for value in get_args(annotation)))
    if get_origin(annotation) is list:
        return _of_list(name, get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Slot(name, "group", inner=_inner(annotation))
    return _of_scalar(name, annotation, marks)


def _of_union(name: str, annotation: Any, marks: tuple[Any, ...]) -> Slot | None:
    kinds = [each for each in get_args(annotation) if each is not type(None)]
    if set(kinds) == {Words, str}:
        alone = Slot("text", "line")
        return Slot(name, "either", inner=(alone, *_inner(Words)))
    return _of_type(name, kinds[0], marks) if len(kinds) == 1 else None


def _of_list(name: str, each: Any) -> Slot | None:
    one = _of_type("", each)
    if one is None:
        return None
    if one.control == "choice" and not one.refers:
        return Slot(name, "choices", vocabulary=one.vocabulary, options=one.options)
    return Slot(name, "rows", inner=(one,))


def _of_scalar(name: str, annotation: Any, marks: tuple[Any, ...]) -> Slot | None:
    for mark in marks:
        if isinstance(mark, Code):
            return Slot(name, "choice", vocabulary=mark.target)
        if isinstance(mark, RefersTo) and mark.target != "*":
            return Slot(name, "choice", refers=mark.target)
        if isinstance(mark, MediaFile):
            return Slot(name, "line", editorial=True)
    if annotation is bool:
        return Slot(name, "yes")
    if annotation is date:
        return Slot(name, "day")
    if annotation is str and name in LONG:
        return Slot(name, "text")
    if get_origin(annotation) is dict or annotation is dict:
        return None
    return Slot(name, "line") if annotation in (str, int, datetime) or isinstance(annotation, type) else None


@lru_cache(128)
def _inner(model: type[BaseModel]) -> tuple[Slot, ...]:
    return tuple(_inner_slots(model))


def _inner_slots(model: type[BaseModel]) -> Iterator[Slot]:
    for name, info in model.model_fields.items():
        slot = _of_field(name, info)
        if slot is not None:
            yield slot
