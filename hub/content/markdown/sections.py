"""Sections of a text: as authors write them, for translation marks, and as readers see them."""

import hashlib
import re
from dataclasses import dataclass

from hub.content.markdown.extension import ID
from hub.content.markdown.sanitiser import plain_text
from hub.content.model.body import PREAMBLE, Rendered, Section

NAMED = re.compile(r"(?<=[\s{:])#([^\s}]+)")  # within the braces behind a heading
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
    same in both languages.
    """
    found: list[tuple[str, str, int, list[str]]] = [(PREAMBLE, "", first_line, [])]
    unnamed = 0
    for number, line in enumerate(body.split("\n"), first_line):
        if line.startswith("#") and not line.startswith("###"):
            heading, named = _heading(line)
            unnamed += not named
            found.append((named or f"muc-{unnamed}", heading, number, []))
        found[-1][3].append(line)
    return [
        WrittenSection(name, heading, line, "\n".join(lines))
        for name, heading, line, lines in found
        if heading or "".join(lines).strip()
    ]


def _heading(line: str) -> tuple[str, str]:
    """Return the words of a heading line, and its id; empty if it has no valid one."""
    heading = line.strip("# \t")
    words, brace, attributes = heading.rpartition(" {")
    if not brace or not attributes.endswith("}"):
        return heading, ""
    named = NAMED.search(brace + attributes)
    return words.strip("# \t"), named[1] if named and ID.fullmatch(named[1]) else ""


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
