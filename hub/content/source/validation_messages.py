"""pydantic's errors as sentences for an author: what, where, the cure."""

import difflib
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from hub.content.model.fields import example_of
from hub.content.source.front_matter import MANY, Data, FieldPath
from hub.messages import N_
from hub.problems import Problem

LONGEST = 60  # characters of a value that a message repeats


def validation_problems(
    error: ValidationError, data: Data, file: str, model: type[BaseModel], at: FieldPath = ()
) -> Iterator[Problem]:
    """One problem for each error of a validation, on the line of the value; `at` is where the validated part lies in the data."""
    told: set[FieldPath] = set()
    for found in sorted(error.errors(include_url=False), key=_alternatives_last)[:MANY]:
        where = _in_data(found["loc"], data, at, found["type"] == "missing")
        if any(deeper[: len(where)] == where for deeper in told):
            continue  # another alternative of the same value
        told.add(where)
        line = data.line((*at, *where), data.line(at) if at else 1)
        yield Problem(file, line, *_sentence(found["type"], where, found["input"], found.get("ctx", {}), model))


def _alternatives_last(found: Any) -> bool:
    """Where a value may be text or a map, what is wrong inside it says more than that it is not the other."""
    return str(found["type"]).endswith("_type")


def _in_data(location: FieldPath, data: Data, at: FieldPath, missing: bool) -> FieldPath:
    """The steps of a location that lead through the data: pydantic puts the names of alternatives and validators between them."""
    value: Any = data.values
    for step in at:
        value = value[step]
    if not isinstance(value, dict) or location[:1] == () or location[0] not in value:
        return location
    steps: list[str | int] = []
    for step in location:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            if not (missing and step == location[-1]):
                continue
        steps.append(step)
    return tuple(steps)


def _sentence(
    kind: str, where: FieldPath, given: Any, context: dict[str, Any], model: type[BaseModel]
) -> tuple[str, dict[str, object]]:
    top = str(where[0]) if where else ""
    info = model.model_fields.get(top)
    example = example_of(info) if info else ""
    values: dict[str, object] = {
        "field": brief(".".join(str(step) for step in where)),
        "given": brief(given),
        "example": f"{top}: {example}" if example else top,
    }
    if kind == "missing":
        if example and len(where) == 1:
            return N_("%(field)s is missing; write %(example)s"), values
        return N_("%(field)s is missing; add it"), values
    if kind == "extra_forbidden":
        return unknown_field(str(where[-1]), list(model.model_fields) if len(where) == 1 else [], values)
    if kind == "literal_error":
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        values["choices"] = choices.removeprefix(", ")  # nothing at all may be one of them
        return N_("%(field)s is %(given)s; write one of: %(choices)s"), values
    if kind == "string_too_long":
        values["most"] = context.get("max_length")
        return N_("%(field)s is too long; keep it to %(most)s characters"), values
    if kind in ("string_too_short", "too_short") or given is None:
        return N_("%(field)s is empty; fill it in"), values
    if example:
        return N_("%(field)s cannot be %(given)s; write for example %(example)s"), values
    return N_("%(field)s cannot be %(given)s; correct it"), values


def unknown_field(name: str, known: list[str], values: dict[str, object]) -> tuple[str, dict[str, object]]:
    """The sentence for a field that nobody knows, with the nearest that somebody does."""
    near = difflib.get_close_matches(name[:LONGEST], known, 1, 0.6)
    if near:
        return N_("%(field)s is not a field here; did you mean %(near)s?"), values | {"near": near[0]}
    return N_("%(field)s is not a field here; remove it"), values


def brief(value: Any) -> str:
    """A value as an author may have written it, on one line and not too long."""
    text = " ".join(str(value).split()) if not isinstance(value, bool) else str(value).lower()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}…"
