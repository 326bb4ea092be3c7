"""Check that entries of the kinds that want a line “in short” have one, and that it is short."""

from collections.abc import Iterator
from typing import Any

from hub.content.checks.field_lines import FieldLines
from hub.content.model.entries import Entry
from hub.content.model.kinds import Kind
from hub.i18n.languages import Lang
from hub.messages import N_
from hub.problems import Problem

# Words between spaces, which in Vietnamese are syllables: a word has one or two.
LONGEST: dict[Lang, int] = {"vi": 60, "en": 40}
MISSING = N_("in_short is missing; say in one or two plain sentences what this is about, in at most %(most)d words")


def problems(kind: Kind[Any], entry: Entry[Any], lines: FieldLines) -> Iterator[Problem]:
    """Yield a problem for each language in which the line is missing or too long."""
    for lang, reading in entry.readings.items() if kind.in_short else ():
        words = len(reading.in_short.split())
        if not words:
            yield lines.problem((lang,), "in_short", MISSING, {"most": LONGEST[lang]})
        elif words > LONGEST[lang]:
            message = N_("in_short has %(words)d words; keep it to %(most)d")
            yield lines.problem((lang,), "in_short", message, {"words": words, "most": LONGEST[lang]})
