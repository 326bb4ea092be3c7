"""Count and narrow entries by facets: one bit for each entry, so that a count is an AND of two numbers.

Within one facet any of the chosen values is enough, and every facet with a choice must be met. It counts entries and
knows nothing of texts; what a search has found is one more number to AND with.
"""

from collections.abc import Iterable, Mapping, Sequence

Chosen = Mapping[str, Sequence[str]]


class FacetTable:
    """Which of some entries have which values of which facets. Entries are numbered in the order in which they are given."""

    def __init__(self, facets: Iterable[str], entries: Iterable[tuple[str, Mapping[str, Iterable[str]]]]) -> None:
        """Take the names of the facets, and each entry with its values by facet."""
        places: dict[str, dict[str, list[int]]] = {facet: {} for facet in facets}
        self.places: dict[str, int] = {}
        for entry, values in entries:
            place = self.places[entry] = len(self.places)
            for facet, having in places.items():
                for value in values.get(facet, ()):
                    having.setdefault(value, []).append(place)
        self.every = (1 << len(self.places)) - 1
        self._having = {
            facet: {value: self._bits(found) for value, found in having.items()} for facet, having in places.items()
        }

    def bits_of(self, entries: Iterable[str]) -> int:
        """Return the set of these entries, without those that are unknown."""
        return self._bits(self.places[entry] for entry in entries if entry in self.places)

    def matching(self, chosen: Chosen, among: int) -> int:
        """Return those among a set that have one of the chosen values of every facet with a choice."""
        for facet, values in chosen.items():
            if values:
                among &= self._any(facet, values)
        return among

    def counts(self, facet: str, chosen: Chosen, among: int) -> dict[str, int]:
        """Return how many among a set have each value of a facet, under what is chosen of the others; without zeros."""
        others = {name: values for name, values in chosen.items() if name != facet}
        passing = self.matching(others, among)
        counted = ((value, (passing & bits).bit_count()) for value, bits in self._having[facet].items())
        return {value: count for value, count in counted if count}

    def within(self, order: Iterable[str], bits: int) -> list[str]:
        """Return the entries of an order that are in a set."""
        flags = bits.to_bytes(len(self.places) // 8 + 1, "little")
        places = self.places
        return [entry for entry in order if flags[places[entry] >> 3] >> (places[entry] & 7) & 1]

    def _any(self, facet: str, values: Iterable[str]) -> int:
        found = 0
        for value in values:
            found |= self._having[facet].get(value, 0)
        return found

    def _bits(self, places: Iterable[int]) -> int:
        flags = bytearray(len(self.places) // 8 + 1)
        for place in places:
            flags[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(flags, "little")
