"""The query of an address in one canonical form: what a view declares that it reads, in that order, and nothing else."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, quote, urlencode

from hub.i18n.vietnamese import nfc

MOST = 500  # parameters that are read; those after them are ignored
LONGEST = 65_536  # characters that are read
SAFE = "%!$&'()*+,;=:@/?-._~"  # what may stand in a query (RFC 3986, 3.4), and the sign of what is encoded already


def canonical_query(raw: str, names: Sequence[str]) -> str:
    """Return the parameters of these names, in the order of the names, percent-encoded; values of one name keep theirs.

    `raw` is as WSGI has it (PEP 3333: bytes as text). Empty values and all other names are dropped, text is brought to
    NFC, and bytes that are not UTF-8 become U+FFFD. Gives "" where nothing is left; never raises.
    """
    if not names:
        return ""
    pieces = raw[:LONGEST].split("&", MOST)[:MOST]
    text = "&".join(pieces).encode("utf-8" if _is_text(raw) else "latin-1", "replace").decode("utf-8", "replace")
    values: dict[str, list[str]] = {name: [] for name in names}
    for name, value in parse_qsl(text, errors="replace"):
        if name in values:
            values[name].append(nfc(value))
    return urlencode(values, doseq=True)


def with_query(location: str, raw: str) -> str:
    """Return an address with a query as it was sent: only what no header may hold is percent-encoded, nothing twice."""
    if not raw:
        return location
    sent = raw.encode("utf-8" if _is_text(raw) else "latin-1", "replace")
    return f"{location}?{quote(sent, safe=SAFE)}"


def _is_text(raw: str) -> bool:
    """Return whether a server decoded the query, which PEP 3333 tells it not to do."""
    return not raw.isascii() and max(raw) > "\xff"
