"""The builder: the one process of a machine that turns the folders into generations, again at every change."""

import logging
from typing import Any

from flask import Flask

from hub.build.application import PageApplication
from hub.build.documents.maker import Documents
from hub.build.finishing import Finisher, shares_of
from hub.build.live_blobs import live_slots, pour, whole_packs
from hub.build.media_folders import MediaFolders
from hub.build.page_maker import PageMaker, changed_keys
from hub.build.records import BuilderState, FinishedPage, Pages, PictureFolder, Snapshot, snapshot_of
from hub.build.rendition_queue import RenditionQueue
from hub.build.reporter import Reporter
from hub.build.upkeep.reading import Reading
from hub.config import Settings
from hub.content.assemble import assemble
from hub.content.clock import Clock
from hub.content.edition import Edition
from hub.content.history.past import remember
from hub.content.keys import Key
from hub.content.model.dates import HANOI
from hub.content.source.archive import Archive
from hub.content.source.losses import Loss, Losses
from hub.content.write.revisions import Recorder
from hub.feature import discover
from hub.messages import N_
from hub.problems import Problem
from hub.search.indexing import Indexes
from hub.storage.generations import Generations
from hub.storage.packs import Packs
from hub.storage.requests import Requests
from hub.web.keys import DerivedKey

LOG = logging.getLogger("hub.builder")
MANY = 40  # texts; indexing more is reported


class Builder:
    """Builds generations into `instance/`.

    `reporter` says what happens; `lock` is the descriptor of the file that keeps other builders away.
    """

    def __init__(
        self, settings: Settings, clock: Clock, reporter: Reporter | None = None, lock: int | None = None
    ) -> None:
        self.settings, self.clock, self.reporter, self.lock = settings, clock, reporter or Reporter(), lock
        features = discover()
        self.registry = features.registry
        self.recorder = Recorder(settings, self.reporter.say)
        self.requests = Requests(settings.instance)
        self.generations = Generations(settings.instance, self.requests)
        self.packs = Packs(self.settings.instance / "packs", self.requests)
        self.indexes = Indexes(settings.search_index, settings.search, features.search, features.findable)
        self.media = MediaFolders(settings.instance / "media")
        self.pictures = self.media.pictures
        self.renditions: RenditionQueue | None = None  # without a queue only existing renditions are shown
        self.application = PageApplication(settings, clock)
        self.pages: Pages | None = None
        self.state = BuilderState()
        self.snapshot: Snapshot | None = None
        self.problems: list[Problem] = []
        self.older_packs: set[str] = set()
        self.older_index = ""
        self.documents = Documents(self.packs, settings)
        self.finish = Finisher(self.packs, self.media)
        self.stored = True  # False while the last build is not on disk
        self.losses, self.reading = Losses(), Reading(settings)
        self.in_force = ""  # the id of the generation that this builder has put in force, or taken up
        self.take_up()

    def take_up(self) -> None:
        """Continue from the current generation, if it is complete and was written by this version of the code."""
        name = self.generations.current()
        self.in_force = name or ""
        try:
            if name is not None:
                self.pages = self.generations.load(name, "pages")
                self.application.catalogues = self.pages.catalogues
                self.state = self.generations.load(name, "builder")
                self.snapshot = self.generations.load(name, "edition")
                self.generations.load(name, "drafts")
                self.older_packs = whole_packs(self.packs, self.pages, self.state.archive)
                self.finish.take_over(shares_of(self.state.reads.values()))
                self.media.wanted = [{row.folder for row in self.pages.media.values()}]
        except Exception as error:  # a damaged file or a class of another version: rebuild, for all of it is derived
            LOG.warning("the generation %s cannot be taken up (%s); rebuilding", name, error)
            self.state = self.generations.newest("builder") or self.state  # it knows what each folder had
            self._forget()
        self.archive = self._archive()

    def lost(self) -> dict[str, Loss]:
        """Return what is lost of the folders, by folder, whose content stays public."""
        return self.losses.lost | self.application.lost

    def _archive(self) -> Archive:
        return Archive(
            self.settings.content, self.settings.exhibits, self.registry, self.packs, self.state.archive, self.losses
        )

    def _forget(self) -> None:
        """Start again from nothing, with new packs; how much each folder had is not forgotten."""
        known = self.state.archive.known
        self.pages, self.state, self.snapshot, self.older_packs = None, BuilderState(), None, set()
        self.state.archive.known, self.older_index = known, ""
        self.packs = self.finish.packs = self.documents.packs = Packs(self.settings.instance / "packs", self.requests)
        self.archive = self._archive()

    def is_of_this_code(self) -> bool:
        """Tell whether the current generation was built by the code that this process runs."""
        return self.pages is None or self.state.environment == self.application.environment()

    def build(self, patient: bool = False) -> bool:
        """Bring everything up to date; return whether there is a new generation.

        With `patient`, the late pages are left to the next build.
        """
        stored, self.stored = self.stored, False  # what is read from here on is not on disk yet
        in_force = self._is_in_force()
        if self.pages is not None and not (stored and in_force and self._packs_there()):
            self._check_after_loss()
        now = self.clock.now()
        self.reading.refresh(self.archive, None if self.settings.drafts else now)
        if self.pages is not None and self.archive.state.names != self.state.names:
            self._forget()  # what was made before has a name that is withheld now
            self.reading.refresh(self.archive, None if self.settings.drafts else now)
        if self.archive.beyond_keeping:  # the pages in force are all that is left of a lost folder
            self.stored = stored
            return False
        self.recorder.record(self.archive, now)
        remember(self.archive, self.settings.content)
        self.losses.accepted = False
        if self.renditions is not None:
            self.renditions.take()
        if self._pictures_gone():
            self.finish.take_over(shares_of(self.state.reads.values()))
        edition = assemble(self.archive, now, self.settings.drafts, self.pictures)
        self.media.copy_drawings(edition, self.archive)
        if self.renditions is not None:
            self.renditions.follow(edition, self.archive)
        environment = self.application.environment()
        rebuild = self.pages is None or self.state.environment != environment
        indexed = self.index_there() and not self.indexes.work(self.pages.index if self.pages else "", edition)
        self.problems = [problem for problem in edition.problems if problem.severity == "error"]
        self.problems += self.renditions.problems() if self.renditions else []
        known = {key: digest for key, digest in self.state.digests.items() if not isinstance(key, DerivedKey)}
        if not rebuild and edition.digests == known and indexed and in_force and stored and not self.state.late:
            self.stored = True
            return False
        app = self.application.showing(edition)
        wanted: set[Key] = {key for keys in self.state.reads.values() for key in keys if isinstance(key, DerivedKey)}
        changed, digests = changed_keys(app, edition, self.state.digests, wanted)
        before = self.pages.made if self.pages else {}
        maker = PageMaker(app, self.packs)
        made, reads = maker.make(
            edition, before, self.state.reads, None if rebuild else changed, self.state.late, self.state.digests
        )
        self.documents.keep(before, made)
        self.state.polished &= {path for path, page in made.items() if before.get(path) == page}
        self.state.reads, self.state.environment, self.state.late = reads, environment, maker.late
        self._add_derivations(app, edition, digests)
        self._publish(edition, made, digests, None if patient else maker)
        return True

    def _check_after_loss(self) -> None:
        """Start from nothing if the packs were removed or damaged while the builder was running."""
        try:
            whole_packs(self.packs, self.pages, self.state.archive)
        except OSError as error:
            LOG.warning("the packs are gone (%s); rebuilding", error)
            self._forget()

    def tell_problems(self) -> None:
        """Report the problems that authors have to correct and have not yet seen."""
        self.reporter.tell(self.problems, self.archive, self.clock.now().astimezone(HANOI).date())

    def _add_derivations(self, app: Flask, edition: Edition, digests: dict[Any, str]) -> None:
        wanted: set[Key] = {key for keys in self.state.reads.values() for key in keys if isinstance(key, DerivedKey)}
        wanted -= digests.keys()
        digests |= {key: value for key, value in changed_keys(app, edition, {}, wanted)[1].items() if key in wanted}

    def _publish(
        self, edition: Edition, made: dict[str, FinishedPage], digests: dict[Any, str], late: PageMaker | None
    ) -> None:
        """Make the pages current at once with the existing index, then again with an updated index.

        `late` builds the late pages in between; None leaves them to the next build.
        """
        self.snapshot, self.state.digests = snapshot_of(edition, self.archive.state), digests
        index = self.pages.index if self.pages and self.indexes.usable(self.pages.index) else ""
        self.pages = Pages(made, self.state.environment, self.application.catalogues, index, self._media(edition))
        self._put_in_force()
        interim = ""
        if (work := self.indexes.work(index, edition)) or not index or (late and late.late):
            if work > MANY:
                self.reporter.say(N_("indexing %(texts)d texts for search"), texts=work)
            if late is not None:
                late.make_late(made, self.state.reads)
                self.state.polished, self.state.late = self.state.polished - self.state.late, set()
                self.packs.seal()
                self.pages.media = self._media(edition)
            self.pages.index = self.indexes.update(index, edition)
            interim = self.in_force
            self.in_force = self.generations.store({"pages": self.pages, "builder": self._state()}, rest_of=interim)
        self.media.keep(edition, self.pages.media)
        self._clear_away(interim)
        self.stored = True

    def _media(self, edition: Edition) -> dict[str, PictureFolder]:
        """Return the media folders that an Edition and its pages show; queue share images not drawn yet."""
        shares = shares_of(self.state.reads.values())
        self.finish.take_over(shares)
        return self.media.rows(edition, shares)

    def _put_in_force(self) -> None:
        """Write everything as a new generation and make it current."""
        if self.pages is None or self.snapshot is None:
            raise RuntimeError("nothing was built")
        self.archive.forget_unused()
        pour(self.packs, self.pages, self.archive.state)
        self.packs.seal()
        self.snapshot = self.snapshot.placed(self.archive.state)
        parts = {
            "pages": self.pages,
            "edition": self.snapshot,
            "builder": self._state(),
            "drafts": self.settings.drafts,
        }
        self.in_force = self.generations.store(parts)

    def _clear_away(self, interim: str = "") -> None:
        """Remove what neither the current generation nor the one before it needs; `interim` was between them."""
        self.generations.drop_old(interim, alone=not self.older_packs)
        live = {slot[0] for slot in live_slots(self.pages, self.archive.state)}
        self.packs.drop_all_but(live | self.older_packs)
        self.media.drop_old()
        self.older_packs = live
        index = self.pages.index if self.pages else ""
        self.indexes.drop_all_but(index, self.older_index)
        self.older_index = index

    def _state(self) -> BuilderState:
        self.state.archive, self.state.names = self.archive.state, self.archive.state.names
        return self.state

    def polish(self) -> bool:
        """Finish a few more pages and share images; return whether any are left.

        The pages become current all at once, with the last of them.
        """
        if self.pages is None:
            return False
        last, left = self.finish.some(self.pages.made, self.state.polished)
        if last:
            self._put_in_force()
            self._clear_away()
        return left

    def document(self) -> bool:
        """Make a PDF document that is missing, and return whether one was; they become current with the last."""
        if self.pages is None or not (missing := self.documents.missing(self.pages.made)):
            return False
        self.documents.make(self.pages.made, missing[0])
        if len(missing) == 1:
            self._put_in_force()
            self._clear_away()
        return True

    def due(self) -> bool:
        """Tell whether to build although no file has changed.

        That is so when the clock has passed the Edition's next moment, when derived files are gone or found damaged,
        when the last build was not stored, or when renditions are ready.
        """
        moment = self.snapshot.next_moment if self.snapshot else None
        gone = not self._is_in_force() or not self.index_there() or not self._packs_there() or self._pictures_gone()
        return (
            (moment is not None and self.clock.now() >= moment)
            or gone
            or not self.stored
            or bool(self.requests.open())
            or self.losses.due()
            or (self.renditions is not None and self.renditions.ready())
        )

    def index_there(self) -> bool:
        return self.pages is not None and self.indexes.usable(self.pages.index)

    def _is_in_force(self) -> bool:
        return self.generations.current() == self.in_force != "" and self.generations.is_whole(self.in_force)

    def _pictures_gone(self) -> bool:
        return self.pages is not None and self.media.gone(self.pages.media, self.finish.undrawn)

    def _packs_there(self) -> bool:
        return all((self.packs.folder / f"{pack}.pack").exists() for pack in self.older_packs)
