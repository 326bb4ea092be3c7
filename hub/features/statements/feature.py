"""The declaration of statements."""

from hub.content.model.kinds import Kind
from hub.feature import Feature, MenuEntry
from hub.features.statements.model import Statement
from hub.messages import N_

FEATURE = Feature(
    "statements",
    kinds=(
        Kind(
            "statement",
            Statement,
            folder="statements",
            title=N_("Statements"),
            singular=N_("Statement"),
            order=lambda statement: (statement.delivered_on, statement.reference),
            in_short=True,
            beside=lambda statement: (statement.office, statement.delivered_on),
        ),
    ),
    site=("hub.features.statements.views:bp",),
    menu=(MenuEntry(N_("Statements"), "statements.index", "statements", order=20),),
    pocket=("statements.index", "statements.detail"),
)
