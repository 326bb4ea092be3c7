"""The way out: to another page at once, and with nothing of this site left in the browser."""

from collections.abc import Mapping

from flask import Blueprint, Response, request

from hub.web.headers import Header
from hub.web.site import site

bp = Blueprint("leaving", __name__)
PATH = "/leave"
WIPED = '"cache", "cookies", "storage"'


def way_out(environ: Mapping[str, str], leave_url: str) -> list[Header]:
    """The headers of the 303 that leads away, for a request as WSGI has it (PEP 3333).

    Clear-Site-Data goes to a navigation that began on a page of ours and to nobody else: a link or a picture on another
    site could wipe what a reader keeps here.
    """
    headers = [("Location", leave_url), ("Cache-Control", "no-store"), ("Content-Length", "0")]
    if environ.get("HTTP_SEC_FETCH_SITE") == "same-origin" and environ.get("HTTP_SEC_FETCH_DEST") == "document":
        headers.append(("Clear-Site-Data", WIPED))
    return headers


@bp.get(PATH)
def leave() -> Response:
    """The way out of an application without the front, which answers this address itself."""
    return Response("", 303, way_out(request.environ, site().settings.leave_url))
