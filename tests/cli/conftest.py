"""The small content for commands, and commands in this process."""

import re
import shutil
from pathlib import Path

import pytest
from built import Built
from running import REPOSITORY, environment
from said import Run, Said
from shared import shared
from small import DAY, put, small

from hub.cli import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small content, never built, and catalogues in which nothing is missing: there is not a problem in them."""
    return shutil.copytree(shared("commands", lay_out), tmp_path, dirs_exist_ok=True)


@pytest.fixture
def indexed(root: Path) -> Path:
    """The same, built."""
    return shutil.copytree(shared("commands-indexed", build), root, dirs_exist_ok=True)


def build(folder: Path) -> None:
    shutil.copytree(shared("commands", lay_out), folder, dirs_exist_ok=True)
    Built(folder, translations=folder / "translations")


def lay_out(folder: Path) -> None:
    shutil.copytree(REPOSITORY / "translations", folder / "translations")
    path = folder / "translations/vi/LC_MESSAGES/messages.po"
    put(
        path,
        re.sub(
            r'^msgid "(.+)"\nmsgstr ""\n$', r'msgid "\1"\nmsgstr "\1"\n', path.read_text(encoding="utf-8"), flags=re.M
        ),
    )
    small(folder)


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Carry a command out in this process, in English."""
    for name, value in environment(root, HUB_TRANSLATIONS=str(root / "translations"), HUB_NOW=f"{DAY}T12:00").items():
        if name.startswith(("HUB_", "LC_")):
            monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Said:
        return Said(main(arguments), *capsys.readouterr())

    return run
