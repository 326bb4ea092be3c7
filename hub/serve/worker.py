"""A worker process: it serves the current generation and swaps to the next as a whole when the builder publishes it."""

import logging
import multiprocessing
import os
import pickle
import threading
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import watchfiles
from flask import Flask

from hub import create_app, create_desk
from hub.build.records import Pages, Snapshot
from hub.config import Settings, from_environment
from hub.content.edition import Edition
from hub.content.model.body import Rendered
from hub.content.model.entries import Card, Entry
from hub.content.model.registry import Registry
from hub.desk.mounting import WithDesk, desk_steps
from hub.feature import discover
from hub.i18n.catalogues import NONE, check_compiled
from hub.search.engine import IndexUnusable
from hub.serve.documents import DocumentsOnDemand
from hub.serve.front import Front, Wsgi
from hub.serve.health import Health
from hub.serve.media_files import MediaFiles
from hub.serve.served_pages import ServedPages
from hub.storage.generations import Generations
from hub.storage.lazy_mapping import LazyMapping
from hub.storage.packs import Packs, Slot
from hub.storage.requests import Requests
from hub.storage.sealed import Damaged
from hub.web.addresses import query_on_demand
from hub.web.site import site_of

LOG = logging.getLogger("hub")
MOST = 100  # entries of a kind kept in memory, of about 50 KB each; lists are made from cards
DOCUMENTS_LOCK = "document.lock"  # of the worker that is having a document made
LOOK = 1_000  # milliseconds without an event after which the pointer is checked: it may have moved before we watched


def edition_of(snapshot: Snapshot, registry: Registry, packs: Packs, name: str) -> Edition:
    """Return the Edition of a snapshot; its entries and texts are read from the packs on first access."""

    def load(slot: Slot) -> Any:
        return pickle.loads(packs.get(slot))

    def rendered(key: str) -> Rendered:
        found: Rendered = load(snapshot.rendered[key])[0]
        return found

    def lazily(slots: Mapping[str, Slot]) -> LazyMapping[Any]:
        return LazyMapping(slots, lambda name: load(slots[name]), MOST)

    entries: dict[str, Mapping[str, Entry[Any]]] = {
        kind: lazily(dict(snapshot.order.get(kind, ()))) for kind in registry.kinds
    }
    vocabularies = lazily(snapshot.vocabularies)
    cards = {
        kind: {card.slug: card for card in map(Card._make, snapshot.cards.get(kind, ()))} for kind in registry.kinds
    }
    return Edition(
        snapshot.as_of, snapshot.next_moment, registry, cards, entries, snapshot.aliases, vocabularies, snapshot.digests, (), rendered, name, snapshot.pictures, snapshot.revisions, snapshot.relations, snapshot.histories, snapshot.remarks, load
    )  # fmt: skip


class Worker:
    """The source of Editions of one worker process, and its front."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.features = discover()
        self.registry = self.features.registry
        self.requests = Requests(settings.instance)
        self.generations = Generations(settings.instance, self.requests)
        self.front = Front(settings.public_url.startswith("https:"), settings.leave_url, settings.hostname)
        self.front.flask = self.application
        self.front.renewed = self.swap
        self.front.on_demand = self.on_demand
        self.front.documents = DocumentsOnDemand(settings.origin, self.front.tls, settings.instance / DOCUMENTS_LOCK)
        self.shown: ServedGeneration | None = None
        self.lock = threading.Lock()
        self.app: tuple[str, Flask, Wsgi] | None = None
        self.health = Health(settings)

    def swap(self) -> bool:
        """Switch to the current generation; return whether it is new. Keep the old one if it cannot be read.

        A worker that shows none yet begins with an older one then.
        """
        current = self.generations.current()
        with self.lock:
            if self.shown is not None and current in (None, self.shown.name):
                return False
            for name in self.generations.readable(self.settings.drafts):
                if self.shown is not None and name != current:
                    return False
                try:
                    pages = self.generations.load(name, "pages")
                    if not isinstance(pages, Pages):
                        raise TypeError(f"pages are {type(pages).__name__}")
                    self.shown = ServedGeneration(self, name, pages)
                # Unpickling can raise anything; it is derived, and the builder writes another.
                except Exception as error:
                    self.generations.tell(name, error)
                    continue
                self.front.shown = self.shown.shown
                return True
        return False

    def follow(self) -> None:
        """Swap whenever the builder publishes a generation. Runs in a thread of its own."""
        folder = self.generations.folder
        while True:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                watched = folder.stat().st_ino
                for _ in watchfiles.watch(
                    folder,
                    recursive=False,
                    debounce=100,
                    step=25,
                    rust_timeout=LOOK,
                    yield_on_timeout=True,
                    raise_interrupt=False,
                ):
                    before = self.shown
                    self.swap()
                    self._keep_ready(before)
                    self.health.look(self.shown.name if self.shown else "")
                    if not folder.is_dir() or folder.stat().st_ino != watched:
                        break
            except (OSError, RuntimeError) as error:
                LOG.warning("the folder of editions cannot be watched (%s); trying again", error)
                time.sleep(1)

    def _keep_ready(self, before: "ServedGeneration | None") -> None:
        """Open the search index where that of the last generation was open: the next search need not wait for it."""
        if before is not None and self.shown is not before and "index" in vars(before):
            self.index()

    def application(self) -> Wsgi:
        """Return what answers all but finished pages: the site, with the desk beside it where a feature declares one.

        It is made on first use, and again when the catalogues have changed.
        """
        catalogues = self.shown.pages.catalogues if self.shown else ""
        if self.app is None or self.app[0] != catalogues:
            folder = self._compiled(catalogues)
            steps = desk_steps(self.features)
            site = self._shown_by(create_app, folder)
            whole = WithDesk(site, steps, lambda: self._shown_by(create_desk, folder)) if steps else site
            self.app = (catalogues, site, whole)
        return self.app[2]

    def on_demand(self, path: str) -> tuple[str, ...] | None:
        """Return the query parameters of a page that is made when it is asked for; None if there is none at the path."""
        self.application()
        return query_on_demand(self.app[1], path) if self.app else None

    def _compiled(self, catalogues: str) -> Path | None:
        """Return the folder of compiled catalogues; None if they are damaged: then this process compiles its own."""
        folder = self.settings.instance / "catalogues" / catalogues
        if catalogues in ("", NONE):
            return folder if catalogues else None
        try:
            check_compiled(folder)
        except Damaged as error:
            self.requests.report(error)
            return None
        return folder

    def _shown_by(self, create: Callable[..., Flask], catalogues: Path | None) -> Flask:
        app = create(settings=self.settings, catalogues=catalogues)
        site_of(app).source = self
        return app

    def edition(self) -> Edition:
        """Return the Edition of the generation shown. Raises RuntimeError before there is one."""
        if self.shown is None:
            raise RuntimeError("no edition yet")
        try:
            return self.shown.edition
        except Damaged:  # or two newer generations appeared before this process checked
            self.swap()
            return self.shown.edition

    def index(self) -> Any:
        """Return the search index of the generation shown; None while there is none."""
        return self.shown.index if self.shown else None

    def damaged(self, error: Exception) -> None:
        """Ask for another search index, and do without the one that cannot be read; the rest is reported elsewhere."""
        if isinstance(error, IndexUnusable) and self.shown is not None:
            self.requests.report(Damaged(str(error), "index", self.shown.pages.index))
            self.shown.index = None

    def wrong(self) -> list[str]:
        """Return what keeps readers from getting the complete site, in words; empty if nothing does."""
        if self.shown is None:
            return ["no edition yet"]
        index = [] if self.shown.index is not None else ["the search index is being built"]
        return [*index, *self.health.wrong(self.shown.name)]


class ServedGeneration:
    """A generation in this process: its pages at once, its Edition and index on first access."""

    def __init__(self, worker: Worker, name: str, pages: Pages) -> None:
        self.worker, self.name, self.pages = worker, name, pages
        # Packs of its own: their files stay open as long as this generation is read, whatever the builder removes.
        self.packs = Packs(worker.settings.instance / "packs", worker.requests)
        self.packs.hold({slot[0] for page in pages.made.values() for slot in page.bodies.values()})
        media = MediaFiles(worker.settings.instance / "media", pages.media, worker.front.tls, worker.requests)
        self.shown = ServedPages(name, pages, self.packs, media)
        self.lock = threading.Lock()

    @cached_property
    def edition(self) -> Edition:
        """Return the Edition, loaded on first access."""
        snapshot: Snapshot = self.worker.generations.load(self.name, "edition")
        return edition_of(snapshot, self.worker.registry, self.packs, self.name)

    @cached_property
    def index(self) -> Any:
        """Return the search index, opened on first access; None if there is none."""
        from hub.search.indexing import Indexes

        settings, name = self.worker.settings, self.pages.index
        found = Indexes(settings.search_index, settings.search, {}).open(name, check=True)
        if found is None and name and self.worker.generations.current() == self.name:
            self.worker.requests.report(Damaged(f"the search index {name} is damaged or missing", "index", name))
        return found


def application() -> Front:
    """Return the front of a new worker that follows the builder; the WSGI server calls this once a process."""
    logging.basicConfig(format="%(levelname)s %(message)s")
    worker = Worker(from_environment())
    worker.swap()
    threading.Thread(target=worker.follow, daemon=True, name="follow").start()
    parent = multiprocessing.parent_process()
    if parent is not None:
        # Ctrl+C is for the parent, which signals each worker once: a second signal makes Granian wait for ever.
        os.setpgid(0, 0)
        threading.Thread(target=end_with, args=(parent,), daemon=True, name="parent").start()
    return worker.front


def end_with(parent: Any) -> None:
    """End this process when its parent is gone: after a kill -9 of the parent the port must not stay taken."""
    parent.join()
    os._exit(1)
