"""run.py as a stranger meets it: real processes, real virtual environments, no network."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from clones import add_wheels, environment, lay_out

from run import LINES

REPOSITORY = Path(__file__).resolve().parent.parent
NOBODY = 65534
LONG = 600.0  # seconds that a command may take on a very busy machine: pip installs for it

pytestmark = [pytest.mark.slow, pytest.mark.apart]


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    add_wheels(folder)
    return folder


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    root = tmp_path / "bản sao"  # a space and a letter beyond ASCII, as in a home folder
    lay_out(root)
    return root


Result = subprocess.CompletedProcess[str]
Run = Callable[..., Result]


@pytest.fixture
def run(wheels: Path, tmp_path: Path) -> Run:
    """Run a clone's run.py from another folder."""

    def run(root: Path, *arguments: str, python: str = sys.executable, **more: str) -> Result:
        command = [python, str(root / "run.py"), *arguments]
        env = environment(wheels, **more)
        return subprocess.run(command, cwd=tmp_path, env=env, text=True, capture_output=True, timeout=LONG)

    return run


class First(NamedTuple):
    """A first use: the clone, the folder from where it was called, and what came of it."""

    root: Path
    folder: Path
    result: Result


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> First:
    folder = tmp_path_factory.mktemp("first")
    root = folder / "bản sao"
    lay_out(root)
    command = [sys.executable, str(root / "run.py"), "check", "--json"]
    env = environment(wheels)
    return First(
        root, folder, subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True, timeout=LONG)
    )


@pytest.fixture(scope="session")
def whole(first: First) -> Path:
    """A clone after its first use, to be copied."""
    assert first.result.returncode == 0, first.result.stderr
    return first.root


@pytest.fixture
def used(whole: Path, tmp_path: Path) -> Path:
    """A clone that has been used before."""
    return shutil.copytree(whole, tmp_path / "used", symlinks=True)


def last_line(result: Result) -> str:
    return result.stderr.rstrip().splitlines()[-1]


def test_the_first_use_installs_and_then_does_what_it_was_asked(first: First) -> None:
    assert (first.result.stdout, first.result.returncode) == (f"['check', '--json'] {first.root} {first.folder}\n", 0)


def test_the_first_use_shows_pips_progress_on_standard_error(first: First) -> None:
    assert "Successfully installed hub" in first.result.stderr


def test_the_systems_python_opens_the_door_too(run: Run, clone: Path) -> None:
    assert run(clone, python="/usr/bin/python3").returncode == 0


def test_a_later_use_says_nothing_of_its_own(run: Run, used: Path) -> None:
    assert run(used).stderr == ""


def test_a_later_use_loads_none_of_what_only_the_first_needs(used: Path) -> None:
    command = [sys.executable, "-X", "importtime", str(used / "run.py")]
    result = subprocess.run(command, env=environment(None), text=True, capture_output=True, timeout=LONG)
    modules = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines() if "import time:" in line}
    assert not modules & {"subprocess", "venv", "importlib.metadata", "tempfile", "fcntl"}


def test_the_exit_code_is_the_commands(run: Run, used: Path) -> None:
    assert run(used, "fail").returncode == 3


@pytest.mark.parametrize("sign", ["pyvenv.cfg", ".installed-requirements.txt"])
def test_a_use_after_a_kill_mends_what_is_half_made(run: Run, clone: Path, wheels: Path, sign: str) -> None:
    command = [sys.executable, str(clone / "run.py")]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=environment(wheels), stderr=quiet, start_new_session=True) as process:
        ends = time.monotonic() + LONG
        while not (clone / ".venv" / sign).exists() and time.monotonic() < ends:
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert run(clone, "after").stdout.startswith("['after']")


def test_packages_lost_from_an_unfinished_venv_are_there_again(run: Run, used: Path) -> None:
    next(used.glob(".venv/lib/*/site-packages/hub_demo.py")).unlink()
    (used / ".venv/.installed-requirements.txt").write_text("unfinished")
    run(used)
    assert list(used.glob(".venv/lib/*/site-packages/hub_demo.py"))


def test_changed_requirements_are_installed(run: Run, used: Path) -> None:
    (used / "requirements.txt").write_text("hub-demo==2.0\n")
    run(used)
    assert list(used.glob(".venv/lib/*/site-packages/hub_demo-2.0.dist-info"))


def test_changed_requirements_leave_the_rest_of_the_venv_standing(run: Run, used: Path) -> None:
    (used / ".venv/kept").touch()
    (used / "requirements.txt").write_text("hub-demo==2.0\n")
    run(used)
    assert (used / ".venv/kept").exists()


def test_a_failed_change_of_requirements_can_be_taken_back_without_network(run: Run, used: Path) -> None:
    (used / "requirements.txt").write_text("hub-demo==3.0\n")
    failed = run(used).returncode
    (used / "requirements.txt").write_text("# a remark\nhub-demo==1.0\n")
    assert (failed, run(used, PIP_FIND_LINKS="").stderr) == (1, "")


def test_a_venv_whose_python_has_gone_is_made_anew(run: Run, used: Path) -> None:
    (used / ".venv/bin/python").unlink()
    (used / ".venv/bin/python").symlink_to(used / "gone")
    assert run(used, "back").stdout.startswith("['back']")


def test_a_python_that_has_everything_is_used_as_it_is(run: Run, clone: Path, used: Path) -> None:
    result = run(clone, "serve", python=str(used / ".venv/bin/python"))
    assert (result.stdout[:9], result.stderr, (clone / ".venv").exists()) == ("['serve']", "", False)


def test_a_python_with_another_version_of_a_pin_is_not_used(run: Run, clone: Path, used: Path) -> None:
    (clone / "requirements.txt").write_text("hub-demo==2.0\n")
    run(clone, python=str(used / ".venv/bin/python"))
    assert (clone / ".venv").exists()


def test_two_first_uses_at_once_make_one_good_venv(clone: Path, wheels: Path) -> None:
    command = [sys.executable, str(clone / "run.py"), "both"]
    both = {"env": environment(wheels), "text": True, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    pair = [subprocess.Popen(command, **both) for _ in range(2)]
    answers = [process.communicate(timeout=LONG) for process in pair]
    assert [out[:8] for out, _ in answers] == ["['both']"] * 2
    assert sorted("Successfully installed" in errors for _, errors in answers) == [False, True]


def test_test_alone_runs_all_but_what_stands_apart_in_a_process_more_than_processors(run: Run, used: Path) -> None:
    said = run(used, "test").stdout
    processes = (os.cpu_count() or 1) + 1
    assert said.endswith(
        f"pytest ['-n', '{processes}', '--dist', 'loadfile', '--no-loadscope-reorder', '-m', 'not apart']\n"
    )


def test_test_installs_what_the_tests_need_and_hands_pytest_its_arguments(run: Run, used: Path) -> None:
    assert run(used, "test", "-k", "agenda").stdout.endswith("pytest ['-k', 'agenda']\n")


def test_test_fails_when_pytest_does(run: Run, used: Path) -> None:
    assert run(used, "test", "fail").returncode == 1


def test_test_keeps_what_is_compiled_whatever_the_environment_asks(run: Run, used: Path) -> None:
    assert run(used, "test", PYTHONDONTWRITEBYTECODE="1").returncode == 0


def test_the_site_still_starts_when_the_tests_needs_cannot_be_had(run: Run, used: Path) -> None:
    (used / "requirements-dev.txt").write_text("not-to-be-had==1\n")
    assert (run(used, "test").returncode, run(used).stderr) == (1, "")


REFUSED = {"PIP_NO_INDEX": "0", "PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_FIND_LINKS": ""}


def test_a_refused_index_ends_in_one_line_that_names_the_network(run: Run, used: Path) -> None:
    (used / "requirements.txt").write_text("hub-demo==2.0\n")
    result = run(used, **REFUSED)
    assert last_line(result).startswith("run.py: No usable answer from the package index. Check the network")
    assert result.returncode == 1


def test_after_a_refused_index_the_next_use_starts(run: Run, clone: Path) -> None:
    refused = run(clone, **REFUSED).returncode
    assert (refused, run(clone).returncode) == (1, 0)


def test_an_index_without_a_package_is_named_as_the_cause(run: Run, used: Path) -> None:
    (used / "requirements.txt").write_text("hub-demo==3.0\n")
    result = run(used)
    assert last_line(result).startswith("run.py: The package index that pip uses does not offer everything")
    assert result.returncode == 1


def test_a_python_without_ensurepip_is_told_the_debian_package(run: Run, clone: Path, tmp_path: Path) -> None:
    (tmp_path / "ensurepip.py").write_text("raise ModuleNotFoundError('no', name='ensurepip')")
    result = run(clone, PYTHONPATH=str(tmp_path))
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    assert f"(ensurepip is missing). On Debian or Ubuntu: sudo apt install {package};" in last_line(result)
    assert (len(result.stderr.splitlines()), result.returncode) == (2, 1)


@pytest.mark.parametrize("room", [0, 200_000])  # the bytes that a file may have; ensurepip needs more
def test_a_full_disk_is_named_as_the_cause(clone: Path, wheels: Path, room: int) -> None:
    command = ["prlimit", f"--fsize={room}", sys.executable, str(clone / "run.py")]
    result = subprocess.run(command, env=environment(wheels), text=True, capture_output=True, timeout=LONG)
    assert last_line(result).startswith("run.py: The disk is full: free about 500 MB in")
    assert result.returncode == 1


@pytest.fixture
def foreign_clone() -> Iterator[Path]:
    """A clone that everybody may read and nobody but root may write."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "hub"
        lay_out(root)
        for place, mode in ((root.parent, 0o755), (root, 0o555)):
            place.chmod(mode)
        yield root
        root.chmod(0o755)


def test_a_folder_that_may_not_be_written_is_named(foreign_clone: Path) -> None:
    python, user = ("/usr/bin/python3", NOBODY) if os.geteuid() == 0 else (sys.executable, None)
    command = [python, str(foreign_clone / "run.py")]
    result = subprocess.run(command, env=environment(None), text=True, capture_output=True, timeout=LONG, user=user)
    assert last_line(result).startswith(f"run.py: No permission to write {foreign_clone}/.venv")
    assert result.returncode == 1


def test_a_file_in_the_way_is_named(run: Run, clone: Path) -> None:
    (clone / ".venv").write_text("")
    assert f"The installation into {clone}/.venv failed" in last_line(run(clone))


OLD = "import sys, runpy; sys.version_info = (3, 8, 10, 'final', 0); runpy.run_path('run.py', run_name='__main__')"
ENGLISH = "run.py: The hub needs Python 3.11 or newer; this is 3.8 .*: python3.11 run.py"
VIETNAMESE = "run.py: Trang cần Python 3.11 trở lên; đây là 3.8 .*: python3.11 run.py"
BOTH = "run.py: The hub needs .* / Trang cần Python .*"


@pytest.mark.parametrize(("locale", "line"), [("en_GB", ENGLISH), ("vi_VN.UTF-8", VIETNAMESE), ("C", BOTH)])
def test_an_old_python_is_told_so_in_one_line(clone: Path, locale: str, line: str) -> None:
    result = subprocess.run([sys.executable, "-c", OLD], cwd=clone, env={"LC_ALL": locale}, capture_output=True)
    assert re.fullmatch(line + "\n", result.stderr.decode("utf-8"))
    assert result.returncode == 1


def test_an_old_python_can_parse_the_file() -> None:
    assert ast.parse((REPOSITORY / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_every_line_is_there_in_both_languages_with_the_same_blanks() -> None:
    blanks = {key: [set(re.findall(r"\{\w+\}", text)) for text in pair] for key, pair in LINES.items()}
    assert [key for key, (english, vietnamese) in blanks.items() if english != vietnamese] == []
