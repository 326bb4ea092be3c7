"""What Whoosh's engine does with its files, beside what every engine promises."""

from pathlib import Path

import pytest
from search_site import (
    PLANNER,
    SITE,
    built,
    edited_again_and_again,
    found,
    links_to_the_last_generation,
    scrambled,
)

from hub.search.engine import IndexUnusable
from hub.search.whoosh import engine as whoosh

BEHIND_ITS_HEAD = 200  # bytes


def test_unchanged_files_are_links_to_the_last_generation(tmp_path: Path) -> None:
    assert any(name.endswith(".pst") for name in links_to_the_last_generation(whoosh, tmp_path))


def test_many_small_changes_do_not_pile_up_segments(tmp_path: Path) -> None:
    engine, folder = edited_again_and_again(whoosh, tmp_path, 24)
    assert len(list(folder.glob("*.trm"))) < 10
    assert len(list(folder.glob("*.words"))) == len(list(folder.glob("*.trm")))
    assert engine.documents == len(SITE)
    assert found(engine, "lần sửa thứ 24") == ["page/about/vi"]
    assert engine.facets(PLANNER.plan("stopncii", engine))["country"] == {"GB": 2}


def test_a_changed_table_of_contents_is_never_read(tmp_path: Path) -> None:
    built(whoosh, tmp_path / "one", SITE)
    path = next((tmp_path / "one").glob("*.toc"))
    path.write_bytes(path.read_bytes()[:-1] + b"\x00")
    with pytest.raises(IndexUnusable, match="build"):
        whoosh.open_index(tmp_path / "one")


@pytest.mark.parametrize("ending", [".pst", ".trm", "._stored.col"])
def test_damage_inside_a_file_is_found_by_its_checksum(tmp_path: Path, ending: str) -> None:
    built(whoosh, tmp_path / "one", SITE)
    scrambled(next((tmp_path / "one").glob(f"*{ending}")), BEHIND_ITS_HEAD)
    with pytest.raises(IndexUnusable, match="damaged"):
        whoosh.open_index(tmp_path / "one", check=True)


def test_damage_that_shows_while_asking_is_told_as_such(tmp_path: Path) -> None:
    built(whoosh, tmp_path / "one", SITE)
    scrambled(next((tmp_path / "one").glob("*.pst")), BEHIND_ITS_HEAD)
    engine = whoosh.open_index(tmp_path / "one")
    with pytest.raises(IndexUnusable, match="build the index again"):
        found(engine, "bạo lực mạng tổng đài trẻ em hội thảo stopncii")
