"""Vocabularies and other lists of terms: one YAML file each, with labels in both languages in one place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from hub.content.model.kinds import Day, Exempt, Part, Words
from hub.content.source.front_matter import MANY, parse
from hub.content.source.validation_messages import brief, validation_problems
from hub.messages import N_
from hub.problems import Problem, Unreadable

CODE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
DATE = r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"  # a year, a month, a day, or not known


class WordLists(Part):
    """Other words for a term, by language."""

    vi: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)


class Term(Part):
    """One code with its labels. `aliases` are found and may be shown; `avoid` are found and never shown.

    `elsewhere` are wrong for this and right for something else: found as well, and looked for by nobody. What is `exempt`
    may hold an avoided word wherever it stands.
    """

    id: str = Field(min_length=1)
    label: Words
    note: Words | None = None
    group: str = ""
    aliases: WordLists = Field(default_factory=WordLists)
    avoid: WordLists = Field(default_factory=WordLists)
    elsewhere: WordLists = Field(default_factory=WordLists)
    exempt: list[Exempt] = Field(default_factory=list)
    mark: Literal["", "sourced", "joined", "proposed"] = ""
    source: str = ""
    short: Words | None = None


class Source(Term):
    """A public source that several pages cite; `label` is its title, `date` a year, a month or a day."""

    publisher: Words | str = ""
    date: str = Field("", pattern=DATE)
    url: str = ""
    accessed: Day | None = None


T = TypeVar("T", bound=Term)


@dataclass(frozen=True)
class Vocabulary(Generic[T]):
    """The terms of one list, in the file's order."""

    name: str
    title: Words
    terms: Mapping[str, T]


class _Head(Part):
    title: Words
    terms: list[dict[str, Any]]


def read_vocabulary(name: str, text: str, file: str, model: type[BaseModel]) -> tuple[Vocabulary[Any], list[Problem]]:
    """One list of terms from its YAML text, and what is wrong with the terms that are left out of it.

    Raises Unreadable where there is no list.
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
            tuple(getattr(term, "moments", ()))
        except ValidationError as error:
            problems += validation_problems(error, data, file, model, ("terms", index))
            continue
        except OverflowError:
            problems.append(Problem(file, line, N_("a date or a length of time here is out of all bounds; correct it")))
            continue
        key = str(getattr(term, "id", ""))
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
    """The line of a field of a term in the YAML text of its list."""
    data = parse(text, file)
    terms = data.values.get("terms")
    places = [index for index, values in enumerate(terms if isinstance(terms, list) else ()) if values.get("id") == id]
    return data.line(("terms", places[0], field)) if places else 1
