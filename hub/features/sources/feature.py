"""The declaration of the pages about sources."""

from hub.feature import Feature
from hub.features.sources.searched import FIGURES

FEATURE = Feature(
    "sources",
    site=("hub.features.sources.views:bp",),
    findable={"figures": FIGURES},
    late=("sources.index", "sources.library"),
)
