"""Where the server listens, and how many connections a worker holds: fewer than the system lets it open files."""

import ipaddress
import resource
import socket
from contextlib import suppress

SILENT = 30_000  # milliseconds without a whole request head after which a connection is closed
MOST = 8192  # connections of one worker
OWN_FILES = 256  # files that a worker opens beside its connections: packs, pictures, the search index
FEW = 1024  # connections; with fewer, clients that say nothing can keep readers waiting


def file_limit() -> int:
    """Return how many files this process may have open at once."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST + OWN_FILES if soft == resource.RLIM_INFINITY else soft


def raise_file_limit() -> None:
    """Raise the limit of open files to the highest that this process may have; processes started later inherit it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # macOS refuses an unlimited number
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def connections_within(files: int) -> int:
    """Return how many connections a worker may hold at once if it may open so many files.

    More wait in the queue of the kernel. If a worker accepted them all, it would have no file left for any request, and
    would try again and again.
    """
    return min(MOST, max(files // 4, files - OWN_FILES))


def numeric(host: str, port: int) -> str:
    """Return the address to listen on for a name or an address, which may stand in brackets: IPv4 before IPv6.

    Raises OSError if there is none.
    """
    found = socket.getaddrinfo(host.removeprefix("[").removesuffix("]"), port, type=socket.SOCK_STREAM)
    return str(min(found, key=lambda one: one[0] != socket.AF_INET)[4][0])


def host_in_links(host: str) -> str:
    """Return what links call a host that the server listens on: `localhost`, `[::1]`, a name in small letters."""
    bare = host.removeprefix("[").removesuffix("]")
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return bare.lower()
    if address.is_unspecified or bare == "127.0.0.1":
        return "localhost"
    return f"[{address}]" if address.version == 6 else bare
