"""An Edition never has half of a pair that is being published, whenever the builder looks."""

import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from built import Built, settings_for, small_site
from running import REPOSITORY

from hub.build.upkeep.reading import Reading
from hub.content.assemble import assemble
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.content.write import journal
from hub.content.write.journal import Change, written
from hub.feature import discover
from hub.storage.packs import Packs

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)
PUBLISHER = REPOSITORY / "tests/support/files/publisher.py"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("publishing"))


def half_published(hub: Built, slug: str) -> None:
    """What a process leaves that was killed between the two files of a new page."""
    texts = {lang: f"---\ntitle: Mới {lang}\nupdated: 2026-11-24\n---\n\n{slug} {lang}\n" for lang in ("vi", "en")}
    changes = [Change("content", f"pages/{slug}.{lang}.md", None, text) for lang, text in texts.items()]
    folder = hub.settings.instance / journal.FOLDER
    folder.mkdir(exist_ok=True)
    (folder / journal.JOURNAL).write_text(written(changes), "utf-8")
    (hub.settings.content / f"pages/{slug}.vi.md").write_text(texts["vi"], "utf-8")


def test_the_builder_finishes_what_was_left_half_published(hub: Built) -> None:
    half_published(hub, "mot-nua")
    assert hub.build()
    assert "mot-nua vi" in hub.ask("/vi/pages/mot-nua/").text
    assert "mot-nua en" in hub.ask("/en/pages/mot-nua/").text


def test_what_was_listed_half_way_is_listed_again_before_it_is_read(hub: Built) -> None:
    half_published(hub, "nua-kia")
    assert hub.builder.archive.pending() == 1  # the list has one language of the new page
    assert hub.build()
    assert "nua-kia en" in hub.ask("/en/pages/nua-kia/").text


def test_the_builder_waits_for_who_is_writing(hub: Built) -> None:
    with journal.undisturbed(hub.settings.instance, {}):
        built = threading.Thread(target=hub.builder.build)
        built.start()
        built.join(1)
        assert built.is_alive()
        (hub.settings.content / "pages/cho.vi.md").write_text("---\ntitle: Chờ\nupdated: 2026-11-24\n---\nx\n", "utf-8")
    built.join()
    hub.worker.swap()
    assert hub.ask("/vi/pages/cho/").status == 200


def test_whoever_publishes_meanwhile_each_edition_has_both_languages_of_one_version(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    settings.exhibits.mkdir()
    archive = Archive(settings.content, settings.exhibits, discover().registry, Packs(tmp_path / "packs"))
    reading, seen = Reading(settings), set()
    with subprocess.Popen(
        [sys.executable, str(PUBLISHER), str(tmp_path)], cwd=REPOSITORY, env={"PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as publisher:  # fmt: skip
        assert publisher.stdin is not None and publisher.stdout is not None
        assert publisher.stdout.readline() == "ready\n"
        publisher.stdin.write("after 1 2.0\n")
        publisher.stdin.close()
        while publisher.poll() is None:
            archive.pending()  # as the builder lists before it decides where to read
            reading.refresh(archive, None)
            entry = assemble(archive, NOW).entries["page"].get("a")
            if entry is not None:
                titles = {lang: reading.title for lang, reading in entry.readings.items()}
                version = titles["vi"].split()[0]
                assert titles == {"vi": f"{version} vi", "en": f"{version} en"}
                seen.add(version)
    assert len(seen) > 1
