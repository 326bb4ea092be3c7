"""Rows of a list in another order: each press of a button moves one row past its neighbour."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

MOST_ROWS = 400
# The names of the buttons, whose value is the name of the row, and how far it goes.
STEPS: Mapping[str, int] = {"up": -1, "down": 1}


def rows_of(form: Mapping[str, Sequence[str]], name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the number of the row to which each control of a list belongs, with what is written in it."""
    before = f"{name}."
    for each, texts in form.items():
        number = each[len(before) :].partition(".")[0] if each.startswith(before) else ""
        if number.isascii() and number.isdecimal() and len(number) < 4 and int(number) < MOST_ROWS:
            yield int(number), texts


def in_order(rows: Iterable[int], form: Mapping[str, Sequence[str]], name: str) -> list[int]:
    """Return the numbers of the rows of a list as they follow each other once what the form asks for is done."""
    order = list(rows)
    for row, step in _asked(form):
        of, _, number = row.rpartition(".")
        if of != name or number not in map(str, order):
            continue
        here = order.index(int(number))
        there = here + step
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
    return order


def place_after(form: Mapping[str, Sequence[str]]) -> tuple[str, str]:
    """Return the name of the row that the form moves, as it is then, and the button by which it goes on its way.

    At an end of the list that is the one which leads back. A row without a word is left out, and its list named instead;
    both are empty if no row is to be moved.
    """
    for row, step in _asked(form):
        name, _, number = row.rpartition(".")
        order = in_order(_written(form, name), form, name)
        if len(order) < 2 or number not in map(str, order):
            return name, ""
        place = order.index(int(number))
        return f"{name}.{place}", "up" if place == len(order) - 1 or (step < 0 and place > 0) else "down"
    return "", ""


def _asked(form: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, int]]:
    return ((row, step) for button, step in STEPS.items() for row in form.get(button, ()))


def _written(form: Mapping[str, Sequence[str]], name: str) -> list[int]:
    """Return the numbers of the rows in which something is written: the others are left out when the form is saved."""
    return sorted({number for number, texts in rows_of(form, name) if any(map(str.strip, texts))})
