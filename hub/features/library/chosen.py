"""What answers an address of the library, by slug: for whoever shows a part of it and need not load the rest."""

from collections.abc import Mapping, Sequence

from hub.content.edition import Reader
from hub.features.library.asked import answer, asked_of, known


def slugs(reader: Reader, values: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the slugs of the entries that the page of the same address shows, in its order, those of all its pages."""
    asked, _ = known(reader, asked_of(values))
    return answer(reader, asked).slugs
