"""The canonical form of a URL's query: the parameters that a view declares, in that order, and nothing else."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, quote, urlencode

from hub.i18n.vietnamese import nfc

MOST = 500  # parameters that are read; later ones are ignored
LONGEST = 65_536  # characters that are read
OTHERS = "*"  # among declared names: parameters that the address does not read, which its protocol makes an error
SAFE = "%!$&'()*+,;=:@/?-._~"  # characters allowed in a query (RFC 3986, 3.4), and % for what is already encoded


def canonical_query(raw: str, names: Sequence[str]) -> str:
    """Return the named parameters in the order of `names`, percent-encoded.

    Values of one name keep their order. `raw` is a WSGI query string (PEP 3333: bytes as text). Empty values and other
    names are dropped, text is normalised to NFC, and bytes that are not UTF-8 become U+FFFD. Returns "" if nothing is
    left; never raises.

    With OTHERS among the names nothing is passed over: empty values are kept, and `*=` tells that there were others.
    """
    if not names:
        return ""
    pieces = raw[:LONGEST].split("&", MOST)[:MOST]
    text = "&".join(pieces).encode("utf-8" if _is_text(raw) else "latin-1", "replace").decode("utf-8", "replace")
    values: dict[str, list[str]] = {name: [] for name in names}
    strict = OTHERS in values
    for name, value in parse_qsl(text, keep_blank_values=strict, errors="replace"):
        if name in values and name != OTHERS:
            values[name].append(nfc(value))
        elif strict:
            values[OTHERS] = [""]
    return urlencode(values, doseq=True)


def with_query(location: str, raw: str) -> str:
    """Return an address with a query as it was sent.

    Only characters that no header may contain are percent-encoded, and nothing is encoded twice.
    """
    if not raw:
        return location
    sent = raw.encode("utf-8" if _is_text(raw) else "latin-1", "replace")
    return f"{location}?{quote(sent, safe=SAFE)}"


def _is_text(raw: str) -> bool:
    """Tell whether the server has decoded the query, which PEP 3333 forbids."""
    return not raw.isascii() and max(raw) > "\xff"
