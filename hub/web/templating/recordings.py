"""Recordings as pages show them: the addresses of a file and of its captions."""

from dataclasses import dataclass

from hub.content.media.folders import recording_name
from hub.content.model.kinds import Model


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A file beside an entry: its address, its media type, and its size in bytes."""

    src: str
    type: str
    size: int

    @property
    def is_video(self) -> bool:
        """Tell whether there is something to see in it."""
        return self.type.startswith("video/")


def recorded(reading: Model, name: str) -> RecordedFile | None:
    """Return a recording or captions beside an entry; None if there is no such file."""
    media = reading.files.get(name)
    if media is None:
        return None
    return RecordedFile(f"/media/{media.digest}/{recording_name(media.name)}", media.type, media.size)
