"""The site: a Flask application of pure pages for readers, assembled from what the features declare.

The desk stands in the same frame: hub.desk.application.
"""

import tempfile
import time
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Request, Response
from werkzeug.exceptions import NotFound
from werkzeug.routing import RequestRedirect

from hub.config import Settings
from hub.content.clock import clock_from
from hub.feature import Features, resolve
from hub.i18n.catalogues import compile_catalogues, compiled_before
from hub.problems import Unreadable
from hub.storage.temporary import removed_with
from hub.web import errors, page, translations
from hub.web.context import Routes, end_context
from hub.web.endpoints import formats, generic
from hub.web.feature import FEATURE
from hub.web.headers import secured
from hub.web.request import host as hosts
from hub.web.site import Site
from hub.web.templating import environment as templating
from hub.web.templating import globals as template_globals
from hub.web.templating.menus import menus

LARGEST_QUERY = 64 * 1024  # bytes of a request body; the site reads query strings only


class Hub(Flask):
    """Flask with relative redirects for a missing or doubled slash, so that they never name a host."""

    jinja_environment = templating.Templates

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jinja_options = {"cache_size": -1}  # keep every compiled template

    def raise_routing_exception(self, request: Request) -> NoReturn:
        """Raise the routing error of a request, with the host removed from a redirect.

        A file's name (`about.html`) is not found, rather than redirected to itself with a slash.
        """
        if isinstance(request.routing_exception, RequestRedirect):
            url = urlsplit(request.routing_exception.new_url)
            if "." in request.path.rpartition("/")[2] and url.path.endswith("/"):
                raise NotFound  # no slug has a dot: `about.html/` would only be found missing in its turn
            raise RequestRedirect(urlunsplit(("", "", f"/{url.path.lstrip('/')}", url.query, "")))
        super().raise_routing_exception(request)


def site_application(features: Features, settings: Settings, catalogues: Path | None) -> Flask:
    """Return the application that serves readers' pages. See hub.create_app."""
    features = Features((FEATURE, *features))
    app = bare_application(features, settings, catalogues, LARGEST_QUERY)
    for feature in features:
        for reference in feature.site:
            app.register_blueprint(resolve(reference))
    formats.register(app)
    generic.register(app)
    app.extensions["hub.routes"] = Routes(app)
    secure_responses(app, settings)
    return app


def bare_application(features: Features, settings: Settings, catalogues: Path | None, largest_body: int) -> Flask:
    """Return an application without addresses: request limits, templates, translations and error pages."""
    app = Hub("hub", static_folder=None, template_folder=str(templating.SHARED))
    app.config.update(
        MAX_CONTENT_LENGTH=largest_body,
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PROPAGATE_EXCEPTIONS=False,
    )
    app.extensions["hub"] = Site(settings, features, clock_from(settings.now, time.time()))
    templating.register(app, features, settings.instance / "templates")
    translations.register(app, str(catalogues or _compiled(app, settings)))
    template_globals.register(app)
    app.context_processor(lambda: {"menus": menus()})
    app.before_request(page.begin)
    hosts.register(app, settings.hostname)
    app.teardown_request(end_context)
    errors.register(app)
    return app


def secure_responses(app: Flask, settings: Settings, headers: tuple[tuple[str, str], ...] = ()) -> None:
    """Add the security headers to every response; `headers` replace any that a view has set."""
    table = secured(headers, settings.public_url.startswith("https:"))
    always = {name.lower() for name, _ in headers}

    @app.after_request
    def secure(response: Response) -> Response:
        for name in always:
            response.headers.pop(name, None)
        given = {name.lower() for name, _ in response.headers}
        response.headers.extend((name, value) for name, value in table if name.lower() not in given)
        return response


def _compiled(app: Flask, settings: Settings) -> Path:
    """Return the builder's catalogues; without them, compile some for this application alone, removed with it."""
    if known := compiled_before(settings.translations, settings.instance / "catalogues"):
        return settings.instance / "catalogues" / known
    folder = removed_with(app, Path(tempfile.mkdtemp(prefix="hub-catalogues-")))
    try:
        return folder / compile_catalogues(settings.translations, folder)
    except Unreadable:
        return folder  # messages then stay in English, as written in the code; `check` reports the reason
