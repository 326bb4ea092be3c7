"""The YAML file of a vocabulary: its terms, each validated by its model, and the problems with those left out."""

import re
from typing import Any

from pydantic import ValidationError

from hub.content.model.fields import Part, Words
from hub.content.model.vocabulary import Item, Vocabulary
from hub.content.source.front_matter import MANY, parse
from hub.content.source.validation_messages import validation_problems
from hub.messages import N_
from hub.problems import Problem, Unreadable, brief

CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


class _Head(Part):
    title: Words
    terms: list[dict[str, Any]]


def read_vocabulary(name: str, text: str, file: str, model: type[Item]) -> tuple[Vocabulary[Any], list[Problem]]:
    """Return a list of terms from its YAML text, and the problems with the terms that are left out of it.

    Raises Unreadable if the text is not a list of terms.
    """
    data = parse(text, file)
    try:
        head = _Head.model_validate(data.values)
    except ValidationError as error:
        raise Unreadable(*validation_problems(error, data, file, _Head)) from error
    problems: list[Problem] = []
    terms: dict[str, Any] = {}
    for index, values in enumerate(head.terms):
        line = data.line(("terms", index))
        try:
            term = model.model_validate(values)
            tuple(term.moments)
        except ValidationError as error:
            problems += validation_problems(error, data, file, model, ("terms", index))
            continue
        except OverflowError:
            problems.append(Problem(file, line, N_("a date or a length of time here is out of all bounds; correct it")))
            continue
        key = term.id
        if not CODE.fullmatch(key):
            problems.append(
                Problem(
                    file,
                    line,
                    N_("the id %(id)s cannot be used in an address; write letters a–z, digits and single hyphens"),
                    {"id": brief(key)},
                )
            )
        elif key in terms:
            problems.append(Problem(file, line, N_("the id %(id)s is used twice; every term has its own"), {"id": key}))
        else:
            terms[key] = term
    return Vocabulary(name, head.title, terms), problems[:MANY]


def line_of(text: str, file: str, id: str, field: str) -> int:
    """Return the line of a term's field in the YAML text of its list."""
    data = parse(text, file)
    terms = data.values.get("terms")
    places = [index for index, values in enumerate(terms if isinstance(terms, list) else ()) if values.get("id") == id]
    return data.line(("terms", places[0], field)) if places else 1
