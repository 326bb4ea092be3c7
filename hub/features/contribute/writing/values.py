"""What a form says of a value, and back: as it is sent, by names such as `both.sources.0.title.vi`.

What was not changed in the form keeps its value to the letter, and what the form does not show stays as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hub.content.source.folder import tidy
from hub.features.contribute.writing.moving import in_order, rows_of
from hub.features.contribute.writing.slots import Slot

Form = Mapping[str, Sequence[str]]
SHOWN = "shown"  # the names of ticks and lists that the form shows: a browser sends nothing of those that are empty
DROP = "drop"  # the name of a row to leave out
MISSING: Final = None
Told = Iterator[tuple[str, str]]


def fits(slot: Slot, value: Any) -> bool:
    """Tell whether a value has the shape that a control can show; any other one is left to the files."""
    if value is None:
        return True
    if slot.control == "yes":
        return isinstance(value, bool)
    if slot.control == "choices":
        return isinstance(value, list) and all(isinstance(code, str) for code in value)
    if slot.control == "rows":
        return isinstance(value, list)
    if slot.control == "either" and isinstance(value, str):
        return True
    if slot.control in ("group", "either"):
        return isinstance(value, Mapping)
    return isinstance(value, str)


def told(slot: Slot, value: Any, name: str) -> Told:
    """Yield what a form has that shows a value: names with their text."""
    if not fits(slot, value):
        return
    if slot.control in ("yes", "choices", "rows"):
        yield SHOWN, name
    if slot.control == "yes":
        yield from ((name, "yes"),) if value else ()
    elif slot.control == "choices":
        yield from ((name, code) for code in dict.fromkeys(value or ()))
    elif slot.control == "rows":
        for number, each in enumerate(value or ()):
            yield from told(slot.inner[0], each, f"{name}.{number}")
    elif slot.control in ("group", "either"):
        parts = _parts(value)
        for inner in slot.inner:
            yield from told(inner, parts.get(inner.name), f"{name}.{inner.name}")
    else:
        yield name, value or ""


def heard(slot: Slot, form: Form, name: str, old: Any) -> Any:
    """Return the value that a form gives, `old` being the one that it showed; None if there is none."""
    if not fits(slot, old):
        return old
    if slot.control == "yes":
        return _tick(form, name, old)
    if slot.control == "choices":
        return _chosen(form, name, old)
    if slot.control == "rows":
        return _rows(slot.inner[0], form, name, old)
    if slot.control in ("group", "either"):
        return _group(slot, form, name, old)
    given = form.get(name)
    if given is None or clean(given[0]) == clean(old or ""):
        return old
    return clean(given[0]).strip() or MISSING


def clean(text: str) -> str:
    """Return a text as files have it: NFC, LF, without control characters."""
    return tidy(text)


def _tick(form: Form, name: str, old: bool | None) -> bool | None:
    if name not in form.get(SHOWN, ()):
        return old
    ticked = name in form
    return old if ticked == bool(old) else ticked


def _chosen(form: Form, name: str, old: list[str] | None) -> list[str] | None:
    if name not in form.get(SHOWN, ()):
        return old
    chosen = [code.strip() for code in form.get(name, ()) if code.strip()]
    if set(chosen) == set(old or ()):
        return old
    kept = [code for code in dict.fromkeys(old or ()) if code in chosen]
    return [*kept, *(code for code in dict.fromkeys(chosen) if code not in kept)] or MISSING


def _rows(inner: Slot, form: Form, name: str, old: list[Any] | None) -> list[Any] | None:
    if name not in form.get(SHOWN, ()):
        return old
    before, dropped = list(old or ()), set(form.get(DROP, ()))
    rows: dict[int, Any] = {}
    for number in sorted({*range(len(before)), *(number for number, _ in rows_of(form, name))}):
        row = f"{name}.{number}"
        was = before[number] if number < len(before) else MISSING
        value = MISSING if row in dropped else heard(inner, form, row, was)
        if value is not MISSING or (row not in dropped and number < len(before) and was is None):
            rows[number] = value
    found = [rows[number] for number in in_order(rows, form, name)]
    return old if found == before else found or MISSING


def _group(slot: Slot, form: Form, name: str, old: Any) -> Any:
    before = _parts(old)
    found = dict(before)
    for inner in slot.inner:
        value = heard(inner, form, f"{name}.{inner.name}", before.get(inner.name))
        if value is not MISSING:
            found[inner.name] = value
        elif before.get(inner.name) is not None:
            found.pop(inner.name)
    if found == before:
        return old
    if slot.control == "either":
        return _joined(found)
    known = [inner.name for inner in slot.inner]
    if not any(found.get(each) is not None for each in known):
        return MISSING  # whatever else stood there belonged to what was taken out
    order = [*known, *(each for each in found if each not in known)]
    return {each: found[each] for each in order if each in found}


def _parts(value: Any) -> dict[str, Any]:
    """Return a value with fields by their names; of text alone, as its one field."""
    return {"text": value} if isinstance(value, str) else dict(value or {})


def _joined(parts: dict[str, Any]) -> Any:
    """Return text, or words in both languages: a language that was left out says what the text says.

    If all three were written, all three are kept, and whoever checks the draft says that one is too many.
    """
    text = parts.get("text")
    if not (parts.get("vi") or parts.get("en")):
        return text or MISSING
    if text and not (parts.get("vi") and parts.get("en")):
        parts = {"vi": parts.get("vi") or text, "en": parts.get("en") or text}
    return {name: parts[name] for name in ("text", "vi", "en", *parts) if parts.get(name)}
