"""The commands that read and build: what they do, and what they end with."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from built import FINISHED, NOW, finished_root
from running import LONG, REPOSITORY, environment
from said import Run, content_problems, one_line, really
from small import put

from hub.build.only_builder import only_builder
from hub.search.engines import engine_module

# check


def test_check_ends_with_0_where_there_are_no_problems(run: Run) -> None:
    assert run("check") == (0, "no problems\n", "")


def test_check_names_file_line_and_cure_and_ends_with_1(run: Run, root: Path) -> None:
    path = root / "content/agenda/khai-mac.vi.md"
    put(path, path.read_text(encoding="utf-8").replace('starts: "2025-10-22 08:30"\n', ""))
    said = run("check")
    assert said.status == 1
    assert "starts is missing" in content_problems(said)[0]
    assert content_problems(said)[0].startswith("content/agenda/khai-mac.vi.md:")


def test_check_reports_every_problem_at_once(run: Run, root: Path) -> None:
    put(root / "content/agenda/a.vi.md", "---\ntitle: [\n---\n")
    put(root / "content/people/b.vi.md", "---\nupdated: 2026-11-24\ntitle: B\noffice: C\nnonsense: 1\n---\n")
    put(root / "content/vocabulary/themes.yaml", "title: {vi: a}\n")
    files = {line.partition(":")[0] for line in content_problems(run("check"))}
    assert {"content/agenda/a.vi.md", "content/people/b.vi.md", "content/vocabulary/themes.yaml"} <= files


def test_check_counts_errors_and_warnings(run: Run, root: Path) -> None:
    put(root / "content/agenda/a.vi.md", "")
    put(root / "content/agenda/b.vi.md", "")
    put(root / "content/agenda/c.vi.txt", "")
    assert run("check").out.splitlines()[-1] == "2 errors, 1 warning"
    assert run("check", "--language", "vi").out.splitlines()[-1] == "2 lỗi, 1 cảnh báo"


def test_check_speaks_vietnamese_where_it_is_asked_to(run: Run, root: Path) -> None:
    put(root / "content/agenda/a.vi.md", "")
    said = run("check", "--language", "vi")
    assert "the file is empty" not in said.out
    assert "content/agenda/a.vi.md:1: " in said.out


def test_check_as_json_is_one_document(run: Run, root: Path) -> None:
    put(root / "content/agenda/a.vi.md", "")
    said = run("check", "--json")
    (item,) = [item for item in said.items if item["file"] == "content/agenda/a.vi.md"]
    assert (said.status, said.err) == (1, "")
    assert (item["line"], item["severity"], item["code"], "empty" in item["message"]) == (1, "error", "form", True)


def test_check_gives_a_code_for_each_sort_and_ends_with_0_where_there_are_warnings_alone(run: Run, root: Path) -> None:
    path = root / "content/pages/about.en.md"
    put(path, path.read_text(encoding="utf-8") + "\nThere were 1,200 cases.\n\n### Nothing\n")
    said = run("check", "--json")
    assert (said.status, said.err) == (0, "")
    found = [(item["file"], item["severity"], item["code"]) for item in said.items]
    assert found == [("content/pages/about.en.md", "warning", sort) for sort in ("number", "section")]


def test_check_of_folders_that_are_not_there_does_not_fail(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HUB_CONTENT", str(tmp_path / "nowhere"))
    monkeypatch.setenv("HUB_EXHIBITS", str(tmp_path / "nowhere-else"))
    assert "Traceback" not in run("check").err


def test_check_writes_nothing(run: Run, root: Path) -> None:
    before = sorted(root.rglob("*"))
    run("check")
    assert sorted(root.rglob("*")) == before


# index


def test_index_builds_the_index_and_says_how_much_is_in_it(run: Run, root: Path) -> None:
    said = run("index")
    assert said.status == 0
    assert int(said.out.split()[0]) > 10
    assert [path for path in (root / "search_index").iterdir() if (path / "manifest.json").is_file()]


def test_index_leaves_an_index_that_is_up_to_date(run: Run, indexed: Path) -> None:
    run("index")
    before = sorted(path.name for path in (indexed / "search_index").iterdir())
    run("index")
    assert sorted(path.name for path in (indexed / "search_index").iterdir()) == before


def test_index_is_built_anew_where_it_is_asked_to(run: Run, indexed: Path) -> None:
    before = sorted(path.name for path in (indexed / "search_index").iterdir())
    said = run("index", "--rebuild")
    assert said.status == 0
    assert sorted(path.name for path in (indexed / "search_index").iterdir()) != before


def test_index_builds_that_of_another_engine_and_search_asks_it(
    run: Run, indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("index", "--engine", "tantivy").status == 0
    (folder,) = [path for path in (indexed / "search_index").iterdir() if (path / "columns").is_file()]
    assert engine_module("tantivy").open_index(folder, check=True).documents > 10
    whoosh = [item["id"] for item in run("search", "trẻ em", "--json").items]
    monkeypatch.setenv("HUB_SEARCH", "tantivy")
    tantivy = [item["id"] for item in run("search", "trẻ em", "--json").items]
    assert whoosh and set(tantivy) == set(whoosh)


@pytest.mark.parametrize("command", ["index", "build"])
def test_while_another_builder_is_at_work_a_command_says_so_at_once(run: Run, root: Path, command: str) -> None:
    with only_builder(root / "instance"):
        one_line(run(command), "is being served")


# search


def test_search_lists_what_it_finds(run: Run) -> None:
    said = run("search", "khai mac", "--lang", "vi")
    assert said.status == 0
    assert said.out.splitlines()[0] == "session/khai-mac (vi) Khai mạc"


def test_search_as_json_is_one_document(run: Run) -> None:
    (item, *_) = run("search", "khai mac", "--lang", "vi", "--json").items
    assert (item["id"], item["kind"], item["lang"], item["title"]) == ("khai-mac", "session", "vi", "Khai mạc")
    assert item["score"] > 0


@pytest.mark.parametrize("query", ["", " ", "xyzzyxyzzy", "\0", "*", "-", "'\"", "a" * 10_000, "\u0301"])
def test_search_for_anything_ends_with_0(run: Run, root: Path, query: str) -> None:
    shutil.rmtree(root / "exhibits")  # fewer texts are indexed sooner
    for kind in ("agenda", "library", "statements"):
        shutil.rmtree(root / "content" / kind)
    assert run("search", "--json", "--", query).status == 0


def test_search_leaves_no_index_behind(run: Run, root: Path) -> None:
    before = sorted(root.rglob("*"))
    run("search", "khai")
    assert sorted(root.rglob("*")) == before
    assert not (root / "search_index").exists()


# as processes


def test_a_reader_of_the_output_may_stop_reading(root: Path) -> None:
    command = [sys.executable, "-m", "hub", "translate", "status", "--json"]
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment(root), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.communicate(timeout=LONG)[1] == b""


def test_commands_work_as_processes_too_and_speak_english_without_a_vietnamese_locale(root: Path) -> None:
    said = really(root, "search", "khai mac", "--lang", "vi", LC_ALL="C")
    assert said.out.startswith("session/khai-mac (vi) ") and "found" in said.out, said


def test_with_a_vietnamese_locale_commands_speak_vietnamese(root: Path) -> None:
    assert "found" not in really(root, "search", "khai", LC_ALL="vi_VN.UTF-8").out


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content, built by the command."""
    return finished_root(tmp_path_factory.mktemp("finished"))


def test_build_makes_everything_once(finished: Path) -> None:
    status, _, err = json.loads((finished / FINISHED).read_text(encoding="utf-8"))
    assert (status, err) == (0, "")
    assert (finished / "instance/editions/current").is_file()


def test_building_again_makes_nothing_anew(finished: Path) -> None:
    really(finished, "build", HUB_NOW=NOW)  # its folders have another place now
    current = finished / "instance/editions/current"
    before = current.read_text()
    assert really(finished, "build", HUB_NOW=NOW) == (0, "", "")
    assert current.read_text() == before
