"""Refusal of texts nested so deeply that Python-Markdown would recurse or backtrack for long."""

import re

from hub.messages import N_
from hub.problems import Problem, Unreadable

LONG = 20_000  # characters of one line
TANGLES = 2_000  # brackets, stars, underscores or backticks of one line
COLUMNS = 200  # of a table; every row is filled up to as many cells as its head
TANGLED = re.compile(r"^(?:(?:[ \t]*>){13}|[ \t]{97}|(?:[ \t]*[-+*]){25}[ \t])", re.M)


def check_nesting(body: str, file: str, first_line: int) -> None:
    """Raise Unreadable for the first line that is too long or nested too deeply."""
    if not _is_too_much(body):  # nearly always true of the whole text, and then of each of its lines
        return
    for number, line in enumerate(body.split("\n"), first_line):
        if _is_too_much(line):
            raise Unreadable(Problem(file, number, N_("this line is nested too deeply or too long; simplify it")))


def _is_too_much(text: str) -> bool:
    return (
        len(text) > LONG
        or TANGLED.search(text) is not None
        or max(map(text.count, "[*_`")) > TANGLES
        or text.count("|") > COLUMNS
    )
