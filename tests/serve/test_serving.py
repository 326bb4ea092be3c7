"""The hub as it really runs: a builder and workers whose folders are edited under them, broken, lost and put back."""

import http.client
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from built import NOW, resting_root, small_root
from editing import OPENING, edit_is_live, retitle
from running import REPOSITORY, Running, environment, running, wait_until
from small import put, session

from hub.storage.generations import Generations

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One server for the tests that leave it as they found it."""
    with running(resting_root(tmp_path_factory.mktemp("serving")), HUB_NOW=NOW) as hub:
        yield hub


def test_a_server_on_a_copy_of_what_another_process_built_makes_nothing_anew(hub: Running, tmp_path: Path) -> None:
    built = resting_root(tmp_path)
    assert Generations(hub.root / "instance").current() == Generations(built / "instance").current()


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
