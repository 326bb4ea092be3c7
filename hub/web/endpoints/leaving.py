"""The quick exit: redirect to an unrelated site and clear what this site has stored in the browser."""

from collections.abc import Mapping

from flask import Blueprint, Response, request

from hub.web.headers import Header
from hub.web.site import site

bp = Blueprint("leaving", __name__)
PATH = "/leave"
WIPED = '"cache", "cookies", "storage"'


def way_out(environ: Mapping[str, str], leave_url: str) -> list[Header]:
    """Return the headers of the 303 redirect to `leave_url`, for a WSGI request (PEP 3333).

    Clear-Site-Data is sent only when the navigation began on one of our own pages; otherwise a link or an image on
    another site could erase what a reader keeps here.
    """
    headers = [("Location", leave_url), ("Cache-Control", "no-store"), ("Content-Length", "0")]
    if environ.get("HTTP_SEC_FETCH_SITE") == "same-origin" and environ.get("HTTP_SEC_FETCH_DEST") == "document":
        headers.append(("Clear-Site-Data", WIPED))
    return headers


@bp.get(PATH)
def leave() -> Response:
    """Redirect away. Used without the front, which answers this address itself."""
    return Response("", 303, way_out(request.environ, site().settings.leave_url))
