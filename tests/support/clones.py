"""Fresh clones of a hub that says what it was asked, and the only wheels that pip knows of."""

import os
import shutil
import zipfile
from pathlib import Path

from running import REPOSITORY

HUB = """
import os, sys
print(sys.argv[1:], os.getcwd(), os.environ["HUB_CALLED_FROM"])
sys.exit(3 if "fail" in sys.argv else 0)
"""
PYTEST = """
import sys
print("pytest", sys.argv[1:])
sys.exit("fail" in sys.argv or sys.dont_write_bytecode)
"""


def add_wheel(folder: Path, name: str, version: str, source: str = "") -> None:
    """Write a wheel of one module; the module's name is the wheel's."""
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name}.py", source)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")


def lay_out(root: Path) -> None:
    """Lay a fresh clone: the real run.py, requirements that local wheels fulfil, a hub that says what it was asked."""
    (root / "hub").mkdir(parents=True)
    shutil.copy(REPOSITORY / "run.py", root)
    (root / "requirements.txt").write_text("# a remark\nhub-demo==1.0\n")
    (root / "requirements-dev.txt").write_text("pytest==0.1\n")
    (root / "hub/__init__.py").touch()
    (root / "hub/__main__.py").write_text(HUB)


def add_wheels(folder: Path) -> None:
    """Write what a clone requires, what it may require later, and what stands in for pytest."""
    add_wheel(folder, "hub_demo", "1.0")
    add_wheel(folder, "hub_demo", "2.0")
    add_wheel(folder, "pytest", "0.1", PYTEST)


def environment(wheels: Path | None, **more: str) -> dict[str, str]:
    """Give an environment in which pip knows these wheels and nothing else, and the locale is English."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")}
    index = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}
    if wheels:
        index["PIP_FIND_LINKS"] = str(wheels)
    return {**kept, **index, "LC_ALL": "en_GB.UTF-8", **more}
