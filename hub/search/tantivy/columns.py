"""What is known of every document besides its text: its number, which it keeps for life, and the values of its facets.

tantivy moves documents when it merges segments; a number of our own lets the facets of a generation be one file that is
copied and changed by as much as was edited. A set of documents is one bit for each number.
"""

import json
from array import array
from collections.abc import Iterable
from pathlib import Path

from hub.search.engine import IndexUnusable, Searchable

FILE = "columns"


class Columns:
    """The numbers of documents by id, and the documents of each "name=value", as bytes of which each bit is one."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.size = 0
        self.values: dict[str, bytearray] = {}

    def put(self, document: Searchable) -> int:
        """Note a document in place of what was known of it, and return its number."""
        known = self.numbers.get(document.id)
        if known is None:
            known, self.size = self.size, self.size + 1
            self.numbers[document.id] = known
        else:
            self._clear(known)
        byte, bit = known >> 3, 1 << (known & 7)
        for value in document.values():
            flags = self.values.setdefault(value, bytearray())
            if len(flags) <= byte:
                flags.extend(bytes(max(byte + 1 - len(flags), len(flags))))
            flags[byte] |= bit
        return known

    def drop(self, id: str) -> None:
        """Forget a document; its number is not given again."""
        number = self.numbers.pop(id, None)
        if number is not None:
            self._clear(number)

    def _clear(self, number: int) -> None:
        byte, others = number >> 3, 0xFF ^ (1 << (number & 7))
        for flags in self.values.values():
            if byte < len(flags):
                flags[byte] &= others

    def write(self, folder: Path) -> None:
        """Write the file anew: in the folder of a generation it may still be that of the last one."""
        width = (self.size + 7) // 8
        rows = {value: bytes(flags[:width]) for value, flags in self.values.items() if any(flags)}
        numbers = array("I", self.numbers.values())
        head = json.dumps({"size": self.size, "documents": len(numbers), "values": list(rows)}, ensure_ascii=False)
        path = folder / FILE
        path.unlink(missing_ok=True)
        path.write_bytes(
            b"".join([head.encode(), b"\n", numbers.tobytes(), *(row.ljust(width, b"\0") for row in rows.values())])
        )


def read_columns(folder: Path, ids: Iterable[str]) -> Columns:
    """Return what was written for these documents, in the order in which they were written. Raises IndexUnusable."""
    columns, numbers = Columns(), array("I")
    try:
        head, _, body = (folder / FILE).read_bytes().partition(b"\n")
        told = json.loads(head)
        columns.size = int(told["size"])
        width, until = (columns.size + 7) // 8, int(told["documents"]) * numbers.itemsize
        numbers.frombytes(body[:until])
        columns.numbers = dict(zip(ids, numbers, strict=True))
        rows = (body[until + width * at : until + width * (at + 1)] for at in range(len(told["values"])))
        columns.values = {str(value): bytearray(row) for value, row in zip(told["values"], rows, strict=True)}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(f"{folder / FILE}: cannot be read ({error!r}); build the index again") from error
    return columns
