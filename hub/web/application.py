"""Two applications: the site, pure pages for readers, and the desk, for people who write.

Both are put together from what the features declare. The builder imports the site alone; the desk, with forms, sessions
and SQL, is made when somebody first asks for one of its addresses.
"""

import tempfile
import time
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Request, Response
from werkzeug.routing import RequestRedirect

from hub.config import Settings
from hub.content.clock import clock_from
from hub.feature import Features, resolve
from hub.i18n.catalogues import compile_catalogues
from hub.problems import Unreadable
from hub.web import errors, page, translations
from hub.web import host as hosts
from hub.web.context import Routes, end_context
from hub.web.endpoints import formats, generic
from hub.web.feature import FEATURE
from hub.web.headers import secured
from hub.web.site import Site, removed_with
from hub.web.templating import environment as templating
from hub.web.templating import globals as template_globals
from hub.web.templating.menus import menus

LARGEST_QUERY = 64 * 1024  # bytes of a request's body; nothing on the site takes more than a query
LARGEST_UPLOAD = 25 * 1024 * 1024  # bytes of a request's body on the desk
NOTHING_KEPT = (("Cache-Control", "no-store"), ("Referrer-Policy", "same-origin"))  # of the desk


class Hub(Flask):
    """Flask with redirects for a missing or doubled slash that name no host."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jinja_options = {"cache_size": -1}  # every template is kept

    def raise_routing_exception(self, request: Request) -> NoReturn:
        if isinstance(request.routing_exception, RequestRedirect):
            url = urlsplit(request.routing_exception.new_url)
            raise RequestRedirect(urlunsplit(("", "", f"/{url.path.lstrip('/')}", url.query, "")))
        super().raise_routing_exception(request)


def site_application(features: Features, settings: Settings, catalogues: Path | None) -> Flask:
    """Return the application of readers' pages. See hub.create_app."""
    features = Features((FEATURE, *features))
    app = _application(features, settings, catalogues, LARGEST_QUERY)
    for feature in features:
        for reference in feature.site:
            app.register_blueprint(resolve(reference))
    formats.register(app)
    generic.register(app)
    app.extensions["hub.routes"] = Routes(app)
    _secure(app, settings)
    return app


def desk_application(features: Features, settings: Settings, catalogues: Path | None) -> Flask:
    """Return the application of people who write: each blueprint below the first step that its feature declares.

    No answer of it is ever kept. See hub.create_desk.
    """
    app = _application(Features((FEATURE, *features)), settings, catalogues, LARGEST_UPLOAD)
    for feature in features:
        for step, reference in feature.desk.items():
            app.register_blueprint(resolve(reference), url_prefix=f"/<any(vi, en):lang>/{step}")
    # Its pages stand in the site's frame, whose links lead to the site.
    app.extensions["hub.routes"] = Routes(site_application(features, settings, catalogues))
    _secure(app, settings, NOTHING_KEPT)
    return app


def _application(features: Features, settings: Settings, catalogues: Path | None, largest_body: int) -> Flask:
    """Return an application without addresses: its limits, templates, messages and error pages."""
    app = Hub("hub", static_folder=None, template_folder=str(templating.SHARED))
    app.config.update(
        MAX_CONTENT_LENGTH=largest_body,
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PROPAGATE_EXCEPTIONS=False,
    )
    app.extensions["hub"] = Site(settings, features, clock_from(settings.now, time.time()))
    templating.register(app, features, settings.instance / "templates" if catalogues is not None else None)
    translations.register(app, str(catalogues or _compiled(app, settings)))
    template_globals.register(app)
    app.context_processor(lambda: {"menus": menus()})
    app.before_request(page.begin)
    hosts.register(app, settings.hostname)
    app.teardown_request(end_context)
    errors.register(app)
    return app


def _secure(app: Flask, settings: Settings, headers: tuple[tuple[str, str], ...] = ()) -> None:
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
    """Compile the catalogues for this application alone, in the system's folder for temporary files."""
    folder = removed_with(app, Path(tempfile.mkdtemp(prefix="hub-catalogues-")))
    try:
        return folder / compile_catalogues(settings.translations, folder)
    except Unreadable:
        return folder  # messages are then in English as written; `check` says why
