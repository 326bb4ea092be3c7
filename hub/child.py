"""Child processes: `python -m module` in a process group of its own, which ends when its parent does.

A child watches its standard input, which the system closes however the parent ends. A child that takes tasks exchanges
lines of JSON with its parent: it receives `{"task": …, "seconds": …}` and sends `{"answer": …}` or `{"refusal": "…"}`;
its first line says that it is ready. A child that exceeds the time limit of a task is killed, and another one is
started for the next task.
"""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NoReturn

from hub.config import ROOT

START = 120.0  # seconds for a child to import what it needs, even on a busy machine
GRACE = 2.0  # seconds past a task's limit after which the child ends by itself, if the parent has not killed it


class Refused(Exception):
    """A task that the child could not do, as it replied; the child is ready for the next one."""


class Died(Exception):
    """A child ended during a task. `status` is its exit status, or minus the number of the signal that ended it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class OutOfTime(Exception):
    """A task that was not done within its time limit in seconds; the child was killed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def start(
    module: str,
    arguments: Sequence[str] = (),
    *,
    environment: Mapping[str, str] | None = None,
    keep: Sequence[int] = (),
    answers: bool = False,
) -> "subprocess.Popen[bytes]":
    """Start `python -m module`.

    `keep` lists file descriptors that stay open in the child. With `answers`, its standard output is a pipe; otherwise
    it is the parent's. Signals from the terminal (Ctrl+C) do not reach the child. Raises OSError.
    """
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if answers else None,
        pass_fds=keep,
        process_group=0,
    )


def output_of(command: Sequence[str], seconds: float) -> str:
    """Run a short command and return what it writes. Raises OSError, or SubprocessError if it fails or takes longer."""
    return subprocess.run(command, capture_output=True, timeout=seconds, check=True, text=True).stdout


def bytes_of(command: Sequence[str], seconds: float, given: bytes, environment: Mapping[str, str]) -> bytes:
    """Run a short command with `given` as its input, and return what it writes. Raises as `output_of` does."""
    return subprocess.run(
        command, input=given, capture_output=True, timeout=seconds, check=True, env=environment
    ).stdout


def end_with_parent() -> None:
    """End this process at once and silently when the parent that started it ends. Called in the child."""

    def wait() -> None:
        # Not through sys.stdin: at its end, the interpreter would wait for that object's lock, and abort.
        while os.read(0, 4096):
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True, name="parent").start()


class Child:
    """A process that does one task after another, started by the first task. Use it from one thread at a time."""

    def __init__(self, module: str) -> None:
        self.module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None

    def ask(self, task: object, seconds: float) -> Any:
        """Have the child do a task (any JSON value), and return its answer.

        Raises Refused, Died or OutOfTime; OSError if no process can be started.
        """
        process = self._ready()
        line, is_late = _exchange(process, json.dumps({"task": task, "seconds": seconds}), seconds)
        if not line:
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)  # its pipe is closed, so it is ending; its own status says more than our signal
            status = self.close()
            raise OutOfTime(seconds) if is_late else Died(status)
        if is_late:
            self.close()
        reply = json.loads(line)
        if "refusal" in reply:
            raise Refused(reply["refusal"])
        return reply["answer"]

    def close(self) -> int:
        """Kill the process, whatever it is doing, and return its exit status, or 0 if there is no process.

        The next task starts another process.
        """
        process, self._process = self._process, None
        self._end()
        return process.returncode if process is not None else 0

    def _ready(self) -> "subprocess.Popen[bytes]":
        """Return the running process; start one if there is none or if the last one has ended."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = process = start(self.module, answers=True)
            # Also when this object is collected or the interpreter exits, so that no zombie process is left.
            self._end = weakref.finalize(self, _ended, process)
            line, _ = _exchange(process, "", START)
            if not line:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(GRACE)
                raise Died(self.close())
        return self._process


def _exchange(process: "subprocess.Popen[bytes]", line: str, seconds: float) -> tuple[bytes, bool]:
    """Send a line, unless it is empty, and wait for the reply.

    Return the reply, empty if none came, and whether the time ran out.
    """
    assert process.stdin is not None and process.stdout is not None
    late = threading.Event()

    def kill() -> None:
        late.set()
        _kill(process)

    timer = threading.Timer(seconds, kill)
    timer.daemon = True
    timer.start()
    try:
        if line:
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()
        answer = process.stdout.readline()
    except OSError:  # the process has ended
        answer = b""
    finally:
        timer.cancel()
        timer.join()  # so that it can kill only this process, never a later one with the same number
    return answer if answer.endswith(b"\n") else b"", late.is_set()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process that has not been waited for, and everything it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """Kill a process if it is still running, wait for it, and return its exit status."""
    assert process.stdin is not None and process.stdout is not None
    if process.poll() is None:
        _kill(process)
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()
    return process.wait()


def answer(handler: Callable[[Any], object]) -> NoReturn:
    """Do what the parent asks, one task after another, until the parent ends. Called on the main thread of the child.

    What `handler` returns goes back as the answer; what it raises goes back as a refusal in words. If the parent ends
    during a task, this process ends at once. If the parent does not enforce the time limit of a task, the kernel ends
    this process shortly after the limit.
    """
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin.buffer:
            tasks.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True, name="parent").start()
    # Standard output is for answers, so what a handler prints goes to standard error.
    out, sys.stdout = sys.stdout, sys.stderr
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    reply: dict[str, object] = {"ready": True}
    while True:
        try:
            out.write(json.dumps(reply) + "\n")
            out.flush()
        except BrokenPipeError:  # the parent has ended, or reads no more
            os._exit(0)
        asked = json.loads(tasks.get())
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + GRACE)
        try:
            reply = {"answer": handler(asked["task"])}
        except Exception as error:  # whatever it is, it must not stop the next task
            reply = {"refusal": f"{type(error).__name__}: {error}"}
        signal.setitimer(signal.ITIMER_REAL, 0)
