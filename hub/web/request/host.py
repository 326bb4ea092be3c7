"""The check of the Host header: the site answers to its own name and to this machine's, on any port."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, request

LOCAL = ("localhost", "127.0.0.1", "[::1]")
PROBES = ("/healthz", "/readyz")  # answered under every name: probes often use an IP address
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{0,5})?")
MOST = 64  # accepted headers that are remembered
LONGEST = 300  # characters; no name in the DNS is longer than 253


class Hosts:
    """Decide by the Host header whether a request is meant for this site (RFC 9110, 7.2).

    `seen` holds headers already accepted, so that a page from memory costs one look-up.
    """

    def __init__(self, hostname: str = "") -> None:
        """Accept `hostname`, the host of the public URL without port or brackets, and the local names."""
        self.names = {*LOCAL, *_spellings(hostname)}
        self.seen: set[str] = set()

    def accepts(self, environ: Mapping[str, Any]) -> bool:
        """Tell whether to answer a WSGI request. A request without a Host is refused, except a health probe."""
        host = environ.get("HTTP_HOST", "")
        if host in self.seen:
            return True
        parts = HOST.fullmatch(host.lower()) if len(host) <= LONGEST else None
        if parts is None or parts[1] not in self.names:
            return environ["PATH_INFO"] in PROBES
        if len(self.seen) < MOST:
            self.seen.add(host)
        return True


def register(app: Flask, hostname: str) -> None:
    """Make an application refuse requests for other hosts, as the front does."""
    hosts = Hosts(hostname)

    @app.before_request
    def refuse() -> None:
        if not hosts.accepts(request.environ):
            abort(400)


def _spellings(hostname: str) -> set[str]:
    """Return a host name as it stands in a header: IPv6 addresses in brackets, non-ASCII names in IDNA."""
    if not hostname:
        return set()
    if ":" in hostname:
        return {f"[{hostname.lower()}]"}
    try:
        return {hostname.lower().encode("idna").decode("ascii")}
    except UnicodeError:  # not a valid DNS name
        return {hostname.lower()}
