"""What programs know a session by: an identifier and a number that stay when its text, its time or the language change."""

from collections.abc import Iterable
from uuid import UUID, uuid5

PROJECT = UUID("f646a102-a6c7-4ab4-8244-e3d9f011149f")  # never changed: every calendar would hold each session twice
LARGEST = 2**31 - 1  # programs on phones keep the number in 32 bits, with a sign


def guid_of(slug: str) -> UUID:
    """Return the identifier of a session: by project and slug alone, the same in both languages and on every host."""
    return uuid5(PROJECT, slug)


def numbers_of(slugs: Iterable[str], largest: int = LARGEST) -> dict[str, int]:
    """Return a number from 1 to `largest` for each slug, no two the same; there must be no more slugs than numbers.

    A number comes from the identifier alone, so it stays when others are added. Of two sessions with the same number
    the one with the smaller identifier keeps it, and the other gets the next that is free.
    """
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for slug in sorted(set(slugs), key=guid_of):
        number = guid_of(slug).int % largest + 1
        while number in taken:
            number = number % largest + 1
        taken.add(number)
        numbers[slug] = number
    return numbers
