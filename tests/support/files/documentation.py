"""The pages of the documentation, and what stands in them: sections, and rows of tables by their names."""

import re
from collections.abc import Iterator
from pathlib import Path

from hub.config import ROOT

DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGES.md", *DOCS.rglob("*.md")])
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
