"""The declaration of statements."""

from hub.content.model.kinds import TOLD, Kind
from hub.feature import Feature, Format, MenuEntry
from hub.features.statements.checks import remarks
from hub.features.statements.model import Statement
from hub.messages import N_
from hub.web.citing.formats import citation_formats

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
            sourced=TOLD,
            desk="contributors",
        ),
    ),
    site=("hub.features.statements.views:bp",),
    formats=(
        *citation_formats("statement"),
        Format(
            "atom", "application/atom+xml; charset=utf-8", "statement", of_list="hub.features.statements.atom:write"
        ),
    ),
    cited={"statement": "hub.features.statements.citing:citation_of"},
    checks={"statement": remarks},
    menu=(MenuEntry(N_("Statements"), "statements.index", "statements", order=20),),
    pocket=("statements.index", "statements.detail"),
)
