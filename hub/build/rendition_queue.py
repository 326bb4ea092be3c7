"""The queue of renditions: child processes scale pictures down beside the builder."""

import os
import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hub.build.reporter import Reporter
from hub.child import Child, Died, OutOfTime, Refused
from hub.content.assemble import large_of
from hub.content.edition import Edition
from hub.content.media.renditions import Pictures
from hub.content.source.archive import Archive
from hub.messages import N_
from hub.problems import Problem

PATIENCE = 5.0  # seconds after which finished pictures are shown although more are to come
AGAIN = 600.0  # seconds after which a failed picture is tried again: the disk may have been full
REST = 1.0  # seconds without work after which the processes end
LIMIT = 300.0  # seconds for one picture; the largest takes about ten on an idle machine
MOST = 2  # processes at once: each may hold a picture of 40 million pixels


@dataclass(frozen=True, slots=True)
class Original:
    """A picture to be scaled down: its digest, its path, and the name by which problems refer to it."""

    digest: str
    source: Path
    name: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A picture that could not be scaled: the problem for its author, and when it was tried (monotonic seconds)."""

    problem: Problem
    when: float

    def is_old(self) -> bool:
        """Tell whether it is time to try again."""
        return time.monotonic() - self.when > AGAIN


class RenditionQueue:
    """Make the renditions that are wanted, and report which are ready and which failed.

    For one thread. `limit` is how many seconds one picture may take.
    """

    def __init__(self, pictures: Pictures, reporter: Reporter | None = None, limit: float = LIMIT) -> None:
        self.pictures, self.reporter, self.limit = pictures, reporter or Reporter(), limit
        self.tasks: queue.SimpleQueue[Original] = queue.SimpleQueue()
        self.done: queue.SimpleQueue[tuple[Original, Problem | None]] = queue.SimpleQueue()
        self.asked: set[str] = set()
        self.taken = time.monotonic()
        self.failed: dict[str, Failure] = {}  # by digest
        self.threads: list[threading.Thread] = []

    def follow(self, edition: Edition, archive: Archive) -> None:
        """Queue every picture that an Edition shows and that has no renditions yet."""
        shown = large_of(card for cards in edition.cards.values() for card in cards.values())
        self.failed = {
            digest: failure for digest, failure in self.failed.items() if digest in shown and not failure.is_old()
        }
        missing = ((digest, *places) for digest, places in shown.items() if digest not in edition.pictures)
        self.want(
            Original(digest, path, f"{card.file.rpartition('/')[0]}/{name}")
            for digest, card, name in missing
            if (path := archive.path_of(card, name)) is not None
        )

    def want(self, originals: Iterable[Original]) -> None:
        """Queue originals, each once, and start threads for them."""
        for original in originals:
            if original.digest not in self.asked and original.digest not in self.failed:
                self.asked.add(original.digest)
                self.tasks.put(original)
        while len(self.threads) < min(MOST, os.cpu_count() or 1, len(self.asked)):
            thread = threading.Thread(target=self._work, daemon=True, name="renditions")
            self.threads.append(thread)
            thread.start()

    def take(self) -> None:
        """Collect the finished pictures before an Edition is assembled; those that failed go into `failed`."""
        made, self.taken = 0, time.monotonic()
        while not self.done.empty():
            original, problem = self.done.get()
            self.asked.discard(original.digest)
            if problem is not None:
                self.failed[original.digest] = Failure(problem, time.monotonic())
            made += problem is None
        if made:
            self.reporter.say(N_("pictures ready: %(made)d; still to make: %(more)d"), made=made, more=len(self.asked))

    def ready(self) -> bool:
        """Tell whether to build again: all pictures are finished, some have waited a while, or a failure is old."""
        waiting = self.done.qsize()
        shown = waiting > 0 and (waiting >= len(self.asked) or time.monotonic() - self.taken > PATIENCE)
        return shown or any(failure.is_old() for failure in self.failed.values())

    def problems(self) -> list[Problem]:
        """Return the problems that authors have to correct."""
        return [failure.problem for failure in self.failed.values()]

    def wait(self) -> None:
        """Wait until the queue is finished."""
        while self.done.qsize() < len(self.asked):
            time.sleep(0.05)

    def _work(self) -> None:
        child = Child("hub.content.media.rendition_maker")
        while True:
            original: Original | None = self.tasks.get()
            while original is not None:
                self.done.put((original, self._make(child, original)))
                original = self._next()
            child.close()  # an idle builder holds no memory for pictures

    def _next(self) -> Original | None:
        try:
            return self.tasks.get(timeout=REST)
        except queue.Empty:
            return None

    def _make(self, child: Child, original: Original) -> Problem | None:
        """Have a child process make one picture's renditions; return the problem, if any."""
        place = self.pictures.place(original.digest)
        task = {"source": str(original.source), "digest": original.digest, "place": str(place)}
        text = N_("no smaller pictures can be made of this one (%(why)s); save it again")
        try:
            child.ask(task, self.limit)
        except OutOfTime:
            late = N_("no smaller pictures of this one were made in %(seconds)d seconds; save it with fewer pixels")
            return Problem(original.name, 1, late, {"seconds": max(1, round(self.limit))})
        except Refused as error:
            return Problem(original.name, 1, text, {"why": str(error)})
        except Died as error:
            why = f"the process that was making it ended ({error.status})"
            return Problem(original.name, 1, text, {"why": why})
        except OSError as error:  # no process could be started; a later attempt may succeed
            return Problem(original.name, 1, text, {"why": f"{type(error).__name__}: {error}"})
        return None
