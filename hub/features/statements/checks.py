"""What `check` reports on a statement beyond its model."""

from collections.abc import Iterator
from datetime import date

from hub.content.model.registry import Remark
from hub.features.statements.model import Statement
from hub.messages import N_


def remarks(statement: Statement, today: date) -> Iterator[Remark]:
    """Yield what is wrong with the corrections of a statement."""
    for number, corrigendum in enumerate(statement.corrigenda):
        if (corrigendum.was is None) != (corrigendum.now is None):
            message = N_("a correction that shows words shows both: was, the old ones, and now, those in their place")
            yield Remark("error", f"corrigenda.{number}", message, {})
