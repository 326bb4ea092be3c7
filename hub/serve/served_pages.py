"""The pages of one generation as they are served: found by path and encoding, the most requested ones in memory."""

import threading

from hub.build.records import FinishedPage, Pages
from hub.serve.answers import OVERHEAD, KeptAnswers, Ready, ready
from hub.serve.media_files import MediaFiles
from hub.storage.packs import Packs

HOT = 12 * 1024 * 1024  # bytes of bodies kept in memory a worker
Hot = tuple[str, tuple[str, ...]]  # path, and the encodings that a request accepts


class ServedPages:
    """One generation: its pages, its media, and its cached answers to queries."""

    def __init__(self, name: str, pages: Pages, packs: Packs, media: MediaFiles) -> None:
        self.name, self.pages, self.packs, self.media = name, pages, packs, media
        self.hot: dict[Hot, Ready] = {}
        self.hot_bytes = 0
        self.answers = KeptAnswers()
        self.lock = threading.Lock()

    def page(self, path: str, encodings: tuple[str, ...]) -> Ready | None:
        """Return a page ready to send; None if there is none at the path. Raises OSError if its bytes are gone."""
        found = self.hot.get((path, encodings))
        if found is None:
            made = self.pages.made.get(path)
            if made is None:
                return None
            found = self._ready(made, encodings)
            self._keep_hot((path, encodings), found)
        return found

    def _keep_hot(self, key: Hot, page: Ready) -> None:
        """Keep a page in memory; drop all others first if they would take too many bytes."""
        size = weight(page)
        with self.lock:
            if key in self.hot or size > HOT:
                return
            if self.hot_bytes + size > HOT:
                self.hot, self.hot_bytes = {}, 0
            self.hot[key] = page
            self.hot_bytes += size

    def _ready(self, made: FinishedPage, encodings: tuple[str, ...]) -> Ready:
        used = next((encoding for encoding in encodings if encoding in made.bodies), "identity")
        body = self.packs.get(made.bodies[used])
        headers = list(made.headers)
        if len(made.bodies) > 1:
            headers.append(("Vary", "Accept-Encoding"))
        return ready(made.status, headers, made.digest, used, body)


def weight(page: Ready) -> int:
    """Return roughly how many bytes of memory a response takes."""
    return len(page[3]) + OVERHEAD
