"""Child processes: `python -m module` in a process group of its own, which ends when its parent does.

A child is told of its parent's end by its standard input, which is closed however the parent ends. One that is asked gets
and gives lines of JSON: `{"task": …, "seconds": …}`, then `{"answer": …}` or `{"refusal": "…"}`; its first line says that it
is ready. It is killed at the time limit of a task, and another one is started for the next.
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

START = 120.0  # seconds for a child to import what it needs, on a machine that has much else to do
GRACE = 2.0  # seconds after which a child whose limit nobody has enforced ends by itself


class Refused(Exception):
    """A task that a child could not do and answered so; the child is ready for the next."""


class Died(Exception):
    """A child that ended while it did a task; its exit status, or minus the signal that ended it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class OutOfTime(Exception):
    """A task that was not done within its seconds; the child was killed."""

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
    """Start `python -m module`; with `answers` its standard output is a pipe too, else it is ours.

    `keep` are descriptors that stay open in it. Signals of the terminal (Ctrl+C) do not reach it. Raises OSError.
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


def end_with_parent() -> None:
    """Let this process end, at once and in silence, when the parent that started it has ended. For the child's side."""

    def wait() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True, name="parent").start()


class Child:
    """A process that is asked for one thing after another; started by the first. For one thread at a time."""

    def __init__(self, module: str) -> None:
        self.module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] = lambda: None

    def ask(self, task: object, seconds: float) -> Any:
        """Have a task (whatever JSON can say) done; give the answer.

        Raises Refused, Died or OutOfTime; OSError where no process can be started.
        """
        process = self._ready()
        line, is_late = _exchange(process, json.dumps({"task": task, "seconds": seconds}), seconds)
        if not line:
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)  # its pipe is closed, so it is ending; its status says more than that of our signal
            status = self.close()
            raise OutOfTime(seconds) if is_late else Died(status)
        if is_late:
            self.close()
        said = json.loads(line)
        if "refusal" in said:
            raise Refused(said["refusal"])
        return said["answer"]

    def close(self) -> int:
        """End the process, whatever it does; its exit status, 0 where there is none. The next task starts another."""
        process, self._process = self._process, None
        self._end()
        return process.returncode if process is not None else 0

    def _ready(self) -> "subprocess.Popen[bytes]":
        """The process, started where there is none; one that has ended by itself is replaced."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._process = process = start(self.module, answers=True)
            # Also when this object is thrown away, or the interpreter ends: no process is left to be waited for.
            self._end = weakref.finalize(self, _ended, process)
            line, _ = _exchange(process, "", START)
            if not line:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(GRACE)
                raise Died(self.close())
        return self._process


def _exchange(process: "subprocess.Popen[bytes]", line: str, seconds: float) -> tuple[bytes, bool]:
    """Send a line, if there is one, and wait for the answer: empty where none came; and whether the time ran out."""
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
    except OSError:  # it has ended
        answer = b""
    finally:
        timer.cancel()
        timer.join()  # it kills this process or none: not one that has its number afterwards
    return answer if answer.endswith(b"\n") else b"", late.is_set()


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a process that was not waited for yet, with all that it has started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """End a process if it has not ended, and wait for it; its exit status."""
    assert process.stdin is not None and process.stdout is not None
    if process.poll() is None:
        _kill(process)
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):
            pipe.close()
    return process.wait()


def answer(handler: Callable[[Any], object]) -> NoReturn:
    """Do what the parent asks, one task after another, until it ends. For the child's side, on its main thread.

    What `handler` gives goes back as the answer; what it raises, as a refusal in words. A parent that ends in the midst of
    a task ends this process at once; so does the kernel a moment after the task's limit, should nobody else.
    """
    tasks: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in sys.stdin.buffer:
            tasks.put(line)
        os._exit(0)

    threading.Thread(target=listen, daemon=True, name="parent").start()
    # What a handler prints goes where errors go: standard output is for answers.
    out, sys.stdout = sys.stdout, sys.stderr
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    said: dict[str, object] = {"ready": True}
    while True:
        try:
            out.write(json.dumps(said) + "\n")
            out.flush()
        except BrokenPipeError:  # the parent has ended, or has had enough
            os._exit(0)
        asked = json.loads(tasks.get())
        signal.setitimer(signal.ITIMER_REAL, asked["seconds"] + GRACE)
        try:
            said = {"answer": handler(asked["task"])}
        except Exception as error:  # whatever it is: the next task is not its business
            said = {"refusal": f"{type(error).__name__}: {error}"}
        signal.setitimer(signal.ITIMER_REAL, 0)
