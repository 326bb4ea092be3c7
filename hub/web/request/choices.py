"""What a page offers to choose from, and what it says of values in its address that are no choice."""

from dataclasses import dataclass

MOST_UNKNOWN = 3
"""How many values that choose nothing are named: a link that somebody has filled with more gets no longer a page."""
LONGEST_VALUE = 40
"""How many characters of a value are kept: no code is as long."""


@dataclass(frozen=True, slots=True)
class Option:
    """One code that may be chosen: its label, and how many entries have it under what is chosen otherwise."""

    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet with its options; `heading` is a message."""

    name: str
    heading: str
    options: list[Option]

    @property
    def chosen(self) -> list[Option]:
        """Return the options that are chosen."""
        return [option for option in self.options if option.chosen]
