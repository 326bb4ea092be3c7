"""The declaration of what programs can read: the API and OAI-PMH."""

from hub.feature import Feature, MenuEntry
from hub.messages import N_

FEATURE = Feature(
    "api",
    site=("hub.features.api.views:bp",),
    menu=(MenuEntry(N_("Data for programs"), "api.about", "api", order=90, menu="footer"),),
    refusals={"/api/": "hub.features.api.problems:problem"},
)
