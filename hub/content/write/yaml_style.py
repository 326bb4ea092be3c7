"""Fields as an author of the hub would write them in YAML: plain where that is clear, short lists in one line, long texts folded.

Whatever is written here is read back by hub.content.source.front_matter as the same value. A text that other readers of
YAML would take for a number, a date's part or a truth value (`NO`, `10:30`) stands in quotation marks, unless its field
takes numbers.
"""

import json
import re
import textwrap
from collections.abc import Sequence
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from hub.content.model.kinds import Kind
from hub.content.source.front_matter import WORDS, parse
from hub.i18n.vietnamese import nfc
from hub.problems import Unreadable

WIDTH = 120  # columns of a line, where its words allow
FEW = 3  # values of a map that stands in one line
STEP = "  "
CLEAR = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")  # what older YAML reads as the text that it is
NUMBER = re.compile(r"0|-?[1-9]\d*")
MONTH = re.compile(r"\d{4}-\d{1,2}")  # neither a date nor clearly a text


def number_fields(kind: Kind[Any]) -> frozenset[str]:
    """Return the names of a kind's fields, and of fields inside these, that take whole numbers."""
    found: set[str] = set()
    for name, info in kind.fields.items():
        _note_numbers(name, info.annotation, found)
    return frozenset(found)


def _note_numbers(name: str, annotation: Any, found: set[str]) -> None:
    if annotation is int:
        found.add(name)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for inner, info in annotation.model_fields.items():
            _note_numbers(info.alias or inner, info.annotation, found)
    for argument in get_args(annotation):
        _note_numbers(name, argument, found)


def field_lines(name: str, value: Any, numbers: frozenset[str] = frozenset()) -> list[str]:
    """Return the lines of a field, without their ends; `numbers` are the names of fields that take whole numbers."""
    return _entry(name, value, "", numbers)


def _entry(name: str, value: Any, indent: str, numbers: frozenset[str]) -> list[str]:
    first = f"{indent}{_key(name)}:"
    return _value(first, value, indent, numbers, name in numbers)


def _value(first: str, value: Any, indent: str, numbers: frozenset[str], is_number: bool = False) -> list[str]:
    """Return the lines of a value after `first`, which ends with the colon or the hyphen that stands before it."""
    if isinstance(value, str):
        return _text(first, value, indent + STEP, is_number)
    line = f"{first} {_flow(value, numbers)}"
    if not isinstance(value, (list, dict)) or not value or (_is_short(value) and len(line) <= WIDTH):
        return [line]
    if isinstance(value, list):
        return [first, *(each for item in value for each in item_lines(item, indent + STEP, numbers))]
    return [first, *(each for name, inner in value.items() for each in _entry(name, inner, indent + STEP, numbers))]


def item_lines(value: Any, indent: str, numbers: frozenset[str]) -> list[str]:
    """Return the lines of an item of a list, without their ends; a map begins beside its hyphen."""
    first = f"{indent}-"
    is_block = isinstance(value, dict) and value and not _is_short(value)
    lines = _value(first, value, indent, numbers)
    if isinstance(value, dict) and (is_block or len(lines) > 1):
        return [f"{first} {lines[1][len(indent) + len(STEP) :]}", *lines[2:]]
    return lines


def _is_short(value: Any) -> bool:
    """Tell whether a list or a map may stand in one line: nothing in it has parts or lines of its own."""
    inner = list(value.values()) if isinstance(value, dict) else value
    if any(isinstance(each, (list, dict)) or (isinstance(each, str) and "\n" in each) for each in inner):
        return False
    if isinstance(value, dict):
        return len(value) <= FEW
    return not any(isinstance(each, str) and "/" in each for each in inner)


def _flow(value: Any, numbers: frozenset[str] = frozenset()) -> str:
    """Return a value in one line. Texts of a map are quoted alike: all of several words, if one of them must be."""
    if isinstance(value, list):
        return f"[{', '.join(_flow(each, numbers) for each in value)}]"
    if isinstance(value, dict):
        must = any(isinstance(each, str) and " " in each and not is_plain(each, flow=True) for each in value.values())
        return f"{{{', '.join(_pair(name, each, numbers, must) for name, each in value.items())}}}"
    if isinstance(value, str):
        return value if is_plain(value, flow=True) else quoted(value)
    return {None: "null", True: "true", False: "false"}[value]


def _pair(name: str, value: Any, numbers: frozenset[str], must: bool) -> str:
    if isinstance(value, str):
        is_bare = is_plain(value, name in numbers, flow=True) and not (must and " " in value)
        return f"{_key(name, flow=True)}: {value if is_bare else quoted(value)}"
    return f"{_key(name, flow=True)}: {_flow(value, numbers)}"


def _text(first: str, text: str, deeper: str, is_number: bool) -> list[str]:
    """Return the lines of a text after `first`: in its line, or below it with the indentation `deeper`."""
    if "\n" in text:
        return _below(first, text.rstrip("\n").split("\n"), "|" + _chomping(text), text, deeper) or [
            f"{first} {quoted(text)}"
        ]
    line = f"{first} {text if is_plain(text, is_number) else quoted(text)}"
    if len(line) > WIDTH and " " in text:
        rows = textwrap.wrap(text, WIDTH - len(deeper), break_long_words=False, break_on_hyphens=False)
        return _below(first, rows, ">-", text, deeper) or [line]
    return [line]


def _chomping(text: str) -> str:
    ends = len(text) - len(text.rstrip("\n"))
    return "-" if ends == 0 else "" if ends == 1 else "+"


def _below(first: str, rows: Sequence[str], sign: str, text: str, deeper: str) -> list[str]:
    """Return a text in rows below its field; nothing if it would not be read as the same text."""
    more = [""] * max(0, len(text) - len(text.rstrip("\n")) - 1)
    rows = [*rows, *more]
    written = "\n".join(f"{STEP}{row}" if row else "" for row in rows)
    if _read(f"k: {sign}\n{written}\nl: m\n") != text:
        return []
    return [f"{first} {sign}", *(f"{deeper}{row}" if row else "" for row in rows)]


def is_plain(text: str, is_number: bool = False, flow: bool = False) -> bool:
    """Tell whether a text may stand without quotation marks; with `flow`, in a list or map in one line."""
    if not text or text in WORDS or text != text.strip() or not text.isprintable() or MONTH.fullmatch(text):
        return False
    if not (is_number and NUMBER.fullmatch(text)) and _tag(text) not in CLEAR:
        return False
    return bool(_read(f"k: [{text}, {text}]\n") == [text, text] if flow else _read(f"k: {text}\nl: m\n") == text)


def _tag(text: str) -> str:
    """Return what YAML 1.1 takes a plain text for."""
    resolver = yaml.resolver.Resolver()
    return str(resolver.resolve(yaml.ScalarNode, text, (True, False)))  # type: ignore[no-untyped-call]


def quoted(text: str) -> str:
    """Return a text between quotation marks, in one line: in single ones if it has double ones in it."""
    if ('"' in text or "\\" in text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return _escaped(text)


def _escaped(text: str) -> str:
    """Return a text between double quotation marks. A mark that would be composed with the letter of an escape is one too."""
    written = json.dumps(text, ensure_ascii=False)
    if nfc(written) != written:
        return "".join(letter if letter.isascii() else f"\\U{ord(letter):08X}" for letter in written)
    return written


def _key(name: str, flow: bool = False) -> str:
    if name and name == name.strip() and name.isprintable():
        if flow and _read(f"k: {{{name}: x}}\n") == {name: "x"}:
            return name
        if not flow and _read(f"k:\n  {name}: x\n") == {name: "x"}:
            return name
    return _escaped(name)


def _read(written: str) -> Any:
    try:
        return parse(written, "").values.get("k")
    except Unreadable:
        return None
