"""What the hub stands on: pinned exactly, and each with a reason that somebody wrote down."""

import json
import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def requirement_lines() -> list[str]:
    files = ("requirements.txt", "requirements-dev.txt")
    return [line for name in files for line in (REPOSITORY / name).read_text().splitlines()]


@pytest.mark.parametrize("line", requirement_lines())
def test_every_requirement_is_pinned_exactly(line: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+(\[[a-z]+\])?==[0-9][0-9.]*", line)


@pytest.mark.parametrize("line", requirement_lines())
def test_every_requirement_has_its_reason_written_down(line: str) -> None:
    decision = (REPOSITORY / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{re.escape(line)}` \| .{{20,}} \|$", decision, re.MULTILINE)


def npm_packages() -> list[tuple[str, str, str]]:
    """(folder, name, version) of every package that a package.json names."""
    files = sorted((REPOSITORY / "tests/browser/node").glob("*/package.json"))
    return [
        (file.parent.name, name, version)
        for file in files
        for name, version in json.loads(file.read_text())["dependencies"].items()
    ]


@pytest.mark.parametrize(("folder", "name", "version"), npm_packages())
def test_every_npm_package_is_pinned_locked_and_has_its_reason(folder: str, name: str, version: str) -> None:
    lock = json.loads((REPOSITORY / "tests/browser/node" / folder / "package-lock.json").read_text())
    decision = (REPOSITORY / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    assert re.fullmatch(r"[0-9]+(\.[0-9]+){2}", version)
    assert lock["packages"][f"node_modules/{name}"]["version"] == version
    assert re.search(rf"^\| `{re.escape(f'{name}@{version}')}` \| .{{20,}} \|$", decision, re.MULTILINE)


@pytest.mark.parametrize("folder", sorted({folder for folder, _, _ in npm_packages()}))
def test_a_lock_checks_what_it_gets_and_names_no_registry(folder: str) -> None:
    lock = json.loads((REPOSITORY / "tests/browser/node" / folder / "package-lock.json").read_text())
    locked = [package for path, package in lock["packages"].items() if path]
    assert all("resolved" not in package and package["integrity"].startswith("sha512-") for package in locked)
