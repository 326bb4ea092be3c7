"""The builder's process: it builds again when the folders or the hour change, and ends with its parent."""

import gc
import logging
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import watchfiles

from hub import child
from hub.build.builder import Builder
from hub.build.only_builder import only_builder
from hub.build.rendition_queue import RenditionQueue
from hub.build.reporter import Reporter
from hub.config import Settings
from hub.content.clock import Clock
from hub.content.model.dates import HANOI
from hub.messages import N_

LOG = logging.getLogger("hub.builder")
STEP = 25  # milliseconds between two checks of the queue of file events
LOOK = 400  # milliseconds without events after which the clock is checked and pages are polished


def run(settings: Settings, clock: Clock, speak: Callable[[str], str]) -> None:
    """Build, report on standard output, and watch until the parent closes our standard input."""

    def write(line: str) -> None:
        sys.stdout.write(f"{datetime.now(HANOI):%H:%M:%S} {line}\n")
        sys.stdout.flush()

    gc.disable()  # it would scan all content several times an edit; renew collects once, after the build
    logging.basicConfig(format="%(levelname)s %(message)s")
    child.end_with_parent()
    with only_builder(settings.instance) as lock:
        reporter = Reporter(write, speak, settings.hostname)
        builder = Builder(settings, clock, reporter, lock)
        builder.renditions = RenditionQueue(builder.pictures, reporter)
        safely(lambda: renew(builder))
        gc.freeze()  # what is loaded now stays for good: exclude it from collection
        watch(builder)


def build_once(settings: Settings, clock: Clock) -> None:
    """Build the Edition of now with all renditions, fully compressed.

    Raises UserError if another builder is running.
    """
    with only_builder(settings.instance, wait=False):
        builder = Builder(settings, clock)
        builder.renditions = RenditionQueue(builder.pictures)
        builder.build()
        builder.renditions.wait()
        builder.build()
        while builder.polish():
            pass


def watch(builder: Builder) -> None:
    """Build again at every change of the folders, at every moment of the Edition, and when derived files are gone."""
    while True:
        folders = folders_of(builder.settings)
        unseen = True  # something may have changed before the watcher started
        # One watcher as long as the folders stay: it queues changes that happen during a build.
        for changes in watchfiles.watch(
            *folders,
            debounce=200,
            step=STEP,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            raise_interrupt=True,
            watch_filter=None,
        ):
            if folders != folders_of(builder.settings):
                break
            if changes or unseen or builder.due():
                unseen = False
                safely(lambda: renew(builder))
            elif builder.state.late:
                safely(builder.build)
                gc.collect()
            else:
                safely(builder.polish)


def folders_of(settings: Settings) -> dict[Path, int]:
    """Return the existing folders with their inodes; a replaced folder has another inode and is watched again."""
    wanted = (settings.content, settings.exhibits, settings.translations, settings.search_index)
    found: dict[Path, int] = {}
    for path in wanted:
        with suppress(OSError):
            if path.is_dir():
                found[path] = path.stat().st_ino
    return found


def renew(builder: Builder) -> None:
    """Build, and report a new generation and any problems; a large build runs in a separate process."""
    started = time.process_time()
    if builder.is_much():
        build_apart(builder)
        builder.take_up()
        if not builder.is_of_this_code():
            builder.reporter.say(N_("the code has changed; the builder restarts"))
            sys.exit(0)
    if builder.build(patient=True):
        builder.reporter.say(
            N_("new edition in %(seconds).2f s of processor time"), seconds=time.process_time() - started
        )
    builder.tell_problems()
    gc.collect()


def build_apart(builder: Builder) -> None:
    """Build in a child process that inherits our lock: if we are killed, no other builder starts before it ends."""
    process = child.start("hub", ["build", "--under-lock"], keep=[] if builder.lock is None else [builder.lock])
    try:
        process.wait()
    finally:
        if process.stdin is not None:
            process.stdin.close()


def safely(work: Callable[[], object]) -> None:
    """Do work that may fail on a full disk or for lack of permission; the current Edition stays, and we try again."""
    try:
        work()
    except OSError as error:
        LOG.error("the edition cannot be built (%s); the one before stays", error)
        time.sleep(1)
