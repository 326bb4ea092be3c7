"""The library in JSON: a list of entries in the shape of every list of the site, and one entry with its text."""

import json
from collections.abc import Sequence
from typing import Any

from hub.content.edition import Reader
from hub.features.library.exchange.record import Address, record, whole_record
from hub.features.library.model import Practice


def of_list(reader: Reader, practices: Sequence[Practice], address: Address) -> str:
    """Return `{"items": […], "total": n}`."""
    items = [record(reader, practice, address) for practice in practices]
    return _written({"items": items, "total": len(items)})


def of_entry(reader: Reader, practices: Sequence[Practice], address: Address) -> str:
    """Return one entry."""
    return _written(whole_record(reader, practices[0], address))


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
