"""pydantic's errors as sentences for an author: what, where, the cure."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from hub.content.model.fields import example_of, sort_of
from hub.content.source.front_matter import MANY, Data, FieldPath
from hub.messages import N_
from hub.problems import LONGEST, Problem, brief

INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]")


def validation_problems(
    error: ValidationError, data: Data, file: str, model: type[BaseModel], at: FieldPath = ()
) -> Iterator[Problem]:
    """Yield a problem for each error of a validation, on the line of the value.

    `at` is the path in the data of the part that was validated.
    """
    reported: set[FieldPath] = set()
    for found in sorted(error.errors(include_url=False), key=_alternatives_last)[:MANY]:
        where = _in_data(found["loc"], data, at, found["type"] == "missing")
        if any(deeper[: len(where)] == where for deeper in reported):
            continue  # another alternative of the same value
        reported.add(where)
        line = data.line((*at, *where), data.line(at) if at else 1)
        sentence = _sentence(found["type"], where, found["input"], found.get("ctx", {}), model)
        yield Problem(file, line, *sentence, sort=sort_of(model, where))


def _alternatives_last(found: Any) -> bool:
    """Return a sort key that puts errors of type last.

    Where a value may be text or a map, an error inside the map says more than that the value is not text.
    """
    return str(found["type"]).endswith("_type")


def _in_data(location: FieldPath, data: Data, at: FieldPath, missing: bool) -> FieldPath:
    """Return the steps of a location that exist in the data.

    pydantic puts names of alternatives and validators between them.
    """
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
        values["choices"] = choices.removeprefix(", ")  # the empty value may be one of them
        return N_("%(field)s is %(given)s; write one of: %(choices)s"), values
    if kind == "string_too_long":
        values["most"] = context.get("max_length")
        return N_("%(field)s is too long; keep it to %(most)s characters"), values
    if kind in ("string_too_short", "too_short") or given is None:
        return N_("%(field)s is empty; fill it in"), values
    if kind in ("bool_type", "bool_parsing"):
        return _about_bool(given, values)
    if example:
        return N_("%(field)s cannot be %(given)s; write for example %(example)s"), values
    return N_("%(field)s cannot be %(given)s; correct it"), values


def _about_bool(given: Any, values: dict[str, object]) -> tuple[str, dict[str, object]]:
    word = str(given).strip().lower()
    if word in ("true", "false"):
        message = N_(
            "%(field)s stands in quotation marks, which make a text of it; take them away: %(field)s: %(word)s"
        )
        return message, values | {"word": word}
    return N_("%(field)s cannot be %(given)s; write %(field)s: true or %(field)s: false"), values


def unknown_field(name: str, known: list[str], values: dict[str, object]) -> tuple[str, dict[str, object]]:
    """Return the message for an unknown field and its values, with the nearest known name if there is one."""
    field, colon, value = name.partition(":")
    if colon and value.strip():
        return N_("a space is missing after the colon; write %(cure)s"), values | {"cure": brief(f"{field}: {value}")}
    if name not in known and (bare := INVISIBLE.sub("", name)) in known:
        message = N_(
            "beside %(field)s stands a space or a letter that is not seen; delete the whole name and type it again"
        )
        return message, values | {"field": bare}
    near = difflib.get_close_matches(name[:LONGEST], known, 1, 0.6)
    if near:
        return N_("%(field)s is not a field here; did you mean %(near)s?"), values | {"near": near[0]}
    return N_("%(field)s is not a field here; remove it"), values
