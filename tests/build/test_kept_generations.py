"""Which generations are kept, with which packs and indexes, and who may read them."""

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from built import Built, settings_for, small_site
from editing import edit
from small import document, pair, put, session, small

from hub.serve.worker import Worker
from hub.storage.generations import KEPT, Generations


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    return small_site(tmp_path)


def test_two_generations_are_kept(hub: Built) -> None:
    for n in range(KEPT + 2):
        put(hub.root / "content/pages/about.vi.md", document({"title": f"Giới thiệu {n}", "order": 0, "menu": "about"}))
        hub.build()
    assert len(Generations(hub.settings.instance).kept()) == KEPT


def test_the_generation_before_can_still_be_read(hub: Built) -> None:
    old = hub.worker.shown
    assert old is not None
    edit(hub, "content/agenda/khai-mac.vi.md", '"Khai mạc"', '"Khai mạc mới"')
    hub.build()
    assert old.name in Generations(hub.settings.instance).kept()
    assert old.packs.get(old.pages.made["/vi/agenda/khai-mac/"].bodies["identity"])
    assert old.edition.entries["session"]["khai-mac"].reading("vi").title == "Khai mạc"


def test_no_pack_stays_that_nobody_names(hub: Built) -> None:
    for n in range(12):
        put(hub.root / "content/pages/about.vi.md", document({"title": f"Giới thiệu {n}", "order": 0, "menu": "about"}))
        hub.build()
    named = {slot[0] for made in hub.made.values() for slot in made.bodies.values()}
    assert len(list((hub.settings.instance / "packs").glob("*.pack"))) < 12 + len(named)


def test_every_generation_has_an_index_of_its_own_content(hub: Built) -> None:
    session(hub.root, "them-phien", "2025-10-22 15:00", "Thêm một phiên kỳ lạ", "One more")
    hub.build()
    assert "/vi/agenda/them-phien/" in hub.ask("/vi/search/?q=phien+ky+la").text


def test_an_index_that_was_left_behind_is_made_up_for(hub: Built) -> None:
    generations = Generations(hub.settings.instance)
    before = generations.load(str(generations.current()), "pages").index
    session(hub.root, "them-phien", "2025-10-22 15:00", "Thêm một phiên kỳ lạ", "One more")
    hub.build()
    pages = generations.load(name := str(generations.current()), "pages")
    pages.index = before
    generations.store({"pages": pages}, rest_of=name)  # as a builder leaves it that is killed while it fills the index
    hub.start_again()
    assert "/vi/agenda/them-phien/" in hub.ask("/vi/search/?q=phien+ky+la").text


def test_what_lies_between_two_builds_is_not_kept(hub: Built) -> None:
    old = hub.worker.shown
    assert old is not None
    session(hub.root, "them-phien", "2025-10-22 15:00", "Thêm một phiên", "One more")
    hub.build()
    assert hub.worker.shown is not None
    assert Generations(hub.settings.instance).kept() == [old.name, hub.worker.shown.name]


def test_no_more_indexes_are_kept_than_generations(hub: Built) -> None:
    for n in range(3):
        session(hub.root, f"phien-{n}", "2025-10-22 15:00", f"Phiên {n}", f"Session {n}")
        hub.build()
    assert len([path for path in hub.settings.search_index.iterdir() if path.is_dir()]) <= KEPT


def test_a_worker_holds_no_files_of_editions_of_long_ago(hub: Built) -> None:
    def held() -> int:
        gc.collect()
        return len(list(Path("/proc/self/fd").iterdir()))

    def turn(n: int) -> int:
        put(hub.root / "content/pages/about.vi.md", document({"title": f"Giới thiệu {n}", "order": 0, "menu": "about"}))
        hub.build()
        # Every answer is given by a thread that then waits for its next one.
        threads.append(ThreadPoolExecutor(1))
        assert threads[-1].submit(hub.ask, f"/vi/search/?q=khai{n}").result().status == 200
        return held()

    threads: list[ThreadPoolExecutor] = []
    early = [turn(n) for n in range(3)][-1]
    late = [turn(n) for n in range(3, 12)][-1]
    for thread in threads:
        thread.shutdown()
    assert late <= early + 8


def test_what_was_built_with_drafts_is_not_shown_where_there_are_to_be_none(tmp_path: Path) -> None:
    small_site(tmp_path, drafts=True)
    worker = Worker(settings_for(tmp_path))
    assert worker.swap() is False
    Built(tmp_path)
    assert worker.swap() is True


def test_a_draft_is_built_only_where_drafts_are_shown(tmp_path: Path) -> None:
    small(tmp_path)
    pair(tmp_path, "content/pages/nhap", {"draft": True}, {"title": "Bản nháp"}, {"title": "A draft"})
    assert Built(tmp_path).ask("/vi/pages/nhap/").status == 404
    assert Built(tmp_path, drafts=True).ask("/vi/pages/nhap/").status == 200
