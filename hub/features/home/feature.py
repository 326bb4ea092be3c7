"""The declaration of the home page."""

from hub.feature import Feature
from hub.features.home.model import Figure

FEATURE = Feature(
    "home",
    terms={"figures": Figure},
    site=("hub.features.home.views:bp",),
    places={"home": "home.index"},
    pocket=("home.index",),
)
