"""The documentation is true: nothing is missing in it, nothing in it is gone, and its links lead somewhere."""

import re
from collections.abc import Iterator
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click
import pytest
from babel.messages.pofile import read_po
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from hub.cli import command_group
from hub.config import ROOT, Settings
from hub.content.model.fields import Code, Words, scope_of
from hub.content.model.kinds import Kind, Model
from hub.content.model.registry import Withheld
from hub.content.model.vocabulary import Source, Term, WordLists
from hub.feature import DeskEntry, Feature, Findable, Format, Kept, MenuEntry, SearchFields, discover
from hub.problems import Sort

DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGES.md", *DOCS.rglob("*.md")])
REGISTRY = discover().registry
GUIDES = {"vi": DOCS / "authoring.vi.md", "en": DOCS / "authoring.en.md"}
YES = {"vi": "có", "en": "yes"}
WRITTEN = {
    "vi": {"shared": "chung", "translated": "dịch", "file": "từng tệp"},
    "en": {"shared": "once", "translated": "in both", "file": "by file"},
}
INTERNAL = {"HUB_CALLED_FROM"}  # set by run.py for commands, by nobody else
languages = pytest.mark.parametrize("lang", ["vi", "en"])
Cells = list[str]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def without_blocks(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def sections(text: str) -> dict[str, str]:
    """The text below each heading, by the heading; up to the next one of any level."""
    pieces = re.split(r"^#{1,4} (.+)$", without_blocks(text), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def rows(text: str) -> Iterator[Cells]:
    """The rows of a text's tables, heads left out."""
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("|--"):
            yield re.split(r"\s*\|\s*", line.strip())[1:-1]


def named_rows(text: str) -> dict[str, Cells]:
    """The rows whose first cell is one name or several, by each name."""
    return {name: row for row in rows(text) for name in re.findall(r"`([^`]+)`", row[0])}


# Commands


def commands() -> dict[str, click.Command]:
    group = command_group()
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def parameters(command: click.Command) -> Iterator[tuple[str, object]]:
    """The arguments, options and inner commands of a command as a reader writes them, with their defaults."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield name, None
            yield from parameters(inner)
    for one in command.params:
        if not (isinstance(one, click.Option) and one.hidden):
            default = one.to_info_dict()["default"]
            yield max(one.opts, key=len), None if one.required else default


@pytest.mark.parametrize("name", [*commands(), "test"])
def test_a_command_has_a_section_with_an_example_and_its_exit_status(name: str) -> None:
    whole = re.split(r"^## ", read(DOCS / "commands.md"), flags=re.MULTILINE)
    section = next((part for part in whole if part.startswith(f"{name}\n")), "")
    assert f"python3 run.py {name}" in section
    assert "Exit status: " in section


@pytest.mark.parametrize("name", commands())
def test_an_option_is_explained_with_its_default(name: str) -> None:
    explained = named_rows(sections(read(DOCS / "commands.md"))[name])
    wanted = dict(parameters(commands()[name]))
    assert explained.keys() == wanted.keys()
    stated = {option: default for option, default in wanted.items() if default not in (None, False)}
    assert {
        option: row for option, row in explained.items() if option in stated and f"`{stated[option]}`" not in row
    } == {}


def test_the_docs_name_no_command_that_does_not_exist() -> None:
    named = {name for path in PAGES for name in re.findall(r"run\.py ([a-z]+)\b", read(path))}
    assert named - commands().keys() - {"test"} == set()


def test_every_sort_of_problem_is_explained_with_example_and_cure() -> None:
    explained = named_rows(sections(read(DOCS / "commands.md"))["Sorts of problems"])
    rows_of_sorts = {name: row for name, row in explained.items() if row[0] == f"`{name}`"}
    assert rows_of_sorts.keys() == set(get_args(Sort))
    assert all(len(row) == 4 and all(row) for row in rows_of_sorts.values())


# Settings


def default_of(setting: Any) -> str:
    value = setting.default
    if isinstance(value, Path):
        value = value.relative_to(ROOT).as_posix()
    return f"`{str(value).lower() if isinstance(value, bool) else value}`" if value != "" else ""


def test_every_setting_is_explained_with_its_default() -> None:
    explained = {name: row[1] for name, row in named_rows(read(DOCS / "settings.md")).items()}
    assert explained == {one.metadata["variable"]: default_of(one) for one in fields_of(Settings)}


def test_the_docs_name_no_setting_that_does_not_exist() -> None:
    known = {one.metadata["variable"] for one in fields_of(Settings)} | INTERNAL
    assert {name for path in PAGES for name in re.findall(r"\bHUB_[A-Z_]+", read(path))} - known == set()


# Fields


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


# Declarations

DECLARATIONS = {
    **{
        each: {one.name for one in fields_of(each)}
        for each in (Kind, Feature, DeskEntry, Kept, MenuEntry, Format, SearchFields, Findable)
    },
    Withheld: set(Withheld._fields),
}


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda declaration: declaration.__name__)
def test_every_field_that_a_feature_may_declare_is_explained(declaration: type) -> None:
    said = sections(read(DOCS / "adding-a-kind.md"))[f"Fields of a `{declaration.__name__}`"]
    explained = [name for row in rows(said) for name in re.findall(r"`([^`]+)`", row[0])]
    assert sorted(explained) == sorted(DECLARATIONS[declaration])


# Links


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as they are made on GitHub."""
    headings = re.findall(r"^#{1,6} (.+)$", without_blocks(read(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).lower()).replace(" ", "-") for heading in headings}


def links(path: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "", without_blocks(read(path)))
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_somewhere(path: Path) -> None:
    broken = []
    for link in links(path):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, found = {ROOT / "README.md"}, [ROOT / "README.md"]
    while found:
        here = found.pop()
        there = {(here.parent / link.partition("#")[0]).resolve() for link in links(here)} & set(PAGES)
        found += there - reached
        reached |= there
    assert set(PAGES) - reached == set()


def test_every_file_that_the_docs_name_is_there() -> None:
    told = {
        name
        for path in PAGES
        if path.name != "adding-a-kind.md"
        for name in re.findall(r"`((?:hub|tools|tests|docs|translations|\.ci)/[\w./-]+)`", read(path))
    }
    assert {name for name in told if not (ROOT / name).exists()} == set()


def test_the_house_names_every_room_and_module_of_the_code() -> None:
    named = set(re.findall(r"[\w.]+", read(DOCS / "ARCHITECTURE.md").partition("## Rooms\n")[2].partition("\n## ")[0]))
    hub = ROOT / "hub"
    packages = [hub, hub / "content", hub / "features"]
    rooms = {path.parent.name for package in packages for path in package.glob("*/__init__.py")}
    assert (rooms | {path.name for path in hub.glob("[a-z]*.py")}) - named == set()


@pytest.mark.parametrize("command", ["python3 run.py", "python3 run.py test"])
def test_the_readme_names_the_two_commands(command: str) -> None:
    assert re.search(rf"^{re.escape(command)}\b(?! \w)", read(ROOT / "README.md"), re.MULTILINE)
