"""Programs started for a measurement, with all that they start themselves: their processor time, their memory, their end."""

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
from hub.messages import N_

HOST = "127.0.0.1"
PROC = Path("/proc")
PATIENCE = 15.0  # seconds for a program to end by itself
CPU_CLOCK = 2  # CPUCLOCK_SCHED of the kernel: the clock that counts nanoseconds on a processor


class CannotMeasure(Exception):
    """Raised where nothing can be measured, with a message (N_) and its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message, self.values = message, values


class Tree:
    """A process and everything below it."""

    def __init__(self, root: int) -> None:
        self.root = root

    def pids(self) -> list[int]:
        """Return the process itself, then its children, and theirs."""
        children: dict[int, list[int]] = {}
        for entry in PROC.iterdir():
            if entry.name.isdecimal() and (fields := _fields(int(entry.name))):
                children.setdefault(int(fields[1]), []).append(int(entry.name))
        found = [self.root]
        for pid in found:
            found += children.get(pid, [])
        return found

    def cpu_s(self) -> float:
        """Return the seconds of processor time, user and system, of every process that runs or was waited for."""
        return sum(_cpu_s(pid) for pid in self.pids())

    def pss_mib(self) -> float:
        """Return the proportional set size in MiB: a page that processes share counts once (proc(5), smaps_rollup)."""
        return sum(_pss_kib(pid) for pid in self.pids()) / 1024

    def holder_of(self, port: int) -> int | None:
        """Return the process that holds the server's end of the loopback connection from this local port."""
        socket_name = f"socket:[{_inode(port)}]"
        for pid in self.pids():
            with suppress(OSError):
                for entry in (PROC / str(pid) / "fd").iterdir():
                    with suppress(OSError):
                        if os.readlink(entry) == socket_name:
                            return pid
        return None

    def calm(self, seconds: float, busy: float = 0.03, patience: float = 180.0) -> bool:
        """Wait until the processes take less than the share `busy` of a core for `seconds`; tell whether they did."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            before = self.cpu_s()
            time.sleep(seconds)
            if self.cpu_s() - before < busy * seconds:
                return True
        return False


def _fields(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat from the third on; the second, in brackets, may hold anything."""
    try:
        return (PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(") ")[2].split()
    except OSError:
        return []


def _cpu_s(pid: int) -> float:
    """utime + stime to the nanosecond, by the clock of clock_getcpuclockid(3); cutime + cstime by the tick."""
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
    """Return the inode of the socket at the other end of a loopback connection (proc(5), /proc/net/tcp)."""
    for line in (PROC / "net" / "tcp").read_text("ascii").splitlines()[1:]:
        fields = line.split()
        if int(fields[2].rpartition(":")[2], 16) == port:
            return fields[9]
    return ""


def check_system() -> None:
    """Raise CannotMeasure where processes do not show their processor time and memory in /proc."""
    if not (PROC / "self" / "smaps_rollup").exists():
        raise CannotMeasure(N_("bench reads what processes cost from /proc, which only Linux has"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Tree]:
    """Run a program with its output in `log`; afterwards it and all that it started have ended, even after an error."""
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
    try:
        yield Tree(process.pid)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        _end_group(process)


def _end_group(process: subprocess.Popen[Any]) -> None:
    """End a program at once, with whatever it has left behind in its group, and wait until all of it has ended."""
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
    """Run a program to its end; return its standard output. Raises CannotMeasure when it fails."""
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


def failed(command: Sequence[str], output: str) -> CannotMeasure:
    """Return the error for a program that failed, with the last line of its output."""
    last = (output.strip().splitlines() or ["–"])[-1]
    return CannotMeasure(N_("%(command)s did not work: %(why)s"), command=" ".join(command[:4]), why=last)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let every `finally` run when the process is asked to end (SIGTERM)."""

    def leave(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
