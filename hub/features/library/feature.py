"""The declaration of the library."""

from hub.content.model.kinds import TOLD, Kind
from hub.feature import Feature, MenuEntry, SearchFields
from hub.features.library.checks import remarks
from hub.features.library.formats import FORMATS
from hub.features.library.model import ASKS, SECTIONS, Practice, moments
from hub.features.library.overview.outline import mentions, outlines
from hub.messages import N_

FEATURE = Feature(
    "library",
    kinds=(
        Kind(
            "practice",
            Practice,
            folder="library",
            title=N_("Library"),
            singular=N_("Good practice"),
            order=lambda practice: practice.collation,
            moments=moments,
            sections=SECTIONS,
            asks=ASKS,
            in_short=True,
            near=("mnr-2016", "countries"),
            versions=True,
            beside=lambda practice: [("countries", country) for country in practice.countries],
            sourced=TOLD,
            desk="contributors",
        ),
    ),
    site=("hub.features.library.views:bp",),
    menu=(MenuEntry(N_("Library"), "library.index", "library", order=40),),
    reserved=("compare", "coverage", "countries", "history", "dossier", "quality"),
    checks={"practice": remarks},
    formats=FORMATS,
    cited={"practice": "hub.features.library.exchange.citing:citation_of"},
    search={"practice": SearchFields(unread_sections=("help",))},
    derived={"outlines": outlines, "mentions": mentions},
    late=(
        "library.countries",
        "library.of_country",
        "library.coverage_page",
        "library.compare",
        "library.history",
        "library.version",
        "library.dossier_page",
        "library.quality",
    ),
)
