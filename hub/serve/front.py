"""The WSGI application in front of Flask: a page is bytes, found by path and encoding before any framework is entered."""

import hashlib
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from hub.build.compression import ENCODINGS, compress_quickly, compressible
from hub.build.records import FinishedPage, Pages
from hub.storage.packs import Packs
from hub.web.endpoints.leaving import PATH as LEAVE
from hub.web.endpoints.leaving import way_out
from hub.web.error_log import log_error
from hub.web.headers import Header, secured

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
HOT = 12 * 1024 * 1024  # bytes of bodies kept in memory a worker
QUERIES = 4 * 1024 * 1024  # bytes of answers to queries kept in memory a worker
LONGEST_ACCEPT = 400  # characters of an Accept-Encoding header that are read

LOG = logging.getLogger("hub")
Ready = tuple[str, list[Header], str, bytes, list[Header]]  # status, headers, etag, body, headers of a 304


def encodings_for(accept: str) -> tuple[str, ...]:
    """The encodings that an Accept-Encoding header allows (RFC 9110, 12.5.3), best first; none of them: identity.

    Of equal weights br comes before zstd and gzip; what is wanted less than `identity` is left out.
    """
    weights: dict[str, float] = {}
    for part in accept[:LONGEST_ACCEPT].lower().split(","):
        name, _, weight = part.partition(";")
        try:
            value = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            value = 0.0
        weights[name.strip()] = value if 0.0 <= value <= 1.0 else 0.0  # NaN is in no interval
    wanted = {name: weights.get(name, weights.get("*", 0.0)) for name in ENCODINGS}
    least = weights.get("identity", 0.0)
    return tuple(
        sorted(
            (name for name in ENCODINGS if wanted[name] > 0 and wanted[name] >= least), key=lambda name: -wanted[name]
        )
    )


def matches(condition: str, etag: str) -> bool:
    """Whether an If-None-Match header names the tag (RFC 9110, 13.1.2: compared weakly)."""
    return condition.strip() == "*" or any(tag.strip().removeprefix("W/") == etag for tag in condition.split(","))


class ServedPages:
    """One generation as it is served: its pages, the hot ones in memory."""

    def __init__(self, name: str, pages: Pages, packs: Packs, tls: bool) -> None:
        self.name, self.pages, self.packs, self.tls = name, pages, packs, tls
        self.hot: dict[tuple[str, tuple[str, ...]], Ready] = {}
        self.hot_bytes = 0
        self.answers: OrderedDict[tuple[str, str, str], Ready] = OrderedDict()
        self.answer_bytes = 0
        self.lock = threading.Lock()

    def page(self, path: str, encodings: tuple[str, ...]) -> Ready | None:
        """A page ready to send, or None where there is none of that path. Raises OSError where its bytes are gone."""
        ready = self.hot.get((path, encodings))
        if ready is None:
            made = self.pages.made.get(path)
            if made is None:
                return None
            ready = self._ready(made, encodings)
            self._keep_hot((path, encodings), ready)
        return ready

    def _keep_hot(self, key: tuple[str, tuple[str, ...]], ready: Ready) -> None:
        """Keep a page in memory; all others go when there are too many bytes of them."""
        size = weight(ready)
        with self.lock:
            if key in self.hot or size > HOT:
                return
            if self.hot_bytes + size > HOT:
                self.hot, self.hot_bytes = {}, 0
            self.hot[key] = ready
            self.hot_bytes += size

    def _ready(self, made: FinishedPage, encodings: tuple[str, ...]) -> Ready:
        used = next((encoding for encoding in encodings if encoding in made.bodies), "identity")
        body = self.packs.get(made.bodies[used])
        headers = list(made.headers)
        if len(made.bodies) > 1:
            headers.append(("Vary", "Accept-Encoding"))
        return ready(made.status, headers, made.digest, used, body)

    def answer(self, key: tuple[str, str, str]) -> Ready | None:
        """A kept answer to a query."""
        found = self.answers.get(key)
        if found is not None:
            with self.lock:
                if key in self.answers:
                    self.answers.move_to_end(key)
        return found

    def keep_answer(self, key: tuple[str, str, str], answer: Ready) -> None:
        """Keep an answer; the least used go when there are too many bytes of them."""
        with self.lock:
            if key in self.answers:
                return  # two readers asked at once
            self.answers[key] = answer
            self.answer_bytes += weight(answer, *key)
            while self.answer_bytes > QUERIES:
                gone, old = self.answers.popitem(last=False)
                self.answer_bytes -= weight(old, *gone)


def weight(ready: Ready, *key: str) -> int:
    """About how many bytes of memory a response takes, with what it is found by."""
    return len(ready[3]) + 1024 + sum(map(len, key))


def ready(status: int, headers: list[Header], digest: str, encoding: str, body: bytes) -> Ready:
    """Status line, headers and body of a response, and the headers of its 304. The tag is `<digest>-<encoding>`."""
    etag = f'"{digest}-{encoding}"'
    if encoding != "identity":
        headers = [*headers, ("Content-Encoding", encoding)]
    headers = [*headers, ("ETag", etag)]
    unmodified = [
        header for header in headers if header[0] not in ("Content-Type", "Content-Encoding", "Content-Language")
    ]
    return status_line(status), [*headers, ("Content-Length", str(len(body)))], etag, body, unmodified


def status_line(status: int) -> str:
    """A status with its phrase, as WSGI wants it."""
    return f"{status} {HTTPStatus(status).phrase}"


class Front:
    """Serves pages from memory, everything else by way of Flask.

    `shown` and `flask` are swapped by the worker. `renewed` shows a newer generation, if there is one, and says whether there was.
    """

    def __init__(self, tls: bool, leave_url: str) -> None:
        self.tls, self.leave_url = tls, leave_url
        self.shown: ServedPages | None = None
        self.flask: Callable[[], Wsgi] = self._unset
        self.renewed: Callable[[], bool] = lambda: False
        self.encodings: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def _unset() -> Wsgi:
        raise RuntimeError("the front has no application")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        shown = self.shown
        method = environ["REQUEST_METHOD"]
        if shown is None or (method != "GET" and method != "HEAD") or "HTTP_TRANSFER_ENCODING" in environ:
            return self._other(environ, start_response)
        accept = environ.get("HTTP_ACCEPT_ENCODING", "")
        encodings = self.encodings.get(accept)
        if encodings is None:
            encodings = self._encodings(accept)
        path = environ["PATH_INFO"]
        try:
            if environ.get("QUERY_STRING"):
                found = self._query(shown, environ, path, encodings)
            else:
                found = shown.page(path, encodings) if path[:1] == "/" else None
        except OSError as error:
            if self.renewed():  # two generations came before this process looked
                return self(environ, start_response)
            LOG.error("a page of the generation %s cannot be read (%s); it is made again", shown.name, error)
            return self._by_flask(environ, start_response)
        if found is None:
            # A page that another worker served from the next generation may have led here.
            return self(environ, start_response) if self.renewed() else self._missing(shown, environ, start_response)
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if condition is not None and found[0] == "200 OK" and (condition == found[2] or matches(condition, found[2])):
            start_response("304 Not Modified", found[4])
            return []
        start_response(found[0], found[1])
        return [found[3]] if method == "GET" else []

    def _encodings(self, accept: str) -> tuple[str, ...]:
        encodings = encodings_for(accept)
        if len(accept) <= LONGEST_ACCEPT:
            if len(self.encodings) > 256:
                self.encodings = {}
            self.encodings[accept] = encodings
        return encodings

    def _missing(self, shown: ServedPages, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """A path without its slash leads to the page; every other goes to Flask."""
        path = environ["PATH_INFO"]
        if path == LEAVE:
            return self._leave(environ, start_response)
        if f"{path}/" in shown.pages.made and path[:1] == "/":
            query = environ.get("QUERY_STRING", "")
            location = f"{path}/?{query}" if query else f"{path}/"
            start_response(
                "308 Permanent Redirect", secured([("Location", location), ("Content-Length", "0")], self.tls)
            )
            return []
        return self._by_flask(environ, start_response)

    def _leave(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The way out needs neither an Edition nor Flask: it is open while everything else is broken."""
        start_response(status_line(303), secured(way_out(environ, self.leave_url), self.tls))
        return []

    def _by_flask(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return self.flask()(environ, start_response)
        except Exception as error:  # what goes wrong outside of every view
            log_error(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']} failed", error)
            return self._say(environ, start_response, 500, "500 Internal Server Error\n")

    def _other(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """What is not a page: a body in chunks, a site that is not there yet, a method that Flask refuses or knows."""
        if "HTTP_TRANSFER_ENCODING" in environ:
            # RFC 9112, 6.1: a message with both lengths is how requests are smuggled past a proxy. Granian drops the
            # Content-Length of such a one before we see it, and nobody has to send us a body in chunks: 411 for all.
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
        return self._by_flask(environ, start_response)

    def _say(
        self, environ: Environ, start_response: StartResponse, status: int, text: str, *more: Header
    ) -> Iterable[bytes]:
        """A line of plain text."""
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(text))),
            ("Cache-Control", "no-store"),
            *more,
        ]
        start_response(status_line(status), secured(headers, self.tls))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [text.encode()]

    def _query(self, shown: ServedPages, environ: Environ, path: str, encodings: tuple[str, ...]) -> Ready | None:
        """An answer to a query: kept, or made by Flask and kept if it is a page; None where Flask must answer itself."""
        if path not in shown.pages.made and not path.endswith("/search/"):
            return None
        used = next((encoding for encoding in encodings if encoding in ENCODINGS), "identity")
        key = (path, environ["QUERY_STRING"], used)
        found = shown.answer(key)
        if found is not None:
            return found
        noted: list[Any] = []
        chunks = self._by_flask(
            {**environ, "REQUEST_METHOD": "GET"}, lambda status, headers, info=None: noted.extend((status, headers))
        )
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        status, headers = int(noted[0][:3]), [header for header in noted[1] if header[0] != "Content-Length"]
        digest = hashlib.sha256(body).hexdigest()[:16]
        kind = next((value for name, value in headers if name == "Content-Type"), "")
        if compressible(kind, len(body)):
            headers.append(("Vary", "Accept-Encoding"))
            body = compress_quickly(body, used)
        else:
            used = "identity"
        answer = ready(status, headers, digest, used, body)
        if status == 200:
            shown.keep_answer(key, answer)
        return answer
