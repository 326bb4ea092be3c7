"""Error pages in the reader's language, or what a feature has for programs in their place; bugs are logged with the path and nothing else of the request."""

from http import HTTPStatus

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from hub.messages import N_
from hub.search.engine import IndexUnusable
from hub.storage.sealed import Damaged
from hub.web.context import has_context
from hub.web.error_log import log_error
from hub.web.headers import Header
from hub.web.page import begin, page
from hub.web.site import site
from hub.web.translations import gettext

UNREADABLE = (Damaged, IndexUnusable)  # told where it is found; the builder makes it again
RETRY = "2"  # seconds that this takes
TITLES = {
    400: N_("This request cannot be read"),
    401: N_("Please sign in"),
    403: N_("This is not open to you"),
    404: N_("Page not found"),
    405: N_("This page can only be read"),
    409: N_("Someone else has changed this meanwhile"),
    410: N_("Withdrawn"),
    413: N_("This is too large"),
    414: N_("This address is too long"),
    429: N_("Too many attempts"),
    500: N_("Something went wrong on our side"),
    503: N_("Please try again in a moment"),
}


def register(app: Flask) -> None:
    """Show every HTTP error and every unhandled exception as a page."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _failed)


def _refused(error: HTTPException) -> Response:
    if error.response is not None:
        return current_app.make_response(error.response)
    status = error.code or 500
    response = _page_or_words(status)
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response


def _failed(error: Exception) -> Response:
    if not isinstance(error, UNREADABLE):
        log_error(f"{request.method} {_place()} failed", error)
        return _page_or_words(500)
    site().source.damaged(error)
    response = _page_or_words(503)
    response.headers["Retry-After"] = RETRY
    return response


def _place() -> str:
    """Return the path of the request, for the log; of one that carries a secret, only the rule that it fits."""
    return request.url_rule.rule if request.url_rule and "token" in request.url_rule.arguments else request.path


def _page_or_words(status: int) -> Response:
    try:
        refusal = site().features.refusal(request.path)
        return error_page(status) if refusal is None else refusal(status)
    # The error page itself fails, for example because the Edition cannot be read: answer in plain text.
    except UNREADABLE as error:
        site().source.damaged(error)
        return _words(503, ("Retry-After", RETRY))
    except Exception as error:
        log_error("the page of an error failed", error)
        return _words(max(status, 500))


def _words(status: int, *headers: Header) -> Response:
    text = f"{status} {HTTPStatus(status).phrase}\n"
    return Response(text, status, [("Cache-Control", "no-store"), *headers], content_type="text/plain; charset=utf-8")


def error_page(status: int) -> Response:
    """Return the page of an HTTP status, in the language of the address."""
    if not has_context():
        begin()
    title = gettext(TITLES.get(status, TITLES[404 if status < 500 else 500]))
    response = page("errors/error.html", title=title, robots="noindex", status=status, phrase=HTTPStatus(status).phrase)
    response.headers["Cache-Control"] = "no-store" if status >= 500 else "no-cache"
    return response
