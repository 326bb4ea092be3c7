"""Responses ready to send, and a bounded cache of responses to queries."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable
from http import HTTPStatus

from hub.build.compression import compress_quickly, compressible
from hub.web.headers import Header

MOST = 4 * 1024 * 1024  # bytes of cached answers a worker
OVERHEAD = 1024  # approximate bytes for the status, headers and tag of a response

Ready = tuple[str, list[Header], str, bytes, list[Header]]  # status, headers, etag, body, headers of a 304
Query = tuple[str, str]  # path, canonical query


def status_line(status: int) -> str:
    """Return a status with its phrase, as WSGI requires it."""
    return f"{status} {HTTPStatus(status).phrase}"


def ready(status: int, headers: Iterable[Header], digest: str, encoding: str, body: bytes) -> Ready:
    """Return the status line, headers and body of a response, and the headers of its 304.

    The entity tag is `"<digest>-<encoding>"`.
    """
    etag = f'"{digest}-{encoding}"'
    headers = [*headers, *([("Content-Encoding", encoding)] if encoding != "identity" else []), ("ETag", etag)]
    unmodified = [
        header for header in headers if header[0] not in ("Content-Type", "Content-Encoding", "Content-Language")
    ]
    return status_line(status), [*headers, ("Content-Length", str(len(body)))], etag, body, unmodified


class Answer:
    """A response to a query: its bytes, and their compressed form under each encoding requested so far."""

    def __init__(self, status: int, headers: Iterable[Header], body: bytes) -> None:
        self.status, self.body = status, body
        self.headers = [header for header in headers if header[0] not in ("Content-Length", "ETag")]
        self.keepable = status == 200 and _is_for_everybody(self.headers)
        kind = next((value for name, value in self.headers if name == "Content-Type"), "")
        self.compressible = compressible(kind, len(body))
        if self.compressible:
            self.headers.append(("Vary", "Accept-Encoding"))
        self.digest = hashlib.sha256(body).hexdigest()[:16]
        self.forms: dict[str, Ready] = {}

    def best(self, encodings: tuple[str, ...]) -> str:
        """Return the encoding to use; `encodings` are those that a request accepts, best first."""
        return encodings[0] if encodings and self.compressible else "identity"

    def form(self, encoding: str) -> Ready:
        """Return the response under an encoding, compressing it if that has not been done yet."""
        found = self.forms.get(encoding)
        if found is None:
            body = self.body if encoding == "identity" else compress_quickly(self.body, encoding)
            found = ready(self.status, self.headers, self.digest, encoding, body)
        return found

    def weight(self, key: Query) -> int:
        """Return roughly how many bytes of memory the answer and its key take."""
        compressed = sum(len(form[3]) for name, form in self.forms.items() if name != "identity")
        return len(self.body) + compressed + OVERHEAD * (1 + len(self.forms)) + sum(map(len, key))


def _is_for_everybody(headers: Iterable[Header]) -> bool:
    """Tell whether a response is the same for every client and may be cached."""
    values = {name.lower(): value.lower() for name, value in headers}
    cache = values.get("cache-control", "")
    return "set-cookie" not in values and "vary" not in values and "no-store" not in cache and "private" not in cache


class KeptAnswers:
    """A cache of one generation's answers by path and canonical query.

    The least recently used ones are dropped when they take more than `most` bytes.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most, self.bytes = most, 0
        self.kept: OrderedDict[Query, Answer] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key: Query, encodings: tuple[str, ...]) -> Ready | None:
        """Return a cached answer under the best of these encodings, or None."""
        answer = self.kept.get(key)
        return None if answer is None else self._form(key, answer, encodings)

    def keep(self, key: Query, answer: Answer, encodings: tuple[str, ...]) -> Ready:
        """Return an answer under the best of these encodings.

        It is kept if it is the same for every client, and does not drive out most of the others.
        """
        if answer.keepable and len(answer.body) <= self.most // 4:
            with self.lock:
                if key not in self.kept:  # it is there if two readers asked at once
                    self.kept[key] = answer
                    self.bytes += answer.weight(key)
        return self._form(key, answer, encodings)

    def _form(self, key: Query, answer: Answer, encodings: tuple[str, ...]) -> Ready:
        encoding = answer.best(encodings)
        found = answer.form(encoding)  # outside the lock: compressing takes a while
        with self.lock:
            if self.kept.get(key) is answer:
                self.kept.move_to_end(key)
                if encoding not in answer.forms:
                    self.bytes -= answer.weight(key)
                    answer.forms[encoding] = found
                    self.bytes += answer.weight(key)
                while self.bytes > self.most:
                    gone, old = self.kept.popitem(last=False)
                    self.bytes -= old.weight(gone)
        return found
