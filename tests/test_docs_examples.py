"""Every block of the documentation that is marked `example` is carried out, page by page, in a copy of the repository.

`file=…` writes the block to that file; a `console` block runs the commands behind `$` and compares what they say, where
`…` stands for anything; `exit=…` is the status with which the last of them ends.
"""

import compileall
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from built import finished_root
from commands import OF_CONTENT, OF_THE_DESK, Carry, commands_in
from ready import ready
from running import folders
from shared import shared

from hub.config import ROOT

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(?P<language>\w+) example(?P<values>[^\n]*)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
COPIED = ("hub", "translations", "tests/support", "tests/conftest.py", "run.py", "pyproject.toml")
WHOLE = ("content", "exhibits")
# What the examples of most pages write to and link to. Only those of commands.md find what the hub itself has to say;
# that the whole of it has no problems is held by test_quality.py.
LITTLE = ("content/vocabulary", "content/helplines", "content/pages/help.vi.md", "content/pages/help.en.md")
OF_THE_WHOLE = ("commands.md",)

# Commands that compress every page to the end, which takes a minute of all that the hub has: they are given little.
MAKING = ("build", "index")

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Example:
    language: str
    values: dict[str, str]
    text: str


def examples(path: Path) -> list[Example]:
    text = path.read_text(encoding="utf-8")
    return [
        Example(found["language"], dict(re.findall(r"(\w+)=(\S+)", found["values"])), found["text"])
        for found in BLOCK.finditer(text)
    ]


def copied(path: Path, root: Path) -> Path:
    """Fill a folder with a copy of the repository, in which the examples of a page are carried out."""
    shutil.copytree(shared("repository", copy_repository), root, dirs_exist_ok=True)
    copy(WHOLE if path.name in OF_THE_WHOLE else LITTLE, root)
    return root


def copy_repository(root: Path) -> None:
    copy(COPIED, root)
    compileall.compile_dir(root / "hub", quiet=1)  # once for every page and every command
    ready(root)


def copy(names: Iterable[str], root: Path) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, root / name)


def said(command: str, root: Path, carry_out: Carry) -> tuple[str, int]:
    """What a command of the docs says, and the status with which it ends."""
    name, run, *arguments = shlex.split(command)
    assert (name, run) == ("python3", "run.py"), command
    if arguments[:1] == ["test"]:
        return said_by_pytest(arguments[1:], root)
    if arguments[0] in MAKING:
        return carry_out(*arguments, **folders(finished_root(root / "small")))
    return carry_out(*arguments)


def said_by_pytest(arguments: list[str], root: Path) -> tuple[str, int]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HUB_", "LC_", "PYTEST"))}
    finished = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *arguments],
        cwd=root,
        env=kept | {"LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return finished.stdout, finished.returncode


def follow(example: Example, root: Path, carry_out: Carry) -> None:
    if "file" in example.values:
        path = root / example.values["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example.text, encoding="utf-8")
        return
    pieces = re.split(r"^\$ (.+)\n", example.text, flags=re.MULTILINE)[1:]
    assert pieces, "a console example begins with $"
    for command, answer in zip(pieces[::2], pieces[1::2], strict=True):
        output, status = said(command, root, carry_out)
        wanted = ".*".join(re.escape(piece) for piece in answer.strip().split("…"))
        assert re.fullmatch(wanted, output.strip(), re.DOTALL), f"{command}\nshould say\n{answer}\nand says\n{output}"
        last = command == pieces[-2]
        assert status == (int(example.values.get("exit", 0)) if last else 0), (
            f"{command}\nends with {status}:\n{output}"
        )


@pytest.mark.parametrize("path", [path for path in PAGES if examples(path)], ids=lambda path: path.name)
def test_the_examples_of_a_page_do_what_it_says(path: Path, tmp_path: Path) -> None:
    root, found = copied(path, tmp_path), examples(path)
    modules = OF_CONTENT
    if not any(example.language == "python" for example in found):  # which may write a feature between two commands
        modules += OF_THE_DESK if path.name in OF_THE_WHOLE else ("hub.feature:discover",)
    with commands_in(root, modules) as carry_out:
        for example in found:
            follow(example, root, carry_out)


@pytest.mark.parametrize("name", ["commands.md", "authoring.vi.md", "authoring.en.md", "adding-a-kind.md"])
def test_a_page_that_teaches_has_examples(name: str) -> None:
    assert len(examples(ROOT / "docs" / name)) >= 3
