"""A folder of content that is lost for a while: what was public stays, also over a restart."""

import shutil
from pathlib import Path

import pytest
from built import Built, finished_site, settings_for, small_site
from running import REPOSITORY
from small import session, work

from hub.build.builder import Builder
from hub.build.watching import accept_removals, build_once
from hub.content.clock import clock_from

OPENING, WORK = "/vi/agenda/khai-mac/", "/vi/gallery/phong-1/tp-01/"


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    return small_site(tmp_path)


@pytest.fixture
def finished(tmp_path: Path) -> Built:
    """The same, for commands that finish what they build."""
    return finished_site(tmp_path)


def move_away(hub: Built, folder: str) -> Path:
    away = hub.root / f"away-{folder.replace('/', '-')}"
    (hub.root / folder).rename(away)
    return away


@pytest.mark.parametrize(("folder", "page"), [("content", OPENING), ("exhibits", WORK)])
def test_what_a_folder_that_is_gone_had_stays_public(hub: Built, folder: str, page: str) -> None:
    before = {path: hub.bytes_of(path) for path in hub.made}
    move_away(hub, folder)
    hub.build()
    assert hub.builder.lost().keys() == {folder}
    assert hub.ask(page).status == 200
    assert {path: hub.bytes_of(path) for path in hub.made} == before


def test_it_stays_over_a_restart_of_the_whole_hub(hub: Built) -> None:
    before = {path: hub.bytes_of(path) for path in hub.made}
    move_away(hub, "content")
    move_away(hub, "exhibits")
    again = Built(hub.root)
    assert {path: again.bytes_of(path) for path in again.made} == before
    assert again.builder.lost().keys() == {"content", "exhibits"}


def test_an_empty_folder_in_its_place_is_a_loss(hub: Built) -> None:
    shutil.rmtree(hub.root / "content")
    (hub.root / "content").mkdir()
    hub.build()
    assert hub.ask(OPENING).status == 200


def test_it_comes_right_by_itself_and_edits_get_through(hub: Built) -> None:
    away = move_away(hub, "content")
    hub.build()
    away.rename(hub.root / "content")
    session(hub.root, "them-phien", "2025-10-22 15:00", "Thêm một phiên", "One more")
    hub.build()
    assert hub.builder.lost() == {}
    assert hub.ask("/vi/agenda/them-phien/").status == 200


def test_a_small_folder_that_is_deleted_while_another_is_lost_is_an_edit(hub: Built) -> None:
    move_away(hub, "exhibits")
    for path in (hub.root / "content/agenda").glob("toan-the.*"):
        path.unlink()
    hub.build()
    assert hub.ask("/vi/agenda/toan-the/").status == 404
    assert hub.ask(WORK).status == 200


def test_a_room_that_is_renamed_is_an_edit(hub: Built) -> None:
    for order in range(3, 9):
        work(hub.root, order, f"Tác phẩm {order}", f"Work {order}", f"vi{order}", f"en{order}")
    hub.build()
    (hub.root / "exhibits/phong-1").rename(hub.root / "exhibits/phong-moi")
    hub.build()
    assert hub.builder.lost() == {}
    assert hub.ask("/vi/gallery/phong-moi/tp-08/").status == 200
    assert hub.ask("/vi/gallery/phong-1/tp-08/").status != 200


def test_the_loss_of_most_entries_at_once_is_a_fault(hub: Built) -> None:
    for n in range(8):
        session(hub.root, f"phien-{n}", "2025-10-22 15:00", f"Phiên {n}", f"Session {n}")
    hub.build()
    for path in (hub.root / "content/agenda").glob("*.md"):
        if not path.name.startswith("khai-mac"):
            path.unlink()
    hub.build()
    assert hub.builder.lost().keys() == {"content/agenda"}
    assert hub.ask("/vi/agenda/phien-7/").status == 200


def test_a_removal_that_is_accepted_is_made(finished: Built) -> None:
    hub = finished
    move_away(hub, "exhibits")
    hub.build()
    accept_removals(hub.settings, hub.builder.clock)
    hub.worker.swap()
    assert hub.ask(WORK).status == 404


def test_building_says_what_is_lost(finished: Built) -> None:
    hub = finished
    move_away(hub, "exhibits")
    assert [loss.values["folder"] for loss in build_once(hub.settings, hub.builder.clock)] == ["exhibits"]


def test_pages_stay_where_other_code_would_have_to_read_a_lost_folder(hub: Built) -> None:
    before = hub.made
    move_away(hub, "content")
    builder = Builder(hub.settings, clock_from(hub.settings.now, 0))
    builder.archive.state.groups.clear()  # as the archive does when the code has changed
    builder.state.environment = "of other code"
    assert builder.build() is False
    hub.worker.swap()
    assert hub.made == before


def test_pages_stay_where_the_generation_is_damaged_and_a_folder_lost(hub: Built) -> None:
    session(hub.root, "them-phien", "2025-10-22 15:00", "Thêm một phiên", "One more")
    hub.build()
    before = hub.made
    move_away(hub, "content")
    (hub.settings.instance / f"editions/{hub.builder.in_force}/builder.pickle").write_bytes(b"")
    assert hub.start_again() is False
    assert hub.made == before


def test_words_stay_while_the_folder_of_translations_is_gone(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "translations", tmp_path / "translations")
    hub = small_site(tmp_path, translations=tmp_path / "translations")
    before = hub.ask("/vi/agenda/").body
    move_away(hub, "translations")
    hub.build()
    hub.start_again()
    assert hub.builder.lost().keys() == {"translations"}
    assert hub.ask("/vi/agenda/").body == before


def test_without_content_from_the_beginning_nothing_is_lost(tmp_path: Path) -> None:
    hub = Built(tmp_path)
    hub.build()
    assert hub.builder.lost() == {}
    assert settings_for(tmp_path).content.exists() is False
