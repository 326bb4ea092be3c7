"""Commands are found by themselves, given by others, and cost nothing before they run."""

import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from running import REPOSITORY, environment

from hub.cli import command_group, main
from hub.cli.console import Console
from hub.errors import UserError
from hub.messages import N_

MODULE = """
import click

@click.command()
@click.argument("name")
@click.pass_obj
def greet(console, name):
    "Greet somebody."
    console.write(f"hello {name}")

COMMANDS = (greet,)
"""
HEAVY = (
    "flask",
    "babel",
    "pydantic",
    "markdown",
    "whoosh",
    "tantivy",
    "PIL",
    "granian",
    "watchfiles",
    "hub.content",
    "hub.build",
)


@click.command()
@click.option("--loud", is_flag=True)
@click.pass_obj
def greet(console: Console, loud: bool) -> int:
    """Greet somebody."""
    console.write("HELLO" if loud else "hello")
    return 3


@click.command()
def refuse() -> None:
    """Refuse to do anything."""
    raise UserError(N_("there is no file in this language yet; write it first"))


@click.command()
@click.option("--number", type=int)
@click.option("--word", type=click.Choice(["a"]))
def measure(number: int, word: str) -> None:
    """Take values of click's own types."""


def test_a_module_with_commands_is_found_by_itself(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "hub", tmp_path / "hub", ignore=shutil.ignore_patterns("__pycache__", "static"))
    (tmp_path / "hub/cli/greeting.py").write_text(MODULE)
    command = [sys.executable, "-m", "hub", "greet", "An"]
    said = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path), capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("hello An\n", "")


def test_a_command_may_be_given_by_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["greet", "--loud"], extra=[greet]) == 3
    assert capsys.readouterr() == ("HELLO\n", "")


def test_a_command_that_was_given_is_listed_with_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"], extra=[greet]) == 0
    assert {"greet", "serve"} <= {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()}


def test_a_user_error_of_a_command_that_was_given_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert main(["refuse"], extra=[refuse]) == 1
    assert capsys.readouterr() == ("", "there is no file in this language yet; write it first\n")


@pytest.mark.parametrize(("option", "value"), [("--number", "x"), ("--word", "b")])
def test_a_value_that_a_type_of_clicks_refuses_is_told_in_the_readers_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, option: str, value: str
) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert main(["measure", option, value], extra=[measure]) == 2
    assert capsys.readouterr().err == f"{option} không nhận giá trị này; xem thêm bằng run.py measure --help\n"


def test_two_commands_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two commands named greet"):
        command_group([greet, greet])


@pytest.mark.parametrize("arguments", [["serve", "--help"], ["bench", "--help"], ["translate", "done", "--help"]])
def test_help_imports_nothing_that_takes_long(arguments: list[str]) -> None:
    code = f"import sys; from hub.cli import main; main({arguments}); print(*sys.modules, file=sys.stderr)"
    said = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert set(HEAVY) & set(said.stderr.split()) == set()


@pytest.mark.parametrize("arguments", [["--help"], ["nothing"]])
def test_what_looks_for_the_commands_of_features_imports_no_web_and_no_engine(arguments: list[str]) -> None:
    code = f"import sys; from hub.cli import main; main({arguments}); print(*sys.modules, file=sys.stderr)"
    said = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    declared = {"babel", "hub.content", "pydantic"}  # a feature's declaration stands on its model
    assert set(HEAVY) & set(said.stderr.split()) <= declared
