"""The library as a table (RFC 4180), for spreadsheets: a row an entry, codes beside their words."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from hub.content.edition import Reader
from hub.features.library.exchange.record import CODED, Address, record
from hub.features.library.model import Practice
from hub.i18n.languages import LANGS

MARK = "\ufeff"  # without it, Excel takes UTF-8 for an old encoding
BETWEEN = "; "
PLAIN = ("lead", "verified_on", "review_due", "updated", "licence", "note", "summary", "in_short", "url")
COLUMNS = (
    "id",
    *(f"title_{lang}" for lang in LANGS),
    "language",
    *(name for field in CODED for name in (field, f"{field}_words")),
    "from",
    "to",
    "partners",
    "figures",
    "sources",
    *PLAIN,
    "approved_for",
    "reply_by",
    "reply_on",
    "reply",
)
# A cell that begins with one of these is a formula to a spreadsheet, which would carry it out.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(reader: Reader, practices: Sequence[Practice], address: Address) -> str:
    """Return the table, with a byte order mark and CRLF at the end of each row."""
    text = io.StringIO(newline="")
    text.write(MARK)
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for practice in practices:
        values = _row(record(reader, practice, address))
        rows.writerow([harmless(values[name]) for name in COLUMNS])
    return text.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before one that could be."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _row(entry: dict[str, Any]) -> dict[str, str]:
    """Return the cells of an entry by column."""
    coded = {name: _joined(entry[name]) for name in CODED}
    words = {f"{name}_words": _joined(entry["words"][name]) for name in CODED}
    figures = [
        " ".join(filter(None, (f"{each['name']}: {each['value']}", each["unit"], each["period"] and f"({each['period']})", f"[{each['source']}]")))
        for each in entry["figures"]
    ]  # fmt: skip
    reply = entry["reply"] or {"by": "", "on": "", "text": ""}
    return {
        "id": entry["id"],
        **{f"title_{lang}": entry["titles"].get(lang, "") for lang in LANGS},
        "language": entry["language"],
        **coded,
        **words,
        "from": str(entry["years"]["from"]),
        "to": str(entry["years"]["to"] or ""),
        "partners": _joined(entry["partners"]),
        "figures": _joined(figures),
        "sources": _joined([f"[{each['id']}] {each['title']} {each['url']}" for each in entry["sources"]]),
        **{name: entry[name] for name in PLAIN},
        "approved_for": _joined([f"{each['on']} {each['organisation']}" for each in entry["approved_for"]]),
        "reply_by": reply["by"],
        "reply_on": reply["on"],
        "reply": reply["text"],
    }


def _joined(value: str | list[str]) -> str:
    return value if isinstance(value, str) else BETWEEN.join(value)
