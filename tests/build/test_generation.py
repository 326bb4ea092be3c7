"""A generation is made from the one before by what has changed, and by nothing else."""

import pickletools
import shutil
import time
from pathlib import Path

import pytest
from built import Built, settings_for, small_site
from editing import edit
from small import put, session, small

from hub.build.builder import Builder
from hub.content.clock import clock_from


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    return small_site(tmp_path)


def remade(hub: Built) -> set[str]:
    """The pages whose bytes another build has made anew, after every file has had its say."""
    before = dict(hub.made)
    hub.build()
    return {path for path, made in hub.made.items() if before.get(path) != made and not path.startswith("error/")}


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


def test_what_is_kept_of_an_entry_is_the_same_in_every_process(hub: Built) -> None:
    """By its digest the builder knows what has changed, and the order of a set is another in each process."""
    kept = {key: record.slot for key, record in hub.builder.archive.state.groups.items() if record.slot}
    with_sets = [
        key
        for key, slot in kept.items()
        if {"ADDITEMS", "FROZENSET"} & {code.name for code, *_ in pickletools.genops(hub.builder.packs.get(slot))}
    ]
    assert {kind for kind, _ in kept} >= {"", *hub.builder.registry.kinds} - {"tour"}
    assert with_sets == []


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
