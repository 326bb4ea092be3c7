"""A mapping whose values are loaded on first access."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


class LazyMapping(Mapping[str, V], Generic[V]):
    """Maps names, in a fixed order, to values that `load` returns on first access and that are then cached.

    The cache is cleared when it would grow beyond `most` values.
    """

    def __init__(self, names: Iterable[str], load: Callable[[str], V], most: int = sys.maxsize) -> None:
        self.names = dict.fromkeys(names)
        self.load, self.most = load, most
        self.loaded: dict[str, V] = {}

    def __getitem__(self, name: str) -> V:
        loaded = self.loaded  # one dictionary throughout, even if another thread replaces it
        if name not in loaded:
            if name not in self.names:
                raise KeyError(name)
            if len(loaded) >= self.most:
                loaded = self.loaded = {}
            loaded[name] = self.load(name)
        return loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names
