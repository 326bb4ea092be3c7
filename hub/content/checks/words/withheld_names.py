"""Check for the name of a person whose identity is withheld, in the texts of others."""

from collections.abc import Iterator

from hub.content.source.withheld.names import Names
from hub.messages import N_
from hub.problems import Problem

STANDS = N_(
    "the name of a withheld person stands here; readers see “name withheld” in its place, so write the sentence without it"
)


def problems(text: str, file: str, names: Names) -> Iterator[Problem]:
    """Yield a warning for each line of a file with a withheld name; the name itself is not repeated."""
    for line in names.lines(text):
        yield Problem(file, line, STANDS, severity="warning", sort="word")
