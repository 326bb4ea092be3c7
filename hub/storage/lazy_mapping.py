"""A mapping whose values are loaded when they are first asked for."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


class LazyMapping(Mapping[str, V], Generic[V]):
    """Names in a fixed order; `load` gives the value of one, which is then kept: so many of them at most, all go when there are more."""

    def __init__(self, names: Iterable[str], load: Callable[[str], V], most: int = sys.maxsize) -> None:
        self.names = dict.fromkeys(names)
        self.load, self.most = load, most
        self.loaded: dict[str, V] = {}

    def __getitem__(self, name: str) -> V:
        loaded = self.loaded  # the same one throughout, whatever other threads do
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
