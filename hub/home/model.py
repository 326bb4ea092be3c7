"""The seminar's figures, as the report prints them."""

from hub.content.kinds import Words
from hub.content.vocabulary import Term


class Figure(Term):
    """A figure with the numbers that a chart needs: percent; low and high; so many of ten, three or two; times; people."""

    value: Words
    place: Words
    percent: float | None = None
    low: float | None = None
    high: float | None = None
    people: int | None = None
    times: float | None = None
    of_ten: int | None = None
    of_three: int | None = None
    of_two: int | None = None
    nearly: bool = False
    estimated: bool = False


TERMS = {"figures": Figure}
