"""What tests use of npm: a few packages, pinned and checked by their lock, run by the Node that Playwright brings along."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from shared import locked

FOLDER = Path(__file__).parents[2] / "browser" / "node"
LONG = 600  # seconds that an installation may take


class NotInstalled(Exception):
    """Why packages are not here."""


def packages(name: str) -> Path:
    """The `node_modules` of one of the folders of `tests/browser/node`, installed first where its lock is another one. Raises NotInstalled."""
    with locked(FOLDER / name):
        return _installed(FOLDER / name)


def _installed(folder: Path) -> Path:
    lock, stamp = (folder / "package-lock.json").read_text(), folder / "node_modules" / ".installed"
    if stamp.is_file() and stamp.read_text() == lock:
        return stamp.parent
    if shutil.which("npm") is None:
        raise NotInstalled(f"the packages of {folder} are not installed, and npm is not here to do it")
    # No script of a package is run. npm may stand on an old Node: another one runs what it installs.
    command = [
        "npm",
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--engine-strict=false",
        "--fetch-retries=1",
    ]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=LONG)
    except (subprocess.SubprocessError, OSError) as error:
        said = [line for line in str(getattr(error, "stderr", "") or error).splitlines() if "warn" not in line]
        raise NotInstalled(f"npm cannot install the packages of {folder}: {' '.join(said[:3])}") from error
    stamp.write_text(lock)
    return stamp.parent


def node() -> str:
    """A Node that is new enough for these packages, whatever the system has: Playwright's."""
    return os.fspath(compute_driver_executable()[0])


if __name__ == "__main__":  # before the tests, so that none waits for the network
    for each in sys.argv[1:]:
        packages(each)
