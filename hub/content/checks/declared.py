"""Run the checks that features declare."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hub.content.checks.field_lines import FieldLines
from hub.content.model.entries import Entry
from hub.content.model.registry import Registry
from hub.i18n.languages import LANGS
from hub.problems import Problem


def problems(registry: Registry, entry: Entry[Any], today: date, lines: FieldLines) -> Iterator[Problem]:
    """Yield what the check of the entry's kind reports, as of a day."""
    check = registry.checks.get(entry.kind)
    if check is not None:
        for remark in check(entry.reading(entry.original), today):
            langs = (entry.original, *LANGS)
            yield lines.problem(langs, remark.field, remark.message, remark.values, remark.severity, remark.sort)
