"""The seminar's figures, as the report prints them."""

from typing import ClassVar

from pydantic import Field

from hub.content.model.fields import Words
from hub.content.model.vocabulary import Term


class Figure(Term):
    """A figure with the numbers that a chart needs.

    They are a percentage; a range from `low` to `high`; a part of ten, three or two; a factor (`times`); or people.
    """

    names_concept: ClassVar[bool] = False

    value: Words
    place: Words
    percent: float | None = Field(None, gt=0, le=100)
    low: float | None = Field(None, ge=0, le=100)
    high: float | None = Field(None, ge=0, le=100)
    people: int | None = Field(None, gt=0, le=10_000_000_000)  # more than the world's population
    times: float | None = Field(None, ge=1, le=20)
    of_ten: int | None = Field(None, ge=1, le=10)
    of_three: int | None = Field(None, ge=1, le=3)
    of_two: int | None = Field(None, ge=1, le=2)
    nearly: bool = False
    estimated: bool = False
