"""Addresses of the contributors' desk, one module a part of it. `bp` is what the feature declares."""

from hub.features.contribute.views import (
    attaching,
    discarding,
    editing,
    leading_on,
    listing,
    previewing,
    publishing,
    quarantining,
    reviewing,
    signing,
    taking_over,
    trying,
)
from hub.features.contribute.views.blueprint import bp

__all__ = (
    "attaching",
    "bp",
    "discarding",
    "editing",
    "leading_on",
    "listing",
    "previewing",
    "publishing",
    "quarantining",
    "reviewing",
    "signing",
    "taking_over",
    "trying",
)
