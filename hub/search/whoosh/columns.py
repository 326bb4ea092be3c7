"""What is read of every document of a segment before the first answer: a file beside those that Whoosh writes.

As postings it would take a step of Python for each document and value, after every edit again.
"""

import json
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

SUFFIX = ".columns"


class Columns(NamedTuple):
    """The entry and the length in words of each document of a segment; of each "name=value" its documents, as bits."""

    entries: list[str]
    lengths: "array[float]"
    values: dict[str, int]


class ColumnsWriter:
    """Collects the columns of a segment."""

    def __init__(self) -> None:
        self._entries: list[str] = []
        self._lengths = array("f")
        self._values: dict[str, list[int]] = {}

    def add(self, entry: str, length: int, values: Iterable[str]) -> None:
        """Add the next document."""
        for value in values:
            self._values.setdefault(value, []).append(len(self._entries))
        self._entries.append(entry)
        self._lengths.append(max(length, 1))

    def write(self, path: Path) -> None:
        """Write the file."""
        width = (len(self._entries) + 7) // 8
        rows = bytearray(width * len(self._values))
        for at, numbers in enumerate(self._values.values()):
            for number in numbers:
                rows[at * width + (number >> 3)] |= 1 << (number & 7)
        head = json.dumps([self._entries, list(self._values)], ensure_ascii=False)
        path.write_bytes(b"".join((head.encode(), b"\n", self._lengths.tobytes(), rows)))


def read_columns(path: Path) -> Columns:
    """Return the columns of a segment. Raises OSError or ValueError."""
    head, _, body = path.read_bytes().partition(b"\n")
    entries, names = json.loads(head)
    lengths, width = array("f"), (len(entries) + 7) // 8
    start = len(entries) * lengths.itemsize
    lengths.frombytes(body[:start])
    rows = (body[start + width * at : start + width * (at + 1)] for at in range(len(names)))
    return Columns(
        entries, lengths, {name: int.from_bytes(row, "little") for name, row in zip(names, rows, strict=True)}
    )
