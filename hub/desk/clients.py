"""Where a request comes from, for limits alone: it is kept in memory for minutes, and written nowhere."""

import ipaddress
from collections.abc import Mapping
from typing import Any


def client_of(environ: Mapping[str, Any], proxies: int) -> str:
    """Return the address from which a request came, past `proxies` proxies of our own (HUB_TRUSTED_PROXIES).

    Each of them adds one address at the right of X-Forwarded-For. What stands left of those was sent by the client, who
    can write anything there. IPv6 addresses are taken by their network (/64), which one household has for itself.
    """
    direct = environ.get("REMOTE_ADDR") or ""
    sent = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")] if proxies else []
    given = sent[-proxies] if len(sent) >= proxies > 0 else direct
    return _network(given) or _network(direct) or "?"


def _network(text: str) -> str:
    try:
        address = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)).network_address)
    return str(address)
