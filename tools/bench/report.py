"""The figures of a run, formatted for people: one line each."""

from collections.abc import Iterator
from typing import Any, TextIO

from tools.bench.figures import Figures


def print_figures(figures: Figures, out: TextIO) -> None:
    """Write every figure under its name in the JSON document."""
    rows = list(lines(figures, ""))
    width = max((len(name) for name, _ in rows), default=0)
    for name, text in rows:
        out.write(f"{name:{width}}  {text}\n")


def lines(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each figure; one that was measured in rounds takes one line."""
    if isinstance(value, dict) and {"median", "min", "max"} <= value.keys():
        yield name, f"{value['median']}  ({value['min']} – {value['max']}, {value['rounds']} rounds)"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from lines(inner, f"{name}.{key}" if name else key)
    elif value is not None:
        yield name, str(value)
