"""Front matter and data files: YAML 1.2's core rules, with the line of every value.

Scalars stay text but for true, false and null (YAML 1.2.2, section 10.3, without its numbers: the models convert), so
`10:30` is a time and `NO` is Norway. No anchors, no tags, no duplicate keys.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # exported by name only

from hub.content.messages import N_
from hub.content.problems import Problem, Unreadable
from hub.content.vietnamese import nfc

Path = tuple[str | int, ...]
PLAIN = "hub:plain"
WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
DEEPEST = 24


@dataclass
class Data:
    """A mapping read from YAML; `lines` gives the line of each value by its path, as `("sources", 0, "url")`."""

    values: dict[str, Any]
    lines: dict[Path, int] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[tuple[str, str], Path]:
        """Where a text stands, by the name of a field around it: the way back from a noted reference to its line."""
        found: dict[tuple[str, str], Path] = {}
        for path in self.lines:
            value: Any = self.values
            for step in path:
                value = value[step]
            if isinstance(value, str):
                for step in path:
                    if isinstance(step, str):
                        found.setdefault((step, value), path)
        return found

    def line(self, path: Path, default: int = 1) -> int:
        """The line of a value, or of the nearest thing around it."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return default


class _Composer(CParser):
    """libyaml's composer with no implicit types: what has a tag of its own was given one by the author."""

    def resolve(self, kind: type, value: str, implicit: object) -> str:
        return PLAIN

    def descend_resolver(self, parent: object, index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


def split(text: str, file: str) -> tuple[str, str, int]:
    """Cut a document into front matter, body, and the body's first line number.

    Raises Unreadable where the two `---` lines are not there.
    """
    if not text.startswith("---\n"):
        raise Unreadable(Problem(file, 1, N_("the file does not begin with a line ---; put the fields between two lines ---")))
    if text.startswith("---\n", 4):
        return "", text[8:], 3
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        end = len(text) - 4
    if end < 0:
        raise Unreadable(Problem(file, 1, N_("the second line --- is missing; close the fields with a line ---")))
    front = text[4 : end + 1]
    return front, text[end + 5 :], front.count("\n") + 3


def parse(text: str, file: str, first_line: int = 1) -> Data:
    """Read one YAML mapping; `first_line` is the line of the file on which the text begins.

    Raises Unreadable with every problem found.
    """
    if (line := _too_deep(text)) is not None:
        raise Unreadable(
            Problem(file, first_line + line, N_("lists or maps are nested too deeply; write at most %(most)d levels"), {"most": DEEPEST})
        )
    try:
        node = _Composer(text).get_single_node()
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = first_line + (mark.line if mark else 0)
        raise Unreadable(Problem(file, line, _cause(getattr(error, "problem", "") or ""))) from error
    if node is None:
        return Data({})
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(Problem(file, first_line, N_("fields are expected here, one `name: value` a line")))
    reader = _Reader(file, first_line)
    values = reader.value(node, ())
    if reader.problems:
        raise Unreadable(*reader.problems)
    return Data(values, reader.lines)


def _cause(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return N_("a value that contains a colon and a space must stand in quotation marks")
    if "cannot start any token" in problem:
        return N_("this character cannot begin a value; put the value in quotation marks, and use spaces instead of tabs")
    if "did not find expected key" in problem or "block end" in problem:
        return N_("the indentation or a quotation mark is wrong here; line the fields up and close every quotation mark")
    if "undefined alias" in problem or "alias" in problem or "anchor" in problem:
        return N_("a value that begins with * or & must stand in quotation marks; anchors and aliases are not allowed")
    if "control characters" in problem or "special characters" in problem:
        return N_("there is a control character here; remove it")
    return N_("this line is not valid YAML; check quotation marks, colons and indentation")


def _too_deep(text: str) -> int | None:
    """The line (from 0) on which nesting passes the limit, counted before libyaml recurses into it."""
    depth = 0
    for number, line in enumerate(text.split("\n")):
        compact = re.match(r"[ \-?:]*", line)
        if compact and (compact[0].count("- ") + compact[0].count("? ") > DEEPEST or len(compact[0]) > 20 * DEEPEST):
            return number
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        if depth > DEEPEST or line.count("[") > 8 * DEEPEST or line.count("{") > 8 * DEEPEST:
            return number
        depth = max(depth, 0)
    return None


class _Reader:
    """Walks composed nodes into plain values, noting lines and refusals."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        line = self.first_line + node.start_mark.line
        if path:
            self.lines[path] = line
        if node.tag != PLAIN:
            return self.refuse(line, N_("tags such as %(tag)s are not allowed; write the plain value"), tag=f"!{str(node.tag).rsplit(':', 1)[-1]}")
        if isinstance(node, yaml.ScalarNode):
            return WORDS[node.value] if not node.style and node.value in WORDS else nfc(node.value)
        if id(node) in self.seen:
            return self.refuse(line, N_("anchors and aliases (& and *) are not allowed; write the value out"))
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return dict(self.pairs(node, path))

    def pairs(self, node: yaml.Node, path: Path) -> Iterator[tuple[str, Any]]:
        first: dict[str, int] = {}
        for key, value in node.value:
            line = self.first_line + key.start_mark.line
            if not isinstance(key, yaml.ScalarNode) or key.tag != PLAIN:
                self.refuse(line, N_("a field's name must be a plain word"))
                continue
            name = nfc(key.value)
            if name in first:
                self.refuse(line, N_("%(field)s is written twice, first on line %(first)d; keep one"), field=name, first=first[name])
                continue
            first[name] = line
            yield name, self.value(value, (*path, name))
            self.lines[(*path, name)] = line

    def refuse(self, line: int, message: str, **values: object) -> None:
        self.problems.append(Problem(self.file, line, message, values))
