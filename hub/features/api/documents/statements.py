"""Statements in the API."""

from typing import Any

from hub.content.edition import Reader
from hub.content.model.entries import Entry
from hub.features.api.documents.fields import person, shared, titled
from hub.features.api.model import Statement, Titled
from hub.features.statements import model

OWN = tuple(Statement.model_fields.keys() - Titled.model_fields.keys() - {"speaker"})


def of_statement(reader: Reader, entry: Entry[Any], href: str, whole: bool) -> Statement:
    """Return a statement; its speaker, if a person is named who may be."""
    statement: model.Statement = entry.reading("vi")
    speaker = person(reader, statement.speaker) if statement.speaker else None
    return Statement(
        **titled(reader, entry, href, whole),
        **shared(statement, *OWN),
        speaker=speaker if speaker is not None and speaker.name else None,
    )
