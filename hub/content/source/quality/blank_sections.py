"""Headings without a text: readers find a promise and nothing behind it."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from hub.content.markdown.comments import without_comments
from hub.content.markdown.names import Heading, heading_of
from hub.content.model.kinds import Kind
from hub.content.source.documents import Document
from hub.content.source.front_matter import MANY
from hub.messages import N_
from hub.problems import Problem, brief

BLANK = N_("nothing stands under the heading “%(heading)s”; write the text, or take the heading out")


def problems(document: Document, kind: Kind[Any]) -> Iterator[Problem]:
    """Yield a warning for each heading without a text, MANY at most.

    The sections of a kind are left out: an empty one is an error, and told already. A heading over smaller headings is
    not blank.
    """
    for line, heading in islice(_blank(document), MANY):
        if not (len(heading.signs) == 2 and heading.name in kind.sections):
            values = {"heading": brief(heading.words.strip("# \t"))}
            yield Problem(document.file.name, line, BLANK, values, "warning", sort="section")


def _blank(document: Document) -> Iterator[tuple[int, Heading]]:
    open_: tuple[int, Heading] | None = None  # the heading under which nothing has stood so far
    for place, text, is_code in without_comments(document.body).lines:
        heading = None if is_code else heading_of(text)
        if heading is not None:
            if open_ is not None and len(heading.signs) <= len(open_[1].signs):
                yield open_
            open_ = (document.first_line + place, heading)
        elif text.strip():
            open_ = None
    if open_ is not None:
        yield open_
