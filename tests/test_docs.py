"""The documentation is true: nothing is missing in it, nothing in it is gone, and its links lead somewhere."""

import re
from collections.abc import Iterator
from dataclasses import fields as fields_of
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from documentation import DOCS, PAGES, named_rows, read, rows, sections, without_blocks

from hub.cli import command_group
from hub.config import ROOT, Settings
from hub.content.model.kinds import Kind
from hub.content.model.registry import Withheld
from hub.feature import DeskEntry, Feature, Findable, Format, Kept, MenuEntry, SearchFields
from hub.problems import Sort

INTERNAL = {"HUB_CALLED_FROM"}  # set by run.py for commands, by nobody else


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
