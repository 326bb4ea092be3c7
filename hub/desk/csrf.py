"""Forms are answered only where they came from our own pages: by a token, and by what the browser says of their origin."""

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup

from hub.config import Settings
from hub.web.page import begin, page
from hub.web.translations import gettext

READING = frozenset(("GET", "HEAD", "OPTIONS"))


def protect(app: Flask, settings: Settings) -> None:
    """Refuse every request that may change something unless it comes from a page of ours.

    Nothing that a request does can end this: no view is exempt, and nothing here is set while requests are answered
    (CKAN CVE-2026-41255). Templates get `csrf_field()` for forms and `csrf_token()` for scripts.
    """
    # Over HTTPS Flask-WTF would want a Referer, and a form may stand open for a day: it goes stale with its session.
    app.config.update(WTF_CSRF_SSL_STRICT=False, WTF_CSRF_TIME_LIMIT=None)

    @app.before_request
    def from_here() -> None:
        if request.method not in READING and not _is_ours(settings.origin):
            raise CSRFError("another origin")

    CSRFProtect(app)
    app.register_error_handler(CSRFError, _stale)
    app.jinja_env.globals["csrf_field"] = csrf_field


def csrf_field() -> Markup:
    """Return the hidden field that every form of the desk has."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _is_ours(origin: str) -> bool:
    """Tell by what a browser says of a request, which no page can change, whether one of our pages made it."""
    site = request.headers.get("Sec-Fetch-Site")
    return site == "same-origin" if site is not None else request.headers.get("Origin") == origin


def _stale(error: CSRFError) -> Response:
    begin()
    title = gettext("This form can no longer be sent")
    return page("desk/stale_form.html", title=title, robots="noindex", section="desk", status=400)
