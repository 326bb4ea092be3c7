"""What the hub stands on: pinned exactly, and each with a reason that somebody wrote down."""

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def requirement_lines() -> list[str]:
    files = ("requirements.txt", "requirements-dev.txt")
    return [line for name in files for line in (REPOSITORY / name).read_text().splitlines()]


@pytest.mark.parametrize("line", requirement_lines())
def test_every_requirement_is_pinned_exactly(line: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9.]*", line)


@pytest.mark.parametrize("line", requirement_lines())
def test_every_requirement_has_its_reason_written_down(line: str) -> None:
    decision = (REPOSITORY / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{re.escape(line)}` \| .{{20,}} \|$", decision, re.MULTILINE)
