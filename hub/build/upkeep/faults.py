"""What keeps the builder from its work: said once when it begins and once when it ends, and kept for `readyz`."""

import os
from collections.abc import Mapping
from datetime import datetime

from hub.build.reporter import Reporter
from hub.config import Settings
from hub.content.model.dates import HANOI
from hub.content.source.losses import Loss
from hub.messages import N_
from hub.storage.status import Status, StatusFile, born

BUILDING = "building"  # the name of the fault that no edit gets through
BACK = N_("nothing is missing from %(folder)s any more")
STUCK = N_("the edition cannot be built (%(why)s); the one before stays, and no edit gets through")
THROUGH = N_("the edition can be built again")


class Faults:
    """The faults of one builder, by name."""

    def __init__(self, settings: Settings, reporter: Reporter) -> None:
        self.reporter, self.file = reporter, StatusFile(settings.instance)
        before = self.file.read()
        self.before = dict(before.wrong) if before else {}  # a fault that lasts keeps its beginning
        self.wrong: dict[str, tuple[str, str]] = {}
        self.next_moment = ""

    def folders(self, lost: Mapping[str, Loss]) -> None:
        """Take what is lost by folder for all that is."""
        for place, (message, values) in lost.items():
            self._begin(f"folder {place}", message, values)
        for name in [name for name in self.wrong if name.startswith("folder ") and name[7:] not in lost]:
            del self.wrong[name]
            self.reporter.say(BACK, folder=name[7:])
        self.before = {}

    def stuck(self, error: Exception) -> None:
        """Note that building has failed."""
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        self._begin(BUILDING, STUCK, {"why": why})

    def through(self) -> None:
        """Note that building has not failed."""
        if self.wrong.pop(BUILDING, None) is not None:
            self.reporter.say(THROUGH)

    def keep(self, next_moment: datetime | None) -> None:
        """Write the status if its file says something else, or nothing: it may be gone or damaged."""
        moment = next_moment.isoformat() if next_moment else ""
        status = Status(os.getpid(), born(os.getpid()), moment, dict(self.wrong))
        if self.file.read() != status:
            self.file.write(status)

    def _begin(self, name: str, message: str, values: Mapping[str, object]) -> None:
        text = message % values
        if name in self.wrong:
            self.wrong[name] = (text, self.wrong[name][1])  # it may have got worse; that is not said again
            return
        since = self.before.get(name, ("", ""))[1] or datetime.now(HANOI).isoformat(timespec="seconds")
        self.wrong[name] = (text, since)
        self.reporter.say(message, **values)
