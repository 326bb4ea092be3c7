"""Pages that take in everything come after what was edited."""

import errno
from pathlib import Path

import pytest
from built import Built, small_site
from editing import edit

from hub.build.builder import Builder
from hub.content.edition import Edition
from hub.search.indexing import Indexes


@pytest.fixture
def hub(tmp_path: Path) -> Built:
    return small_site(tmp_path)


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
