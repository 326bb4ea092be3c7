"""The declaration of the pages about sources."""

from hub.feature import Feature

FEATURE = Feature(
    "sources",
    site=("hub.features.sources.views:bp",),
    late=("sources.index", "sources.library"),
)
