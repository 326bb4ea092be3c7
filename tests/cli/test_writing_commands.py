"""The commands `new` and `translate`: what they write, and what they refuse."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import REPOSITORY, environment
from said import Run, content_problems, one_line
from small import put

from hub.feature import discover

# new


def test_new_writes_pairs_of_every_kind_that_are_read_without_a_problem_of_form(run: Run, root: Path) -> None:
    names = set()
    for kind in discover().registry.kinds:
        said = run("new", kind, "phong-1/tp-77" if kind == "work" else "bai-moi")
        assert said.status == 0, kind
        files = [Path(line) for line in said.out.splitlines()]
        assert [path.name.rpartition(".md")[0][-2:] for path in files] == ["vi", "en"]
        assert all(path.is_relative_to(root) for path in files)
        names.add(str(files[0].relative_to(root)).removesuffix(".vi.md"))
    assert len(names) == len(discover().registry.kinds)
    forms = ("is missing;", "cannot be read", "must be", "there is no field")
    assert [
        line
        for line in content_problems(run("check"))
        if line.startswith(tuple(names)) and any(form in line for form in forms) and ".svg" not in line
    ] == []


def test_new_says_which_kinds_there_are(run: Run) -> None:
    one_line(run("new", "nothing", "x"), "nothing", "session", "practice")


@pytest.mark.parametrize(
    "slug", ["Khai", "khai mạc", "../x", "/etc/x", "-x", "x-", "a--b", "", ".", "now", "a.b", "x/../y"]
)
def test_new_refuses_a_slug_that_is_none(run: Run, root: Path, slug: str) -> None:
    before = sorted(root.rglob("*"))
    one_line(run("new", "session", "--", slug), "slug")
    assert sorted(root.rglob("*")) == before


def test_new_overwrites_nothing(run: Run) -> None:
    one_line(run("new", "session", "khai-mac"), "khai-mac.vi.md", "already")


def test_a_new_work_names_its_room(run: Run) -> None:
    one_line(run("new", "work", "tp-09"), "room")


def test_what_is_new_is_a_draft(run: Run) -> None:
    said = run("new", "page", "bai-moi")
    assert "draft: true" in Path(said.out.splitlines()[0]).read_text(encoding="utf-8")


# translate


def test_translate_status_names_what_is_missing_and_stale(run: Run) -> None:
    said = run("translate", "status")
    assert said.status == 0
    assert any(line.startswith("session/chi-viet en: missing (") for line in said.out.splitlines())


def test_translate_status_as_json_has_the_fields_of_the_contract(run: Run) -> None:
    items = run("translate", "status", "--json").items
    assert {"kind", "slug", "lang", "state", "sections"} <= items[0].keys()
    assert {item["state"] for item in items} <= {"fresh", "missing", "stale"}
    (session,) = [item for item in items if (item["kind"], item["slug"]) == ("session", "chi-viet")]
    assert (session["lang"], session["state"], set(session["sections"])) == (
        "en",
        "missing",
        {"title", "summary", "one"},
    )


def state_of(run: Run, slug: str) -> str:
    (state,) = [
        item["state"]
        for item in run("translate", "status", "--json").items
        if (item["kind"], item["slug"]) == ("session", slug)
    ]
    return str(state)


def test_translate_done_marks_a_translation_as_fresh(run: Run, root: Path) -> None:
    assert state_of(run, "khai-mac") == "missing"
    said = run("translate", "done", "session/khai-mac", "en")
    assert (said.status, said.out.strip()) == (0, str(root / "content/agenda/khai-mac.en.md"))
    assert state_of(run, "khai-mac") == "fresh"


def test_a_translation_is_stale_once_its_original_moves_on(run: Run, root: Path) -> None:
    run("translate", "done", "session/khai-mac", "en")
    path = root / "content/agenda/khai-mac.vi.md"
    put(path, path.read_text(encoding="utf-8").replace("là gì", "là thế nào"))
    assert state_of(run, "khai-mac") == "stale"
    run("translate", "done", "session/khai-mac", "vi", "--minor")
    assert state_of(run, "khai-mac") == "fresh"


@pytest.mark.parametrize(
    "arguments",
    [
        ("done",),
        ("done", "session/khai-mac"),
        ("done", "session/nothing", "en"),
        ("done", "nothing", "en"),
        ("done", "session/khai-mac/x", "en"),
        ("done", "session/khai-mac", "vi"),
        ("done", "session/chi-viet", "en"),
        ("done", "themes", "vi"),
        ("done", "/themes", "vi"),
        ("done", "session/khai-mac", "en", "--minor"),
        ("done", "session/khai-mac", "fr"),
        ("nothing",),
    ],
)
def test_translate_done_refuses_what_cannot_be_marked(run: Run, arguments: tuple[str, ...]) -> None:
    one_line(run("translate", *arguments))


def test_translate_done_names_a_file_that_cannot_be_read(run: Run, root: Path) -> None:
    put(root / "content/agenda/khai-mac.en.md", "---\ntitle: [\n---\n")
    one_line(run("translate", "done", "session/khai-mac", "en"), "content/agenda/khai-mac.en.md:")


def test_translate_update_brings_every_message_into_the_catalogues(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(REPOSITORY / "hub", copy / "hub", ignore=shutil.ignore_patterns("static"))
    shutil.copytree(REPOSITORY / "translations", copy / "translations")
    (copy / "hub/features/people/words.py").write_text(
        'from hub.messages import N_\n\nNEW = N_("A sentence that is nowhere else")\n'
    )
    said = subprocess.run(
        [sys.executable, "-m", "hub", "translate", "update"],
        cwd=copy,
        env=environment(copy),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "messages.pot" in said.stdout
    for name in ("messages.pot", "vi/LC_MESSAGES/messages.po", "en/LC_MESSAGES/messages.po"):
        assert "A sentence that is nowhere else" in (copy / "translations" / name).read_text(encoding="utf-8")
