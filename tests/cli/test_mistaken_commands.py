"""One clear line in the reader's language, where a command, an option or a setting cannot be used."""

import socket
from pathlib import Path

import pytest
from said import Run, one_line


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
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    english = run(*arguments)
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    vietnamese = run(*arguments)
    assert (english.status, vietnamese.status) == (2, 2)
    one_line(english, "--help says more", *words)
    one_line(vietnamese, "--help", *words)
    assert "says more" not in vietnamese.err and english.err.partition(";")[0] != vietnamese.err.partition(";")[0]


def test_a_setting_that_cannot_be_used_is_told_in_the_readers_language(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_NOW", "yesterday")
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    said = run("check")
    one_line(said, "HUB_NOW", "yesterday")
    assert "write a moment" not in said.err
