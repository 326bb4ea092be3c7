"""Programs started for a measurement, with all their child processes: processor time, memory, and their end."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hub.config import ROOT
from hub.errors import UserError
from hub.messages import N_

HOST = "127.0.0.1"
PROC = Path("/proc")
PATIENCE = 15.0  # seconds for a program to end by itself
CPU_CLOCK = 2  # CPUCLOCK_SCHED of the kernel: the clock that counts nanoseconds on a processor


class Tree:
    """A process and all its descendants."""

    def __init__(self, root: int) -> None:
        self.root = root

    def pids(self) -> list[int]:
        """Return the process itself, then its children, then theirs."""
        children: dict[int, list[int]] = {}
        for entry in PROC.iterdir():
            if entry.name.isdecimal() and (fields := _fields(int(entry.name))):
                children.setdefault(int(fields[1]), []).append(int(entry.name))
        found = [self.root]
        for pid in found:
            found += children.get(pid, [])
        return found

    def cpu_s(self) -> float:
        """Return the seconds of processor time so far, user and system, of processes that run or were waited for."""
        return sum(_cpu_s(pid) for pid in self.pids())

    def pss_mib(self) -> float:
        """Return the proportional set size in MiB (proc(5), smaps_rollup).

        A memory page that several of the processes share counts once.
        """
        return sum(_pss_kib(pid) for pid in self.pids()) / 1024

    def holder_of(self, port: int) -> int | None:
        """Return the process that holds the server's end of a loopback connection; None if none does.

        `port` is the client's port.
        """
        socket_name = f"socket:[{_inode(port)}]"
        for pid in self.pids():
            with suppress(OSError):
                for entry in (PROC / str(pid) / "fd").iterdir():
                    with suppress(OSError):
                        if os.readlink(entry) == socket_name:
                            return pid
        return None

    def calm(self, seconds: float, busy: float = 0.03, patience: float = 180.0) -> bool:
        """Wait until the processes have used less than a share `busy` of a core for that many seconds.

        Return whether they did so within `patience` seconds.
        """
        until = time.monotonic() + patience
        while time.monotonic() < until:
            before = self.cpu_s()
            time.sleep(seconds)
            if self.cpu_s() - before < busy * seconds:
                return True
        return False


def _fields(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the third on; the second, in brackets, may contain anything."""
    try:
        return (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(") ")[2].split()
    except OSError:
        return []


def _cpu_s(pid: int) -> float:
    """Return the processor time of a process and of the children it has waited for, in seconds.

    That is utime + stime in nanoseconds, by the clock of clock_getcpuclockid(3), and cutime + cstime in ticks.
    """
    fields = _fields(pid)
    if not fields:
        return 0.0
    waited_for = (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
    try:
        return time.clock_gettime(~pid << 3 | CPU_CLOCK) + waited_for
    except OSError:
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") + waited_for


def _pss_kib(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _inode(port: int) -> str:
    """Return the inode of the socket at the other end of a loopback connection from this port.

    Source: proc(5), /proc/net/tcp. Empty if there is none.
    """
    for line in (PROC / "net" / "tcp").read_text("ascii").splitlines()[1:]:
        fields = line.split()
        if int(fields[2].rpartition(":")[2], 16) == port:
            return fields[9]
    return ""


def check_system() -> None:
    """Raise UserError if /proc does not show the processor time and memory of processes."""
    if not (PROC / "self" / "smaps_rollup").exists():
        raise UserError(N_("bench reads what processes cost from /proc, which only Linux has"))


def free_port() -> int:
    """Return a port on loopback that is free at the moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Tree]:
    """Run a program for the length of the block, with its output in `log`, and yield its Tree.

    Afterwards it and everything it started have ended, whatever happens.
    """
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    with stopped(process):
        yield Tree(process.pid)


@contextmanager
def stopped(process: subprocess.Popen[Any]) -> Iterator[None]:
    """End a program that has a process group of its own, with everything that it started, after the block."""
    try:
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        _end_group(process)


def _end_group(process: subprocess.Popen[Any]) -> None:
    """Kill a program and everything left in its process group, and wait until all of it has ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and any(
        _is_running_in(process.pid, int(entry.name)) for entry in PROC.iterdir() if entry.name.isdecimal()
    ):
        time.sleep(0.01)


def _is_running_in(group: int, pid: int) -> bool:
    fields = _fields(pid)
    return bool(fields) and int(fields[2]) == group and fields[0] not in ("Z", "X")


def finished(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Run a program to its end, and return its standard output. Raises UserError if it fails."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output, errors = process.communicate()
    finally:
        _end_group(process)
    if process.returncode:
        raise failed(command, errors)
    return output


def failed(command: Sequence[str], output: str) -> UserError:
    """Return an error that says why a program failed: the last line of its output."""
    last = (output.strip().splitlines() or ["–"])[-1]
    return UserError(N_("%(command)s did not work: %(why)s"), command=" ".join(command[:4]), why=last)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Turn SIGTERM into an exception during the block, so that every `finally` runs."""

    def leave(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
