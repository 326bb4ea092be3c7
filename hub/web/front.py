"""The WSGI application in front of Flask: a page is bytes, found by path and encoding before any framework is entered."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from hub.content.packs import Packs
from hub.web.compressing import compressible, quickly
from hub.web.generation import Made, Pages
from hub.web.headers import Header, secured

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Wsgi = Callable[[Environ, StartResponse], Iterable[bytes]]
PREFERENCE = ("br", "zstd", "gzip")
STATUS = {200: "200 OK", 301: "301 Moved Permanently", 302: "302 Found", 303: "303 See Other", 410: "410 Gone", 404: "404 Not Found", 405: "405 Method Not Allowed"}
HOT = 12 * 1024 * 1024  # bytes of bodies kept in memory a worker
QUERIES = 4 * 1024 * 1024  # bytes of answers to queries kept in memory a worker

Ready = tuple[str, list[Header], str, bytes, list[Header]]  # status, headers, etag, body, headers of a 304


def encoding_for(accept: str) -> str:
    """The encoding to use for an Accept-Encoding header (RFC 9110, 12.5.3): br, zstd, gzip, else identity."""
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, _, weight = part.partition(";")
        try:
            weights[name.strip()] = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    best = max(PREFERENCE, key=lambda name: (weights.get(name, weights.get("*", 0.0)), -PREFERENCE.index(name)))
    return best if weights.get(best, weights.get("*", 0.0)) > 0 else "identity"


def matches(condition: str, etag: str) -> bool:
    """Whether an If-None-Match header names the tag (RFC 9110, 13.1.2: compared weakly)."""
    return condition.strip() == "*" or any(tag.strip().removeprefix("W/") == etag for tag in condition.split(","))


class Shown:
    """One generation as it is served: its pages, the hot ones in memory."""

    def __init__(self, name: str, pages: Pages, packs: Packs, tls: bool) -> None:
        self.name, self.pages, self.packs, self.tls = name, pages, packs, tls
        self.hot: dict[tuple[str, str], Ready] = {}
        self.hot_bytes = 0
        self.answers: OrderedDict[tuple[str, str, str], Ready] = OrderedDict()
        self.answer_bytes = 0
        self.lock = threading.Lock()

    def page(self, path: str, encoding: str) -> Ready | None:
        """A page ready to send, or None where there is none of that path."""
        ready = self.hot.get((path, encoding))
        if ready is None:
            made = self.pages.made.get(path)
            if made is None:
                return None
            ready = self._ready(made, encoding)
            with self.lock:
                if self.hot_bytes > HOT:
                    self.hot, self.hot_bytes = {}, 0
                self.hot[path, encoding] = ready
                self.hot_bytes += len(ready[3]) + 1024
        return ready

    def _ready(self, made: Made, encoding: str) -> Ready:
        used = encoding if encoding in made.bodies else "identity"
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
            self.answers[key] = answer
            self.answer_bytes += len(answer[3]) + 1024
            while self.answer_bytes > QUERIES and self.answers:
                self.answer_bytes -= len(self.answers.popitem(last=False)[1][3]) + 1024


def ready(status: int, headers: list[Header], digest: str, encoding: str, body: bytes) -> Ready:
    """Status line, headers and body of a response, and the headers of its 304. The tag is `<digest>-<encoding>`."""
    etag = f'"{digest}-{encoding}"'
    if encoding != "identity":
        headers = [*headers, ("Content-Encoding", encoding)]
    headers = [*headers, ("ETag", etag)]
    unmodified = [header for header in headers if header[0] not in ("Content-Type", "Content-Encoding", "Content-Language")]
    return STATUS.get(status) or f"{status} Status", [*headers, ("Content-Length", str(len(body)))], etag, body, unmodified


class Front:
    """Serves pages from memory, everything else by way of Flask. `shown` and `flask` are swapped by the worker."""

    def __init__(self, tls: bool) -> None:
        self.tls = tls
        self.shown: Shown | None = None
        self.flask: Callable[[], Wsgi] = self._unset
        self.encodings: dict[str, str] = {}

    @staticmethod
    def _unset() -> Wsgi:
        raise RuntimeError("the front has no application")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        shown = self.shown
        method = environ["REQUEST_METHOD"]
        if shown is None or (method != "GET" and method != "HEAD") or "HTTP_TRANSFER_ENCODING" in environ:
            return self._other(environ, start_response)
        accept = environ.get("HTTP_ACCEPT_ENCODING", "")
        encoding = self.encodings.get(accept)
        if encoding is None:
            encoding = self._encoding(accept)
        path = environ["PATH_INFO"]
        if environ.get("QUERY_STRING"):
            found = self._query(shown, environ, path, encoding)
        else:
            found = shown.page(path, encoding) if path[:1] == "/" else None
        if found is None:
            return self._missing(shown, environ, start_response)
        condition = environ.get("HTTP_IF_NONE_MATCH")
        if condition is not None and found[0] == "200 OK" and matches(condition, found[2]):
            start_response("304 Not Modified", found[4])
            return []
        start_response(found[0], found[1])
        return [found[3]] if method == "GET" else []

    def _encoding(self, accept: str) -> str:
        if len(self.encodings) > 256:
            self.encodings = {}
        encoding = self.encodings[accept] = encoding_for(accept[:400])
        return encoding

    def _missing(self, shown: Shown, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """A path without its slash leads to the page; every other goes to Flask."""
        path = environ["PATH_INFO"]
        if f"{path}/" in shown.pages.made and path[:1] == "/":
            query = environ.get("QUERY_STRING", "")
            location = f"{path}/?{query}" if query else f"{path}/"
            start_response("308 Permanent Redirect", secured([("Location", location), ("Content-Length", "0")], self.tls))
            return []
        return self.flask()(environ, start_response)

    def _other(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if "HTTP_TRANSFER_ENCODING" in environ and environ.get("CONTENT_LENGTH"):
            # RFC 9112, 6.1: a message with both is how requests are smuggled past a proxy.
            headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"), ("Content-Length", "12")]
            start_response("400 Bad Request", secured(headers, self.tls))
            return [b"bad request\n"]
        return self.flask()(environ, start_response)

    def _query(self, shown: Shown, environ: Environ, path: str, encoding: str) -> Ready | None:
        """An answer to a query: kept, or made by Flask and kept if it is a page; None where Flask must answer itself."""
        if f"{path}" not in shown.pages.made and not path.endswith("/search/"):
            return None
        key = (path, environ["QUERY_STRING"], encoding)
        found = shown.answer(key)
        if found is not None:
            return found
        noted: list[Any] = []
        chunks = self.flask()({**environ, "REQUEST_METHOD": "GET"}, lambda status, headers, info=None: noted.extend((status, headers)))
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        status, headers = int(noted[0][:3]), [header for header in noted[1] if header[0] != "Content-Length"]
        digest = hashlib.sha256(body).hexdigest()[:16]
        kind = next((value for name, value in headers if name == "Content-Type"), "")
        if compressible(kind, len(body)):
            headers.append(("Vary", "Accept-Encoding"))
            body, used = _compressed(body, encoding)
        else:
            used = "identity"
        answer = ready(status, headers, digest, used, body)
        if status == 200:
            shown.keep_answer(key, answer)
        return answer


def _compressed(body: bytes, encoding: str) -> tuple[bytes, str]:
    small = quickly(body)
    return (small[encoding], encoding) if encoding in small else (body, "identity")
