"""Revisions of entries: one for each line of the record of changes that a kind keeps.

A revision holds the values that were new then: the first one of an entry all of them, each later one those that had
changed. A value is as in JSON; that of a translated field is a map from each language to its own.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

Values = Mapping[str, Any]


class Revision(NamedTuple):
    """One line of a record: when the values became known, and the slug that the entry had then."""

    at: datetime
    slug: str
    values: Values


def joined(known: Values, newer: Values) -> Values:
    """Return what is known after newer values: a map from languages is joined, any other value replaced."""
    both = {
        name: {**known[name], **value}
        for name, value in newer.items()
        if isinstance(value, Mapping) and isinstance(known.get(name), Mapping)
    }
    return {**known, **newer, **both}


def last_known(revisions: Iterable[Revision]) -> Values:
    """Return the values of an entry after its last revision; empty if it has none."""
    known: Values = {}
    for revision in revisions:
        known = joined(known, revision.values)
    return known


def unknown(known: Values, current: Values) -> Values:
    """Return those of the current values that are not known yet, or differ from what is known."""
    return {name: value for name, value in current.items() if joined(known, {name: value}).get(name) != known.get(name)}


def differs(name: str, before: Values, after: Values) -> bool:
    """Tell whether a value that was known has changed; the first value, also in a language, is no change."""
    if name not in before or name not in after:
        return False
    was, now = before[name], after[name]
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        return any(now[lang] != was[lang] for lang in was.keys() & now.keys())
    return bool(was != now)
