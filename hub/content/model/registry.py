"""What the reading of content needs to know of all features together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from hub.content.model.kinds import Kind, M
from hub.content.model.vocabulary import Item
from hub.problems import Severity


class Remark(NamedTuple):
    """What `check` says of an entry: how grave, on the line of which field (`consent.until`), a message (N_) with its values."""

    severity: Severity
    field: str
    message: str
    values: Mapping[str, object]


Check = Callable[[Any, date], Iterable[Remark]]  # of an entry, on a day


class Withheld(NamedTuple):
    """A value by which an author asks for less to be shown.

    It holds at once, whatever else is wrong with the files: the last good version is shown with `update`.
    """

    field: str
    value: object
    update: Mapping[str, object]


@dataclass(frozen=True)
class Registry:
    """The declarations of all features that content is read with.

    `kinds` by name; `terms` are the models of vocabularies that have more than labels, by the vocabulary's name;
    `reserved` slugs stand for addresses of features; `places` are names that a text may link to without a kind
    (`[help](help)`); `checks` by kind.
    """

    kinds: Mapping[str, Kind[Any]]
    terms: Mapping[str, type[Item]]
    withheld: tuple[Withheld, ...] = ()
    reserved: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    checks: Mapping[str, Check] = field(default_factory=dict)

    def of(self, model: type[M]) -> Kind[M]:
        """Return the kind of a model. Raises KeyError where no feature declares it."""
        for kind in self.kinds.values():
            if kind.model is model:
                return kind
        raise KeyError(model.__name__)
