"""The picture of a shared link: what it shows and its address are known when the page is made; it is drawn when there is time."""

import hashlib
from typing import NamedTuple

from hub.web.keys import ShareKey

WIDTH, HEIGHT = 1200, 630
WORK = (680, 510)  # of a work's own picture, at most
DRAWING = "1"  # to be raised when the drawing itself changes: every picture then has another address


class Share(NamedTuple):
    """The words on a picture and the slug of its motif; `tone` is paper or, in the gallery, dark.

    `picture` is the digest of a work's own picture, `file` where a rendition of it lies; both empty where there is none.
    """

    title: str
    line: str
    motif: str
    tone: str
    picture: str = ""
    file: str = ""

    @property
    def key(self) -> ShareKey:
        """Return it as a page notes it among what it was made from."""
        return ShareKey(*self)

    @property
    def digest(self) -> str:
        """16 hex digits over all that it shows."""
        return hashlib.sha256("\n".join((DRAWING, *self[:-1])).encode()).hexdigest()[:16]

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.motif}.{'jpg' if self.picture else 'png'}"

    @property
    def path(self) -> str:
        """Its address."""
        return f"/media/{self.digest}/{self.name}"


def shown_by(key: ShareKey) -> Share:
    """Return the picture that a page noted."""
    return Share(key.title, key.line, key.motif, key.tone, key.picture, key.file)
