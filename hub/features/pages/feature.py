"""The declaration of pages of text and of the help page."""

from hub.content.model.kinds import TOLD, Kind
from hub.feature import Feature, SearchFields
from hub.features.pages import queries
from hub.features.pages.model import Helpline, Page
from hub.features.pages.searched import HELPLINES, page_words
from hub.messages import N_

FEATURE = Feature(
    "pages",
    kinds=(
        Kind(
            "page",
            Page,
            folder="pages",
            title=N_("Pages"),
            singular=N_("Page"),
            order=lambda page: (page.order, page.slug),
            sourced=(*TOLD, "short"),
        ),
    ),
    terms={"helplines": Helpline},
    site=("hub.features.pages.views:bp", "hub.features.pages.views:help_bp"),
    # A section that asks readers to write is shown only where there is an address: no result rests on it.
    search={"page": SearchFields(words=page_words, unread_sections=("contact",))},
    findable={"helplines": HELPLINES},
    menu=queries.menu,
    places={"help": "help.index"},
    pocket=("help.index",),
)
