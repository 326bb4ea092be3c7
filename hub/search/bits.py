"""Sets of documents as whole numbers, one bit for each: an intersection or a count is one operation of Python's own."""

from collections.abc import Iterable, Mapping, Sequence

Values = Mapping[str, Mapping[str, int]]
"""The documents of each value of each facet."""

_FLAGS = bytes.maketrans(b"01", b"\0\1")


def bits_of(numbers: Iterable[int], size: int) -> int:
    """Return the set of these numbers, each from 0 to `size` - 1."""
    flags = bytearray(b"0") * size
    for number in numbers:
        flags[number] = 49  # "1"
    return int(flags[::-1], 2) if size else 0


def flags_of(bits: int, size: int) -> bytes:
    """Return 1 for each of `size` documents that is in a set, and 0 for each other."""
    return f"{bits:0{size}b}".encode()[::-1].translate(_FLAGS) if size else b""


def passing(values: Values, asked: Mapping[str, Sequence[str]]) -> int | None:
    """Return the documents that have one of the values asked for of each facet named; None if nothing is asked for."""
    found: int | None = None
    for name, wanted in asked.items():
        known, having = values.get(name, {}), 0
        for value in wanted:
            having |= known.get(value, 0)
        found = having if found is None else found & having
    return found


def counts(values: Values, found: int, asked: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """Return for each facet how many of a set have each value, under all that is asked for but of the facet itself."""
    counted = {}
    for name, known in values.items():
        others = passing(values, {other: wanted for other, wanted in asked.items() if other != name})
        among = found if others is None else found & others
        every = ((value, (among & having).bit_count()) for value, having in known.items())
        counted[name] = {value: count for value, count in every if count}
    return counted
