"""The guides for authors are true: they explain every field, value and message, and none that does not exist."""

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest
from babel.messages.pofile import read_po
from documentation import DOCS, Cells, named_rows, read, rows, sections
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hub.config import ROOT
from hub.content.model.fields import Code, Words, scope_of
from hub.content.model.kinds import Model
from hub.content.model.vocabulary import Source, Term, WordLists
from hub.feature import discover

REGISTRY = discover().registry
GUIDES = {"vi": DOCS / "authoring.vi.md", "en": DOCS / "authoring.en.md"}
YES = {"vi": "có", "en": "yes"}
WRITTEN = {
    "vi": {"shared": "chung", "translated": "dịch", "file": "từng tệp"},
    "en": {"shared": "once", "translated": "in both", "file": "by file"},
}
languages = pytest.mark.parametrize("lang", ["vi", "en"])


def inner(annotation: Any) -> Iterator[Any]:
    """A type and everything inside it."""
    yield annotation
    for argument in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from inner(argument)


def parts_of(info: FieldInfo) -> Iterator[type[BaseModel]]:
    for found in inner(info.annotation):
        if isinstance(found, type) and issubclass(found, BaseModel) and found not in (Words, WordLists):
            yield found


def words_of(info: FieldInfo) -> set[str]:
    """What an author must find beside a field: its only values, and the vocabularies of its codes."""
    found = {str(value) for each in inner(info.annotation) if get_origin(each) is Literal for value in get_args(each)}
    markers = [
        *info.metadata,
        *(marker for each in inner(info.annotation) for marker in getattr(each, "__metadata__", ())),
    ]
    return found | {name for marker in markers if isinstance(marker, Code) for name in marker.target.split()}


def expected(name: str, info: FieldInfo, written: str) -> Iterator[tuple[str, FieldInfo, str]]:
    """A field and those inside it, by their full names."""
    yield name, info, written
    for part in parts_of(info):
        for inside, below in part.model_fields.items():
            yield from expected(f"{name}.{below.alias or inside}", below, "shared")


def own_fields(kind: str) -> dict[str, tuple[FieldInfo, str]]:
    """The fields that a kind has besides those of every kind, or has otherwise."""
    model, whole = REGISTRY.kinds[kind].model, REGISTRY.kinds[kind].fields
    own = {
        name: info for name, info in whole.items() if name not in Model.model_fields or name in model.__annotations__
    }
    return {
        path: (info, scope)
        for name, found in own.items()
        for path, info, scope in expected(name, found, scope_of(found))
    }


def section_of(lang: str, mark: str) -> str:
    """The section of a guide whose heading names something in backticks at its end."""
    return next(text for heading, text in sections(read(GUIDES[lang])).items() if heading.endswith(f"`{mark}`"))


def kind_rows(lang: str, kind: str) -> dict[str, Cells]:
    """The rows of a kind's fields: five cells each, unlike those of the names of sections."""
    return {name: row for name, row in named_rows(section_of(lang, kind)).items() if len(row) == 5}


@languages
@pytest.mark.parametrize("kind", REGISTRY.kinds)
def test_every_field_of_a_kind_is_explained(lang: str, kind: str) -> None:
    assert kind_rows(lang, kind).keys() == own_fields(kind).keys()


@languages
@pytest.mark.parametrize("kind", REGISTRY.kinds)
def test_the_guides_say_which_fields_are_required_and_where_they_are_written(lang: str, kind: str) -> None:
    said = {name: (row[1] == YES[lang], row[2]) for name, row in kind_rows(lang, kind).items()}
    assert said == {
        name: (info.is_required(), WRITTEN[lang][scope]) for name, (info, scope) in own_fields(kind).items()
    }


@languages
@pytest.mark.parametrize("kind", REGISTRY.kinds)
def test_the_guides_name_every_value_and_every_vocabulary_of_a_field(lang: str, kind: str) -> None:
    explained = kind_rows(lang, kind)
    silent = {
        name: words_of(info) - set(re.findall(r"`([^`]+)`", " ".join(explained[name])))
        for name, (info, _) in own_fields(kind).items()
    }
    assert {name: missing for name, missing in silent.items() if missing} == {}


@languages
def test_the_fields_of_every_kind_are_explained(lang: str) -> None:
    heading = {"vi": "Trường chung của mọi loại", "en": "Fields of every kind"}[lang]
    said = {
        name: (row[1] == YES[lang], row[2]) for name, row in named_rows(sections(read(GUIDES[lang]))[heading]).items()
    }
    common = {name: info for name, info in Model.model_fields.items() if scope_of(info) != "given"}
    assert said == {name: (info.is_required(), WRITTEN[lang][scope_of(info)]) for name, info in common.items()}


@languages
def test_every_section_of_a_practice_is_explained(lang: str) -> None:
    explained = [row[0].strip("`") for row in rows(section_of(lang, "practice")) if len(row) == 3]
    assert explained[1:] == list(REGISTRY.kinds["practice"].sections)


DATA = {
    "content/vocabulary/*.yaml": (Term, BaseModel),
    "content/vocabulary/sources.yaml": (Source, Term),
    "content/vocabulary/figures.yaml": (REGISTRY.terms["figures"], Term),
    "content/helplines/helplines.yaml": (REGISTRY.terms["helplines"], BaseModel),
}


@languages
@pytest.mark.parametrize("file", DATA)
def test_every_field_of_a_data_file_is_explained(lang: str, file: str) -> None:
    model, base = DATA[file]
    said = {name: row[1] == YES[lang] for name, row in named_rows(section_of(lang, file)).items()}
    assert said == {
        name: info.is_required() for name, info in model.model_fields.items() if name not in base.model_fields
    }


def test_no_data_model_is_left_out() -> None:
    assert REGISTRY.terms.keys() == {"figures", "helplines"}


@languages
def test_the_messages_that_a_guide_explains_are_those_of_check(lang: str) -> None:
    with (ROOT / "translations" / lang / "LC_MESSAGES" / "messages.po").open("rb") as file:
        said = {
            re.sub(r"%\(\w+\)[sd]", "…", message.string) for message in read_po(file) if isinstance(message.string, str)
        }
    heading = {"vi": "Lệnh kiểm tra nói gì", "en": "What check tells you"}[lang]
    explained = [row[0].strip("`") for row in rows(sections(read(GUIDES[lang]))[heading])][1:]
    assert len(explained) >= 20
    assert [message for message in explained if message not in said] == []
