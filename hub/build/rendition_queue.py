"""The renditions: processes that make renditions of pictures beside the builder, as many as there are processors."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hub.build.reporter import Reporter
from hub.config import ROOT
from hub.content.assemble import large_of
from hub.content.edition import Edition
from hub.content.media.renditions import Pictures
from hub.content.source.archive import Archive
from hub.messages import N_
from hub.problems import Problem

PATIENCE = 5.0  # seconds after which what is made is shown, although more is to come
AGAIN = 600.0  # seconds after which a picture that could not be made is tried again: the disk may have been full
REST = 1.0  # seconds without a picture to make after which the processes end
MOST = 2  # processes at once: each may hold a picture of 40 million pixels


@dataclass(frozen=True, slots=True)
class Original:
    """A picture to be made smaller: its digest, where it is, and the name by which problems call it."""

    digest: str
    source: Path
    name: str


class RenditionQueue:
    """Makes the renditions that are wanted, and tells which were made and which cannot be. For one owner's thread."""

    def __init__(self, pictures: Pictures, reporter: Reporter | None = None) -> None:
        self.pictures, self.reporter = pictures, reporter or Reporter()
        self.tasks: queue.SimpleQueue[Original] = queue.SimpleQueue()
        self.done: queue.SimpleQueue[tuple[Original, str]] = queue.SimpleQueue()
        self.asked: set[str] = set()
        self.taken = time.monotonic()
        self.failed: dict[str, tuple[str, str, float]] = {}  # by digest: the file's name, what went wrong, and when
        self.threads: list[threading.Thread] = []

    def follow(self, edition: Edition, archive: Archive) -> None:
        """Have made what an Edition shows and what is missing."""
        shown = large_of(card for cards in edition.cards.values() for card in cards.values())
        self.failed = {digest: wrong for digest, wrong in self.failed.items() if digest in shown and not _is_old(wrong)}
        missing = ((digest, *places) for digest, places in shown.items() if digest not in edition.pictures)
        self.want(
            Original(
                digest, Path(archive.get((card.kind, card.slug)).files[name]), f"{card.file.rpartition('/')[0]}/{name}"
            )
            for digest, card, name in missing
        )

    def want(self, originals: Iterable[Original]) -> None:
        """Have renditions made, of each original once."""
        for original in originals:
            if original.digest not in self.asked and original.digest not in self.failed:
                self.asked.add(original.digest)
                self.tasks.put(original)
        while len(self.threads) < min(MOST, os.cpu_count() or 1, len(self.asked)):
            thread = threading.Thread(target=self._work, daemon=True, name="renditions")
            self.threads.append(thread)
            thread.start()

    def take(self) -> None:
        """Take note of what has been made, before an Edition is assembled with it; what could not be is in `failed`."""
        made, self.taken = 0, time.monotonic()
        while not self.done.empty():
            original, wrong = self.done.get()
            self.asked.discard(original.digest)
            if wrong:
                self.failed[original.digest] = (original.name, wrong, time.monotonic())
            made += not wrong
        if made:
            self.reporter.say(N_("pictures ready: %(made)d; to come: %(more)d"), made=made, more=len(self.asked))

    def ready(self) -> bool:
        """Whether to show what was made, all of it or some of it after a while; or to try again what failed, perhaps for want of room."""
        waiting = self.done.qsize()
        shown = waiting > 0 and (waiting >= len(self.asked) or time.monotonic() - self.taken > PATIENCE)
        return shown or any(map(_is_old, self.failed.values()))

    def problems(self) -> list[Problem]:
        """What an author has to mend."""
        text = N_("no smaller pictures can be made of this one (%(why)s); save it again")
        return [Problem(name, 1, text, {"why": why}) for name, why, _ in self.failed.values()]

    def wait(self) -> None:
        """Wait until nothing is under way."""
        while self.done.qsize() < len(self.asked):
            time.sleep(0.05)

    def _work(self) -> None:
        while True:
            original: Original | None = self.tasks.get()
            try:
                with _child() as child:  # it ends when its input does: a builder at rest holds no memory for pictures
                    while original is not None and child.poll() is None:
                        self.done.put((original, self._made(child, original)))
                        original = self._next()
            except OSError as error:  # no process to be had, or none that listens: a later try may be luckier
                if original is not None:
                    self.done.put((original, f"{type(error).__name__}: {error}"))
                continue
            if original is not None:
                self.tasks.put(original)

    def _next(self) -> Original | None:
        try:
            return self.tasks.get(timeout=REST)
        except queue.Empty:
            return None

    def _made(self, child: "subprocess.Popen[str]", original: Original) -> str:
        """Have a child make one; empty, or what went wrong."""
        assert child.stdin is not None and child.stdout is not None
        task: Mapping[str, str] = {
            "source": str(original.source),
            "digest": original.digest,
            "place": str(self.pictures.place(original.digest)),
        }
        try:
            child.stdin.write(json.dumps(task) + "\n")
            child.stdin.flush()
            answer = child.stdout.readline()
        except OSError:
            answer = ""
        if not answer:
            child.kill()
            return f"the process that was making it ended ({child.wait()})"
        return answer.rstrip("\n")


def _is_old(failure: tuple[str, str, float]) -> bool:
    return time.monotonic() - failure[2] > AGAIN


def _child() -> "subprocess.Popen[str]":
    """A process that makes pictures until its standard input is closed: with ours it ends, however we end."""
    return subprocess.Popen(
        [sys.executable, "-m", "hub.content.media.rendition_maker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        process_group=0,
    )
