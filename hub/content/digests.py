"""Digests that tell whether what was made before can still be used."""

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from hub.content.model.kinds import Registry


def form_of(registry: Registry) -> str:
    """A digest of the code that turns files into entries: this package, and the models of all features."""
    models = [*(kind.model for kind in registry.kinds.values()), *registry.terms.values()]
    names = {sys.modules[model.__module__].__file__ or "" for model in models}
    summed = hashlib.sha256()
    for path in [*sorted(Path(__file__).parent.rglob("*.py")), *map(Path, sorted(names))]:
        summed.update(path.read_bytes())
    return summed.hexdigest()[:24]


def digests_of(kinds: Mapping[str, list[tuple[str, str]]]) -> dict[str, str]:
    """One digest a kind, over the slugs and digests of its entries in order."""
    return {kind: hashlib.sha256(repr(rows).encode()).hexdigest()[:24] for kind, rows in kinds.items()}
