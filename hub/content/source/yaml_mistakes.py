"""What an author did where YAML cannot be read: the line at fault, which is often not where the parser gave up."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from hub.messages import N_
from hub.problems import brief

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # those of Word, of web pages and of full-width scripts
WIDE_COLON = "：﹕∶꞉"
FIELD = re.compile(r"(?P<before>\s*(?:-\s+)?)(?P<name>[^\W\d][\w-]*)\s*:(?:\s+(?P<value>.*?))?\s*")
JOINED = re.compile(r"\s*(?:-\s+)?(?P<name>[^\W\d][\w-]*):(?P<value>(?!//)\S.*?)\s*")
BESIDE_A_NAME = re.compile(
    rf"[ \t]*[{ODD_SPACES}]\s*(?:-\s+)?[\w-]+\s*:|\s*(?:-\s*)?[\w-]+(?:[ \t]*[{ODD_SPACES}]\s*:|:[ \t]*[{ODD_SPACES}])"
)
WIDE = re.compile(rf"\s*(?:-\s+)?(?P<name>[^\W\d][\w-]*)\s*[{WIDE_COLON}]\s*(?P<value>.*?)\s*")
BULLET = re.compile(r"\s*(?:[–—•·*●▪]\s+|-(?=[^\s-]))(?P<value>.*?)\s*")
CURLY = "“”„‟‘’‚‛«»‹›"
BLOCK = re.compile(r":\s+[|>][-+0-9]*\s*$")
COMMENT = re.compile(r"\s+#.*$|^\s*#.*$")
COLON = N_("a value that contains a colon and a space must stand in quotation marks")
NAME_AND_VALUE = N_("a field is written `name: value`, with a colon and a space; correct this line")
NOT_CLOSED = N_("the quotation mark that opens here is not closed; close it")
ALIAS = N_("a value that begins with * or & must stand in quotation marks; anchors and aliases are not allowed")
CAUSES = (
    ("mapping values are not allowed", COLON),
    ("tab character", N_("there is a tab here; indent with spaces")),
    (
        "cannot start any token",
        N_("this character cannot begin a value; put the value in quotation marks, and use spaces instead of tabs"),
    ),
    ("scanning a simple key", NAME_AND_VALUE),
    ("unexpected end of stream", NOT_CLOSED),
    ("while parsing a flow", N_("the bracket that opens here is not closed, or a comma is missing; correct it")),
    ("alias", ALIAS),
    ("scanning an anchor", ALIAS),
    (
        "parsing a quoted scalar",
        N_("within quotation marks a backslash must be written twice, or the value stand in single ones '…'"),
    ),
    (
        "did not find expected",
        N_("the indentation or a quotation mark is wrong here; line the fields up and close every quotation mark"),
    ),
)


class Mistake(NamedTuple):
    """A line (from 0), a message (N_) with its cure, and the values of the message."""

    line: int
    message: str
    values: dict[str, object]


def mistake_without_fields(text: str) -> Mistake | None:
    """Return why a text that YAML can read holds no fields; None if no line shows why."""
    lines = enumerate(text.split("\n"))
    return next((found for number, line in lines if (found := _typed_wrong(line, number))), None)


def mistake_behind(error: yaml.MarkedYAMLError | yaml.reader.ReaderError, text: str) -> Mistake:
    """Return the mistake because of which YAML could not read a text."""
    lines = text.split("\n")
    problem, context = getattr(error, "problem", None) or "", getattr(error, "context", None) or ""
    here = getattr(error, "problem_mark", None)
    mark = here
    if context.startswith(("while scanning a quoted scalar", "while scanning a simple key", "while parsing a flow")):
        mark = getattr(error, "context_mark", None)  # where the construct begins, not where the parser gave up
    line = mark.line if mark else 0
    if not context.startswith("while parsing a flow"):
        for number in _suspects(lines, line, here.line if here else line):
            is_told = number == line
            found = _typed_wrong(lines[number], number) or _written_wrong(lines, number, is_told, problem)
            if found is not None:
                return found
    for sign, message in CAUSES:
        if sign in problem or sign in context:
            return Mistake(line, message, {})
    return Mistake(line, N_("this line is not valid YAML; check quotation marks, colons and indentation"), {})


def _suspects(lines: list[str], line: int, here: int) -> Iterator[int]:
    """Yield the line at which the parser gave up and the three before it that say something: one of them is at fault."""
    yield min(line, len(lines) - 1)
    before = [number for number in range(min(line, here, len(lines))) if COMMENT.sub("", lines[number]).strip()]
    yield from (number for number in reversed(before[-3:]) if not _is_text(lines, number))


def _is_text(lines: list[str], number: int) -> bool:
    """Tell whether a line belongs to the text below a field that ends with | or >."""
    depth = _depth(lines[number])
    around = next((each for each in reversed(lines[:number]) if each.strip() and _depth(each) < depth), "")
    return BLOCK.search(around) is not None


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _typed_wrong(line: str, number: int) -> Mistake | None:
    """Return what a key or a program typed otherwise than it looks: spaces, colons, bullets; None if nothing."""
    line = COMMENT.sub("", line)
    if re.fullmatch("={7}", line):
        message = N_(
            "git left two versions of the text here, between <<<<<<< and >>>>>>>; keep one and delete the marks"
        )
        return Mistake(number, message, {})
    if BESIDE_A_NAME.match(line):
        message = N_(
            "this line has a special space, as Word and web pages make it, where a plain one belongs; type the space again"
        )
        return Mistake(number, message, {})
    if found := WIDE.fullmatch(line):
        return _cured(number, N_("the colon in this line is a full-width one; write %(cure)s"), *found.groups())
    if found := JOINED.fullmatch(line):
        return _cured(number, N_("a space is missing after the colon; write %(cure)s"), *found.groups())
    return None


def _cured(number: int, message: str, name: str, value: str) -> Mistake:
    return Mistake(number, message, {"cure": brief(f"{name}: {value}" if value else f"{name}:")})


def _written_wrong(lines: list[str], number: int, is_told: bool, problem: str) -> Mistake | None:
    """Return what is wrong with a line's indentation, its quotation marks or the first sign of its value."""
    line = COMMENT.sub("", lines[number])
    if is_told and (found := BULLET.fullmatch(line)) and found["value"]:
        message = N_("an item of a list begins with a hyphen and a space; write - %(value)s")
        return Mistake(number, message, {"value": brief(found["value"])})
    above = next((COMMENT.sub("", each) for each in reversed(lines[:number]) if each.strip()), "")
    field = FIELD.fullmatch(line)
    if field is None:
        if BLOCK.search(above):
            return Mistake(
                number, N_("the text of a field that ends with | or > is indented by two spaces; indent it"), {}
            )
        is_between = line.strip() and not line.startswith((" ", "\t", "-", "{", "["))
        return Mistake(number, NAME_AND_VALUE, {}) if is_between and "mapping values" in problem else None
    if _is_pushed(lines, number, field, above, problem, is_told):
        message = N_("there is a space before %(field)s; begin it at the beginning of the line")
        return Mistake(number, message, {"field": field["name"]})
    return _value_wrong(number, field["name"], field["value"] or "", is_told)


def _is_pushed(lines: list[str], number: int, field: re.Match[str], above: str, problem: str, is_told: bool) -> bool:
    """Tell whether a field was indented by mistake: below one that is complete, or as the first of all."""
    if not field["before"].startswith(" ") or "-" in field["before"]:
        return False
    complete = FIELD.fullmatch(above)
    if is_told and "mapping values" in problem and complete is not None:
        return not complete["before"] and bool(complete["value"])
    return "<document start>" in problem and not any(each.strip() for each in lines[:number])


def _value_wrong(number: int, name: str, value: str, is_told: bool) -> Mistake | None:
    """Return what is wrong with the value of a field."""
    first, quoted = value[:1], name + ": " + _in_quotes(value)
    tests: tuple[tuple[Callable[[], bool], str], ...] = (
        (
            lambda: first in CURLY and ": " in value,
            N_("curly quotation marks do not hold a value together; put straight ones around it: %(cure)s"),
        ),
        (lambda: first in "\"'" and _is_open(value), NOT_CLOSED),
        (
            lambda: first in "\"'" and _goes_on(value),
            N_("more text follows a closing quotation mark; put the whole value in quotation marks: %(cure)s"),
        ),
        (
            lambda: is_told and (first == "[" or (first == "{" and "}" in value)) and value[-1] not in "]}",
            N_("a value that begins with a bracket or a sign must stand in quotation marks: %(cure)s"),
        ),
        (
            lambda: is_told and value[:2] in ("- ", "? "),
            N_("a value that begins with a bracket or a sign must stand in quotation marks: %(cure)s"),
        ),
        (
            lambda: is_told and re.match(r"[|>][-+0-9]*\s+\S", value) is not None,
            N_("no text may stand beside | or >; begin it on the next line, indented by two spaces"),
        ),
    )
    for is_wrong, message in tests:
        if first and is_wrong():
            return Mistake(number, message, {"cure": brief(quoted)})
    return None


def _is_open(value: str) -> bool:
    """Tell whether the quotation mark that begins a value stands in it only once."""
    plain = value.replace("\\\\", "").replace('\\"', "") if value[0] == '"' else value.replace("''", "")
    return plain.count(value[0]) == 1


def _goes_on(value: str) -> bool:
    """Tell whether text follows the quotation mark that closes a value."""
    plain = re.sub(r"\\.", "xx", value) if value[0] == '"' else value.replace("''", "xx")
    return 0 < plain.find(value[0], 1) < len(plain) - 1


def _in_quotes(value: str) -> str:
    """Return a value between straight quotation marks, with curly ones inside it."""
    if (value[0:1] == "'" == value[-1:] and len(value) > 1) or (value[0:1] in CURLY and value[-1:] in CURLY):
        value = value[1:-1]
    pieces = value.split('"')
    inside = "".join(
        piece + ("" if number == len(pieces) - 1 else "“” "[number % 2]) for number, piece in enumerate(pieces)
    )
    return f'"{inside}"'
