"""What the pages about sources declare."""

from hub.feature import Feature

FEATURE = Feature(
    "sources",
    site=("hub.features.sources.views:bp",),
    late=("sources.index", "sources.library"),
)
