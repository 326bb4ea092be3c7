"""What other pages of the site are made of, for a page that tells of them, such as the list of what can be kept."""

import hashlib
from contextvars import copy_context

from flask import Flask, current_app

from hub.web.context import current_context
from hub.web.site import MadePage


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
        return MadePage(hashlib.sha256(body).hexdigest()[:16], body, frozenset(current_context().reads))
