"""Reading of the folders while nobody publishes, so that no Edition holds half of what is published at once."""

from datetime import datetime

from hub.config import Settings
from hub.content.source.archive import Archive
from hub.content.write.journal import last_change, undisturbed


class Reading:
    """Has an archive read the folders of these settings."""

    def __init__(self, settings: Settings) -> None:
        self.instance = settings.instance
        self.roots = {"content": settings.content, "exhibits": settings.exhibits}
        self.seen = 0

    def refresh(self, archive: Archive, now: datetime | None) -> None:
        """Refresh the archive under the lock of publishing. What was listed before the last publication is listed anew.

        Raises OSError if what a killed process has left half-published cannot be finished now.
        """
        with undisturbed(self.instance, self.roots):
            if (last := last_change(self.instance)) != self.seen:
                archive.surveyed, self.seen = None, last
            archive.refresh(now)
