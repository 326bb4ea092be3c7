"""Connections: where the server listens, how many it holds, and that many silent ones keep no reader out."""

import os
import pickle
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from built import resting_root
from granian.constants import HTTPModes
from running import REPOSITORY, children, free_port, running, wait_until

from hub.config import Settings
from hub.errors import UserError
from hub.serve.connections import MOST, OWN_FILES, connections_within, host_in_links, numeric
from hub.serve.supervisor import address_to_listen_on, server
from hub.web.request.host import Hosts

SOFT = 1_024


@contextmanager
def soft_limit(files: int) -> Iterator[None]:
    """The limit of open files that a login usually has, for the processes that are started meanwhile."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@contextmanager
def silent(port: int, number: int) -> Iterator[None]:
    """So many connections that send nothing."""
    with ExitStack() as stack:
        for _ in range(number):
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
        yield


@pytest.mark.parametrize(
    ("files", "held"),
    [(1_024, 768), (4_096, 3_840), (1_048_576, MOST), (MOST + OWN_FILES, MOST), (256, 64)],
)
def test_a_worker_holds_fewer_connections_than_it_may_open_files(files: int, held: int) -> None:
    assert connections_within(files) == held


def test_the_server_speaks_http_1_alone_and_closes_what_says_nothing() -> None:
    made = server("x:y", "127.0.0.1", free_port(), 2)
    assert made.http is HTTPModes.http1
    assert made.http1_settings is not None
    assert made.http1_settings.header_read_timeout == 30_000
    assert made.backpressure < resource.getrlimit(resource.RLIMIT_NOFILE)[0]


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "localhost"),
        ("0.0.0.0", "localhost"),
        ("::", "localhost"),
        ("localhost", "localhost"),
        ("LOCALHOST", "localhost"),
        ("::1", "[::1]"),
        ("[::1]", "[::1]"),
        ("0:0:0:0:0:0:0:1", "[::1]"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:DB8::7", "[2001:db8::7]"),
        ("Hub.Example", "hub.example"),
    ],
)
def test_the_address_that_is_told_is_one_that_is_answered(host: str, shown: str) -> None:
    assert host_in_links(host) == shown
    settings = Settings(public_url=f"http://{shown}:8133")
    assert Hosts(settings.hostname).accepts({"HTTP_HOST": f"{shown}:8133", "PATH_INFO": "/vi/"})


@pytest.mark.parametrize(
    ("host", "address"), [("LOCALHOST", "127.0.0.1"), ("localhost", "127.0.0.1"), ("[::1]", "::1"), ("::1", "::1")]
)
def test_a_host_is_listened_on_by_its_address(host: str, address: str) -> None:
    assert numeric(host, 80) == address


@pytest.mark.parametrize("host", ["::1::", "no.such.host.invalid", " ", "." * 300])
def test_a_host_that_is_none_is_told(host: str) -> None:
    with pytest.raises(UserError, match="cannot be used"):
        address_to_listen_on(host, 80)


def is_ipv6_here() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.slow
@pytest.mark.skipif(not is_ipv6_here(), reason="this machine has no IPv6")
def test_serving_on_an_address_of_ipv6_answers_there(tmp_path: Path) -> None:
    with running(resting_root(tmp_path), 1, "::1", HUB_PUBLIC_URL="") as hub:
        assert f"http://[::1]:{hub.port}\n" in hub.said.read_text()
        names = [f"[::1]:{hub.port}", "[::1]", f"LOCALHOST:{hub.port}", "evil.example", "[::2]"]
        asked = (f"GET /vi/ HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n" for name in names)
        assert [hub.raw(each.encode())[9:12] for each in asked] == [b"200", b"200", b"200", b"400", b"400"]


@pytest.mark.slow
def test_two_thousand_silent_connections_keep_no_reader_out(tmp_path: Path) -> None:
    if resource.getrlimit(resource.RLIMIT_NOFILE)[1] < 4_096:
        pytest.skip("the hard limit of this machine is too low for so many connections of the test itself")
    with ExitStack() as stack:
        with soft_limit(SOFT):
            hub = stack.enter_context(running(resting_root(tmp_path)))
        with silent(hub.port, 2_100):
            statuses = {hub.ask("/vi/").status for _ in range(20)}
        assert statuses == {200}
        assert "connections" not in hub.said.read_text()


BARE = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (320, 320))
from hub.serve.supervisor import server
server("tools.bench.programs.bare:application", "127.0.0.1", int(sys.argv[1]), 1).serve()
"""


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
            connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            return connection.recv(12) == b"HTTP/1.1 200"
    except OSError:
        return False


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """The hub's server over an application of one answer, with few files: its port and its worker."""
    answer, port = tmp_path_factory.mktemp("bare") / "answer", free_port()
    answer.write_bytes(pickle.dumps(("200 OK", [("Content-Length", "2")], b"ok")))
    process = subprocess.Popen(
        [sys.executable, "-c", BARE, str(port)], cwd=REPOSITORY, env={**os.environ, "BARE_ANSWER": str(answer)}
    )
    try:
        wait_until(lambda: answers(port), "the server answers")
        yield port, children(process.pid)[0]
    finally:
        process.terminate()
        process.wait()


@pytest.mark.slow
def test_where_few_files_may_be_open_the_rest_waits_and_is_answered_later(bare: tuple[int, int]) -> None:
    port, worker = bare
    got: list[bool] = []
    with silent(port, 400):
        reader = threading.Thread(target=lambda: got.append(answers(port)))
        reader.start()
        wait_until(lambda: len(os.listdir(f"/proc/{worker}/fd")) >= 80, "the worker holds what it may")
        assert len(os.listdir(f"/proc/{worker}/fd")) < 320
    reader.join()
    assert got == [True]


@pytest.mark.slow
def test_http_2_in_cleartext_is_not_spoken(bare: tuple[int, int]) -> None:
    with socket.create_connection(("127.0.0.1", bare[0]), timeout=60) as connection:
        connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0\0\0\4\0\0\0\0\0")
        with suppress(ConnectionResetError):
            assert connection.recv(64) == b""


def test_where_few_files_may_be_open_serve_says_so() -> None:
    code = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024));"
        "sys.argv = ['hub', 'serve', '--host', '203.0.113.7', '--port', '65123']; runpy.run_module('hub', run_name='__main__')"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert "open 1024 files, so each worker holds 768 connections" in said.stderr
