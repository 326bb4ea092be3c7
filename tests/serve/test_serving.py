"""The hub as it really runs: a builder and workers that are edited under, broken, killed, robbed of their files and stopped."""

import http.client
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from built import small_root
from running import LONG, REPOSITORY, Running, alive, children, environment, running, wait_until
from small import document, put, session

pytestmark = pytest.mark.slow

OPENING = "content/agenda/khai-mac.vi.md"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for the tests that leave it as they found it."""
    with running(small_root(tmp_path_factory.mktemp("serving"))) as hub:
        yield hub


def retitle(hub: Running, title: str) -> None:
    """Give the opening another title."""
    path = hub.root / OPENING
    put(path, re.sub(r"^title: .*$", f'title: "{title}"', path.read_text(encoding="utf-8"), flags=re.M))


def edit_is_live(hub: Running, title: str) -> None:
    """An edit is shown by every worker, by its page and its list."""
    retitle(hub, title)
    # Which worker answers is left to chance: a worker that none of the answers came from may still have to follow.
    pages = ("/vi/agenda/khai-mac/", "/vi/agenda/")
    wait_until(lambda: all(hub.shows(page, title) for page in pages), f"every worker shows {title}")


def remove(*paths: Path) -> None:
    """Remove folders under the hands of those who write into them."""
    for path in paths:
        for _ in range(20):
            shutil.rmtree(path, ignore_errors=True)
            if not path.exists():
                break


def restored(hub: Running) -> bool:
    """Whether there is a builder, all workers, an index, and the pages are those of the content."""
    return hub.builder() is not None and len(hub.serving()) == hub.workers and hub.is_ready()


def kill(*pids: int | None) -> None:
    for pid in pids:
        if pid is not None and alive(pid):
            os.kill(pid, signal.SIGKILL)


def test_an_edit_is_live_in_every_worker(hub: Running) -> None:
    edit_is_live(hub, "Khai mạc, sửa lần một")


def test_two_edits_in_a_row_are_live(hub: Running) -> None:
    retitle(hub, "Lần hai")
    edit_is_live(hub, "Lần ba")


def test_a_file_that_is_written_piece_by_piece_is_live_once_it_is_whole(hub: Running) -> None:
    path = hub.root / OPENING
    text = path.read_text(encoding="utf-8").replace("Bạo lực", "Nửa chừng rồi trọn vẹn")
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, len(text), 40):
            file.write(text[start : start + 40])
            file.flush()
            time.sleep(0.01)
    wait_until(lambda: hub.shows("/vi/agenda/khai-mac/", "Nửa chừng rồi trọn vẹn"), "the whole file is shown")


def test_an_edit_is_found_by_search(hub: Running) -> None:
    retitle(hub, "Khai mạc ngọc lan")
    wait_until(lambda: hub.shows("/vi/search/?q=ngoc+lan", "/vi/agenda/khai-mac/"), "the search finds the new title")


def test_a_new_entry_is_live_and_goes_again(hub: Running) -> None:
    session(hub.root, "phien-them", "2025-10-22 15:00", "Phiên thêm vào", "One more")
    wait_until(lambda: hub.shows("/vi/agenda/", "Phiên thêm vào"), "the list shows the new entry")
    for path in (hub.root / "content/agenda").glob("phien-them.*"):
        path.unlink()
    wait_until(
        lambda: all(hub.ask("/vi/agenda/phien-them/").status == 404 for _ in range(6)),
        "the entry is gone from every worker",
    )


def test_a_broken_document_leaves_its_page_and_is_told(hub: Running) -> None:
    good = (hub.root / OPENING).read_text(encoding="utf-8")
    edit_is_live(hub, "Trước khi hỏng")
    put(hub.root / OPENING, "---\ntitle: [\nstarts: never\n---\n")
    wait_until(lambda: f"{OPENING}:" in hub.said.read_text(encoding="utf-8"), "the problem is told")
    assert hub.shows("/vi/agenda/khai-mac/", "Trước khi hỏng")
    command = [sys.executable, "-m", "hub", "check"]
    said = subprocess.run(
        command, cwd=REPOSITORY, env=environment(hub.root), capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert f"{OPENING}:" in said.stdout
    put(hub.root / OPENING, good)


def test_a_broken_document_does_not_stop_edits_of_others(hub: Running) -> None:
    put(hub.root / "content/agenda/hong.vi.md", "---\nnot: [a document\n")
    edit_is_live(hub, "Vẫn sửa được")
    (hub.root / "content/agenda/hong.vi.md").unlink()


def test_a_new_edition_drops_no_request(hub: Running) -> None:
    failed: list[object] = []
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            for path in ("/vi/", "/vi/agenda/khai-mac/", "/vi/search/?q=khai", "/en/gallery/"):
                try:
                    status = hub.ask(path).status
                except (OSError, http.client.HTTPException) as error:
                    failed.append(error)
                else:
                    failed.extend([path] if status != 200 else [])

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(4):
        edit_is_live(hub, f"Trong lúc có người đọc {n}")
    ended.set()
    for reader in readers:
        reader.join()
    assert failed == []


def test_the_index_command_leaves_a_running_server_alone(hub: Running) -> None:
    command = [sys.executable, "-m", "hub", "index", "--rebuild"]
    said = subprocess.run(
        command, cwd=REPOSITORY, env=environment(hub.root), capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)
    assert hub.is_ready()


def test_a_taken_port_is_told_in_one_line_with_the_cure(hub: Running, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hub", "serve", "--port", str(hub.port)]
    said = subprocess.run(
        command, cwd=REPOSITORY, env=environment(small_root(tmp_path)), capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert f"--port {hub.port + 1}" in said.stderr


def test_nothing_of_a_reader_is_written_down(hub: Running) -> None:
    hub.ask("/vi/search/?q=bimatcuatoi", user_agent="trinhduyetcuatoi", cookie="a=b")
    hub.ask("/vi/khong-co/?q=bimatcuatoi", user_agent="trinhduyetcuatoi", referer="https://trangtruoc.example/")
    said = hub.said.read_text(encoding="utf-8")
    assert not [word for word in ("bimatcuatoi", "trinhduyetcuatoi", "trangtruoc", "127.0.0.1") if word in said]


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


def test_a_removal_is_accepted_by_a_running_server(hub: Running) -> None:
    shutil.copytree(hub.root / "exhibits", hub.root / "kept")
    shutil.rmtree(hub.root / "exhibits")
    wait_until(lambda: not hub.is_ready(), "the loss is told")
    assert hub.ask("/vi/gallery/phong-1/tp-01/").status == 200
    command = [sys.executable, "-m", "hub", "build", "--accept-removals"]
    said = subprocess.run(command, cwd=REPOSITORY, env=environment(hub.root), capture_output=True, check=False)
    assert (said.returncode, said.stderr) == (0, b"")
    wait_until(hub.is_ready, "nothing is wrong any more")
    wait_until(lambda: hub.ask("/vi/gallery/phong-1/tp-01/").status == 404, "the removal is made")
    (hub.root / "kept").rename(hub.root / "exhibits")
    wait_until(lambda: hub.shows("/vi/gallery/phong-1/tp-01/", "Sợi sáng"), "the works are back")


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


def test_a_folder_that_is_put_in_the_place_of_another_is_watched(hub: Running) -> None:
    content = hub.root / "content"
    shutil.copytree(content, hub.root / "next")
    content.rename(hub.root / "previous")
    (hub.root / "next").rename(content)
    edit_is_live(hub, "Thư mục mới, lần một")
    edit_is_live(hub, "Thư mục mới, lần hai")
    shutil.rmtree(hub.root / "previous")


def test_a_folder_that_is_gone_for_a_while_is_watched_again(hub: Running) -> None:
    edit_is_live(hub, "Thư mục mới")
    content = hub.root / "content"
    content.rename(hub.root / "away")
    wait_until(lambda: "the folder content is gone" in hub.ask("/readyz").text, "the loss is told")
    assert hub.shows("/vi/agenda/khai-mac/", "Thư mục mới"), "what was public stays"
    (hub.root / "away").rename(content)
    wait_until(hub.is_ready, "the folder is back")
    edit_is_live(hub, "Đã trở lại")
    assert hub.said.read_text(encoding="utf-8").count("the folder content is gone") == 1


def test_a_picture_that_is_replaced_is_live(hub: Running) -> None:
    def address() -> str:
        return "/media/" + hub.ask("/vi/gallery/phong-1/tp-01/").text.partition('src="/media/')[2].partition('"')[0]

    earlier, path = address(), hub.root / "exhibits/phong-1/tp-01/tp-01.svg"
    seen = [earlier]
    put(path, path.read_text(encoding="utf-8").replace("#c97b12", "#0d4a55"))
    wait_until(lambda: seen.append(address()) or seen[-1] != earlier, "a worker shows the new picture")
    assert b"#0d4a55" in hub.ask(seen[-1]).body, "whichever worker is asked for the picture has it"
    wait_until(lambda: earlier not in {address() for _ in range(8)}, "every worker shows the new picture")


# servers of their own


def test_a_cold_start_with_a_broken_document_shows_everything_else(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    shutil.rmtree(root / "instance")
    shutil.rmtree(root / "search_index")
    put(root / OPENING, "---\ntitle: [\n---\n")
    put(root / "content/vocabulary/sectors.yaml", "title: [")
    with running(root, workers=1) as hub:
        assert hub.ask("/vi/agenda/toan-the/").status == 200
        assert "Khai mạc" not in hub.ask("/vi/agenda/").text
        for file in (OPENING, "content/vocabulary/sectors.yaml"):
            wait_until(lambda file=file: f"{file}:" in hub.said.read_text(encoding="utf-8"), f"{file} is told")


def test_a_cold_start_without_any_content_shows_a_site(tmp_path: Path) -> None:
    with running(tmp_path, workers=1) as hub:
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


def test_a_later_start_shows_what_has_changed_meanwhile(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    with running(root, workers=1):
        pass
    put(root / OPENING, (root / OPENING).read_text(encoding="utf-8").replace('"Khai mạc"', '"Sửa lúc nghỉ"'))
    with running(root, workers=1) as hub:
        wait_until(lambda: hub.shows("/vi/agenda/khai-mac/", "Sửa lúc nghỉ"), "the edit is shown")


def test_a_file_that_is_saved_during_the_first_build_is_live(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    shutil.rmtree(root / "instance")
    shutil.rmtree(root / "search_index")
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
    root = small_root(tmp_path)
    put(root / "content/pages/nhap.vi.md", document({"title": "Bản nháp", "draft": True}))
    with running(root, workers=1, HUB_DRAFTS="1") as hub:
        assert hub.ask("/vi/pages/nhap/").status == 200
    with running(root, workers=1) as hub:
        assert hub.ask("/vi/pages/nhap/").status == 404


def test_the_address_that_is_printed_is_the_one_of_absolute_links(tmp_path: Path) -> None:
    with running(small_root(tmp_path), workers=1) as hub:
        address = f"http://localhost:{hub.port}"
        assert address in hub.said.read_text(encoding="utf-8").splitlines()
        wait_until(lambda: hub.shows("/sitemap.xml", f"<loc>{address}/vi/</loc>"), "absolute links have the address")


def test_asked_to_end_it_ends_with_all_its_processes(tmp_path: Path) -> None:
    with running(small_root(tmp_path)) as hub:
        pids = [*children(hub.process.pid), hub.process.pid]
        assert len(pids) == 4
        assert hub.stop() == 0
        wait_until(lambda: not any(map(alive, pids)), "every process has ended")


def test_interrupted_at_a_terminal_it_ends_without_a_word(tmp_path: Path) -> None:
    with running(small_root(tmp_path)) as hub:
        said = hub.said.read_text(encoding="utf-8")
        pids = [*children(hub.process.pid), hub.process.pid]
        os.killpg(hub.process.pid, signal.SIGINT)
        assert hub.process.wait(LONG) in (0, 130)
        wait_until(lambda: not any(map(alive, pids)), "every process has ended")
        assert not re.search("Traceback|WARNING|ERROR", hub.said.read_text(encoding="utf-8").removeprefix(said))


def test_interrupted_before_its_first_edition_it_leaves_nothing_behind(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    shutil.rmtree(root / "instance")
    hub = Running(root)
    wait_until(lambda: hub.builder() is not None, "there is a builder")
    pids = [*children(hub.process.pid), hub.process.pid]
    hub.stop()
    wait_until(lambda: not any(map(alive, pids)), "every process has ended")


def test_killed_it_takes_its_processes_with_it_and_leaves_the_port_free(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    with running(root) as hub:
        pids = children(hub.process.pid)
        os.kill(hub.process.pid, signal.SIGKILL)
        hub.process.wait(LONG)
        wait_until(lambda: not any(map(alive, pids)), "every process has ended")
    with running(root, workers=1) as hub:
        assert hub.answers()


def test_two_servers_on_one_folder_build_once_and_both_follow(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    with running(root, workers=1) as first, running(root, workers=1) as second:
        edit_is_live(first, "Hai máy chủ")
        wait_until(lambda: second.shows("/vi/agenda/khai-mac/", "Hai máy chủ"), "the other server shows it too")
        first.stop()
        wait_until(lambda: second.builder() is not None, "the other has a builder")
        edit_is_live(second, "Còn một máy chủ")


# the clock alone


@contextmanager
def rehearsal(root: Path, now: str) -> Iterator[Running]:
    """A server whose clock starts at a moment; it is not waited for."""
    hub = Running(small_root(root), workers=1, HUB_NOW=now)
    try:
        yield hub
    finally:
        hub.stop()


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


def test_by_the_clock_alone_home_moves_through_its_states_and_the_edition_changes_at_a_sessions_end(
    tmp_path: Path,
) -> None:
    before, during, after = "It begins with", "Today in Hanoi", "The seminar took place on 22 October 2025"
    with (
        rehearsal(tmp_path / "a", "2025-10-22T08:29:50") as opening,
        rehearsal(tmp_path / "b", "2025-10-22T13:59:50") as closing,
        rehearsal(tmp_path / "c", "2025-10-22T09:59:50") as between,
    ):
        # On a machine so slow that the first look comes late, the state before is not seen; the one after always is.
        assert seen_until(opening, "/en/", (before, during)) in ([before, during], [during])
        assert seen_until(closing, "/en/", (during, after)) in ([during, after], [after])
        wait_until(
            lambda: between.answers() and going_on(between) == "/en/agenda/toan-the/", "the next session goes on"
        )


def going_on(hub: Running) -> str:
    """The session that home says goes on."""
    section = hub.ask("/en/").text.partition("<h3>Now</h3>")[2].partition("</ul>")[0]
    found = re.search(r'href="([^"]*)"', section)
    return found[1] if found else ""
