"""The WSGI application in front of Flask: it finds a page's bytes by path and encoding without entering a framework."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from hub.serve.answers import Answer, Ready, ready, status_line
from hub.serve.documents import RETRY_AFTER as DOCUMENT_RETRY_AFTER
from hub.serve.encodings import KnownEncodings
from hub.serve.media_files import PREFIX as MEDIA
from hub.serve.served_pages import ServedPages
from hub.serve.turns import Turns
from hub.storage.sealed import Damaged
from hub.web.endpoints.leaving import PATH as LEAVE
from hub.web.endpoints.leaving import way_out
from hub.web.endpoints.pdf import pdf_named
from hub.web.error_log import log_error
from hub.web.headers import Header, secured
from hub.web.request.host import PROBES, Hosts
from hub.web.request.query import canonical_query, with_query

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]

LOG = logging.getLogger("hub")
FORMS_WAITING = 6  # each waits in one of the server's threads, as does whoever is being read
RETRY_AFTER = "2"  # seconds after which a question is asked again that nobody had time to answer


def matches(condition: str, etag: str) -> bool:
    """Tell whether an If-None-Match header names the tag (RFC 9110, 13.1.2: weak comparison)."""
    return condition.strip() == "*" or any(tag.strip().removeprefix("W/") == etag for tag in condition.split(","))


def _busy(shown: ServedPages, path: str, encodings: tuple[str, ...], after: str = RETRY_AFTER) -> Ready:
    """Return the page that says that too much is asked at once, in the language of the address; words if there is none."""
    page = shown.page(f"error/503/{path[1:3]}", encodings) if path[3:4] == "/" else None
    if page is None:
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        page = ready(503, headers, "busy", "identity", b"too much is asked at once; try again in a moment\n")
    status, sent, etag, body, unmodified = page
    return status, [*sent, ("Retry-After", after)], etag, body, unmodified


class Front:
    """Serve pages from memory and media from their folders; pass everything else to Flask.

    The worker swaps `shown` and `flask`. `renewed` switches to a newer generation and returns whether there was one.
    `on_demand` returns the query parameters of a page that is made when it is asked for, or None if the path has none.
    `documents` gives the PDF document of a page that names one, or None if it has no time for it.
    `hostname` is the host of the public URL; requests for other hosts are refused.
    """

    def __init__(self, tls: bool, leave_url: str, hostname: str = "") -> None:
        self.tls, self.leave_url = tls, leave_url
        self.hosts, self.encodings = Hosts(hostname), KnownEncodings()
        self.turns = Turns()
        self.forms = Turns(waiting=FORMS_WAITING)  # of their own: who sends slowly keeps no question waiting
        self.shown: ServedPages | None = None
        self.flask: Callable[[], Wsgi] = self._unset
        self.renewed: Callable[[], bool] = lambda: False
        self.on_demand: Callable[[str], tuple[str, ...] | None] = lambda path: None
        self.documents: Callable[[Ready], Ready | None] = lambda page: None

    @staticmethod
    def _unset() -> Wsgi:
        raise RuntimeError("the front has no application")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("HTTP_HOST") not in self.hosts.seen and not self.hosts.accepts(environ):
            return self._say(environ, start_response, 400, "this site is not served under that host name\n")
        shown = self.shown
        method = environ["REQUEST_METHOD"]
        if shown is None or (method != "GET" and method != "HEAD") or "HTTP_TRANSFER_ENCODING" in environ:
            return self._other(environ, start_response)
        accept = environ.get("HTTP_ACCEPT_ENCODING", "")
        encodings = self.encodings.known.get(accept)
        if encodings is None:
            encodings = self.encodings.read(accept)
        path = environ["PATH_INFO"]
        try:
            if path[:1] != "/":
                found = None
            elif query := environ.get("QUERY_STRING"):
                found = self._asked(shown, environ, query, encodings)
            else:
                found = shown.page(path, encodings)
        except OSError as error:
            if self.renewed():  # two newer generations appeared before this process checked
                return self(environ, start_response)
            if not isinstance(error, Damaged):  # which is told where it is found
                LOG.error("a page of the generation %s cannot be read (%s)", shown.name, error)
            return self._by_flask(environ, start_response)
        if found is None:
            return self._missing(shown, environ, start_response, encodings)
        return self._send(found, environ, start_response)

    @staticmethod
    def _send(found: Ready, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Send a page, or 304 to a client that has it."""
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if condition is not None and found[0] == "200 OK" and (condition == found[2] or matches(condition, found[2])):
            start_response("304 Not Modified", found[4])
            return []
        start_response(found[0], found[1])
        return [found[3]] if environ["REQUEST_METHOD"] == "GET" else []

    def _asked(self, shown: ServedPages, environ: Environ, query: str, encodings: tuple[str, ...]) -> Ready | None:
        """Return the response to a query, or None if there is no page at the path.

        A view that reads none of the query's parameters gives its plain page.
        """
        path = environ["PATH_INFO"]
        of = shown.pages.made.get(f"{path[:-4]}/") if path.endswith(".pdf") else None
        if of is not None and (canonical := canonical_query(query, of.query)):
            return self._document(shown, environ, canonical, encodings)
        made = shown.pages.made.get(path)
        if made is None:
            return None
        if 300 <= made.status < 400:
            headers = [(n, with_query(v, query) if n == "Location" else v) for n, v in made.headers]
            return ready(made.status, headers, made.digest, "identity", shown.packs.get(made.bodies["identity"]))
        canonical = canonical_query(query, made.query)
        return self._worked_out(shown, environ, canonical, encodings) if canonical else shown.page(path, encodings)

    def _worked_out(self, shown: ServedPages, environ: Environ, canonical: str, encodings: tuple[str, ...]) -> Ready:
        """Return what Flask answers to a canonical query, from memory if it has been asked before."""
        path = environ["PATH_INFO"]
        key = (path, canonical)
        kept = shown.answers.get(key, encodings)
        if kept is not None:
            return kept
        with self.turns.turn() as mine:
            if not mine:
                return _busy(shown, path, encodings)
            return shown.answers.get(key, encodings) or shown.answers.keep(
                key, self._answer(environ, canonical), encodings
            )

    def _document(self, shown: ServedPages, environ: Environ, canonical: str, encodings: tuple[str, ...]) -> Ready:
        """Return the PDF document of the page that answers a query, or what Flask says if that page has none."""
        path = environ["PATH_INFO"]
        page = self._worked_out(shown, {**environ, "PATH_INFO": f"{path[:-4]}/"}, canonical, ())
        if page[0] != "200 OK":
            return page
        if pdf_named(page[1]) != f"{path}?{canonical}":
            return self._worked_out(shown, environ, canonical, encodings)
        return self.documents(page) or _busy(shown, path, encodings, DOCUMENT_RETRY_AFTER)

    def _answer(self, environ: Environ, query: str) -> Answer:
        """Get the answer to a query from Flask."""
        noted: list[Any] = []
        chunks = self._by_flask(
            {**environ, "REQUEST_METHOD": "GET", "QUERY_STRING": query},
            lambda status, headers, info=None: noted.extend((status, headers)),
        )
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        return Answer(int(noted[0][:3]), noted[1], body)

    def _missing(
        self, shown: ServedPages, environ: Environ, start_response: StartResponse, encodings: tuple[str, ...]
    ) -> Iterable[bytes]:
        """Answer for a path without a page: media, the quick exit, a missing trailing slash, a page on demand, or Flask."""
        path = environ["PATH_INFO"]
        if path.startswith(MEDIA):
            try:
                file = shown.media.answer(environ, encodings)
            except OSError as error:
                if not isinstance(error, Damaged):
                    LOG.error("a picture cannot be read (%s)", error)
                return self._say(
                    environ, start_response, 503, "this picture cannot be read now\n", ("Retry-After", "2")
                )
            if file is not None:
                start_response(file[0], file[1])
                return [file[2]] if file[2] else []
        if self.renewed():  # the link may come from a page of a newer generation, served by another worker
            return self(environ, start_response)
        if path == LEAVE:
            return self._leave(environ, start_response)
        if path[:1] == "/" and f"{path}/" in shown.pages.made:
            location = with_query(f"{path}/", environ.get("QUERY_STRING", ""))
            headers = [("Location", location), ("Content-Length", "0")]
            start_response(status_line(308), secured(headers, self.tls))
            return []
        if (names := self.on_demand(path)) is not None:
            canonical = canonical_query(environ.get("QUERY_STRING", ""), names)
            return self._send(self._worked_out(shown, environ, canonical, encodings), environ, start_response)
        return self._by_flask(environ, start_response)

    def _leave(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Redirect away. This needs neither an Edition nor Flask, so it works while everything else is broken."""
        start_response(status_line(303), secured(way_out(environ, self.leave_url), self.tls))
        return []

    def _by_flask(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] in PROBES:
            environ = {**environ, "HTTP_HOST": "localhost"}  # probes are answered under any host name, and without one
        try:
            return self.flask()(environ, start_response)
        except Damaged:
            return self._say(environ, start_response, 503, "this page cannot be read now\n", ("Retry-After", "2"))
        except Exception as error:  # an error outside of any view
            log_error(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} failed", error)
            return self._say(environ, start_response, 500, "500 Internal Server Error\n")

    def _other(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer what is not a page request: a chunked body, a site without an Edition yet, another method."""
        if "HTTP_TRANSFER_ENCODING" in environ:
            # RFC 9112, 6.1: a message with both lengths can smuggle a request past a proxy. Granian drops its
            # Content-Length before we see it, and no client needs to send us a chunked body: refuse them all.
            return self._say(
                environ,
                start_response,
                400 if environ.get("CONTENT_LENGTH") else 411,
                "send a Content-Length\n",
                ("Connection", "close"),
            )
        if self.shown is None:
            if environ["PATH_INFO"] == LEAVE:
                return self._leave(environ, start_response)
            if environ["PATH_INFO"] == "/healthz":
                return self._say(environ, start_response, 200, "ok\n")
            return self._say(environ, start_response, 503, "no edition yet\n", ("Retry-After", "2"))
        if environ["REQUEST_METHOD"] == "POST" and environ["PATH_INFO"] in self.shown.pages.made:
            return self._form(self.shown, environ, start_response)
        return self._by_flask(environ, start_response)

    def _form(self, shown: ServedPages, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Have Flask answer a form that asks for a page; few are read and answered at once."""
        with self.forms.turn() as mine:
            if mine:
                return self._by_flask(environ, start_response)
        busy = _busy(shown, environ["PATH_INFO"], ())
        start_response(busy[0], busy[1])
        return [busy[3]]

    def _say(
        self, environ: Environ, start_response: StartResponse, status: int, text: str, *more: Header
    ) -> Iterable[bytes]:
        """Answer with a line of plain text."""
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(text))),
            ("Cache-Control", "no-store"),
            *more,
        ]
        start_response(status_line(status), secured(headers, self.tls))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [text.encode()]
