"""The builder's process: it builds again whenever the folders or the hour change, and ends with its parent."""

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
STEP = 25  # milliseconds between two looks at the queue of file events
LOOK = 400  # milliseconds without events after which the clock is looked at, and pages are polished


def run(settings: Settings, clock: Clock, speak: Callable[[str], str]) -> None:
    """Build, say so on standard output, and go on until the parent closes our standard input."""

    def write(line: str) -> None:
        sys.stdout.write(f"{datetime.now(HANOI):%H:%M:%S} {line}\n")
        sys.stdout.flush()

    gc.disable()  # it would go through all that was read several times an edit; renew does it once, when the edit is there
    logging.basicConfig(format="%(levelname)s %(message)s")
    child.end_with_parent()
    with only_builder(settings.instance) as lock:
        reporter = Reporter(write, speak)
        builder = Builder(settings, clock, reporter, lock)
        builder.renditions = RenditionQueue(builder.pictures, reporter)
        safely(lambda: renew(builder))
        gc.freeze()  # what is here now stays: nobody need look for garbage in it
        watch(builder)


def build_once(settings: Settings, clock: Clock) -> None:
    """Build the Edition of now with its pictures, all of it compressed to the end. Raises UserError where another builder is at work."""
    with only_builder(settings.instance, wait=False):
        builder = Builder(settings, clock)
        builder.renditions = RenditionQueue(builder.pictures)
        builder.build()
        builder.renditions.wait()
        builder.build()
        while builder.polish():
            pass


def watch(builder: Builder) -> None:
    """Build again at every change of the folders, at every moment of the Edition, and when something derived is gone."""
    while True:
        folders = folders_of(builder.settings)
        unseen = True  # what changed before this watcher looked
        # One watcher for as long as the folders are there: what changes while a build goes on waits in it.
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
    """The folders that are there, with their inodes: one that was put in the place of another is watched anew."""
    wanted = (settings.content, settings.exhibits, settings.translations, settings.search_index)
    found: dict[Path, int] = {}
    for path in wanted:
        with suppress(OSError):
            if path.is_dir():
                found[path] = path.stat().st_ino
    return found


def renew(builder: Builder) -> None:
    """Build, and say so where that gave a new generation, and what is wrong; much work is given to a process of its own, and taken up from it."""
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
    """Build in a child, which holds our lock with us: should we be killed, nobody else begins before it has ended."""
    process = child.start("hub", ["build", "--under-lock"], keep=[] if builder.lock is None else [builder.lock])
    try:
        process.wait()
    finally:
        if process.stdin is not None:
            process.stdin.close()


def safely(work: Callable[[], object]) -> None:
    """Do what may fail on a full disk or for want of a permission: what is shown stays, and we try again."""
    try:
        work()
    except OSError as error:
        LOG.error("the edition cannot be built (%s); the one before stays", error)
        time.sleep(1)
