"""What Whoosh's engine does with its files, beside what every engine promises."""

import shutil
from pathlib import Path

import pytest
from search_site import PLANNER, SITE, built, document, found

from hub.search.engine import IndexUnusable
from hub.search.whoosh import engine as whoosh


def test_unchanged_files_are_links_to_the_last_generation(tmp_path: Path) -> None:
    built(whoosh, tmp_path / "one", SITE)
    built(whoosh, tmp_path / "two", [*SITE, document("page/new/en", "New", "Something new")], tmp_path / "one")
    linked = [path.name for path in (tmp_path / "two").iterdir() if path.stat().st_nlink > 1]
    assert any(name.endswith(".pst") for name in linked)


def test_many_small_changes_do_not_pile_up_segments(tmp_path: Path) -> None:
    previous = tmp_path / "0"
    built(whoosh, previous, SITE)
    for number in range(1, 25):
        folder = tmp_path / str(number)
        engine = whoosh.start_index(folder, previous)
        engine.add([document("page/about/vi", "Về hội thảo", f"Lần sửa thứ {number}")])
        engine.commit()
        shutil.rmtree(previous)
        previous = folder
    assert len(list(previous.glob("*.trm"))) < 10
    assert len(list(previous.glob("*.words"))) == len(list(previous.glob("*.trm")))
    assert engine.documents == len(SITE)
    assert found(engine, "lần sửa thứ 24") == ["page/about/vi"]
    assert engine.facets(PLANNER.plan("stopncii", engine))["country"] == {"GB": 2}


def test_a_changed_table_of_contents_is_never_read(tmp_path: Path) -> None:
    built(whoosh, tmp_path / "one", SITE)
    path = next((tmp_path / "one").glob("*.toc"))
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(IndexUnusable, match="build"):
        whoosh.open_index(tmp_path / "one")


def scrambled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(200, len(data) - 8, 7):
        data[at] ^= 0x5A
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("ending", [".pst", ".trm", "._stored.col"])
def test_damage_inside_a_file_is_found_by_its_checksum(tmp_path: Path, ending: str) -> None:
    built(whoosh, tmp_path / "one", SITE)
    scrambled(next((tmp_path / "one").glob(f"*{ending}")))
    with pytest.raises(IndexUnusable, match="damaged"):
        whoosh.open_index(tmp_path / "one", check=True)


def test_damage_that_shows_while_asking_is_told_as_such(tmp_path: Path) -> None:
    built(whoosh, tmp_path / "one", SITE)
    scrambled(next((tmp_path / "one").glob("*.pst")))
    engine = whoosh.open_index(tmp_path / "one")
    with pytest.raises(IndexUnusable, match="build the index again"):
        found(engine, "bạo lực mạng tổng đài trẻ em hội thảo stopncii")
