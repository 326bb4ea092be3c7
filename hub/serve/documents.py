"""The PDF documents of pages that answer a query: made when somebody asks, one at a time on a machine, by a child process.

Finished pages have theirs from the builder. These are kept by the digest of their page, so that they outlive a generation
in which that page has stayed the same; the least recently used ones are dropped.
"""

import logging
import threading
from collections import OrderedDict
from pathlib import Path

from hub.build.documents.maker import FAILURES, digest_of, document_child, document_of, headers_of
from hub.serve.answers import Ready, ready
from hub.serve.turns import Turns
from hub.storage.lock import Locked, locked

LOG = logging.getLogger("hub")
SECONDS = 120.0  # for one document, on a busy machine
MOST = 4 * 1024 * 1024  # bytes of documents that are kept in a worker
MOST_FAILED = 1_000  # pages of which it is remembered that no document can be made
RETRY_AFTER = "30"  # seconds after which a document is asked for again that nobody had time to make
WAITING, PATIENCE = 2, 5.0  # who waits while another document is being made, and for how many seconds


class DocumentsOnDemand:
    """Makes the document of a page, or gives it from memory. Thread-safe."""

    def __init__(self, origin: str, tls: bool, lock: Path) -> None:
        """Take the origin under which the links of documents are absolute, whether the site is served over TLS, and the
        file whose lock the process holds that makes one.
        """
        self.origin, self.tls, self.file = origin, tls, lock
        self.turns = Turns(at_once=1, waiting=WAITING, patience=PATIENCE)
        self.kept: OrderedDict[str, Ready] = OrderedDict()
        self.failed: set[str] = set()
        self.lock = threading.Lock()

    def __call__(self, page: Ready) -> Ready | None:
        """Return the document of a page that is not compressed; None if it cannot be made, or not soon enough."""
        digest = page[2]
        found = self._get(digest)
        if found is not None or digest in self.failed:
            return found
        with self.turns.turn() as mine:
            if not mine:
                return None
            return self._get(digest) or self._make(digest, page)  # somebody else may have asked for the same

    def _get(self, digest: str) -> Ready | None:
        with self.lock:
            if digest in self.kept:
                self.kept.move_to_end(digest)
            return self.kept.get(digest)

    def _make(self, digest: str, page: Ready) -> Ready | None:
        child = document_child()
        try:
            with locked(self.file, wait=False):
                data = document_of(child, page[3].decode(), self.origin, SECONDS)
        except Locked:  # by another worker
            return None
        except FAILURES as error:
            LOG.warning("no PDF document can be made of the answer %s (%s)", digest, error)
            if len(self.failed) < MOST_FAILED:
                self.failed.add(digest)
            return None
        finally:
            child.close()  # it takes as much memory as a worker
        headers = [*headers_of(page[1], self.tls), ("X-Robots-Tag", "noindex")]
        made = ready(200, headers, digest_of(data), "identity", data)
        self._keep(digest, made)
        return made

    def _keep(self, digest: str, made: Ready) -> None:
        with self.lock:
            self.kept[digest] = made
            while sum(len(each[3]) for each in self.kept.values()) > MOST:
                self.kept.popitem(last=False)
