"""The declaration of the pocket edition: pages that a reader keeps in the browser and reads without a network."""

from hub.feature import Feature

FEATURE = Feature(
    "pocket",
    site=("hub.features.pocket.views:bp",),
    places={"offline": "pocket.index"},
    late=("pocket.files", "pocket.search"),
)
