"""The declaration of the search page."""

from hub.feature import Feature

FEATURE = Feature(
    "search",
    site=("hub.features.search.views:bp",),
    places={"search": "search.index"},
    pocket=("search.index",),
)
