"""The hub as it really runs: a builder and workers that are killed, and robbed of their files."""

import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from built import resting_root
from editing import edit_is_live, retitle
from running import REPOSITORY, Running, alive, environment, running, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for the tests that leave it as they found it."""
    with running(resting_root(tmp_path_factory.mktemp("killed"))) as hub:
        yield hub


def restored(hub: Running) -> bool:
    """Whether there is a builder, all workers, an index, and the pages are those of the content."""
    return hub.builder() is not None and len(hub.serving()) == hub.workers and hub.is_ready()


def kill(*pids: int | None) -> None:
    for pid in pids:
        if pid is not None and alive(pid):
            os.kill(pid, signal.SIGKILL)


def test_the_killed_builder_is_started_again(hub: Running) -> None:
    before = hub.builder()
    kill(before)
    assert hub.answers()
    wait_until(lambda: hub.builder() not in (None, before), "there is another builder")
    edit_is_live(hub, "Sau khi mất thợ dựng")


def test_a_killed_worker_is_started_again(hub: Running) -> None:
    before = hub.serving()
    kill(before[0])
    wait_until(
        lambda: len(hub.serving()) == 2 and hub.serving() != before and hub.is_ready(), "there is another worker"
    )
    edit_is_live(hub, "Sau khi mất một người phục vụ")


def test_all_workers_killed_at_once_are_started_again(hub: Running) -> None:
    before = set(hub.serving())
    kill(*before)
    wait_until(
        lambda: len(hub.serving()) == 2 and not before & set(hub.serving()) and hub.is_ready(),
        "there are other workers",
    )


def test_a_worker_that_is_killed_again_and_again_is_started_again(hub: Running) -> None:
    for _ in range(3):
        kill(*hub.serving()[:1])
        wait_until(lambda: len(hub.serving()) == 2, "there is another worker")
    wait_until(lambda: restored(hub), "everything is there again")
    edit_is_live(hub, "Sau nhiều lần")


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_random_moments_nothing_is_lost(hub: Running, seed: int) -> None:
    chance = random.Random(seed)
    for n in range(4):
        retitle(hub, f"Ngẫu nhiên {seed} {n}")
        time.sleep(chance.random() * 0.5)
        victims = [hub.builder(), *hub.serving()[:1]]
        kill(*chance.sample(victims, chance.randint(1, len(victims))))
    wait_until(lambda: restored(hub), "everything is there again")
    wait_until(lambda: hub.shows("/vi/agenda/khai-mac/", f"Ngẫu nhiên {seed} 3"), "the last edit is shown")
    assert all(
        hub.ask(path).status == 200
        for path in ("/vi/", "/en/agenda/", "/vi/gallery/phong-1/tp-01/", "/sitemap.xml", "/vi/search/?q=khai")
    )


def take_away(folder: Path) -> None:
    """Remove a folder at once, whatever the builder writes into it meanwhile."""
    gone = folder.with_name(f".gone-{folder.name}-{time.monotonic_ns()}")
    folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def test_the_search_index_may_go_while_it_is_used(hub: Running) -> None:
    take_away(hub.root / "search_index")
    assert hub.ask("/vi/search/?q=khai").status == 200
    wait_until(
        lambda: any((hub.root / "search_index").glob("*/manifest.json")) and hub.is_ready(), "there is another index"
    )
    wait_until(lambda: hub.shows("/vi/search/?q=toan+the", "/vi/agenda/toan-the/"), "the search finds again")


def test_one_file_of_the_search_index_may_go(hub: Running) -> None:
    before = {path.parent.name for path in (hub.root / "search_index").glob("*/manifest.json")}
    for name in before:
        next(path for path in (hub.root / "search_index" / name).iterdir() if path.name != "manifest.json").unlink()
    wait_until(
        lambda: {path.parent.name for path in (hub.root / "search_index").glob("*/manifest.json")} - before,
        "there is another index",
    )
    wait_until(lambda: hub.shows("/vi/search/?q=toan+the", "/vi/agenda/toan-the/"), "the search finds again")


def test_the_generations_may_go_while_they_are_shown(hub: Running) -> None:
    take_away(hub.root / "instance/editions")
    assert hub.answers()
    wait_until(lambda: (hub.root / "instance/editions/current").exists(), "there is another generation")
    edit_is_live(hub, "Sau khi mất các bản")


def test_everything_derived_may_go_while_it_is_shown(hub: Running) -> None:
    for path in (hub.root / "instance").iterdir():
        if path.is_dir():
            take_away(path)
    take_away(hub.root / "search_index")
    wait_until(lambda: (hub.root / "instance/editions/current").exists() and restored(hub), "everything is there again")
    edit_is_live(hub, "Sau khi mất tất cả")


def test_the_whole_folder_of_what_is_derived_may_go_while_it_is_shown(hub: Running) -> None:
    take_away(hub.root / "instance")
    assert hub.answers()
    wait_until(lambda: (hub.root / "instance/editions/current").exists() and restored(hub), "everything is there again")
    edit_is_live(hub, "Sau khi mất cả thư mục")
    command = [sys.executable, "-m", "hub", "build"]
    other = subprocess.run(command, cwd=REPOSITORY, env=environment(hub.root), capture_output=True, check=False)
    assert other.returncode == 1, other


def test_flipped_bytes_under_new_workers_are_never_shown_and_are_mended_unasked(hub: Running) -> None:
    wait_until(lambda: restored(hub), "everything is there")
    paths = ("/vi/", "/vi/agenda/", "/vi/help/", "/vi/khong-co/", "/vi/search/?q=khai")
    before = {path: hub.ask(path).body for path in paths}
    for path in [*(hub.root / "instance").rglob("*"), *(hub.root / "search_index").rglob("*")]:
        if path.is_file() and path.name not in ("builder.lock", "current"):
            with suppress(FileNotFoundError), path.open("r+b") as file:  # the builder may be clearing away
                data = bytearray(file.read())
                data[::211] = bytes(each ^ 0x20 for each in data[::211])
                file.seek(0)
                file.write(data)
    kill(*hub.serving())
    shown: list[str] = []

    def mended() -> bool:
        try:
            answers = {path: hub.ask(path) for path in paths}
        except (OSError, http.client.HTTPException):
            return False
        shown.extend(
            path for path, it in answers.items() if it.status < 500 and "?" not in path and it.body != before[path]
        )
        shown.extend(path for path, it in answers.items() if it.status == 500)
        return all(answers[path].body == before[path] for path in paths)

    wait_until(lambda: all(mended() for _ in range(4)), "every page is there again")
    assert shown == []
    edit_is_live(hub, "Sau khi hỏng khắp nơi")


def test_a_worker_that_starts_without_a_generation_asks_readers_to_come_back(hub: Running) -> None:
    pointer = hub.root / "instance/editions/current"
    wait_until(lambda: restored(hub), "everything is there")
    kill(*hub.serving())
    wait_until(lambda: pointer.unlink(missing_ok=True) or len(hub.serving()) == 2, "there are other workers")
    wait_until(lambda: restored(hub) and hub.answers(), "pages are shown again")
