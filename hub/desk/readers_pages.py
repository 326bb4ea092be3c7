"""Readers' pages as the desk shows them beforehand: made by the site's own views, from an Edition that is not published."""

import io
import threading
from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response

from hub.content.edition import Edition
from hub.web.site import site_of

PAGES = "hub.desk.readers_pages"


class _Given:
    """A source that has one Edition, and no index."""

    def __init__(self, edition: Edition) -> None:
        self.given = edition

    def edition(self) -> Edition:
        """Return the Edition."""
        return self.given

    def index(self) -> Any:
        """Return None: nothing is searched."""
        return None

    def wrong(self) -> list[str]:
        """Return an empty list."""
        return []

    def damaged(self, error: Exception) -> None:
        """Do nothing: whoever published the Edition finds out, too."""


class ReadersPages:
    """Makes pages of the site one after another, in a site of its own. Nothing of them is kept."""

    def __init__(self, site: Flask) -> None:
        self.site, self.lock = site, threading.Lock()

    def page(self, edition: Edition, path: str) -> Response:
        """Return the page at a path, as readers of this Edition would get it."""
        with self.lock:
            site_of(self.site).source = _Given(edition)
            # In a context of its own: the request that asks for it goes on afterwards.
            return copy_context().run(self._answer, path)

    def _answer(self, path: str) -> Response:
        with self.site.request_context(self._environ(path)):
            response = self.site.full_dispatch_request()
            response.get_data()
            return response

    def _environ(self, path: str) -> dict[str, Any]:
        public = urlsplit(site_of(self.site).settings.public_url)
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": public.hostname or "localhost",
            "SERVER_PORT": str(public.port or (443 if public.scheme == "https" else 80)),
            "HTTP_HOST": public.netloc,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": public.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
