"""The builder: one process a machine that turns the folders into generations, again whenever they or the hour change."""

import fcntl
import hashlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import watchfiles
from flask import Flask

from hub import create_app
from hub.config import ROOT, Settings
from hub.content.archive import Archive
from hub.content.assemble import assemble
from hub.content.catalogues import compile_catalogues
from hub.content.clock import Clock
from hub.content.edition import Edition
from hub.content.kinds import HANOI, discover
from hub.content.messages import N_
from hub.content.packs import Packs, Slot
from hub.content.problems import Unreadable
from hub.search.indexing import Indexes
from hub.web.compressing import finally_small
from hub.web.generation import BuilderState, Generations, Made, Pages, snapshot_of
from hub.web.making import Maker, changed_keys
from hub.web.site import site_of

LOG = logging.getLogger("hub.builder")
STEP = 25  # milliseconds between two looks at the queue of file events
LOOK = 250  # milliseconds without events after which the clock is looked at, and pages are polished
POLISH = 12  # pages compressed to the end between two looks at the folders
TOLD = 10  # problems told at the start
FEW = 40  # documents that the search index takes in before the pages are shown; more, and the pages go first


class FixedEdition:
    """The source of the builder's own application: the Edition that it is building."""

    def __init__(self) -> None:
        self.now: Edition | None = None

    def edition(self) -> Edition:
        if self.now is None:
            raise RuntimeError("no edition yet")
        return self.now

    def index(self) -> Any:
        return None

    def wrong(self) -> list[str]:
        return []


class Builder:
    """Builds generations into `instance/`; `say` is told what goes on."""

    def __init__(self, settings: Settings, clock: Clock, say: Callable[[str], None] = lambda text: None) -> None:
        self.settings, self.clock, self.say = settings, clock, say
        self.registry = discover()
        self.generations = Generations(settings.instance)
        self.packs = Packs(settings.instance / "packs")
        self.indexes = Indexes(settings.search_index)
        self.source = FixedEdition()
        self.code = code_digest()
        self.app: Flask | None = None
        self.catalogues = ""
        self.pages: Pages | None = None
        self.state = BuilderState()
        self.edition: Edition | None = None
        self.older_packs: set[str] = set()
        self._take_up()

    def _take_up(self) -> None:
        """Go on from the generation in force, if it is whole and of this code's making."""
        name = self.generations.current()
        try:
            if name is not None:
                self.pages = self.generations.load(name, "pages")
                self.catalogues = self.pages.catalogues
                self.state = self.generations.load(name, "builder")
                self.older_packs = {slot[0] for slot in self._live()}
        except Exception as error:  # a damaged file, or a class of another version: whatever it is, it is derived
            LOG.warning("the generation %s cannot be taken up (%s); building anew", name, error)
            self.pages, self.state = None, BuilderState()
        try:
            self.archive = Archive(self.settings.content, self.settings.exhibits, self.registry, self.packs, self.state.shelf)
            for slot in self._live():
                self.packs.get((slot[0], 0, 0))
        except OSError as error:
            LOG.warning("a pack is missing (%s); building anew", error)
            self.pages, self.state = None, BuilderState()
            self.archive = Archive(self.settings.content, self.settings.exhibits, self.registry, self.packs)

    def build(self) -> bool:
        """Bring everything up to date; whether there is a new generation."""
        self.archive.refresh()
        edition = assemble(self.archive, self.clock.now(), self.settings.drafts)
        environment = self._environment()
        app = self._application()
        self.source.now = edition
        anew = self.pages is None or self.state.environment != environment
        wanted = {key for keys in self.state.reads.values() for key in keys if key[0] == "derived"}
        changed, digests = changed_keys(app, edition, self.state.digests, wanted)
        indexed = self.indexes.usable(self.pages.index if self.pages else "")
        if not anew and not changed and indexed and self.generations.current() is not None:
            self.edition = edition
            return False
        before = self.pages.made if self.pages else {}
        made, reads = Maker(app, self.packs).make(edition, before, self.state.reads, None if anew else changed)
        self.state.polished &= {path for path, page in made.items() if before.get(path) == page}
        self.state.reads, self.state.environment = reads, environment
        self._add_derivations(app, edition, digests)
        self._publish(edition, made, digests)
        return True

    def tell_problems(self, speak: Callable[[str], str]) -> None:
        """Say what authors have to mend, a few lines of it."""
        errors = [problem for problem in self.edition.problems if problem.severity == "error"] if self.edition else []
        for problem in errors[:TOLD]:
            self.say(problem.text(speak))
        if len(errors) > TOLD:
            self.say(speak(N_("and %(more)d more; run check to see all")) % {"more": len(errors) - TOLD})

    def _add_derivations(self, app: Flask, edition: Edition, digests: dict[Any, str]) -> None:
        wanted = {key for keys in self.state.reads.values() for key in keys if key[0] == "derived" and key not in digests}
        digests |= {key: value for key, value in changed_keys(app, edition, {}, wanted)[1].items() if key in wanted}

    def _publish(self, edition: Edition, made: dict[str, Made], digests: dict[Any, str]) -> None:
        """Put pages and index in force together; where the index has much to take in, the pages first."""
        self.edition, self.state.digests = edition, digests
        index = self.pages.index if self.pages and self.indexes.usable(self.pages.index) else ""
        self.pages = Pages(made, self.state.environment, self.catalogues, index)
        work = self.indexes.work(index, edition)
        if work > FEW:
            self._store(edition)
            self.say(f"indexing {work} texts for search")
        self.pages.index = self.indexes.update(index, edition)
        self._store(edition)

    def _store(self, edition: Edition) -> None:
        if self.pages is None:
            return
        self.archive.forget_unused()
        self._pour()
        self.packs.seal()
        self.generations.store({"pages": self.pages, "edition": snapshot_of(edition, self.archive.shelf), "builder": self._state()})
        self.generations.drop_old()
        live = {slot[0] for slot in self._live()}
        self.packs.drop_all_but(live | self.older_packs)
        self.older_packs = live
        self.indexes.drop_all_but(self.pages.index)

    def _state(self) -> BuilderState:
        self.state.shelf = self.archive.shelf
        return self.state

    def _live(self) -> Iterator[Slot]:
        if self.pages is not None:
            for page in self.pages.made.values():
                yield from page.bodies.values()
        for kept in self.state.shelf.groups.values():
            if kept.slot is not None:
                yield kept.slot
        yield from self.state.shelf.rendered.values()

    def _pour(self) -> None:
        """Move blobs out of packs that are nearly dead or too many, and correct every slot."""
        if self.pages is None:
            return
        moved = self.packs.pour(set(self._live()))
        if not moved:
            return
        shelf = self.archive.shelf
        for path, page in self.pages.made.items():
            if moved.keys().isdisjoint(page.bodies.values()):
                continue
            self.pages.made[path] = page._replace(bodies={encoding: moved.get(slot, slot) for encoding, slot in page.bodies.items()})
        for key, kept in shelf.groups.items():
            if kept.slot in moved:
                shelf.groups[key] = type(kept)(kept.fingerprint, moved[kept.slot], kept.digest, kept.problems)
        shelf.rendered = {key: moved.get(slot, slot) for key, slot in shelf.rendered.items()}

    def polish(self) -> bool:
        """Compress some more pages to the end; whether any are left. The last ones go in force with all."""
        if self.pages is None or self.edition is None:
            return False
        rough = [path for path, page in self.pages.made.items() if len(page.bodies) > 1 and path not in self.state.polished]
        for path in rough[:POLISH]:
            page = self.pages.made[path]
            identity = page.bodies["identity"]
            small = {encoding: self.packs.put(data) for encoding, data in finally_small(self.packs.get(identity)).items()}
            self.pages.made[path] = page._replace(bodies={"identity": identity, **small})
            self.state.polished.add(path)
        if rough and len(rough) <= POLISH:
            self._store(self.edition)
        return len(rough) > POLISH

    def _environment(self) -> str:
        """A digest of everything besides content that a page is made from."""
        try:
            self.catalogues = compile_catalogues(self.settings.translations, self.settings.instance / "catalogues")
        except Unreadable as error:
            LOG.error("%s", error.problems[0].text(str))  # the catalogues of before stay; none yet: English, as written
            self.catalogues = self.catalogues or "none"
        settings = (self.settings.public_url, self.settings.default_lang, self.settings.drafts)
        return hashlib.sha256(repr((self.code, self.catalogues, settings)).encode()).hexdigest()[:24]

    def _application(self) -> Flask:
        if self.app is None or self.app.config.get("HUB_CATALOGUES") != self.catalogues:
            folder = self.settings.instance / "catalogues" / self.catalogues
            self.app = create_app(settings=self.settings, catalogues=folder)
            self.app.config["HUB_CATALOGUES"] = self.catalogues
            site_of(self.app).source = self.source
            site_of(self.app).clock = self.clock
        return self.app

    def watch(self) -> None:
        """Build again at every change of the folders, at every moment of the Edition, and when something derived is gone."""
        while True:
            folders = self._folders()
            # One watcher for as long as the folders are there: what changes while a build goes on waits in it.
            for changes in watchfiles.watch(
                *folders, debounce=200, step=STEP, rust_timeout=LOOK, yield_on_timeout=True, raise_interrupt=False, watch_filter=None
            ):
                if changes or self._due():
                    self._safely_build()
                elif folders != self._folders():
                    break
                else:
                    self.polish()
            self._safely_build()

    def _folders(self) -> list[Path]:
        wanted = (self.settings.content, self.settings.exhibits, self.settings.translations, self.settings.search_index)
        return [path for path in wanted if path.is_dir()]

    def _safely_build(self) -> None:
        started = time.process_time()
        try:
            if self.build():
                self.say(f"a new edition, {time.process_time() - started:.2f} s of work")
        except OSError as error:  # a full disk, a folder without permission: what is shown stays, the next change tries again
            LOG.error("the edition cannot be built (%s); the one before stays", error)
            time.sleep(1)

    def _due(self) -> bool:
        moment = self.edition.next_moment if self.edition else None
        return (moment is not None and self.clock.now() >= moment) or self.generations.current() is None or not self._index_there()

    def _index_there(self) -> bool:
        return self.pages is not None and self.indexes.usable(self.pages.index)


@contextmanager
def alone(instance: Path) -> Iterator[IO[str]]:
    """Wait until no other builder works on this folder, and keep it so."""
    instance.mkdir(parents=True, exist_ok=True)
    with (instance / "builder.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock


def code_digest() -> str:
    """A digest of the code, the templates and the static files: another one makes every page anew."""
    summed = hashlib.sha256(sys.version.encode())
    for path in sorted((ROOT / "hub").rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js", ".svg", ".woff2"):
            summed.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return summed.hexdigest()


def run(settings: Settings, clock: Clock, speak: Callable[[str], str]) -> None:
    """The builder's process: builds, says so on standard output, and goes on until its parent closes its standard input."""

    def say(text: str) -> None:
        sys.stdout.write(f"{datetime.now(HANOI):%H:%M:%S} {text}\n")
        sys.stdout.flush()

    def leave_with_parent() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    logging.basicConfig(format="%(levelname)s %(message)s")
    threading.Thread(target=leave_with_parent, daemon=True, name="parent").start()
    with alone(settings.instance):
        builder = Builder(settings, clock, say)
        builder.build()
        builder.tell_problems(speak)
        builder.watch()
