"""Statements cited as text, as a footnote has it."""

from collections.abc import Sequence

from hub.content.edition import Reader
from hub.features.statements.citing import Address, citations_of
from hub.features.statements.model import Statement
from hub.web.citing.apa import apa


def write(reader: Reader, statements: Sequence[Statement], address: Address) -> str:
    """Return the citations of statements, one on each line."""
    return apa(citations_of(reader, statements, address))
