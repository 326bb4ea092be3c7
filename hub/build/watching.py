"""The builder's process: it builds again when the folders or the hour change, and ends with its parent."""

import gc
import logging
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

import watchfiles

from hub import child
from hub.build.builder import Builder
from hub.build.only_builder import LOCK, is_lock_of, only_builder
from hub.build.rendition_queue import RenditionQueue
from hub.build.reporter import Reporter
from hub.build.upkeep.faults import Faults
from hub.build.upkeep.mending import mended
from hub.config import Settings
from hub.content.clock import Clock
from hub.content.model.dates import HANOI
from hub.content.source.losses import Loss
from hub.errors import UserError
from hub.messages import N_
from hub.storage.lock import Locked, locked
from hub.storage.requests import Requests
from hub.storage.sealed import Damaged

STEP = 25  # milliseconds between two checks of the queue of file events
PATIENCE = 120.0  # seconds that a running builder may take to accept removals
MUCH = 200  # entries; reading and indexing more leaves memory allocated that an idle builder must not hold
LOOK = 400  # milliseconds without events after which the clock is checked and pages are polished


def run(settings: Settings, clock: Clock, speak: Callable[[str], str], again: bool = False) -> None:
    """Build, report on standard output, and watch until the parent closes our standard input.

    `again` says that this is not the first attempt, so that a lock that cannot be taken is not told another time.
    Raises UserError for it otherwise.
    """

    def write(line: str) -> None:
        sys.stdout.write(f"{datetime.now(HANOI):%H:%M:%S} {line}\n")
        sys.stdout.flush()

    gc.disable()  # it would scan all content several times an edit; renew collects once, after the build
    logging.basicConfig(format="%(levelname)s %(message)s")
    child.end_with_parent()
    with ExitStack() as held:
        try:
            lock = held.enter_context(only_builder(settings.instance))
        except UserError:
            if again:
                sys.exit(1)
            raise
        reporter = Reporter(write, speak, settings.hostname)
        builder, faults = Builder(settings, clock, reporter, lock), Faults(settings, reporter)
        builder.renditions = RenditionQueue(builder.pictures, reporter)
        faults.keep(None)
        safely(faults, lambda: renew(builder, faults))
        gc.freeze()  # what is loaded now stays for good: exclude it from collection
        watch(builder, faults, held)


def build_once(settings: Settings, clock: Clock, accept: bool = False) -> list[Loss]:
    """Build the Edition of now with all renditions, fully compressed, with its documents, and return what is lost of the folders.

    With `accept`, what is lost was removed on purpose. Raises UserError if another builder is running.
    """
    with only_builder(settings.instance, wait=False):
        builder = Builder(settings, clock)
        builder.renditions = RenditionQueue(builder.pictures)
        builder.losses.accepted = accept
        mended(builder, builder.build)
        builder.renditions.wait()
        mended(builder, builder.build)
        while mended(builder, builder.polish) or mended(builder, builder.document):
            pass
        return list(builder.lost().values())


def accept_removals(settings: Settings, clock: Clock) -> None:
    """Take what is lost of the folders as removed on purpose: have the builder do so that runs, or build.

    Raises UserError if a builder is running and does not answer.
    """
    requests, until = Requests(settings.instance), time.monotonic() + PATIENCE
    requests.ask("removals")
    while requests.open():
        with suppress(Locked), locked(settings.instance / LOCK, wait=False):
            requests.close("removals", "all")
            break
        if time.monotonic() > until:
            requests.close("removals", "all")
            raise UserError(N_("the builder of the running server does not answer; stop the server, and try again"))
        time.sleep(0.1)
    else:
        return
    build_once(settings, clock, accept=True)


def watch(builder: Builder, faults: Faults, held: ExitStack) -> None:
    """Build again at every change of the folders, at every moment of the Edition, and when derived files are gone.

    `held` holds the lock, which is taken again if its file is gone.
    """
    while True:
        folders = folders_of(builder.settings)
        if not folders:
            time.sleep(LOOK / 1000)
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
            if builder.lock is not None and not is_lock_of(builder.settings.instance, builder.lock):
                held.close()
                builder.lock = held.enter_context(only_builder(builder.settings.instance))
            must, unseen = bool(changes) or unseen, False
            safely(faults, lambda must=must: step(builder, faults, must))  # type: ignore[misc]
            faults.keep(builder.snapshot.next_moment if builder.snapshot else None)


def step(builder: Builder, faults: Faults, must: bool) -> None:
    """Build if there `must` be or is something to build, otherwise finish a few pages, or make a document."""
    if accepted := "removals" in dict(builder.requests.open()):
        builder.losses.accepted = True
    if must or builder.due():
        renew(builder, faults)
        if accepted:
            builder.requests.close("removals", "all")
    elif builder.state.late:
        mended(builder, builder.build)
        gc.collect()
    elif not builder.polish() and builder.documents.rested():
        builder.document()


def folders_of(settings: Settings) -> dict[Path, int]:
    """Return the existing folders with their inodes; a replaced folder has another inode and is watched again."""
    wanted = (settings.content, settings.exhibits, settings.translations, settings.search_index)
    found: dict[Path, int] = {}
    for path in wanted:
        with suppress(OSError):
            if path.is_dir():
                found[path] = path.stat().st_ino
    return found


def renew(builder: Builder, faults: Faults) -> None:
    """Build, and report a new generation and any problems; a large build runs in a separate process."""
    started = time.process_time()
    if is_much(builder):
        build_apart(builder)
        builder.take_up()
        if not builder.is_of_this_code():
            builder.reporter.say(N_("the code has changed; the builder restarts"))
            sys.exit(0)
    if mended(builder, lambda: builder.build(patient=True)):
        builder.reporter.say(
            N_("new edition in %(seconds).2f s of processor time"), seconds=time.process_time() - started
        )
    faults.folders(builder.lost())
    builder.tell_problems()
    gc.collect()


def is_much(builder: Builder) -> bool:
    """Tell whether there is so much to read or index that a separate process should do it.

    A process that ends afterwards gives the memory back.
    """
    pending, known = builder.archive.pending(), len(builder.archive.surveyed or ())
    rebuild = builder.pages is None or not builder.is_of_this_code() or not builder.index_there()
    return (pending > MUCH or (rebuild and known > MUCH)) and not builder.losses.accepted


def build_apart(builder: Builder) -> None:
    """Build in a child process that inherits our lock: if we are killed, no other builder starts before it ends."""
    process = child.start("hub", ["build", "--under-lock"], keep=[] if builder.lock is None else [builder.lock])
    try:
        process.wait()
    finally:
        if process.stdin is not None:
            process.stdin.close()


def safely(faults: Faults, work: Callable[[], object]) -> None:
    """Do work that may fail on a full disk or for lack of permission; the current Edition stays, and we try again."""
    try:
        work()
    except Damaged:  # reported where it was found; it is mended before the next work
        time.sleep(LOOK / 1000)
    except OSError as error:
        faults.stuck(error)
        time.sleep(1)
    else:
        faults.through()
