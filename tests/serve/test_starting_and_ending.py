"""The hub as it really runs: how it starts, what it does by the clock alone, and how it ends."""

import os
import re
import shutil
import signal
import time
from pathlib import Path

import pytest
from built import Built, resting_root
from editing import OPENING, edit_is_live, retitle
from ready import ready
from running import LONG, Running, alive, children, running, wait_until
from small import document, put, small

from hub.content.clock import clock_from
from hub.serve.supervisor import address_to_listen_on

pytestmark = pytest.mark.slow


def test_a_cold_start_with_a_broken_document_shows_everything_else(tmp_path: Path) -> None:
    root = small(tmp_path)
    put(root / OPENING, "---\ntitle: [\n---\n")
    put(root / "content/vocabulary/sectors.yaml", "title: [")
    with running(root, workers=1) as hub:
        assert hub.ask("/vi/agenda/toan-the/").status == 200
        assert "Khai mạc" not in hub.ask("/vi/agenda/").text
        for file in (OPENING, "content/vocabulary/sectors.yaml"):
            wait_until(lambda file=file: f"{file}:" in hub.said.read_text(encoding="utf-8"), f"{file} is told")


def test_a_cold_start_without_any_content_shows_a_site(tmp_path: Path) -> None:
    with running(ready(tmp_path), workers=1) as hub:
        assert [
            hub.ask(path).status
            for path in (
                "/vi/",
                "/en/agenda/",
                "/vi/gallery/",
                "/vi/library/",
                "/vi/help/",
                "/vi/search/?q=a",
                "/sitemap.xml",
            )
        ] == [200] * 7
        put(tmp_path / "content/pages/moi.vi.md", document({"title": "Trang đầu tiên"}, "Chữ."))
        wait_until(lambda: hub.shows("/vi/pages/moi/", "Trang đầu tiên"), "the first page is shown")


def test_a_later_start_shows_what_has_changed_meanwhile_and_asked_to_end_it_ends_with_all_its_processes(
    tmp_path: Path,
) -> None:
    root = resting_root(tmp_path)  # as an earlier server left it
    put(root / OPENING, (root / OPENING).read_text(encoding="utf-8").replace('"Khai mạc"', '"Sửa lúc nghỉ"'))
    with running(root) as hub:
        wait_until(lambda: hub.shows("/vi/agenda/khai-mac/", "Sửa lúc nghỉ"), "the edit is shown")
        pids = [*children(hub.process.pid), hub.process.pid]
        assert len(pids) == 4
        assert hub.stop() == 0
        wait_until(lambda: not any(map(alive, pids)), "every process has ended")


def test_a_file_that_is_saved_during_the_first_build_is_live(tmp_path: Path) -> None:
    root = small(tmp_path)
    hub = Running(root, workers=1)
    try:
        # A builder at work has its lock before it reads the first file.
        wait_until(lambda: (root / "instance/builder.lock").exists(), "the builder is at work")
        for n in range(40):
            retitle(hub, f"Lưu giữa chừng {n}")
            time.sleep(0.05)
        wait_until(lambda: hub.shows("/vi/agenda/khai-mac/", "Lưu giữa chừng 39"), "the last edit is shown")
    finally:
        hub.stop()


def test_drafts_are_served_where_they_are_asked_for_and_never_afterwards(tmp_path: Path) -> None:
    root = resting_root(tmp_path)
    put(root / "content/pages/nhap.vi.md", document({"title": "Bản nháp", "draft": True}))
    with running(root, workers=1, HUB_DRAFTS="1") as hub:
        assert hub.ask("/vi/pages/nhap/").status == 200
    assert Built(root).ask("/vi/pages/nhap/").status == 404


def test_its_links_have_the_address_that_is_printed_and_interrupted_at_a_terminal_it_ends_without_a_word(
    tmp_path: Path,
) -> None:
    with running(resting_root(tmp_path), HUB_PUBLIC_URL="") as hub:
        address = f"http://localhost:{hub.port}"
        assert address in hub.said.read_text(encoding="utf-8").splitlines()
        wait_until(lambda: hub.shows("/sitemap.xml", f"<loc>{address}/vi/</loc>"), "absolute links have the address")
        wait_until(hub.is_ready, "nothing is missing")
        said = hub.said.read_text(encoding="utf-8")
        pids = [*children(hub.process.pid), hub.process.pid]
        os.killpg(hub.process.pid, signal.SIGINT)
        assert hub.process.wait(LONG) in (0, 130)
        wait_until(lambda: not any(map(alive, pids)), "every process has ended")
        assert not re.search("Traceback|WARNING|ERROR", hub.said.read_text(encoding="utf-8").removeprefix(said))


def test_interrupted_before_its_first_edition_it_leaves_nothing_behind(tmp_path: Path) -> None:
    root = resting_root(tmp_path)
    shutil.rmtree(root / "instance")
    hub = Running(root)
    wait_until(lambda: hub.builder() is not None, "there is a builder")
    pids = [*children(hub.process.pid), hub.process.pid]
    hub.stop()
    wait_until(lambda: not any(map(alive, pids)), "every process has ended")


def test_killed_it_takes_its_processes_with_it_and_leaves_the_port_free(tmp_path: Path) -> None:
    root = resting_root(tmp_path)
    with running(root) as hub:
        pids = children(hub.process.pid)
        os.kill(hub.process.pid, signal.SIGKILL)
        hub.process.wait(LONG)
        wait_until(lambda: not any(map(alive, pids)), "every process has ended")
    assert address_to_listen_on(hub.host, hub.port) == hub.host
    assert Built(root).ask("/vi/").status == 200, "the next builder has the lock, and the files that the last one left"


def test_two_servers_on_one_folder_build_once_and_both_follow(tmp_path: Path) -> None:
    root = resting_root(tmp_path)
    with running(root, workers=1) as first, running(root, workers=1) as second:
        edit_is_live(first, "Hai máy chủ")
        wait_until(lambda: second.shows("/vi/agenda/khai-mac/", "Hai máy chủ"), "the other server shows it too")
        first.stop()
        wait_until(lambda: second.builder() is not None, "the other has a builder")
        edit_is_live(second, "Còn một máy chủ")


# the clock alone


def seen_until(hub: Running, path: str, signs: tuple[str, ...]) -> list[str]:
    """The signs that a page showed, in order, until it showed the last of them."""
    seen: list[str] = []

    def look() -> bool:
        if hub.answers():
            text = hub.ask(path).text
            seen.extend([sign for sign in signs if sign in text and sign not in seen])
        return signs[-1] in seen

    wait_until(look, f"{path} shows {signs[-1]}")
    return seen


BEFORE, DURING, AFTER = "It begins with", "Today in Hanoi", "The seminar took place on 22 October 2025"


def test_by_the_clock_alone_home_moves_to_its_next_state(tmp_path: Path) -> None:
    hub = Running(resting_root(tmp_path), workers=1, HUB_NOW="2025-10-22T08:29:50")
    try:
        # On a machine so slow that the first look comes late, the state before is not seen; the one after always is.
        assert seen_until(hub, "/en/", (BEFORE, DURING)) in ([BEFORE, DURING], [DURING])
    finally:
        hub.stop()


def test_a_builder_at_work_is_due_at_each_moment_that_changes_home(tmp_path: Path) -> None:
    """What the server before this one waits for: the end of a session, and that of the day."""
    hub = Built(resting_root(tmp_path), now="2025-10-22T09:59:50")
    for until, path, words in (("10:00", going_on, "/en/agenda/toan-the/"), ("14:00", state, AFTER)):
        assert not hub.builder.due()
        assert path(hub) != words
        hub.builder.clock = clock_from(f"2025-10-22T{until}", time.time())
        assert hub.builder.due()
        hub.build()
        assert path(hub) == words


def state(hub: Built) -> str:
    """The words of home that say how far the day is."""
    return next(words for words in (BEFORE, DURING, AFTER) if words in hub.ask("/en/").text)


def going_on(hub: Built) -> str:
    """The session that home says goes on."""
    section = hub.ask("/en/").text.partition("<h3>Now</h3>")[2].partition("</ul>")[0]
    found = re.search(r'href="([^"]*)"', section)
    return found[1] if found else ""
