"""Front matter and data files: the core rules of YAML 1.2, with the line of every value.

Scalars stay text except for true, false and null (YAML 1.2.2, section 10.3, without its numbers, which the models
convert), so `10:30` is a time and `NO` is Norway. Anchors, tags and duplicate keys are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # PyYAML does not export the name explicitly

from hub.content.source.folder import tidy
from hub.content.source.yaml_mistakes import mistake_behind, mistake_without_fields
from hub.i18n.vietnamese import nfc
from hub.messages import N_
from hub.problems import Problem, Unreadable

FieldPath = tuple[str | int, ...]
PLAIN = "hub:plain"
WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
DEEPEST = 24
MANY = 50  # problems of one file that are reported at once
FENCE = re.compile(r"^---[ \t]*$", re.M)
FENCE_LIKE = re.compile(r"^[^\S\n]*[-\u2010-\u2015\u2212_=*]+[^\S\n]*$", re.M)  # as Word makes it of hyphens


def path_of(field: str) -> FieldPath:
    """Return the path of a field written with dots: ("sources", 0, "url") for `sources.0.url`."""
    return tuple(int(step) if step.isdecimal() else step for step in field.split("."))


@dataclass
class Data:
    """A mapping read from YAML.

    `lines` gives the line of each value by its path, such as `("sources", 0, "url")`; `texts` gives the values that are
    text.
    """

    values: dict[str, Any]
    lines: dict[FieldPath, int] = field(default_factory=dict)
    texts: dict[FieldPath, str] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[tuple[str, str], FieldPath]:
        """Return the path of each text by (name of a field around it, text).

        A noted reference, which holds just these two, is traced back to its line with it.
        """
        found: dict[tuple[str, str], FieldPath] = {}
        for path, text in self.texts.items():
            for step in path:
                if isinstance(step, str):
                    found.setdefault((step, text), path)
        return found

    def line(self, path: FieldPath, default: int = 1) -> int:
        """Return the line of a value, or of the nearest value around it, or `default`."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return default


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Composer(CParser):
    """libyaml's composer without implicit types: a node has a tag of its own only if the author wrote one.

    It limits the depth of nodes, because the recursion on thirty thousand brackets would crash the process.
    """

    depth = 0

    def resolve(self, kind: type, value: str, implicit: object) -> str:
        return PLAIN

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeep(parent.start_mark.line if parent else 0)

    def ascend_resolver(self) -> None:
        self.depth -= 1


def split(text: str, file: str) -> tuple[str, str, int]:
    """Split a document into its front matter, its body, and the line on which the body begins.

    Raises Unreadable if one of the two `---` lines is missing.
    """
    first = FENCE.match(text)
    if first is None:
        raise Unreadable(
            Problem(file, 1, N_("the file does not begin with a line ---; put the fields between two lines ---"))
        )
    end = text.find("\n---", first.end())
    while end >= 0 and (second := FENCE.match(text, end + 1)) is None:
        end = text.find("\n---", end + 1)
    if end < 0 or second is None:
        looks_like = FENCE_LIKE.search(text, first.end())
        if looks_like is not None:
            message = N_("the second line --- is missing: this line must be three hyphens and nothing else")
            raise Unreadable(Problem(file, text.count("\n", 0, looks_like.start()) + 1, message))
        raise Unreadable(Problem(file, 1, N_("the second line --- is missing; close the fields with a line ---")))
    return text[first.end() + 1 : end + 1], text[second.end() + 1 :], text.count("\n", 0, end) + 3


def parse(text: str, file: str, first_line: int = 1) -> Data:
    """Read one YAML mapping; `first_line` is the line of the file on which the text begins.

    Raises Unreadable with every problem found, up to MANY.
    """
    try:
        node = _Composer(text).get_single_node()
    except _TooDeep as error:
        message = N_("lists or maps are nested too deeply; write at most %(most)d levels")
        raise Unreadable(Problem(file, first_line + error.line, message, {"most": DEEPEST})) from error
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        line, message, values = mistake_behind(error, text)
        raise Unreadable(Problem(file, first_line + line, message, values)) from error
    if node is None:
        return Data({})
    if not isinstance(node, yaml.MappingNode):
        no_fields = N_("fields are expected here, one `name: value` a line")
        line, message, values = mistake_without_fields(text) or (0, no_fields, {})
        raise Unreadable(Problem(file, first_line + line, message, values))
    reader = _NodeReader(text, file, first_line)
    values = reader.value(node, ())
    if reader.problems:
        raise Unreadable(*reader.problems[:MANY])
    return Data(values, reader.lines, reader.texts)


class _NodeReader:
    """Converts composed nodes to plain values, and records their lines and the problems."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.text, self.file, self.first_line = text, file, first_line
        self.lines: dict[FieldPath, int] = {}
        self.texts: dict[FieldPath, str] = {}
        # Most texts have neither character, and need no check of each node.
        self.is_plain = self.is_unmarked if "&" in text or "!" in text else lambda node: True
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: FieldPath) -> Any:
        mark = node.start_mark
        if path:
            self.lines[path] = self.first_line + mark.line
        if not self.is_plain(node):
            return None
        if isinstance(node, yaml.ScalarNode):
            if not node.style and node.value in WORDS:
                return WORDS[node.value]
            # Escapes can spell characters that no file may have.
            escaped = node.style == '"' and not node.value.isprintable()
            self.texts[path] = text = tidy(node.value) if escaped else nfc(node.value)
            return text
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return dict(self.pairs(node, path))

    def is_unmarked(self, node: yaml.Node) -> bool:
        """Tell whether a node has neither tag nor anchor, and note a problem otherwise.

        A node with an anchor is not entered, so no alias can lead back into it.
        """
        mark = node.start_mark
        sign = self.text[mark.index : mark.index + 1]
        if sign == "&":
            self.refuse(
                self.first_line + mark.line, N_("anchors and aliases (& and *) are not allowed; write the value out")
            )
        elif sign == "!" or node.tag != PLAIN:
            tag = "!" + str(node.tag).rsplit(":", 1)[-1].lstrip("!") if node.tag != PLAIN else "!"
            self.refuse(
                self.first_line + mark.line, N_("tags such as %(tag)s are not allowed; write the plain value"), tag=tag
            )
        else:
            return True
        return False

    def pairs(self, node: yaml.Node, path: FieldPath) -> Iterator[tuple[str, Any]]:
        first: dict[str, int] = {}
        for key, value in node.value:
            line = self.first_line + key.start_mark.line
            if not isinstance(key, yaml.ScalarNode):
                self.refuse(line, N_("a field’s name must be a plain word"))
                continue
            if not self.is_plain(key):
                continue
            name = nfc(key.value) if key.value.isprintable() else tidy(key.value)
            if name in first:
                self.refuse(
                    line,
                    N_("%(field)s is written twice, first on line %(first)d; keep one"),
                    field=name,
                    first=first[name],
                )
                continue
            first[name] = line
            yield name, self.value(value, (*path, name))
            self.lines[(*path, name)] = line

    def refuse(self, line: int, message: str, **values: object) -> None:
        self.problems.append(Problem(self.file, line, message, values))
