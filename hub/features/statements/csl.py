"""Statements in CSL-JSON."""

from collections.abc import Sequence

from hub.content.edition import Reader
from hub.features.statements.citing import Address, citations_of
from hub.features.statements.model import Statement
from hub.web.citing.csl import csl_json


def write(reader: Reader, statements: Sequence[Statement], address: Address) -> str:
    """Return the citations of statements as one document."""
    return csl_json(citations_of(reader, statements, address))
