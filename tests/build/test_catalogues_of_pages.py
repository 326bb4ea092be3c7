"""Pages speak by the catalogues that are there: new words at once, and the last good ones while a catalogue is broken."""

import shutil
from pathlib import Path

from built import Built, small_site
from editing import edit
from running import REPOSITORY
from small import put, small


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
