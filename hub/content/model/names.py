"""Names of people: which of their words is the given name, and how lists sort them."""

from typing import Literal

from hub.i18n.vietnamese import SortKey, sort_key

NameOrder = Literal["vi", "west"]


def parts_of_name(name: str) -> tuple[str, str]:
    """Return the first words and the last word of a name.

    The last is the given name of a Vietnamese ("Lê Hoàng", "Dương"), and the family name in the western order
    ("Pauline", "Tamesis"). A name of one word has no first words.
    """
    first, _, last = " ".join(name.split()).rpartition(" ")
    return first, last


def name_key(name: str) -> tuple[SortKey, SortKey]:
    """Return the key by which lists sort a name: by its last word, and then by those before it.

    That is how Vietnamese lists sort by the given name, and western ones by the family name.
    """
    first, last = parts_of_name(name)
    return sort_key(last), sort_key(first)
