"""Vocabularies and other lists of terms: one YAML file each, with labels in both languages in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from hub.content.frontmatter import parse
from hub.content.kinds import Part, Words
from hub.content.messages import N_
from hub.content.problems import Problem, Unreadable
from hub.content.refusals import refusals


DATE = r"^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$"  # a year, a month, a day, or not known


class WordLists(Part):
    """Other words for a term, by language."""

    vi: list[str] = Field(default_factory=list)
    en: list[str] = Field(default_factory=list)


class Term(Part):
    """One code with its labels. `aliases` are found and may be shown; `avoid` are found and never shown."""

    id: str = Field(min_length=1)
    label: Words
    note: Words | None = None
    group: str = ""
    aliases: WordLists = Field(default_factory=WordLists)
    avoid: WordLists = Field(default_factory=WordLists)
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


def read_vocabulary(name: str, text: str, file: str, model: type[BaseModel]) -> Vocabulary[Any]:
    """One list of terms from its YAML text. Raises Unreadable with every problem found."""
    data = parse(text, file)
    try:
        head = _Head.model_validate(data.values)
    except ValidationError as error:
        raise Unreadable(*refusals(error, data, file, _Head)) from error
    problems: list[Problem] = []
    terms: dict[str, Any] = {}
    for index, values in enumerate(head.terms):
        try:
            term = model.model_validate(values)
        except ValidationError as error:
            problems += refusals(error, data, file, model, ("terms", index))
            continue
        key = str(getattr(term, "id", ""))
        if key in terms:
            problems.append(Problem(file, data.line(("terms", index)), N_("the id %(id)s is used twice; every term has its own"), {"id": key}))
        terms[key] = term
    if problems:
        raise Unreadable(*problems)
    return Vocabulary(name, head.title, terms)


