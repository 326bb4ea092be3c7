"""What every engine refuses: what comes too early or too late, and an index that cannot be used."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from search_site import SITE, built

from hub.search.engine import Engine, IndexUnusable
from hub.search.engines import EngineModule
from hub.search.index_folder import MANIFEST


def test_asking_before_the_end_is_refused(module: EngineModule, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="commit it before asking"):
        module.start_index(tmp_path / "one").vocabulary()


def test_adding_after_the_end_is_refused(index: Engine) -> None:
    with pytest.raises(RuntimeError, match="start a new generation"):
        index.add([SITE[0]])
    with pytest.raises(RuntimeError, match="start a new generation"):
        index.commit()


def test_a_generation_is_not_started_over_another(module: EngineModule, tmp_path: Path) -> None:
    built(module, tmp_path / "one", SITE)
    with pytest.raises(FileExistsError, match="a folder of its own"):
        module.start_index(tmp_path / "one")


def other_version(folder: Path) -> None:
    data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(data | {"version": "other"}), encoding="utf-8")


def unfinished(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def half_a_manifest(folder: Path) -> None:
    os.truncate(folder / MANIFEST, 40)


def a_list_for_a_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_text("[]", encoding="utf-8")


def a_file(folder: Path) -> Path:
    return next(path for path in sorted(folder.iterdir()) if path.name != MANIFEST and path.stat().st_size)


def a_file_cut_short(folder: Path) -> None:
    path = a_file(folder)
    os.truncate(path, path.stat().st_size - 1)


def a_file_missing(folder: Path) -> None:
    a_file(folder).unlink()


@pytest.mark.parametrize(
    "damage",
    [
        other_version,
        unfinished,
        half_a_manifest,
        a_list_for_a_manifest,
        a_file_cut_short,
        a_file_missing,
    ],
)
def test_an_index_that_cannot_be_used_says_so(
    module: EngineModule, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    built(module, tmp_path / "one", SITE)
    damage(tmp_path / "one")
    with pytest.raises(IndexUnusable, match="build"):
        module.open_index(tmp_path / "one")


def test_no_folder_is_no_index(module: EngineModule, tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable):
        module.open_index(tmp_path / "none")
    with pytest.raises(IndexUnusable):
        module.start_index(tmp_path / "two", tmp_path / "none")
