"""Share images: the pictures shown where a page's link is shared.

What an image shows, and so its address, is known when the page is built; it is drawn later, when the builder is idle.
"""

import hashlib
from typing import NamedTuple

from hub.web.keys import ShareKey

WIDTH, HEIGHT = 1200, 630
WORK = (680, 510)  # pixels: the largest size of a work's own picture
DRAWING = "2"  # raise this when the drawing changes, which gives every image a new address


class Share(NamedTuple):
    """The words on a share image and the slug of its motif; `tone` is paper or, in the gallery, dark.

    `picture` is the digest of a work's own picture and `file` the path of a rendition of it; both are "" without one.
    """

    title: str
    line: str
    motif: str
    tone: str
    picture: str = ""
    file: str = ""

    @property
    def key(self) -> ShareKey:
        """Return the key under which a page records that it depends on this image."""
        return ShareKey(*self)

    @property
    def digest(self) -> str:
        """Return 16 hex digits over everything that it shows."""
        return hashlib.sha256("\n".join((DRAWING, *self[:-1])).encode()).hexdigest()[:16]

    @property
    def name(self) -> str:
        """Return the file's name."""
        return f"{self.motif}.{'jpg' if self.picture else 'png'}"

    @property
    def path(self) -> str:
        """Return its URL path."""
        return f"/media/{self.digest}/{self.name}"


def shown_by(key: ShareKey) -> Share:
    """Return the share image that a key describes."""
    return Share(key.title, key.line, key.motif, key.tone, key.picture, key.file)
