"""The desk of an editor whose changes are recorded, and what the record says of a session."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desk import NOW, Desk

from hub.config import Settings
from hub.content.edition import Edition, Reader
from hub.content.write.revisions import Recorder
from hub.features.agenda import history
from hub.features.agenda.model import Session

NAME = "content/agenda/revisions.jsonl"
SESSION = {
    "starts": "2025-10-22 08:30",
    "minutes": "45",
    "room": "hoi-truong",
    "status": "confirmed",
    "title": "Khai mạc",
}


class Recorded(Desk):
    """A desk whose changes are recorded, as the builder records them."""

    def __init__(self, root: Path, **given: Any) -> None:
        super().__init__(root)
        self.said: list[str] = []
        folders = Settings(content=root / "content", exhibits=root / "exhibits", **given)
        self.recorder = Recorder(folders, lambda message, **values: self.said.append(message % values))
        self.path = root / NAME

    def session(self, slug: str = "a", en: str = "", **fields: str) -> None:
        """Write a session, with an English title if one is given."""
        front = "\n".join(f"{name}: {value}" for name, value in (SESSION | fields).items())
        self.write(f"agenda/{slug}.vi.md", f"{front}\nformat: talk\nsummary: s\nupdated: 2025-10-20")
        if en:
            self.write(f"agenda/{slug}.en.md", f"title: {en}\nsummary: s\nupdated: 2025-10-21")

    def record(self, now: datetime = NOW) -> Edition:
        """Read what has changed and record it; the Edition of then."""
        self.archive.refresh()
        self.recorder.record(self.archive, now)
        return self.edition(now)

    def remarks(self) -> list[str]:
        """The problems of the record alone."""
        return [problem for problem in self.problems() if problem.startswith(NAME)]

    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]


def reader_of(edition: Edition, slug: str = "a", lang: Any = "vi") -> tuple[Reader, Session]:
    reader = edition.read_in(lang)
    session = reader.find(Session, slug)
    assert session is not None
    return reader, session


def count(edition: Edition, slug: str = "a") -> int:
    return history.sequence(*reader_of(edition, slug))


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)
