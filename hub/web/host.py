"""Which Host headers the site answers: its own name and this machine's, on any port."""

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, request

LOCAL = ("localhost", "127.0.0.1", "[::1]")
PROBES = ("/healthz", "/readyz")  # answered under every name: a probe asks by address
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{0,5})?")
MOST = 64  # spellings of good hosts that are remembered
LONGEST = 300  # characters; no name in the DNS is longer than 253


class Hosts:
    """Decides by the Host header whether a request is meant for this site (RFC 9110, 7.2).

    `seen` holds headers that were accepted, so that a page from memory costs one look-up.
    """

    def __init__(self, hostname: str = "") -> None:
        """`hostname` is that of the public URL, without port or brackets."""
        self.names = {*LOCAL, *_spellings(hostname)}
        self.seen: set[str] = set()

    def accepts(self, environ: Mapping[str, Any]) -> bool:
        """Return whether to answer; a request without a Host is refused, but for the probes."""
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
    """Have an application refuse requests for other hosts, as the front does."""
    hosts = Hosts(hostname)

    @app.before_request
    def refuse() -> None:
        if not hosts.accepts(request.environ):
            abort(400)


def _spellings(hostname: str) -> set[str]:
    """Return a host name as it stands in a header: an address of IPv6 in brackets, letters beyond ASCII in IDNA."""
    if not hostname:
        return set()
    if ":" in hostname:
        return {f"[{hostname.lower()}]"}
    try:
        return {hostname.lower().encode("idna").decode("ascii")}
    except UnicodeError:  # not a name that DNS could have
        return {hostname.lower()}
