"""Addresses of the contributors' desk, one module a part of it. `bp` is what the feature declares."""

from hub.features.contribute.views import (
    attaching,
    editing,
    leading_on,
    listing,
    previewing,
    publishing,
    reviewing,
    signing,
    taking_over,
    trying,
)
from hub.features.contribute.views.blueprint import bp

__all__ = (
    "attaching",
    "bp",
    "editing",
    "leading_on",
    "listing",
    "previewing",
    "publishing",
    "reviewing",
    "signing",
    "taking_over",
    "trying",
)
