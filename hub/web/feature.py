"""What the site itself declares, besides its features: addresses for machines and the quick exit."""

from hub.feature import Feature

FEATURE = Feature(
    "site",
    site=("hub.web.endpoints.meta:bp", "hub.web.endpoints.leaving:bp"),
    late=("meta.sitemap",),
    package="hub.web",
)
