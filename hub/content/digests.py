"""Digests that tell whether earlier results can still be used."""

import hashlib
import io
import pickle
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hub.content.model.registry import Registry

READING = ("content", "i18n")  # the rooms of hub/ whose code turns files into entries


def form_of(registry: Registry) -> str:
    """Return a digest of the code that turns files into entries: the rooms above, and the models of all features."""
    models = [*(kind.model for kind in registry.kinds.values()), *registry.terms.values()]
    names = {sys.modules[model.__module__].__file__ or "" for model in models}
    return _digest_of_code(frozenset(names))


@cache
def _digest_of_code(names: frozenset[str]) -> str:
    """Return a digest of those files and the rooms: a process runs the code that it began with, so it reads it once."""
    hub = Path(__file__).parents[1]
    rooms = [path for room in READING for path in sorted((hub / room).rglob("*.py"))]
    summed = hashlib.sha256()
    for path in [*rooms, *map(Path, sorted(names))]:
        summed.update(path.read_bytes())
    return summed.hexdigest()[:24]


def digest_of_value(value: object) -> str:
    """Return a digest of an entry or a vocabulary: equal values have equal digests, in whatever process they were read.

    An ordinary pickle also tells which parts are one object, and that depends on what a process has read before.
    """
    written = io.BytesIO()
    pickler = pickle.Pickler(written, protocol=5)
    pickler.fast = True  # writes every part in full, also one that it has written before; no value holds itself
    pickler.dump(value)
    return hashlib.sha256(written.getbuffer()).hexdigest()[:24]


def digest_of_rows(rows: Iterable[tuple[object, ...]]) -> str:
    """Return one digest over rows, in order: the slugs and digests of entries, or revisions."""
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()[:24]
