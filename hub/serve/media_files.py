"""Media served from their folders, by digest and name, whole or in part (RFC 9110, 13 and 14)."""

import errno
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import IO, Any

from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.http import parse_range_header
from werkzeug.wrappers import Response
from werkzeug.wsgi import FileWrapper

from hub.build.records import PictureFolder
from hub.content.media.folders import DRAWING, MEDIA_TYPES
from hub.storage import sealed
from hub.storage.requests import Requests
from hub.storage.sealed import Damaged
from hub.web.headers import FOR_EVER, Header, secured

PREFIX = "/media/"
ADDRESS = re.compile(r"/media/([0-9a-f]{16})/([a-z0-9][a-z0-9._-]*\.(" + "|".join(MEDIA_TYPES) + "))")

CHUNK = 1024 * 1024  # bytes read at once
NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP)
Environ = Mapping[str, Any]
FileAnswer = tuple[str, list[Header], bytes]  # status, headers, body


class MediaFiles:
    """The media of one generation; `rows` maps public digests to folders below `folder`.

    Each file is compared with its digest when it is first served. Damage is reported to `requests`, if given.
    """

    def __init__(
        self, folder: Path, rows: Mapping[str, PictureFolder], tls: bool, requests: Requests | None = None
    ) -> None:
        self.folder, self.rows, self.tls, self.requests = folder, rows, tls, requests
        self.intact: dict[tuple[str, str], tuple[int, ...]] = {}  # by folder and name, as it was when it was checked

    def answer(self, environ: Environ, encodings: tuple[str, ...]) -> FileAnswer | None:
        """Return the answer to a GET or HEAD; None if there is no such file. Raises OSError if it is unreadable."""
        found = ADDRESS.fullmatch(environ["PATH_INFO"])
        row = self.rows.get(found[1]) if found else None
        if found is None or row is None or (row.names and found[2] not in row.names):
            return None
        for name, encoding in _forms(row, found[2], encodings):
            file = _opened(self.folder / row.folder / name)
            if file is None:
                self._check_missing(row.folder, name)
            else:
                with file:
                    self._check(row.folder, name, file)
                    response = Response(FileWrapper(file, CHUNK), direct_passthrough=True)
                    response.headers.extend(_headers(row, MEDIA_TYPES[found[3]], encoding))
                    response.set_etag(f"{found[1]}-{name}")
                    return self._conditional(response, environ, os.fstat(file.fileno()).st_size)
        return None

    def _check(self, folder: str, name: str, file: IO[bytes]) -> None:
        """Compare a file with its digest, once while it stays the same. Raises Damaged."""
        found = os.fstat(file.fileno())
        state = found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
        if self.intact.get((folder, name)) == state:
            return
        if self._digest(folder, name) != sealed.digest_of(file.read()):
            raise self._damaged(folder, name)
        file.seek(0)
        self.intact[folder, name] = state

    def _check_missing(self, folder: str, name: str) -> None:
        """Raise Damaged if a file is not there that should be; its whole folder may be made later."""
        if (self.folder / folder).is_dir() and self._digest(folder, name) is not None:
            raise self._damaged(folder, name)

    def _digest(self, folder: str, name: str) -> str | None:
        try:
            return sealed.digests_of(self.folder / folder).get(name)
        except Damaged as error:
            raise self._damaged(folder, sealed.DIGESTS) from error

    def _damaged(self, folder: str, name: str) -> Damaged:
        error = Damaged(f"{self.folder / folder / name} is damaged or missing", "media", folder)
        if self.requests is not None:
            self.requests.report(error)
        return error

    def _conditional(self, response: Response, environ: Environ, size: int) -> FileAnswer:
        """Return the file, a range of it, or 304 Not Modified."""
        asked = _with_one_range(environ)
        response.content_length = size
        try:
            response.make_conditional(asked, accept_ranges=True, complete_length=size)
        except RequestedRangeNotSatisfiable as error:
            response = Response(status=416, headers=[*error.get_headers(), ("Cache-Control", "no-cache")])
        if response.status_code == 412:
            response = Response(status=412, headers=[("Cache-Control", "no-cache")])
        sent = response.status_code in (200, 206) and asked["REQUEST_METHOD"] == "GET"
        body = b"".join(response.iter_encoded()) if sent else b""
        headers = [header for header in response.get_wsgi_headers(asked) if header[0] != "Date"]  # the server adds it
        return response.status, secured(headers, self.tls), body


def _forms(row: PictureFolder, name: str, encodings: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the files that may answer, best first, each with its encoding.

    A drawing is stored beside its compressed forms.
    """
    if not row.names:
        yield name, ""
        return
    for encoding in encodings:
        yield f"{DRAWING}.{encoding}", encoding
    yield DRAWING, ""


def _itself(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _opened(path: Path) -> IO[bytes] | None:
    """Open a file, without following a symbolic link; return None if there is none."""
    try:
        file = open(path, "rb", opener=_itself)  # noqa: SIM115  # the caller closes it
    except OSError as error:
        if error.errno in NOT_THERE:
            return None
        raise
    if not S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        return None
    return file


def _headers(row: PictureFolder, kind: str, encoding: str) -> Iterator[Header]:
    yield "Content-Type", kind
    yield "Cache-Control", FOR_EVER
    if row.names:
        yield "Vary", "Accept-Encoding"
    if encoding:
        yield "Content-Encoding", encoding
    if row.cross_origin:
        yield "Cross-Origin-Resource-Policy", "cross-origin"


def _with_one_range(environ: Environ) -> dict[str, Any]:
    """Return the request with its Range only if it is a GET for a single byte range; others may be ignored."""
    asked = dict(environ)
    wanted = parse_range_header(asked.get("HTTP_RANGE"))
    if asked["REQUEST_METHOD"] != "GET" or wanted is None or wanted.units != "bytes" or len(wanted.ranges) != 1:
        asked.pop("HTTP_RANGE", None)
    return asked
