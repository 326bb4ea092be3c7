"""Addresses of the contributors' desk, one module a part of it. `bp` is what the feature declares."""

from hub.features.contribute.views.blueprint import bp

__all__ = ["bp"]
