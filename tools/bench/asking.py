"""HTTP requests, one at a time, over a new or a kept connection; and which process answered."""

import http.client
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass

from hub.errors import UserError
from hub.messages import N_
from tools.bench.processes import HOST, Tree

AS_BROWSERS = "gzip, deflate, br, zstd"
PAUSE = 0.01  # seconds between two rounds of requests
AT_ONCE = 4  # connections in a round, which spread over the workers
NOT_COPIED = ("date", "server", "connection", "transfer-encoding")


@dataclass(frozen=True)
class Answer:
    """The answer to a request. `headers` are in the order received, without those that every server adds itself."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the value of a header, given its name in lower case; empty if it is absent."""
        return next((value for given, value in self.headers if given.lower() == name), "")


def ask(port: int, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """GET a path over a new connection. Raises OSError or HTTPException if there is no answer."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
        return asked(connection, path, headers)


def asked(connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """GET a path over a kept connection. Raises OSError or HTTPException if there is no answer."""
    connection.request("GET", path, headers=dict(headers or {}))
    response = connection.getresponse()
    body = response.read()
    kept = tuple((name, value) for name, value in response.getheaders() if name.lower() not in NOT_COPIED)
    return Answer(response.status, response.reason, kept, body)


def wait_for(port: int, path: str, seconds: float, status: int = 200) -> Answer | None:
    """Wait for an answer with this status, and return it; None if none came within `seconds`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            answer = ask(port, path)
            if answer.status == status:
                return answer
        time.sleep(PAUSE)
    return None


def wait_for_all(
    tree: Tree, port: int, path: str, workers: int, good: Callable[[bytes], bool], seconds: float = 60.0
) -> float:
    """Ask over new connections until `workers` processes have given a good answer.

    Return the moment (time.monotonic()) of the last process's first good answer. Raises UserError if they have not
    answered within `seconds`.
    """
    until = time.monotonic() + seconds
    answered: dict[int, float] = {}
    while time.monotonic() < until:
        for moment, pid in _round(tree, port, path, good):
            answered.setdefault(pid, moment)
            if len(answered) == workers:
                return max(answered.values())
        time.sleep(PAUSE)
    raise UserError(
        N_("after %(seconds)d seconds, only %(count)d of %(workers)d workers show the current %(path)s"),
        count=len(answered),
        workers=workers,
        path=path,
        seconds=int(seconds),
    )


def _round(tree: Tree, port: int, path: str, good: Callable[[bytes], bool]) -> Iterable[tuple[float, int]]:
    """Open some connections at once; yield the moment and the process of each good answer."""
    opened: list[socket.socket] = []
    try:
        for _ in range(AT_ONCE):
            with suppress(OSError):
                opened.append(socket.create_connection((HOST, port), timeout=30))
        for one in opened:
            with suppress(OSError, http.client.HTTPException):
                one.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
                response = http.client.HTTPResponse(one)
                response.begin()
                body = response.read()
                moment = time.monotonic()
                if response.status == 200 and good(body) and (pid := tree.holder_of(one.getsockname()[1])):
                    yield moment, pid
    finally:
        for one in opened:
            one.close()
