"""`bench`: it measures what it says, with what it says, and leaves nothing behind. What the figures are is no test's business."""

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from running import LONG, alive, environment, wait_until
from small import small

from hub.config import ROOT, Settings
from hub.errors import UserError
from tools.bench import bench
from tools.bench.asking import Answer
from tools.bench.contenders import configuration
from tools.bench.effort import Effort
from tools.bench.figures import percentile, ratio, spread
from tools.bench.processes import Tree, finished, running
from tools.bench.programs.engines import HOSTILE
from tools.bench.programs.readers import times
from tools.bench.serving import ratios, send

pytestmark = pytest.mark.apart

LITTLE = Effort(
    requests=60, rounds=2, connections=4, builds=1, first_lists=1, edits=1, searches=4, rest_s=0.2, calm_s=0.3,
    desk_rounds=1, reading_s=0.3, save_every_s=0.2,
)  # fmt: skip
SAVING = ("while_saving", "while_saving_nonstop")
SPREAD = {"median", "min", "max", "rounds"}


def settings_of(root: Path) -> Settings:
    return Settings(
        content=root / "content",
        exhibits=root / "exhibits",
        instance=root / "instance",
        search_index=root / "search_index",
    )


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def run(root: Path) -> tuple[dict[str, Any], str]:
    """The document of one small run with a few documents, and what it printed."""
    out = io.StringIO()
    return bench(settings_of(root), 4, out, LITTLE, searching=20, desk=2), out.getvalue()


# The whole command


@pytest.mark.slow
def test_the_document_has_each_ratio_with_its_spread(run: tuple[dict[str, Any], str]) -> None:
    found = {name: set(value) for name, value in run[0]["ratios"].items() if value is not None}
    names = {
        "page_cpu_to_bare_wsgi",
        "not_modified_cpu_to_bare_wsgi",
        "first_build_to_markdown",
        "first_build_to_plain_markdown",
    }
    assert {name: found[name] for name in names} == dict.fromkeys(names, SPREAD)


@pytest.mark.slow
def test_nginx_is_measured_or_missing_with_a_reason(run: tuple[dict[str, Any], str]) -> None:
    for name in ("page_cpu_to_nginx", "not_modified_cpu_to_nginx"):
        assert (run[0]["ratios"][name] is None) == (f"ratios.{name}" in run[0]["missing"])


@pytest.mark.slow
def test_the_document_has_each_figure_of_many_documents(run: tuple[dict[str, Any], str]) -> None:
    wanted = {
        "first_list_ms",
        "restart_cpu_s",
        "edit_to_live_s",
        "idle_percent_of_a_core",
        "memory_pss_mib",
        "search_ms",
        "search_page_ms",
    }
    assert wanted <= run[0]["growing"].keys()


@pytest.mark.slow
def test_the_document_has_each_figure_of_each_engine(run: tuple[dict[str, Any], str]) -> None:
    for engine in ("whoosh", "tantivy"):
        figures = run[0]["searching"][engine]["20"]
        assert figures["search_and_facets_cpu_ms"]["p50"] <= figures["search_and_facets_cpu_ms"]["p95"]
        assert figures["hostile_to_ordinary"].keys() == HOSTILE.keys()
        assert figures.keys() >= {"first_after_edit_to_later", "edit_cpu_ms", "index_mb", "documents_a_cpu_s"}


@pytest.mark.slow
def test_every_figure_that_is_printed_is_in_the_document(run: tuple[dict[str, Any], str]) -> None:
    figures, printed = run
    for line in printed.splitlines():
        if re.match(r"(ratios|serving|growing|searching|machine)\.", line):
            value: Any = figures
            for step in line.split()[0].split("."):
                value = value[step]


@pytest.mark.slow
def test_the_document_has_each_figure_of_pages_beside_the_desk(run: tuple[dict[str, Any], str]) -> None:
    ratios, desk = run[0]["ratios"], run[0]["desk"]
    shares = [f"page_{each}_{how}_to_at_rest" for each in ("p50", "p95", "p99") for how in SAVING]
    costs = [
        "page_cpu_with_desk_to_without",
        "not_modified_cpu_with_desk_to_without",
        "page_cpu_while_saving_to_at_rest",
    ]
    assert {name: set(ratios[name]) for name in (*shares, *costs)} == dict.fromkeys((*shares, *costs), SPREAD)
    assert desk["page_ms"].keys() == {"at_rest", *SAVING}
    assert all(desk["saves_a_second"][how]["min"] > 0 for how in SAVING)


def test_the_document_of_a_run_is_json(run: tuple[dict[str, Any], str]) -> None:
    assert json.loads(json.dumps(run[0])) == run[0]


@pytest.mark.slow
def test_a_run_leaves_the_content_as_it_is(root: Path, run: tuple[dict[str, Any], str], tmp_path: Path) -> None:
    small(tmp_path)
    assert below(root) == below(tmp_path)


def below(folder: Path) -> set[str]:
    """The names of all files below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_one_that_is_told_to_end_ends_everything_that_it_started(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hub", "bench", "--json"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(root, TMPDIR=str(tmp_path)), stdout=subprocess.DEVNULL
    )
    wait_until(lambda: len(Tree(process.pid).pids()) > 3, "servers run")
    started = Tree(process.pid).pids()
    process.send_signal(signal.SIGTERM)
    assert process.wait(LONG) == 130
    assert [pid for pid in started if alive(pid)] == []
    assert list(tmp_path.iterdir()) == []


# Programs


def test_a_program_has_ended_after_an_error_with_all_that_it_started(tmp_path: Path) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        running(["sh", "-c", "sleep 60 & sleep 60"], os.environ, tmp_path / "log") as tree,
    ):
        wait_until(lambda: len(tree.pids()) == 3, "both sleep")
        pids = tree.pids()
        raise ZeroDivisionError
    assert [pid for pid in pids if alive(pid)] == []


def test_a_program_that_fails_is_told_by_its_last_line() -> None:
    with pytest.raises(UserError) as caught:
        finished(["sh", "-c", "echo first >&2; echo no such thing >&2; exit 3"], os.environ)
    assert caught.value.values["why"] == "no such thing"


def test_the_time_of_a_tree_counts_children_that_have_ended(tmp_path: Path) -> None:
    busy = f"{sys.executable} -c 'import time\nwhile time.process_time() < 0.3: pass'"
    with running(["sh", "-c", f"{busy}; sleep 60"], os.environ, tmp_path / "log") as tree:
        wait_until(
            lambda: "sleep" in " ".join(Path(f"/proc/{pid}/comm").read_text() for pid in tree.pids()),
            "the shell sleeps",
        )
        assert 0.29 < tree.cpu_s() < 5


def test_the_memory_of_a_tree_is_that_of_its_processes(tmp_path: Path) -> None:
    with running(
        [sys.executable, "-c", "held = bytearray(50 << 20)\nimport time\ntime.sleep(60)"], os.environ, tmp_path / "log"
    ) as tree:
        wait_until(lambda: tree.pss_mib() > 50, "it holds 50 MiB")
        assert tree.pss_mib() < 120


def test_the_process_that_holds_a_connection_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        accepted, _ = server.accept()
        with accepted:
            assert Tree(os.getpid()).holder_of(client.getsockname()[1]) == os.getpid()


@pytest.mark.skipif(not hasattr(os, "SCHED_BATCH"), reason="Linux alone has it")
def test_a_server_and_what_it_starts_wait_their_turn_for_a_processor() -> None:
    inner = "import os; print(os.sched_getscheduler(0) == os.SCHED_BATCH)"
    code = f"import subprocess, sys; from hub.serve.supervisor import let_others_finish; let_others_finish(); subprocess.run([sys.executable, '-c', {inner!r}])"
    assert finished([sys.executable, "-c", code], os.environ).strip() == "True"


# Load


@pytest.fixture
def answering() -> Iterator[int]:
    """The port of a server that answers every request with 404 and two bytes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_answer_all, args=(server,), daemon=True).start()
        yield server.getsockname()[1]


def _answer_all(server: socket.socket) -> None:
    def answer(connection: socket.socket) -> None:
        with connection, suppress(ConnectionResetError):
            while connection.recv(65536):
                connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno")

    while True:
        try:
            connection = server.accept()[0]
        except OSError:
            return
        threading.Thread(target=answer, args=(connection,), daemon=True).start()


def test_as_many_requests_are_sent_as_are_said_to_be(answering: int) -> None:
    assert send("it", {"port": answering, "path": "/", "status": 404, "headers": ""}, 41, LITTLE) == 40


def test_an_answer_with_another_status_ends_the_measurement(answering: int) -> None:
    with pytest.raises(UserError) as caught:
        send("it", {"port": answering, "path": "/", "status": 200, "headers": ""}, 10, LITTLE)
    assert "the status is 404, not 200" in str(caught.value.values["why"])


def test_nginx_sends_the_headers_of_the_page_but_its_own_tag() -> None:
    page = Answer(
        200,
        "OK",
        (
            ("Content-Type", 'text/html; charset="x"'),
            ("ETag", '"tag"'),
            ("Content-Encoding", "br"),
            ("X-Words", "'a' b"),
        ),
        b"bytes",
    )
    text = configuration(Path("/folder"), 80, page, 2)
    assert re.findall(r"add_header (.+);|default_type (.+);", text) == [
        ("", r'"text/html; charset=\"x\""'), ('Content-Encoding "br"', ""), ("X-Words \"'a' b\"", ""),
    ]  # fmt: skip


def test_readers_ask_as_often_as_was_said_and_count_from_when_they_were_due(answering: int) -> None:
    took_ms = times(answering, "/", 404, "", 2, 200.0, 0.1)
    assert len(took_ms) == 20 and min(took_ms) > 0


# Figures


def test_a_spread_is_median_least_and_most() -> None:
    assert spread([3.0, 1.0, 2.0]) == {"median": 2.0, "min": 1.0, "max": 3.0, "rounds": 3}


def test_a_ratio_compares_what_was_measured_in_one_round() -> None:
    assert ratio([10.0, 30.0], [10.0, 20.0]) == {"median": 1.25, "min": 1.0, "max": 1.5, "rounds": 2}


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 50), (0.95, 95), (1.0, 100)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: int) -> None:
    assert percentile(list(range(100, 0, -1)), share) == value


def test_without_nginx_its_ratio_is_none() -> None:
    assert ratios("page", {"hub": [2.0], "bare_wsgi": [1.0]})["page_cpu_to_nginx"] is None
