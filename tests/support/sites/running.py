"""A hub that really runs: `python -m hub serve` on a free port, with folders of its own."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hub.config import Settings

REPOSITORY = Path(__file__).resolve().parents[3]
# Where programs of the tests, which are processes of their own, find the hub and what stands beside this.
PATHS = os.pathsep.join(
    map(str, [REPOSITORY, *sorted({path.parent for path in REPOSITORY.glob("tests/support/**/*.py")})])
)
LONG = 300.0  # seconds that a condition may take on a very busy machine before a test gives up


@dataclass(frozen=True)
class Answer:
    """A response as it came over the wire; names of headers in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def free_port() -> int:
    """Give a port that nobody listens on, below those that the system gives to connections and to other tests."""
    while True:
        port = secrets.choice(range(20_000, 32_000))
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(condition: Callable[[], object], what: str, rest: Callable[[float], object] = time.sleep) -> None:
    """Wait until something holds; a test that waits in vain says for what. `rest` lets seconds pass meanwhile.

    Who looks all the time takes the processor from whom it waits for: the longer it lasts, the less often it looks.
    """
    until, pause = time.monotonic() + LONG, 0.03
    while not condition():
        assert time.monotonic() < until, f"waited in vain until {what}"
        rest(pause)
        pause = min(pause * 1.2, 0.3)


def folders(root: Path) -> dict[str, str]:
    """The variables by which the hub reads and writes below a folder and nowhere else."""
    return {f"HUB_{name.upper()}": str(root / name) for name in ("content", "exhibits", "instance", "search_index")}


def environment(root: Path, **more: str) -> dict[str, str]:
    """The environment of a hub that reads and writes below a folder and nowhere else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    return {**kept, **folders(root), "LC_ALL": "C.UTF-8", **more}


def alive(pid: int) -> bool:
    """Whether a process runs; one that waits for its parent to take note of its end does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


def children(pid: int) -> list[int]:
    """The processes that a process started and that run."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == pid and state not in ("Z", "X"):
            found.append(int(path.parent.name))
    return sorted(found)


class Running:
    """One `serve` with its builder and its workers.

    Its public address is that of sites built in tests: under another one it would make every page of a copy of them anew.
    With an empty HUB_PUBLIC_URL its links have the address that it listens on.
    """

    def __init__(self, root: Path, workers: int = 2, host: str = "127.0.0.1", port: int = 0, **variables: str) -> None:
        self.root, self.host, self.port, self.workers = root, host, port or free_port(), workers
        self.said = root / "said.txt"
        command = [sys.executable, "-m", "hub", "serve", "--port", str(self.port), "--workers", str(workers)]
        command += ["--host", host] if host != "127.0.0.1" else []
        with self.said.open("ab") as said:
            self.process = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=environment(root, **{"HUB_PUBLIC_URL": Settings().public_url} | variables),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """One request over a connection of its own; `accept_encoding="br"` is a header."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=LONG)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(
                response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
            )
        finally:
            connection.close()

    def raw(self, request: bytes) -> bytes:
        """What comes back for bytes, until the server closes the connection."""
        with socket.create_connection((self.host, self.port), timeout=LONG) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def answers(self) -> bool:
        try:
            return self.ask("/vi/").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def shows(self, path: str, words: str) -> bool:
        """Whether many answers in a row, from whichever worker, have the words."""
        try:
            return all(words in self.ask(path).text for _ in range(8 if self.workers > 1 else 1))
        except (OSError, http.client.HTTPException):
            return False

    def is_ready(self) -> bool:
        """Whether it shows pages and has its search index."""
        try:
            return all(self.ask("/readyz").status == 200 for _ in range(4 if self.workers > 1 else 1))
        except (OSError, http.client.HTTPException):
            return False

    def builder(self) -> int | None:
        """The process that builds."""
        for pid in children(self.process.pid):
            if b"build" in _command(pid):
                return pid
        return None

    def serving(self) -> list[int]:
        """The processes that answer."""
        return [pid for pid in children(self.process.pid) if b"serve" in _command(pid)]

    def stop(self) -> int:
        """End it as a service manager does; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(LONG)
        except subprocess.TimeoutExpired:
            for pid in [*children(self.process.pid), self.process.pid]:
                os.kill(pid, signal.SIGKILL)
            raise


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@contextmanager
def running(
    root: Path, workers: int = 2, host: str = "127.0.0.1", port: int = 0, **variables: str
) -> Iterator[Running]:
    """A hub that answers and is ready, ended afterwards; without a port, on one that is free."""
    hub = Running(root, workers, host, port, **variables)
    try:
        wait_until(lambda: hub.process.poll() is not None or hub.is_ready(), "the hub is ready")
        assert hub.process.poll() is None, hub.said.read_text()
        yield hub
    finally:
        hub.stop()
