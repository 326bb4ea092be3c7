"""One page of a list, and the addresses of the others (RFC 8288)."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from hub.features.api.parameters import Paged

T = TypeVar("T")


def page_of(rows: Sequence[T], asked: Paged) -> Sequence[T]:
    """Return the rows of the page that is asked for; none after the last page."""
    return rows[(asked.page - 1) * asked.per_page : asked.page * asked.per_page]


def links(address: str, asked: Paged, names: Sequence[str], total: int) -> str:
    """Return the value of a Link header: the first page and the last, and the ones around the page that is asked for.

    `address` is that of the list, and `names` has its parameters in the order of the canonical address.
    """
    last = max(1, -(-total // asked.per_page))
    found = {"first": 1, "prev": min(asked.page - 1, last), "next": asked.page + 1, "last": last}
    return ", ".join(
        f'<{_address(address, asked, names, number)}>; rel="{relation}"'
        for relation, number in found.items()
        if 1 <= number <= last
    )


def _address(address: str, asked: Paged, names: Sequence[str], number: int) -> str:
    given: Mapping[str, Any] = asked.model_dump(exclude_defaults=True) | {"page": number}
    query = urlencode(
        {name: given[name] for name in names if name in given and (name, number) != ("page", 1)}, doseq=True
    )
    return f"{address}?{query}" if query else address
