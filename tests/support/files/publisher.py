"""A process that publishes and is killed, as `python publisher.py FOLDER`: it forks one for each line that it is given.

`at FIRST N` publishes the version FIRST and is killed just before its Nth file operation; `after FIRST SECONDS` publishes
one version after the other, and is killed so long after the first. The answer is a line: the last version that was
acknowledged, 0 for none, and whether it ended before it was killed.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hub.content.write.draft import Page
from hub.content.write.publishing import Published, current, publish
from hub.features.pages.feature import FEATURE

OPERATIONS = {"open", "os.rename", "os.remove", "os.mkdir", "fcntl.flock"}


def publish_version(root: Path, version: int) -> None:
    """Publish page/a with this version in both languages, from whatever is there now."""
    kind, roots, instance = FEATURE.kinds[0], {name: root / name for name in ("content", "exhibits")}, root / "instance"
    there = current(kind, "a", "", roots, instance)
    pages = {lang: Page({"title": f"{version} {lang}"}, {"x": f"v{version} " * 50}) for lang in ("vi", "en")}
    done = publish(kind, "a", "", pages, roots, there.digests, instance=instance, today=date(2026, 12, 1), done={"en"})
    if not isinstance(done, Published):
        raise AssertionError(done)


def killed_at(number: int) -> None:
    """Kill this process just before its file operation of this number, from now on."""
    left = [number]

    def count(event: str, arguments: object) -> None:
        if event in OPERATIONS:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def in_child(work: Callable[[int], None], seconds: float | None) -> str:
    """Let a child work, which acknowledges on a pipe; kill it so many seconds after the first time."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(writing)
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.close(writing)
    first = b""
    if seconds is not None:
        first = os.read(reading, 100)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as acknowledged:
        last = ["0", *(first.decode() + acknowledged.read()).split()][-1]
    return f"{last} {'ended' if status == 0 else 'killed' if os.WIFSIGNALED(status) else 'failed'}"


def main() -> None:
    root = Path(sys.argv[1])
    print("ready", flush=True)
    for line in sys.stdin:
        how, first, much = line.split()

        def work(writing: int, how: str = how, first: int = int(first), much: str = much) -> None:
            if how == "at":
                killed_at(int(much))
            for version in range(first, first + 1 if how == "at" else sys.maxsize):
                publish_version(root, version)
                os.write(writing, f"{version}\n".encode())

        print(in_child(work, None if how == "at" else float(much)), flush=True)


if __name__ == "__main__":
    main()
