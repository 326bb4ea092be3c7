"""Check for days in the future where a day can only be past, such as that of a file's last change."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hub.content.checks.field_lines import FieldLines
from hub.content.model.dates import Past
from hub.content.model.entries import Entry
from hub.content.model.kinds import Kind
from hub.i18n.languages import LANGS
from hub.messages import N_
from hub.problems import Problem

TO_COME = N_("%(field)s is %(day)s, a day after today, %(today)s; write the day on which it was")


def problems(kind: Kind[Any], entry: Entry[Any], today: date, lines: FieldLines) -> Iterator[Problem]:
    """Yield a warning for each such day that is after `today`, in the file that holds it."""
    fields = [name for name, info in kind.fields.items() if any(isinstance(mark, Past) for mark in info.metadata)]
    for lang, reading in entry.readings.items():
        for field in fields:
            if (day := getattr(reading, field)) > today and (field not in kind.shared or lang == entry.original):
                values = {"field": field, "day": day, "today": today}
                yield lines.problem((lang, *LANGS), field, TO_COME, values, "warning")
