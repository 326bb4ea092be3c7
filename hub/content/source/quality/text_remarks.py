"""What editors should look at in a text: found when it is read, kept with its entry, told by `check` and on pages."""

from collections.abc import Iterator, Mapping
from typing import Any

from hub.content.model.kinds import Kind
from hub.content.source.documents import Document
from hub.content.source.quality import blank_sections, unsourced
from hub.problems import Problem


def text_remarks(document: Document, kind: Kind[Any], shared: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield warnings about the text of a document. `shared` are the values of the entry's shared fields."""
    yield from blank_sections.problems(document, kind)
    yield from unsourced.problems(document, kind, shared)
