"""Sections of a text: as authors write them, for translation marks, and as readers see them."""

import hashlib
import re
from dataclasses import dataclass

from hub.content.markdown.comments import without_comments
from hub.content.markdown.names import heading_of
from hub.content.markdown.sanitiser import plain_text
from hub.content.model.body import PREAMBLE, Rendered, Section

CUT = re.compile(r'<h2 id="([a-z0-9-]+)">(.*?)</h2>', re.S)
NOTES = '<div class="footnote">'


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A section as written: id, heading, the line of the file on which it begins, and its text."""

    id: str
    heading: str
    line: int
    text: str

    @property
    def digest(self) -> str:
        """Return the digest of the section's text."""
        return digest(self.text)


def digest(text: str) -> str:
    """Return the first 12 hex digits of the sha256 of a text (NFC, LF).

    Space at the ends of its lines, and at its own two ends, does not count.
    """
    plain = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def written_sections(body: str, first_line: int) -> list[WrittenSection]:
    """Cut a body at its `##` headings, and at `#`, which is shown as one.

    `first_line` is the line of the file on which the body begins. A section without an id gets `muc-1`, `muc-2` …, the
    same in both languages. Comments are left out.
    """
    found: list[tuple[str, str, int, list[str]]] = [(PREAMBLE, "", first_line, [])]
    unnamed = 0
    for number, line, is_code in without_comments(body).lines:
        heading = None if is_code else heading_of(line)
        if heading is not None and len(heading.signs) < 3:
            unnamed += not heading.name
            found.append((heading.name or f"muc-{unnamed}", heading.words.strip("# \t"), first_line + number, []))
        found[-1][3].append(line)
    return [
        WrittenSection(name, heading, line, "\n".join(lines))
        for name, heading, line, lines in found
        if heading or "".join(lines).strip()
    ]


def rendered_sections(html: str) -> Rendered:
    """Cut sanitised HTML at its `h2` headings; what precedes the first is the preamble, footnotes are kept apart."""
    body, mark, notes = html.partition(NOTES)
    pieces = CUT.split(body)
    sections, htmls = [], []
    if pieces[0].strip():
        sections.append(Section(PREAMBLE, ""))
        htmls.append(pieces[0].strip())
    for name, heading, content in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        sections.append(Section(name, plain_text(heading)))
        htmls.append(content.strip())
    return Rendered(tuple(sections), tuple(htmls), mark + notes)
