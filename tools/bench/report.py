"""Print the document of a run for people, one line a figure."""

from collections.abc import Iterator
from typing import Any, TextIO

from tools.bench.figures import Figures


def print_figures(figures: Figures, out: TextIO) -> None:
    """Write every figure under the name that it has in the JSON document."""
    rows = list(lines(figures, ""))
    width = max((len(name) for name, _ in rows), default=0)
    for name, text in rows:
        out.write(f"{name:{width}}  {text}\n")


def lines(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Give name and text of each figure; one that was measured in rounds is one line."""
    if isinstance(value, dict) and {"median", "min", "max"} <= value.keys():
        yield name, f"{value['median']}  ({value['min']} – {value['max']}, {value['rounds']} rounds)"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from lines(inner, f"{name}.{key}" if name else key)
    elif value is not None:
        yield name, str(value)
