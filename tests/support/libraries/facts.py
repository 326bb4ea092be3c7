"""The pages of facts that the site is held against, read by rule: tables with their lines, quotations, numbers and dates."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from running import REPOSITORY

from hub.content.source.quality.written_numbers import MONTHS, numbers_in, value_of
from hub.i18n.languages import Lang

FACTS = Path(os.environ.get("HUB_SHARED_DATA") or REPOSITORY.parent / "shared" / "data").parent / "facts"
SHORT_MONTHS = {name[:3]: name for name in MONTHS}


class Row(NamedTuple):
    """A row of a table: where it stands, and its cells by the words above them."""

    at: str
    cells: dict[str, str]

    def of(self, column: str) -> str:
        return self.cells[column]


class Facts:
    """One page of facts."""

    def __init__(self, name: str) -> None:
        path = FACTS / name
        if not path.is_file():
            reason = f"{path} is not here; set HUB_SHARED_DATA to the folder beside facts/"
            if os.environ.get("CI") == "true":
                pytest.fail(reason)
            pytest.skip(reason)
        self.name, self.text = name, path.read_text(encoding="utf-8")

    def rows(self, *columns: str) -> list[Row]:
        """The rows of the one table that has these columns."""
        found = [table for table in self._tables() if table and set(columns) <= table[0].cells.keys()]
        assert len(found) == 1, f"{self.name} has {len(found)} tables with the columns {columns}"
        return found[0]

    def _tables(self) -> Iterator[list[Row]]:
        rows: list[Row] = []
        heads: list[str] = []
        for number, line in enumerate([*self.text.splitlines(), ""], 1):
            if not line.startswith("|"):
                if heads:
                    yield rows
                rows, heads = [], []
                continue
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not heads:
                heads = cells
            elif not re.fullmatch(r"[-: ]+", "".join(cells)):
                rows.append(Row(f"{self.name}:{number}", dict(zip(heads, cells, strict=True))))

    def fixed_line(self, lang: str) -> str:
        """The sentence that the page gives in both languages, `vi: "…"` and `en: "…"`, word for word."""
        return re.findall(rf'\b{lang}: "([^"]+)"', self.text)[0]


def quotations(text: str) -> list[str]:
    """What stands between quotation marks, curly or straight."""
    return [one or other for one, other in re.findall(r'“([^”]+)”|"([^"]+)"', text)]


def curly(text: str) -> str:
    """Straight marks as the site prints them."""
    return re.sub(r'"([^"]+)"', r"“\1”", text)


def without_asides(text: str) -> str:
    """The text without what stands in brackets."""
    return re.sub(r"\s*\([^()]*\)", "", text).strip()


def long_months(text: str) -> str:
    """`6 Dec 2017` as `6 December 2017`."""
    return re.sub(rf"\b({'|'.join(SHORT_MONTHS)})\b", lambda found: SHORT_MONTHS[found[1]], text)


def days_of(text: str) -> list[tuple[int, int]]:
    """The days of a text with long months: (day, month)."""
    return [
        (int(day), MONTHS.index(month) + 1) for day, month in re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b", text)
    ]


def says_day(text: str, day: int, month: int, lang: str) -> bool:
    """Whether a text names a day as its language does: `6 December`, `06 tháng 12`, `6/12`."""
    if lang == "en":
        return re.search(rf"\b{day} {MONTHS[month - 1]}\b|\b{MONTHS[month - 1]} {day}\b", text) is not None
    return re.search(rf"\b0?{day}(?: tháng |/)0?{month}\b", text) is not None


def values_in(text: str, lang: Lang) -> set[object]:
    """Every number of a text, whatever it counts or names."""
    return {value_of(found, lang) for found in re.findall(r"\d+(?:[.,]\d+)*", text)}


def figures_in(text: str) -> set[object]:
    """The numbers of an English text that count something."""
    return {number.value for number in numbers_in(text, "en")}
