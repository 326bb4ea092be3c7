"""The declarations of all features that are needed to read content."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from hub.content.model.kinds import Kind, M
from hub.content.model.vocabulary import Item
from hub.problems import Severity, Sort


class Remark(NamedTuple):
    """What a feature's check reports on an entry: a message (N_) with its values.

    It is reported on the line of `field`, which may be a path (`consent.until`).
    """

    severity: Severity
    field: str
    message: str
    values: Mapping[str, object]
    sort: Sort = "form"


Check = Callable[[Any, date], Iterable[Remark]]  # of an entry, on a day


class Withheld(NamedTuple):
    """A value by which an author asks for less to be shown.

    It takes effect at once, whatever else is wrong with the files: the last good version is shown with `update`
    applied. `otherwise` lists other words by which authors may ask for the same. If the value is the class `datetime`,
    any value asks, and what is shown is not public before that moment. `names` tells that it withholds the title, a
    name, from every text.
    """

    field: str
    value: object
    update: Mapping[str, object]
    otherwise: tuple[str, ...] = ()
    names: bool = False


# In every feature, drafts and withdrawn entries stop being shown, and no entry is shown before its embargo ends.
RETRACTED = ("withdraw", "retracted", "rút", "đã rút", "rút lại", "rút bài", "gỡ", "đã gỡ", "thu hồi")
ALWAYS_WITHHELD = (
    Withheld("draft", True, {"draft": True}),
    Withheld("status", "withdrawn", {"status": "withdrawn"}, RETRACTED),
    Withheld("embargo", datetime, {}),
)


@dataclass(frozen=True)
class Registry:
    """The declarations of all features that are needed to read content.

    `kinds` are by name; `terms` are the models of vocabularies whose terms have more than labels, by the vocabulary's
    name; `reserved` are slugs that are addresses of features; `places` are names that a text may link to without a kind
    (`[help](help)`); `checks` are by kind.
    """

    kinds: Mapping[str, Kind[Any]]
    terms: Mapping[str, type[Item]]
    withheld: tuple[Withheld, ...] = ()
    reserved: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    checks: Mapping[str, Check] = field(default_factory=dict)

    def of(self, model: type[M]) -> Kind[M]:
        """Return the kind of a model. Raises KeyError if no feature declares it."""
        for kind in self.kinds.values():
            if kind.model is model:
                return kind
        raise KeyError(model.__name__)
