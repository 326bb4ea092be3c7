"""A generation: made from the one before by what has changed, whole or not at all, and made anew when it is damaged."""

import errno
import gc
import resource
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from built import Built, settings_for, small_site
from running import REPOSITORY
from small import document, pair, put, session, small

from hub.build.builder import Builder
from hub.build.only_builder import only_builder
from hub.content.clock import clock_from
from hub.content.edition import Edition
from hub.errors import UserError
from hub.search.indexing import Indexes
from hub.serve.worker import Worker
from hub.storage.generations import KEPT, Generations


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    return small_site(tmp_path)


def remade(hub: Built) -> set[str]:
    """The pages whose bytes another build has made anew, after every file has had its say."""
    before = dict(hub.made)
    hub.build()
    return {path for path, made in hub.made.items() if before.get(path) != made and not path.startswith("error/")}


def edit(hub: Built, name: str, old: str, new: str) -> None:
    path = hub.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    put(path, text.replace(old, new))


def pages_of(*paths: str) -> set[str]:
    return {f"/{lang}/{path}" for lang in ("vi", "en") for path in paths}


def test_nothing_is_made_where_nothing_has_changed(hub: Built) -> None:
    assert hub.build() is False


def test_a_touched_file_makes_nothing_anew(hub: Built) -> None:
    (hub.root / "content/agenda/khai-mac.vi.md").touch()
    assert hub.build() is False


def test_a_copy_of_everything_makes_nothing_anew_in_another_place(hub: Built, tmp_path: Path) -> None:
    shutil.copytree(hub.root, tmp_path / "copy", ignore=lambda *_: {"copy"})
    settings = settings_for(tmp_path / "copy")
    assert Builder(settings, clock_from(settings.now, time.time())).build() is False


def test_an_edit_remakes_the_pages_that_read_the_entry_and_no_others(hub: Built) -> None:
    edit(hub, "content/agenda/toan-the.vi.md", "Bạo lực trên mạng", "Bạo lực ở đâu")
    # The page itself, the programme in all its forms and the home that list it, calendars and schedules, what a pocket
    # keeps, and the machines' list; nothing of statements, gallery, library.
    for_programs = {"/api/v1/sessions", *(f"/api/v1/sessions/{slug}" for slug in ("toan-the", "mo-dau"))}
    told = {"/sitemap.xml", "/.well-known/security.txt"} | for_programs
    assert remade(hub) - told - pages_of("pages/sources/") <= pages_of(
        "",
        "agenda/",
        *(
            f"agenda/{view}/"
            for view in ("toan-the", "mo-dau", "rooms", "now", "changes", "mine", "print", "print/rooms")
        ),
        *(f"agenda.{form}" for form in ("ics", "xml", "json", "atom")),
        "agenda/toan-the.ics",
        "offline/",
        "offline.json",
        "offline-search.json",
    )
    assert hub.ask("/vi/agenda/toan-the/").text.count("Bạo lực ở đâu") == 1


def test_an_edit_of_a_page_of_text_leaves_the_programme_alone(hub: Built) -> None:
    edit(hub, "content/pages/imprint.vi.md", "Trang Nơi chịu trách nhiệm", "Trang khác")
    assert not {path for path in remade(hub) if "/agenda/" in path or "/gallery/" in path}


def test_a_title_in_the_menu_remakes_every_page_of_its_language_alone(hub: Built) -> None:
    edit(hub, "content/pages/imprint.vi.md", "Nơi chịu trách nhiệm", "Ai chịu trách nhiệm")
    made = remade(hub)
    assert "/vi/agenda/khai-mac/" in made
    assert "/en/agenda/khai-mac/" not in made


def test_an_entry_that_others_name_remakes_them(hub: Built) -> None:
    edit(hub, "content/people/pauline.vi.md", '"Pauline"', '"Pauline T."')
    assert "/vi/agenda/khai-mac/" in remade(hub)
    assert "Pauline T." in hub.ask("/vi/agenda/khai-mac/").text


def test_a_term_remakes_the_pages_that_say_it(hub: Built) -> None:
    edit(hub, "content/vocabulary/venue-rooms.yaml", "Hội trường", "Đại sảnh")
    made = remade(hub)
    assert "/vi/agenda/toan-the/" in made
    assert "/vi/statements/loi-noi/" not in made


def test_a_new_entry_comes_with_its_page_and_into_its_list(hub: Built) -> None:
    session(hub.root, "them-phien", "2025-10-22 15:00", "Thêm một phiên", "One more")
    assert pages_of("agenda/them-phien/", "agenda/") <= remade(hub)
    assert "Thêm một phiên" in hub.ask("/vi/agenda/").text


def test_an_entry_that_goes_takes_its_page_with_it(hub: Built) -> None:
    for path in (hub.root / "content/agenda").glob("toan-the.*"):
        path.unlink()
    hub.build()
    assert hub.ask("/vi/agenda/toan-the/").status == 404
    assert "Phiên toàn thể" not in hub.ask("/vi/agenda/").text


def test_a_link_to_an_entry_that_comes_later_leads_there(hub: Built) -> None:
    edit(hub, "content/pages/about.vi.md", "Trang Giới thiệu.", "Xem [phiên sau](session/phien-sau).")
    hub.build()
    assert "phien-sau" not in hub.ask("/vi/pages/about/").text
    session(hub.root, "phien-sau", "2025-10-22 15:00", "Phiên sau", "Later")
    hub.build()
    assert 'href="/vi/agenda/phien-sau/"' in hub.ask("/vi/pages/about/").text


def test_a_link_to_an_alias_that_comes_later_leads_there(hub: Built) -> None:
    edit(hub, "content/pages/about.vi.md", "Trang Giới thiệu.", "Xem [toàn thể](session/ten-cu).")
    hub.build()
    edit(hub, "content/agenda/toan-the.vi.md", "room:", 'aliases: ["ten-cu"]\nroom:')
    hub.build()
    assert 'href="/vi/agenda/toan-the/"' in hub.ask("/vi/pages/about/").text


def test_an_alias_that_goes_is_not_there_any_more(hub: Built) -> None:
    edit(hub, "content/agenda/khai-mac.vi.md", 'aliases: ["mo-dau"]', "aliases: []")
    hub.build()
    assert hub.ask("/vi/agenda/mo-dau/").status == 404


def test_an_alias_that_moves_leads_to_its_new_owner(hub: Built) -> None:
    edit(hub, "content/agenda/khai-mac.vi.md", 'aliases: ["mo-dau"]', "aliases: []")
    edit(hub, "content/agenda/toan-the.vi.md", "room:", 'aliases: ["mo-dau"]\nroom:')
    hub.build()
    assert hub.ask("/vi/agenda/mo-dau/").headers["location"] == "/vi/agenda/toan-the/"


def test_a_broken_document_leaves_its_page_as_it_was(hub: Built) -> None:
    before = hub.ask("/vi/agenda/khai-mac/").body
    put(hub.root / "content/agenda/khai-mac.vi.md", "---\nstarts: [\n---\n")
    hub.build()
    assert hub.ask("/vi/agenda/khai-mac/").body == before


def test_a_document_that_is_mended_is_shown(hub: Built) -> None:
    good = (hub.root / "content/agenda/khai-mac.vi.md").read_text(encoding="utf-8")
    put(hub.root / "content/agenda/khai-mac.vi.md", "---\nstarts: [\n---\n")
    hub.build()
    put(hub.root / "content/agenda/khai-mac.vi.md", good.replace('"Khai mạc"', '"Khai mạc lại"'))
    hub.build()
    assert "Khai mạc lại" in hub.ask("/vi/agenda/khai-mac/").text


def test_a_picture_that_changes_has_another_address(hub: Built) -> None:
    def address() -> str:
        return hub.ask("/vi/gallery/phong-1/tp-01/").text.partition('src="/media/')[2].partition('"')[0]

    earlier = address()
    edit(hub, "exhibits/phong-1/tp-01/tp-01.svg", "#c97b12", "#b0476c")
    hub.build()
    assert address() != earlier
    assert b"#b0476c" in hub.ask(f"/media/{address()}").body
    assert hub.ask(f"/media/{earlier}").status == 404


def test_a_picture_that_is_gone_from_the_disk_is_served_as_it_was(hub: Built) -> None:
    address = "/media/" + hub.ask("/vi/gallery/phong-1/tp-01/").text.partition('src="/media/')[2].partition('"')[0]
    whole = hub.ask(address).body
    (hub.root / "exhibits/phong-1/tp-01/tp-01.svg").unlink()
    hub.build()
    assert hub.ask(address).body == whole


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


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(
            {"empty": b"", "text": b"not a pickle\n", "zeroes": bytes(len(data)), "another": b"\x80\x05K\x01."}[how]
        )


@pytest.mark.parametrize("how", ["gone", "cut", "empty", "text", "zeroes"])
@pytest.mark.parametrize("part", ["pages", "edition", "builder", "drafts"])
def test_a_damaged_file_of_a_generation_is_built_anew(hub: Built, part: str, how: str) -> None:
    name = Generations(hub.settings.instance).current()
    damage(hub.settings.instance / f"editions/{name}/{part}.pickle", how)
    assert hub.start_again() is True
    fresh = Worker(hub.settings)
    assert fresh.swap() is True
    assert fresh.edition().entries["session"]["khai-mac"].slug == "khai-mac"


@pytest.mark.parametrize("how", ["gone", "cut", "empty"])
def test_a_damaged_pack_is_built_anew(hub: Built, how: str) -> None:
    before = hub.ask("/vi/agenda/").body
    for pack in (hub.settings.instance / "packs").glob("*.pack"):
        damage(pack, how)
    assert hub.start_again() is True
    assert hub.ask("/vi/agenda/").body == before


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"../../etc", b"00000009-abcdef01", b"\0" * 20])
def test_a_damaged_pointer_is_put_right(hub: Built, text: bytes) -> None:
    Generations(hub.settings.instance).pointer.write_bytes(text)
    assert hub.start_again() is True
    assert hub.ask("/vi/").status == 200


@pytest.mark.parametrize("how", ["cut", "empty", "gone"])
def test_a_damaged_index_is_built_anew(hub: Built, how: str) -> None:
    for path in hub.settings.search_index.rglob("*"):
        if path.is_file():
            damage(path, how)
    assert hub.start_again() is True
    assert "/vi/agenda/khai-mac/" in hub.ask("/vi/search/?q=khai+mac").text


@pytest.mark.parametrize(
    "damaged",
    [b"", b"no pickle", b"\x80\x05K\x01.", b"\x80\x05cnowhere\nThing\n.", b"\x80\x05\x8c\x03osx\x94\x8c\x01a\x93."],
)
def test_a_worker_keeps_what_it_shows_when_the_next_generation_is_damaged(hub: Built, damaged: bytes) -> None:
    before = hub.ask("/vi/").body
    generations = Generations(hub.settings.instance)
    name = generations.store({"pages": None, "edition": None, "builder": None, "drafts": False})
    (generations.folder / name / "pages.pickle").write_bytes(damaged)
    assert hub.worker.swap() is False
    assert hub.ask("/vi/").body == before


def test_everything_derived_can_go(hub: Built) -> None:
    before = {path: hub.bytes_of(path) for path in hub.made}
    shutil.rmtree(hub.settings.instance)
    shutil.rmtree(hub.settings.search_index)
    again = Built(hub.root)
    assert {path: again.bytes_of(path) for path in again.made} == before


def test_a_builder_at_work_makes_the_generations_again(hub: Built) -> None:
    shutil.rmtree(hub.settings.instance / "editions")
    assert hub.builder.due()
    assert hub.build() is True
    assert Generations(hub.settings.instance).current() is not None


def test_a_builder_at_work_makes_its_whole_folder_again(hub: Built) -> None:
    shutil.rmtree(hub.settings.instance)
    assert hub.build() is True
    assert Built(hub.root).ask("/vi/agenda/khai-mac/").status == 200


def test_a_builder_at_work_notices_that_its_packs_are_gone(hub: Built) -> None:
    shutil.rmtree(hub.settings.instance / "packs")
    assert hub.builder.due()
    assert hub.build() is True
    assert Built(hub.root).ask("/vi/agenda/khai-mac/").status == 200


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


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """As on a full disk: a file can grow no further than this."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [10, 3_000, 60_000])
def test_a_full_disk_leaves_what_is_shown_and_is_made_up_for(hub: Built, size: int) -> None:
    before = hub.ask("/vi/agenda/khai-mac/").body
    for slug in ("khai-mac", "toan-the"):
        edit(hub, f"content/agenda/{slug}.vi.md", "Bạo lực", "Bạo lực " + "rất dài " * 500)
    with files_no_larger_than(size), pytest.raises(OSError, match=rf"Errno {errno.EFBIG}"):
        hub.build()
    hub.worker.swap()
    assert hub.ask("/vi/agenda/khai-mac/").body == before
    assert hub.builder.due()
    hub.build()
    hub.worker.swap()
    assert all("rất dài" in hub.ask(f"/vi/agenda/{slug}/").text for slug in ("khai-mac", "toan-the"))
    again = Built(hub.root)
    assert all(again.bytes_of(path) for path in hub.made)


def test_catalogues_that_are_broken_leave_the_last_ones(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "translations", tmp_path / "translations")
    hub = small_site(tmp_path, translations=tmp_path / "translations")
    before = hub.ask("/vi/agenda/").body
    put(tmp_path / "translations/vi/LC_MESSAGES/messages.po", "nonsense")
    hub.build()
    assert hub.ask("/vi/agenda/").body == before


def test_an_edit_is_shown_while_catalogues_are_broken(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "translations", tmp_path / "translations")
    hub = small_site(tmp_path, translations=tmp_path / "translations")
    put(tmp_path / "translations/vi/LC_MESSAGES/messages.po", "nonsense")
    edit(hub, "content/agenda/khai-mac.vi.md", '"Khai mạc"', '"Khai mạc mới"')
    hub.build()
    page = hub.ask("/vi/agenda/khai-mac/").text
    assert "Khai mạc mới" in page
    assert "Tìm hỗ trợ" in page


def test_a_word_of_the_catalogue_that_changes_is_shown(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "translations", tmp_path / "translations")
    hub = small_site(tmp_path, translations=tmp_path / "translations")
    po = tmp_path / "translations/vi/LC_MESSAGES/messages.po"
    put(po, po.read_text(encoding="utf-8").replace('"Tìm hỗ trợ"', '"Nơi giúp bạn"'))
    hub.build()
    assert "Nơi giúp bạn" in hub.ask("/vi/agenda/").text


def test_without_any_catalogue_the_site_speaks_english(tmp_path: Path) -> None:
    hub = Built(small(tmp_path), translations=tmp_path / "nowhere")
    assert "Skip to the main content" in hub.ask("/vi/agenda/").text


def test_the_hour_alone_remakes_the_pages_that_read_it(tmp_path: Path) -> None:
    small(tmp_path)
    Built(tmp_path, now="2025-10-22T08:45")
    hub = Built(tmp_path, now="2025-10-22T08:45")
    before = dict(hub.made)
    builder = Builder(hub.settings, clock_from("2025-10-22T10:30", time.time()))
    builder.build()
    hub.worker.swap()
    changed = {path for path, made in hub.made.items() if before.get(path) != made}
    assert {"/vi/", "/en/", "/vi/agenda/"} <= changed
    assert not {path for path in changed if "/gallery/" in path}


def test_two_builders_never_work_on_one_folder(tmp_path: Path) -> None:
    with only_builder(tmp_path), pytest.raises(UserError, match="is being served"), only_builder(tmp_path, wait=False):
        pass


def test_the_folder_is_free_once_a_builder_has_ended(tmp_path: Path) -> None:
    with only_builder(tmp_path):
        pass
    with only_builder(tmp_path, wait=False):
        pass


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


class FullDisk(Indexes):
    """An index for which there is no room."""

    def update(self, name: str, edition: Edition) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_page_that_takes_in_everything_follows_after_what_was_edited(hub: Built) -> None:
    hub.builder.indexes = FullDisk(hub.settings.search_index, hub.settings.search, {})
    edit(hub, "content/agenda/toan-the.vi.md", "Bạo lực trên mạng", "Bạo lực ở đâu")
    with pytest.raises(OSError, match="No space"):
        hub.build()
    hub.worker.swap()
    assert "Bạo lực ở đâu" in hub.ask("/vi/agenda/toan-the/").text
    lists = [
        path
        for path in ("/sitemap.xml", "/vi/pages/sources/")
        if path in Builder(hub.settings, hub.builder.clock).state.late
    ]
    assert lists == ["/sitemap.xml", "/vi/pages/sources/"]
    hub.start_again()
    assert hub.builder.state.late == set()


def test_a_patient_build_leaves_the_late_pages_to_the_next(hub: Built) -> None:
    edit(hub, "content/agenda/toan-the.vi.md", "Bạo lực trên mạng", "Bạo lực ở đâu")
    assert hub.builder.build(patient=True)
    assert "/sitemap.xml" in hub.builder.state.late
    assert hub.build()
    assert hub.builder.state.late == set()
    assert hub.build() is False
