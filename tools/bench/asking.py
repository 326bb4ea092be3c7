"""Send one request at a time, over a connection of its own or a kept one, and find the process that answered."""

import http.client
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass

from hub.messages import N_
from tools.bench.processes import HOST, CannotMeasure, Tree

AS_BROWSERS = "gzip, deflate, br, zstd"
PAUSE = 0.01  # seconds between two rounds of asking
AT_ONCE = 4  # connections a round: workers take them as they come
NOT_COPIED = ("date", "server", "connection", "transfer-encoding")


@dataclass(frozen=True)
class Answer:
    """Status, headers (as they came, without those that every server adds itself) and body."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for given, value in self.headers if given.lower() == name), "")


def ask(port: int, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """GET a path. Raises OSError or HTTPException when there is no answer."""
    with closing(http.client.HTTPConnection(HOST, port, timeout=30)) as connection:
        return asked(connection, path, headers)


def asked(connection: http.client.HTTPConnection, path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """GET a path over a kept connection."""
    connection.request("GET", path, headers=dict(headers or {}))
    response = connection.getresponse()
    body = response.read()
    kept = tuple((name, value) for name, value in response.getheaders() if name.lower() not in NOT_COPIED)
    return Answer(response.status, response.reason, kept, body)


def wait_for(port: int, path: str, seconds: float, status: int = 200) -> Answer | None:
    """Ask for a path until it is answered with this status; None when it is not within `seconds`."""
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
    """Ask over fresh connections until `workers` processes have given a good answer; return the moment of the last (time.monotonic()).

    Raises CannotMeasure when they have not within `seconds`.
    """
    until = time.monotonic() + seconds
    answered: dict[int, float] = {}
    while time.monotonic() < until:
        for moment, pid in _round(tree, port, path, good):
            answered.setdefault(pid, moment)
            if len(answered) == workers:
                return max(answered.values())
        time.sleep(PAUSE)
    raise CannotMeasure(
        N_("%(count)d of %(workers)d workers show %(path)s as it is after %(seconds)d seconds"),
        count=len(answered),
        workers=workers,
        path=path,
        seconds=int(seconds),
    )


def _round(tree: Tree, port: int, path: str, good: Callable[[bytes], bool]) -> Iterable[tuple[float, int]]:
    """Open some connections together; give the moment of each good answer, and the process that sent it."""
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
