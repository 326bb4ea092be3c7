"""Serving: a builder and its workers under one parent process, each restarted when it dies."""

import errno
import gc
import importlib
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from hub import child
from hub.config import Settings, as_environment
from hub.errors import UserError
from hub.messages import N_
from hub.serve.connections import SILENT, connections_within, file_limit, host_in_links, numeric
from hub.storage.generations import Generations

if TYPE_CHECKING:
    from hub.serve.server import Server

# Return freed memory to the system: after a large text was compressed, glibc would otherwise keep up to 64 MiB.
TRIMMED = {"MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072"}
WAIT = 600.0  # seconds for a first edition; much content on a slow machine takes minutes


def address_to_listen_on(host: str, port: int) -> str:
    """Return the numeric address of a host. Raises UserError if its port cannot be listened on."""
    unusable = N_("%(host)s port %(port)d cannot be used: %(why)s")
    try:
        address = numeric(host, port)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", "") or str(error)
        raise UserError(unusable, host=host, port=port, why=why) from error
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise UserError(
                    N_("port %(port)d is in use; stop the other program, or choose another: --port %(other)d"),
                    port=port,
                    other=port + 1,
                ) from error
            raise UserError(unusable, host=host, port=port, why=error.strerror) from error
    return address


class BuilderProcess:
    """The builder as a child process that is restarted whenever it ends, and ends with its parent."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.stopping = False
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the builder, and a thread that keeps it running."""
        self._spawn()
        threading.Thread(target=self._keep_alive, daemon=True, name="builder").start()

    def _spawn(self, again: bool = False) -> None:
        # Ctrl+C does not reach the builder: it is stopped after the workers.
        arguments = ["build", "--watch", *(["--again"] if again else [])]
        self.child = child.start("hub", arguments, environment=self.environment)

    def _keep_alive(self) -> None:
        pause = 0.2
        while not self.stopping:
            started = time.monotonic()
            if self.child is not None:
                self.child.wait()
            if self._ended():
                return
            pause = 0.2 if time.monotonic() - started > 60 else min(pause * 2, 10.0)
            time.sleep(pause)
            if not self._ended():
                self._spawn(again=self.child is not None and self.child.returncode == 1)

    def _ended(self) -> bool:
        return self.stopping

    def stop(self) -> None:
        """End the builder for good."""
        self.stopping = True
        if self.child is not None:
            self.child.terminate()


def serve(settings: Settings, host: str, port: int, workers: int, started: float) -> None:
    """Build, then serve until interrupted. Raises UserError if the port is in use or no edition gets ready.

    The limit of open files must have been raised before.
    """
    address = address_to_listen_on(host, port)
    environment = {**TRIMMED, **os.environ, **as_environment(settings), "HUB_STARTED": repr(started)}
    os.environ.update(environment)
    builder = BuilderProcess(environment)
    builder.start()
    try:
        share_with_workers()
        _wait_for_edition(settings, builder)
        sys.stdout.write(f"http://{host_in_links(host)}:{port}\n")
        sys.stdout.flush()
        let_others_finish()
        server("hub.serve.worker:application", address, port, workers).serve()
    finally:
        builder.stop()


def server(target: str, address: str, port: int, workers: int) -> "Server":
    """Return a Granian server; each worker calls `target` ("module:function") for its WSGI application.

    It speaks HTTP/1 alone: in cleartext no browser speaks HTTP/2, by which a client that reads nothing pins much memory.
    """
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from hub.serve.server import Server

    return Server(
        target,
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=64,
        backlog=8192,
        backpressure=connections_within(file_limit()),
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=SILENT),
        websockets=False,
        workers_kill_timeout=10,
        log_access=False,
        log_level=LogLevels.error,  # at lower levels it warns of our 64 threads at every start
    )


def share_with_workers() -> None:
    """Import what every worker needs before they are forked, so that its memory is shared."""
    if multiprocessing.get_start_method() == "fork":
        from hub.feature import discover, resolve

        for module in ("hub.serve.worker", "hub.web.application", "hub.search.indexing"):
            importlib.import_module(module)
        for feature in discover():
            for reference in feature.site:
                resolve(reference)
        gc.collect()
        gc.freeze()  # collection writes to every object, which would unshare its memory


def let_others_finish() -> None:
    """Put this process and its children under the scheduling policy SCHED_BATCH (sched(7)).

    64 threads take turns at the interpreter's lock. A waking thread that preempts the holder must give way at once,
    which costs two context switches a request: about a quarter of the total cost of a page (docs/benchmarks.md).
    """
    if hasattr(os, "SCHED_BATCH"):  # Linux
        with suppress(OSError):  # some containers forbid it
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def _wait_for_edition(settings: Settings, builder: BuilderProcess) -> None:
    generations = Generations(settings.instance)
    until = time.monotonic() + WAIT
    failures = 0
    while generations.for_readers(settings.drafts) is None:
        if builder.child is not None and builder.child.poll() not in (None, 0):
            failures += 1
            if failures > 200:
                raise UserError(N_("the builder stopped before the first edition was ready; its messages are above"))
        if time.monotonic() > until:
            raise UserError(
                N_("the first edition is not ready after %(minutes)d minutes; run check to see why"),
                minutes=int(WAIT // 60),
            )
        time.sleep(0.02)
