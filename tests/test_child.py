"""Child processes: asked by lines of JSON, killed at their limit, ended with their parent."""

import ast
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import REPOSITORY, alive, wait_until

from hub import child
from hub.child import Child, Died, OutOfTime, Refused

MODULE = """
import os, re, sys, time
from hub.child import answer

def handle(task):
    if task == "who":
        return os.getpid()
    if task == "print":
        print("not an answer")
        return "an answer"
    if task == "refuse":
        raise ValueError("Đặng is no number")
    if task == "exit":
        os._exit(7)
    if task == "die":
        os.kill(os.getpid(), 9)
    if task == "spin":
        while True:
            pass
    if task == "deaf":
        re.match("(a+)+b", "a" * 60)  # one call that no thread and no signal of Python's gets a word into
    if task == "sleep":
        time.sleep(60)
    return task

answer(handle)
"""
PARENT = """
import sys
from hub.child import Child

asked = Child("handling")
print(asked.ask("who", 60), flush=True)
asked.ask(sys.argv[1], float(sys.argv[2]))
"""
LONG = 60.0  # seconds that no task here comes near


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    (tmp_path / "handling.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    asked = Child("handling")
    yield asked
    asked.close()


@pytest.mark.parametrize("task", ["a\nb", "Đặng", "x" * 1_000_000, {"a": [1, None, True]}, []])
def test_a_task_is_answered(asked: Child, task: object) -> None:
    assert asked.ask(task, LONG) == task


def test_one_process_does_one_task_after_another(asked: Child) -> None:
    assert asked.ask("who", LONG) == asked.ask("who", LONG)


def test_no_process_is_started_before_the_first_task(asked: Child) -> None:
    assert asked.close() == 0


def test_what_a_task_prints_is_no_answer(asked: Child, capfd: pytest.CaptureFixture[str]) -> None:
    assert asked.ask("print", LONG) == "an answer"
    assert capfd.readouterr() == ("", "not an answer\n")


def test_a_refusal_is_told_in_words_and_the_process_goes_on(asked: Child) -> None:
    process = asked.ask("who", LONG)
    with pytest.raises(Refused, match="ValueError: Đặng is no number"):
        asked.ask("refuse", LONG)
    assert asked.ask("who", LONG) == process


@pytest.mark.parametrize(("task", "status"), [("exit", 7), ("die", -signal.SIGKILL)])
def test_a_death_is_told_with_its_status_and_another_process_does_the_next(
    asked: Child, task: str, status: int
) -> None:
    process = asked.ask("who", LONG)
    with pytest.raises(Died) as caught:
        asked.ask(task, LONG)
    assert caught.value.status == status
    assert asked.ask("who", LONG) != process


def test_a_process_that_was_killed_at_rest_is_replaced(asked: Child) -> None:
    process = asked.ask("who", LONG)
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)  # all of its threads have ended, and nobody took note yet
    assert asked.ask("who", LONG) != process


@pytest.mark.parametrize("task", ["spin", "deaf", "sleep"])
def test_a_task_beyond_its_limit_is_killed_and_another_process_does_the_next(asked: Child, task: str) -> None:
    process = asked.ask("who", LONG)
    with pytest.raises(OutOfTime):
        asked.ask(task, 0.2)
    assert not alive(process)
    assert asked.ask("next", LONG) == "next"


def test_a_thread_may_ask_too(asked: Child) -> None:
    told: list[object] = []

    def ask() -> None:
        with pytest.raises(OutOfTime):
            asked.ask("deaf", 0.2)
        told.append(asked.ask("next", LONG))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert told == ["next"]


def test_a_child_that_is_closed_has_ended(asked: Child) -> None:
    process = asked.ask("who", LONG)
    asked.close()
    assert not alive(process)


def test_a_child_that_nobody_holds_any_more_has_ended(asked: Child) -> None:
    dropped = Child("handling")
    process = dropped.ask("who", LONG)
    del dropped
    assert not alive(process)


def test_a_module_that_cannot_be_run_is_a_death(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Died):
        Child("hub.there_is_no_such_module").ask("a", LONG)
    assert "there_is_no_such_module" in capfd.readouterr().err


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("task", "seconds"), [("spin", "60"), ("sleep", "60"), ("deaf", "1")])
def test_a_child_ends_with_its_parent_and_says_nothing(task: str, seconds: str) -> None:
    """Also in the midst of a task; one that hears nothing, at its limit."""
    command = [sys.executable, "-c", PARENT, task, seconds]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as parent:
        assert parent.stdout is not None and parent.stderr is not None
        process = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        wait_until(lambda: not alive(process), "the child has ended")
        assert parent.stderr.read() == b""


def test_a_child_is_in_a_group_of_its_own(asked: Child) -> None:
    process = asked.ask("who", LONG)
    assert os.getpgid(process) == process


def test_a_child_that_is_not_asked_ends_when_its_input_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "staying.py").write_text(
        "import time\nfrom hub.child import end_with_parent\nend_with_parent()\ntime.sleep(60)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with child.start("staying") as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(LONG) == 0


def test_nothing_else_in_the_hub_starts_processes() -> None:
    starters = ("Popen", "run", "call", "check_output", "check_call", "fork", "system", "posix_spawn")
    assert [
        f"{path.relative_to(REPOSITORY)}:{node.lineno}"
        for path in sorted((REPOSITORY / "hub").rglob("*.py"))
        if path != REPOSITORY / "hub/child.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).partition(".")[0] in ("os", "subprocess")
        and ast.unparse(node.func).rpartition(".")[2] in starters
    ] == []
