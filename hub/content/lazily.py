"""A mapping whose values are loaded when they are first asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

V = TypeVar("V")


class Lazily(Mapping[str, V], Generic[V]):
    """Names in a fixed order; `load` gives the value of one, which is then kept."""

    def __init__(self, names: Iterable[str], load: Callable[[str], V]) -> None:
        self.names = dict.fromkeys(names)
        self.load = load
        self.loaded: dict[str, V] = {}

    def __getitem__(self, name: str) -> V:
        if name not in self.loaded:
            if name not in self.names:
                raise KeyError(name)
            self.loaded[name] = self.load(name)
        return self.loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names
