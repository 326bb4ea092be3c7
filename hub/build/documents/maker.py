"""The PDF documents of pages that name one: made by a child process while the builder is idle, and kept with the pages."""

import base64
import hashlib
import logging
import time
from collections.abc import Iterable, Mapping, MutableMapping

from hub.build.records import FinishedPage
from hub.child import Child, Died, OutOfTime, Refused
from hub.config import Settings
from hub.storage.packs import Packs
from hub.web.endpoints.pdf import TYPE, pdf_named
from hub.web.headers import Header, secured

LOG = logging.getLogger("hub.builder")
SECONDS = 120.0  # for one document, on a busy machine
FAILURES = (Refused, Died, OutOfTime, OSError)  # of a child
REST = 5.0  # seconds after a build in which the next edit may come; documents are not made in between


class Documents:
    """Make the documents of pages, one at a time."""

    def __init__(self, packs: Packs, settings: Settings) -> None:
        self.packs = packs
        self.origin, self.tls = settings.origin, settings.public_url.startswith("https:")
        self.failed: set[str] = set()  # digests of pages of which no document could be made
        self.child: Child | None = None  # while there is more to make
        self.built = time.monotonic()

    def rested(self) -> bool:
        """Tell whether nothing has been built for a while."""
        return time.monotonic() - self.built > REST

    def keep(self, before: Mapping[str, FinishedPage], made: MutableMapping[str, FinishedPage]) -> None:
        """Add to the pages `made` the documents of `before` whose page is still the same."""
        self.built = time.monotonic()
        for path, name in _named(made).items():
            old = before.get(path)
            if name in before and old is not None and old.digest == made[path].digest:
                made[name] = before[name]

    def missing(self, made: Mapping[str, FinishedPage]) -> list[str]:
        """Return the paths of the pages whose documents are still to be made."""
        named = _named(made).items()
        missing = [path for path, name in named if name not in made and made[path].digest not in self.failed]
        if not missing and self.child is not None:
            self.child.close()
            self.child = None
        return missing

    def make(self, made: MutableMapping[str, FinishedPage], path: str) -> None:
        """Add the document of the page at a path. If it cannot be made, say so once, and try again with the next page."""
        page = made[path]
        self.child = self.child or document_child()
        html = self.packs.get(page.bodies["identity"]).decode()
        try:
            data = document_of(self.child, html, self.origin, SECONDS)
        except FAILURES as error:
            self.failed.add(page.digest)
            LOG.warning("no PDF document can be made of %s (%s)", path, error)
            return
        headers = tuple(headers_of(page.headers, self.tls))
        made[pdf_named(page.headers)] = FinishedPage(200, headers, digest_of(data), {"identity": self.packs.put(data)})


def document_child() -> Child:
    """Return what makes documents; its process starts with the first one."""
    return Child("hub.build.documents.program")


def document_of(child: Child, html: str, origin: str, seconds: float) -> bytes:
    """Return the document of a page, whose links become absolute under an origin. Raises one of FAILURES."""
    return base64.b64decode(child.ask({"html": html, "origin": origin}, seconds))


def headers_of(page: Iterable[Header], tls: bool) -> list[Header]:
    """Return the headers of a document, given those of its page."""
    language = [(name, value) for name, value in page if name == "Content-Language"]
    return secured([("Content-Type", TYPE), ("Cache-Control", "no-cache"), *language], tls)


def digest_of(data: bytes) -> str:
    """Return the digest of a document, for its entity tag."""
    return hashlib.sha256(data).hexdigest()[:16]


def _named(made: Mapping[str, FinishedPage]) -> dict[str, str]:
    """Return the path of the document of each page that names one."""
    named = {path: pdf_named(page.headers) for path, page in made.items() if page.status == 200}
    return {path: name for path, name in named.items() if name}
