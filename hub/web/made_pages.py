"""What other pages of the site are made of, for a page that tells of them, such as the list of what can be kept."""

import gzip
import hashlib
from contextvars import copy_context

from flask import Flask, current_app

from hub.web.context import current_context
from hub.web.site import MadePage

LEVEL = 6  # of gzip: what is sent in the end is smaller by a few parts in a hundred
MOST_SIZES = 50_000


def made_page(path: str) -> MadePage:
    """Return the page at a path, without a query. The page that asks depends on everything that the other depends on."""
    context = current_context()
    # In a context of its own: asking for a page begins another request, and ends it.
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    made = context.site.made(path) or copy_context().run(_asked, app, path)
    context.reads |= made.reads
    return made


def _asked(app: Flask, path: str) -> MadePage:
    """Ask the application for a page."""
    with app.test_request_context(path, base_url="http://localhost"):
        body = app.full_dispatch_request().get_data()
        return MadePage(hashlib.sha256(body).hexdigest()[:16], lambda: body, frozenset(current_context().reads))


def size_of(made: MadePage) -> int:
    """Return how many bytes a page takes on the way, compressed by gzip if that makes it smaller.

    It is worked out once for the same bytes: an edit changes few of very many pages.
    """
    sizes = current_context().site.sizes
    if made.digest not in sizes:
        body = made.body()
        if len(sizes) >= MOST_SIZES:
            sizes.clear()
        sizes[made.digest] = min(len(gzip.compress(body, LEVEL, mtime=0)), len(body))
    return sizes[made.digest]
