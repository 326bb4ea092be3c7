"""The declaration of statements."""

from hub.content.model.kinds import TOLD, Kind
from hub.feature import Feature, Format, MenuEntry
from hub.features.statements.checks import remarks
from hub.features.statements.model import Statement
from hub.messages import N_

FORMATS = (
    ("bib", "application/x-bibtex; charset=utf-8", "bibtex"),
    ("ris", "application/x-research-info-systems; charset=utf-8", "ris"),
    ("csl.json", "application/vnd.citationstyles.csl+json; charset=utf-8", "csl"),
    ("txt", "text/plain; charset=utf-8", "cite_text"),
)

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
        ),
    ),
    site=("hub.features.statements.views:bp",),
    formats=(
        *(
            Format(
                suffix,
                type,
                "statement",
                of_list=f"hub.features.statements.{module}:write",
                of_entry=f"hub.features.statements.{module}:write",
            )
            for suffix, type, module in FORMATS
        ),
        Format(
            "atom", "application/atom+xml; charset=utf-8", "statement", of_list="hub.features.statements.atom:write"
        ),
    ),
    checks={"statement": remarks},
    menu=(MenuEntry(N_("Statements"), "statements.index", "statements", order=20),),
    pocket=("statements.index", "statements.detail"),
)
