"""The commands: what they do, what they end with, and one clear line where something cannot be done."""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from built import Built
from running import REPOSITORY, environment
from shared import shared
from small import DAY, put, small

from hub.build.only_builder import only_builder
from hub.cli import main
from hub.feature import discover


class Said(NamedTuple):
    """What a command ended with, and what it said."""

    status: int
    out: str
    err: str

    @property
    def items(self) -> list[dict[str, Any]]:
        """Of its JSON; nothing else may stand beside it."""
        document = json.loads(self.out)
        assert set(document) == {"items", "total"}
        found: list[dict[str, Any]] = document["items"]
        return found


Run = Callable[..., Said]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small content, never built, and catalogues in which nothing is missing: there is not a problem in them."""
    return shutil.copytree(shared("commands", lay_out), tmp_path, dirs_exist_ok=True)


@pytest.fixture
def indexed(root: Path) -> Path:
    """The same, built."""
    return shutil.copytree(shared("commands-indexed", build), root, dirs_exist_ok=True)


def build(folder: Path) -> None:
    shutil.copytree(shared("commands", lay_out), folder, dirs_exist_ok=True)
    Built(folder, translations=folder / "translations")


def lay_out(folder: Path) -> None:
    shutil.copytree(REPOSITORY / "translations", folder / "translations")
    path = folder / "translations/vi/LC_MESSAGES/messages.po"
    put(
        path,
        re.sub(
            r'^msgid "(.+)"\nmsgstr ""\n$', r'msgid "\1"\nmsgstr "\1"\n', path.read_text(encoding="utf-8"), flags=re.M
        ),
    )
    small(folder)


@pytest.fixture
def run(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Carry a command out in this process, in English."""
    for name, value in environment(root, HUB_TRANSLATIONS=str(root / "translations"), HUB_NOW=f"{DAY}T12:00").items():
        if name.startswith(("HUB_", "LC_")):
            monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Said:
        return Said(main(arguments), *capsys.readouterr())

    return run


def really(root: Path, *arguments: str, **variables: str) -> Said:
    """Carry a command out in a process of its own."""
    command = [sys.executable, "-m", "hub", *arguments]
    ended = subprocess.run(
        command,
        cwd=REPOSITORY,
        env=environment(root, **variables),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Said(ended.returncode, ended.stdout, ended.stderr)


def one_line(said: Said, *words: str) -> None:
    """It was refused in one line on the error's side, without a traceback."""
    assert said.status != 0
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    assert [word for word in words if word not in said.err] == []


def content_problems(said: Said) -> list[str]:
    return [line for line in said.out.splitlines() if line.startswith(("content/", "exhibits/"))]


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
    assert (item["line"], item["severity"], "empty" in item["message"]) == (1, "error", True)


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
def test_search_for_anything_ends_with_0(run: Run, query: str) -> None:
    assert run("search", "--json", "--", query).status == 0


def test_search_leaves_no_index_behind(run: Run, root: Path) -> None:
    run("search", "khai")
    assert not (root / "search_index").exists()
    assert not (root / "instance").exists()


# new


@pytest.mark.parametrize("kind", sorted(discover().registry.kinds))
def test_new_writes_a_pair_that_is_read_without_a_problem_of_form(run: Run, kind: str, root: Path) -> None:
    said = run("new", kind, "phong-1/tp-77" if kind == "work" else "bai-moi")
    assert said.status == 0
    files = [Path(line) for line in said.out.splitlines()]
    assert [path.name.rpartition(".md")[0][-2:] for path in files] == ["vi", "en"]
    assert all(path.is_relative_to(root) for path in files)
    name = f"{files[0].parent.name}/{files[0].name}".removesuffix(".vi.md")
    forms = ("is missing;", "cannot be read", "must be", "there is no field")
    assert [
        line
        for line in content_problems(run("check"))
        if name in line and any(form in line for form in forms) and ".svg" not in line
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
    shutil.copytree(REPOSITORY / "hub", copy / "hub", ignore=shutil.ignore_patterns("__pycache__", "static"))
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


# what is wrong with the command itself


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing",),
        ("check", "--nothing"),
        ("search",),
        ("search", "a", "b"),
        ("search", "a", "--lang", "fr"),
        ("serve", "--port", "x"),
        ("serve", "--port", "0"),
        ("serve", "--port", "65536"),
        ("serve", "--port", "-1"),
        ("serve", "--port", "9" * 5_000),
        ("serve", "--port", "٨٠٨٠"),
        ("serve", "--workers", "0"),
        ("serve", "--workers", "1000"),
        ("index", "--engine", "nothing"),
        ("new", "session"),
    ],
)
def test_a_mistyped_command_is_told_in_one_line(run: Run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    one_line(said, "--help")
    assert said.status == 2


@pytest.mark.parametrize("arguments", [("--help",), ("serve", "--help"), ("translate", "--help")])
def test_help_ends_with_0(run: Run, arguments: tuple[str, ...]) -> None:
    said = run(*arguments)
    assert (said.status, said.err) == (0, "")
    assert "Usage: run.py" in said.out


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("HUB_PUBLIC_URL", "hub.example.org"),
        ("HUB_PUBLIC_URL", "ftp://hub.example.org"),
        ("HUB_PUBLIC_URL", "https://hub.example.org/a?b"),
        ("HUB_PUBLIC_URL", "https://hub.example.org:port"),
        ("HUB_PUBLIC_URL", "https://[::1"),
        ("HUB_DEFAULT_LANG", "fr"),
        ("HUB_SEARCH", "nothing"),
        ("HUB_NOW", "yesterday"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    one_line(run("check"), variable)


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, root: Path
) -> None:
    (root / "a-file").write_text("")
    monkeypatch.setenv("HUB_INSTANCE", str(root / "a-file/instance"))
    one_line(run("index"), "a-file")


def test_a_taken_port_is_told_in_one_line_with_the_cure(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run("serve", "--port", str(port))
    one_line(said, str(port), f"--port {port + 1}")
    assert said.status == 1


def test_the_highest_port_has_no_next_one(run: Run) -> None:
    with socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", 65_535))
        except OSError:
            pytest.skip("port 65535 is in use by somebody else")
        taken.listen()
        one_line(run("serve", "--port", "65535"), "65535")


@pytest.mark.parametrize("host", ["no.such.host.invalid", "203.0.113.7", "::1::"])
def test_a_host_that_is_not_ours_is_told_in_one_line(run: Run, host: str) -> None:
    one_line(run("serve", "--host", host, "--port", "65123"), host)


def test_commands_work_as_processes_too(root: Path) -> None:
    said = really(root, "search", "khai mac", "--lang", "vi", "--json")
    assert said.items[0]["id"] == "khai-mac"


def test_a_reader_of_the_output_may_stop_reading(root: Path) -> None:
    command = [sys.executable, "-m", "hub", "translate", "status", "--json"]
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=environment(root), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.communicate(timeout=60)[1] == b""


def test_without_a_vietnamese_locale_commands_speak_english(root: Path) -> None:
    assert "found" in really(root, "search", "khai", LC_ALL="C").out


def test_with_a_vietnamese_locale_commands_speak_vietnamese(root: Path) -> None:
    assert "found" not in really(root, "search", "khai", LC_ALL="vi_VN.UTF-8").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nothing",), ("nothing", "bench, build, check")),
        (("translate",), ("done, status, update",)),
        (("translate", "nothing"), ("nothing", "done, status, update")),
        (("translate", "done"), ("KIND/SLUG",)),
        (("check", "--nothing"), ("--nothing",)),
        (("search",), ("QUERY",)),
        (("check", "--language"), ("--language",)),
        (("check", "--json=3"), ("--json", "run.py check")),
        (("search", "a", "--lang", "fr"), ("--lang", "fr", "vi, en")),
        (("serve", "--port", "0"), ("--port", "0", "1", "65535")),
        (("bench", "--documents", "x"), ("--documents", "x")),
    ],
)
def test_what_is_mistyped_is_told_in_the_readers_language(
    root: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    english, vietnamese = really(root, *arguments), really(root, *arguments, LC_ALL="vi_VN.UTF-8")
    assert (english.status, vietnamese.status) == (2, 2)
    one_line(english, "--help says more", *words)
    one_line(vietnamese, "--help", *words)
    assert "says more" not in vietnamese.err and english.err.partition(";")[0] != vietnamese.err.partition(";")[0]


def test_a_setting_that_cannot_be_used_is_told_in_the_readers_language(root: Path) -> None:
    said = really(root, "check", HUB_NOW="yesterday", LC_ALL="vi_VN.UTF-8")
    one_line(said, "HUB_NOW", "yesterday")
    assert "write a moment" not in said.err


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """The small content, built by the command, and what that said."""
    root = small(tmp_path_factory.mktemp("finished"))
    return root, really(root, "build")


def test_build_makes_everything_once(finished: tuple[Path, Said]) -> None:
    root, said = finished
    assert (said.status, said.err) == (0, "")
    assert (root / "instance/editions/current").is_file()


def test_building_again_makes_nothing_anew(finished: tuple[Path, Said]) -> None:
    current = finished[0] / "instance/editions/current"
    before = current.read_text()
    really(finished[0], "build")
    assert current.read_text() == before
