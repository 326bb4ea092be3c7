"""Check that the picture of a shared link can show a title: which letters it can draw depends on the fonts of the machine."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from hub.content.checks.field_lines import FieldLines
from hub.content.media.lettering import lettering
from hub.content.model.entries import Entry
from hub.messages import N_
from hub.problems import Problem

SHOWN = 12  # letters that a message names
MISSING = N_(
    "the picture of a shared link cannot show %(letters)s of this title; have the Noto fonts installed where the site runs, or write the title without"
)


def problems(entry: Entry[Any], lines: FieldLines) -> Iterator[Problem]:
    """Yield a warning for each language whose title has letters that no font draws."""
    for lang, reading in entry.readings.items():
        missing = lettering().missing(reading.title)
        # A mark above or below a letter cannot be named alone.
        letters = [letter for letter in missing if not unicodedata.category(letter).startswith("M")] or missing
        if letters:
            named = " ".join(letters[:SHOWN]) + (" …" if len(letters) > SHOWN else "")
            yield lines.problem((lang,), "title", MISSING, {"letters": named}, "warning")
