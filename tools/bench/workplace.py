"""A temporary folder with a copy of the content and its own instance folder: measuring changes nothing in use."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hub.config import Settings, as_environment
from tools.bench.processes import HOST, Tree, failed, finished, running


@dataclass(frozen=True)
class Workplace:
    """The temporary folder, and the settings of a hub that lives in it."""

    folder: Path
    settings: Settings

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment for processes of this hub, without any HUB_ variable of the caller."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
        # What a process that is killed leaves behind in the folder of temporary files goes with the workplace.
        return {**inherited, "TMPDIR": str(self.folder), **as_environment(self.settings)}

    def hub(self, *arguments: str) -> list[str]:
        """Return the command line of one of the hub's commands."""
        return [sys.executable, "-m", "hub", *arguments]

    def build(self) -> None:
        """Build completely: pages, search index, final compression."""
        finished(self.hub("build"), self.environment)

    @contextmanager
    def serving(self, port: int, workers: int) -> Iterator[Tree]:
        """Run the hub's own server: the parent, the builder and the workers.

        It may not answer yet when the block begins.
        """
        command = self.hub("serve", "--host", HOST, "--port", str(port), "--workers", str(workers))
        with running(command, self.environment, self.log("serve")) as tree:
            yield tree

    def log(self, name: str) -> Path:
        """Return the path of the log of this name."""
        return self.folder / f"{name}.log"

    def fault(self, command: str, name: str) -> Exception:
        """Return an error that says why the program that writes this log failed."""
        log = self.log(name)
        return failed([command], log.read_text("utf-8", "replace") if log.exists() else "")


@contextmanager
def workplace(settings: Settings) -> Iterator[Workplace]:
    """Yield a workplace with copies of content, exhibits and translations, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as name:
        folder = Path(name)
        own = replace(
            settings,
            content=_copy(settings.content, folder / "content"),
            exhibits=_copy(settings.exhibits, folder / "exhibits"),
            translations=_copy(settings.translations, folder / "translations"),
            instance=folder / "instance",
            search_index=folder / "search_index",
            public_url="http://localhost:8000",
            drafts=False,
        )
        yield Workplace(folder, own)


def _copy(source: Path, target: Path) -> Path:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        target.mkdir()
    return target
