"""One language's file of an entry: read and split into sections, not yet validated; and the rules for its sections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hub.content.markdown.sections import WrittenSection, digest, written_sections
from hub.content.model.body import PREAMBLE, Body
from hub.content.model.kinds import Kind, M
from hub.content.source import front_matter
from hub.content.source.folder import File, read_text
from hub.content.source.front_matter import Data
from hub.i18n.languages import Lang
from hub.messages import N_
from hub.problems import Problem


@dataclass
class Document:
    """A file's fields with their lines, its body, and the body's sections."""

    file: File
    lang: Lang
    data: Data
    body: str
    first_line: int  # of the body in the file
    sections: list[WrittenSection]
    front: str  # the fields as they are written

    def problem(self, path: front_matter.FieldPath, message: str, **values: object) -> Problem:
        """Return a problem with a field, on the field's line."""
        return Problem(self.file.name, self.data.line(path), message, values)

    def line_of(self, words: str) -> int:
        """Return the line on which words first stand in the body; the body's first line if they do not."""
        return self.first_line + self.body.count("\n", 0, max(0, self.body.find(words)))


def read_document(lang: Lang, file: File) -> Document:
    """Read one file. Raises Unreadable."""
    front, body, first_line = front_matter.split(read_text(file), file.name)
    return Document(
        file, lang, front_matter.parse(front, file.name, 2), body, first_line, written_sections(body, first_line), front
    )


def section_problems(document: Document, kind: Kind[M], rendered: Body | None) -> Iterator[Problem]:
    """Yield what is wrong with a text's sections: those that the kind requires, their order, and all ids.

    `rendered` is None if the text could not be rendered.
    """
    name, seen = document.file.name, dict[str, WrittenSection]()
    shown = {PREAMBLE, *(section.id for section in rendered.sections)} if rendered is not None else None
    for part in document.sections:
        if part.id in seen:
            yield Problem(
                name, part.line, N_("the section %(id)s appears twice; give one of them another id"), {"id": part.id}
            )
        elif part.id in kind.translated:
            yield Problem(
                name, part.line, N_("a field has the name %(id)s; give the section another id"), {"id": part.id}
            )
        elif part.id in kind.sections and not part.text.partition("\n")[2].strip():
            message = N_("the section %(id)s is empty; write at least that it is not yet known")
            yield Problem(name, part.line, message, {"id": part.id}, sort="section")
        elif shown is not None and part.id not in shown:
            yield Problem(
                name,
                part.line,
                N_("this is not read as a heading; leave an empty line before it, and no backslash at its end"),
            )
        seen[part.id] = part
    text = document.body.rstrip()
    last = document.first_line + text.count("\n") if text else document.first_line - 1
    for wanted in kind.sections:
        if wanted not in seen:
            message = N_("the section %(id)s is missing; add ## … {#%(id)s}")
            yield Problem(name, last, message, {"id": wanted}, sort="section")
    there = [section for section in seen if section in kind.sections]
    for section, wanted in zip(there, (wanted for wanted in kind.sections if wanted in seen), strict=True):
        if section != wanted:
            yield Problem(
                name,
                seen[section].line,
                N_("the section %(id)s is too early; %(first)s comes before it"),
                {"id": section, "first": wanted},
                sort="section",
            )
            return


def translation_digests(kind: Kind[Any], data: Data, sections: Sequence[WrittenSection]) -> dict[str, str]:
    """Return the digest of each translated field and section of the original, which translations are compared with."""
    fields = {name: digest(str(data.values[name])) for name in kind.translated if data.values.get(name)}
    return fields | {section.id: section.digest for section in sections}
