"""Building the pages of an Edition: each address once, and again only when something that it depends on has changed."""

import hashlib
import io
from collections.abc import Container, Iterator, Mapping
from typing import Any

from flask import Flask

from hub.build.compression import QuickCompressor, compressible
from hub.build.records import FinishedPage
from hub.content.edition import Edition
from hub.content.keys import Key, PlaceKey
from hub.storage.packs import Packs
from hub.web.addresses import addresses
from hub.web.context import current_context
from hub.web.headers import Header
from hub.web.keys import DerivedKey
from hub.web.page import declared_query
from hub.web.site import MadePage, site_of

ERRORS = (404, 405, 410, 500, 503)


class PageMaker:
    """Build pages with an application and put their bytes into packs."""

    def __init__(self, app: Flask, packs: Packs) -> None:
        self.app, self.packs, self.quickly = app, packs, QuickCompressor()
        # Share equal headers and keys as one object: a pickled generation contains them thousands of times.
        self.headers: dict[tuple[Header, ...], tuple[Header, ...]] = {}
        self.keys: dict[Key, Key] = {}
        self.may_wait: set[str] = set()
        self.late: set[str] = set()  # pages not rebuilt yet, for `make_late`
        self.last: set[str] = set()  # pages that tell of others

    def make(
        self, edition: Edition, before: Mapping[str, FinishedPage], reads: Mapping[str, frozenset[Key]], changed: set[Key] | None,
        late: Container[str] = (), known: Container[Key] = (),
    ) -> tuple[dict[str, FinishedPage], dict[str, frozenset[Key]]]:  # fmt: skip
        """Return every page of the Edition, and the keys that each depends on.

        `before` and `reads` are those of the last Edition, `changed` the keys whose digests differ since; None rebuilds
        everything. `late` are the pages put off the last time. No page is put off if an entry of the `known` keys has
        been removed, masked or withdrawn. A page that fails keeps its last bytes; the application logs the error.
        """
        pages: dict[str, FinishedPage] = {}
        made_from: dict[str, frozenset[Key]] = {}
        site_of(self.app).made = lambda path: self._told(pages, made_from, path)
        wait = not any(isinstance(key, PlaceKey) and key in known for key in changed or ())
        for path in sorted(self.paths(edition), key=self.last.__contains__):
            old = before.get(path)
            if old is not None and changed is not None and path in reads:
                kept = reads[path].isdisjoint(changed) and path not in late
                if kept or (wait and path in self.may_wait):
                    pages[path], made_from[path] = old, reads[path]
                    if not kept:
                        self.late.add(path)
                    continue
            pages[path], made_from[path] = self._made(path, old)
        for lang in ("vi", "en"):
            for status in ERRORS:
                name = f"error/{status}/{lang}"
                if changed is None or name not in before or not reads[name].isdisjoint(changed):
                    pages[name], made_from[name] = self.error(status, lang)
                else:
                    pages[name], made_from[name] = before[name], reads[name]
        return pages, made_from

    def make_late(self, pages: dict[str, FinishedPage], made_from: dict[str, frozenset[Key]]) -> None:
        """Build the pages that were put off, in place."""
        for path in sorted(self.late, key=lambda path: (path in self.last, path)):
            pages[path], made_from[path] = self._made(path, pages[path])
        self.late = set()

    def _told(
        self, pages: Mapping[str, FinishedPage], made_from: Mapping[str, frozenset[Key]], path: str
    ) -> MadePage | None:
        """Return a page that is made already, for one that tells of it; None if it is not."""
        if (made := pages.get(path)) is None:
            return None
        return MadePage(made.digest, lambda: self.packs.get(made.bodies["identity"]), made_from[path])

    def _made(self, path: str, old: FinishedPage | None) -> tuple[FinishedPage, frozenset[Key]]:
        made, keys = self.one(path)
        return (old, keys) if made.status >= 500 and old is not None and old.status < 500 else (made, keys)

    def paths(self, edition: Edition) -> Iterator[str]:
        """Yield every address without a query, media excepted: pages, machine formats and static files.

        What is made on demand is left out.
        """
        seen: set[str] = set()
        late = site_of(self.app).features.late
        for address in addresses(self.app, edition):
            if address.path not in seen and not address.on_demand:
                seen.add(address.path)
                if address.endpoint in late:
                    self.may_wait.add(address.path)
                if hasattr(self.app.view_functions[address.endpoint], "made_last"):
                    self.last.add(address.path)
                yield address.path
        site = site_of(self.app)
        for name in site.static.contents:
            yield site.static.address(name)

    def one(self, path: str) -> tuple[FinishedPage, frozenset[Key]]:
        """Return the page at a path and the keys that it depends on, by calling the application."""
        with self.app.request_context(_environ(path)):
            response = self.app.full_dispatch_request()
            made = self.keep(response)
            return made._replace(query=declared_query() if made.status == 200 else ()), self._reads()

    def error(self, status: int, lang: str) -> tuple[FinishedPage, frozenset[Key]]:
        """Return the page of an error status in a language, and the keys that it depends on."""
        from hub.web.errors import error_page

        with self.app.request_context(_environ(f"/{lang}/-")):
            response = self.app.process_response(error_page(status))
            return self.keep(response), self._reads()

    def _reads(self) -> frozenset[Key]:
        return frozenset(self.keys.setdefault(key, key) for key in current_context().reads)

    def keep(self, response: Any) -> FinishedPage:
        """Put a response's bytes into the packs and return the page."""
        data: bytes = response.get_data()
        headers = tuple((name, value) for name, value in response.headers if name != "Content-Length")
        headers = self.headers.setdefault(headers, headers)
        slots = {"identity": self.packs.put(data)}
        if compressible(response.content_type or "", len(data)):
            slots |= {encoding: self.packs.put(small) for encoding, small in self.quickly(data).items()}
        return FinishedPage(response.status_code, headers, hashlib.sha256(data).hexdigest()[:16], slots)


def changed_keys(
    app: Flask, edition: Edition, before: Mapping[Key, str], wanted: set[Key]
) -> tuple[set[Key], dict[Key, str]]:
    """Return the keys whose digests differ from `before`, and all current digests.

    The derived values among the `wanted` keys are computed for this.
    """
    site = site_of(app)
    now = dict(edition.digests)
    for key in wanted:
        if isinstance(key, DerivedKey):
            value = site.derive(key.name, edition, key.lang)
            now[key] = hashlib.sha256(repr(value).encode()).hexdigest()[:24]
    return {key for key in now.keys() | before.keys() | wanted if now.get(key) != before.get(key)}, now


def _environ(path: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),  # PEP 3333: bytes as text
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
