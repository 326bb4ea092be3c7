"""Statements in RIS."""

from collections.abc import Sequence

from hub.content.edition import Reader
from hub.features.statements.citing import Address, citations_of
from hub.features.statements.model import Statement
from hub.web.citing.ris import ris


def write(reader: Reader, statements: Sequence[Statement], address: Address) -> str:
    """Return the citations of statements as one document."""
    return ris(citations_of(reader, statements, address))
