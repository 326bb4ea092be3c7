"""Types of option values, which refuse a value with a sentence in the reader's language."""

import re
from collections.abc import Sequence
from typing import Any

import click

from hub.errors import UserError
from hub.messages import N_


class InvalidValue(click.BadParameter):
    """A value that a parameter cannot have. `why` is a message (N_), with a placeholder `what` for the parameter."""

    def __init__(self, why: str, **values: object) -> None:
        super().__init__(why)
        self.why, self.values = why, values

    def explained(self, what: str) -> UserError:
        """Return the sentence, given the parameter as the reader types it."""
        return UserError(self.why, what=what, **self.values)


class WholeNumber(click.ParamType[int]):
    """A whole number in ASCII digits, from `least` to `most`."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        given = str(value)
        if not re.fullmatch("[0-9]{1,9}", given) or not self.least <= int(given) <= self.most:
            text = N_("%(what)s: %(given)s is not a number from %(least)d to %(most)d")
            raise InvalidValue(text, given=given, least=self.least, most=self.most)
        return int(given)


class OneOf(click.Choice[str]):
    """One word out of a few."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            text = N_("%(what)s cannot be %(given)s; write one of: %(choices)s")
            raise InvalidValue(text, given=value, choices=", ".join(self.choices))
        return str(value)
