"""Putting the application together: the features that are found, the languages, the errors, the headers."""

import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Request, Response
from flask.templating import Environment as FlaskEnvironment
from jinja2 import ChoiceLoader, FileSystemBytecodeCache, FileSystemLoader
from jinja2 import Template as JinjaTemplate
from jinja2.bccache import Bucket
from jinja2.runtime import Context as JinjaContext
from werkzeug.routing import RequestRedirect

from hub.config import ROOT, Settings, from_environment
from hub.content.clock import clock_from
from hub.content.model.kinds import discover, room_of
from hub.i18n.catalogues import compile_catalogues
from hub.problems import Unreadable
from hub.web import errors, generic, leaving, meta
from hub.web import host as hosts
from hub.web import page as pages
from hub.web import template_globals as formats
from hub.web import translations as speech
from hub.web.context import Routes, end_context
from hub.web.headers import secured
from hub.web.site import Site, removed_with

LARGEST_BODY = 64 * 1024  # bytes; nothing on the public site takes more than a query


class Template(JinjaTemplate):
    """A template whose macros are the same for all who import them.

    Jinja compares every importer's globals with the template's own, some hundred times a page; here all templates have
    the environment's globals and no others.
    """

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module(None)


class Context(JinjaContext):
    """Calls what a template calls, and nothing else: no function here asks for the context, or for more than it is given.

    Jinja looks for such wishes at each of the some hundred calls of a page.
    """

    def call(self, called: Any, *args: Any, _block_vars: Any = None, _loop_vars: Any = None, **kwargs: Any) -> Any:
        return called(*args, **kwargs)


class Environment(FlaskEnvironment):
    template_class = Template
    context_class = Context


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates compiled once for all processes and restarts: a reader's first search need not wait for it."""

    def __init__(self, folder: Path) -> None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk: it is compiled again the next time
            super().dump_bytecode(bucket)


class Hub(Flask):
    """Flask with our templates, and with redirects for a missing or doubled slash that name no host."""

    jinja_environment = Environment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jinja_options = {"cache_size": -1}  # every template is kept

    def raise_routing_exception(self, request: Request) -> NoReturn:
        if isinstance(request.routing_exception, RequestRedirect):
            url = urlsplit(request.routing_exception.new_url)
            raise RequestRedirect(urlunsplit(("", "", f"/{url.path.lstrip('/')}", url.query, "")))
        super().raise_routing_exception(request)


def application(packages: tuple[str, ...], settings: Settings | None, catalogues: Path | None) -> Flask:
    """See hub.create_app."""
    settings = settings or from_environment()
    registry = discover(packages)
    app = Hub("hub", static_folder=None, template_folder=str(ROOT / "hub" / "templates"))
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PROPAGATE_EXCEPTIONS=False,
    )
    app.extensions["hub"] = Site(settings, registry, clock_from(settings.now, time.time()))
    rooms = [module for package in registry.packages if (module := room_of(package, "views")) is not None]
    folders = [Path(module.__file__ or "").parent / "templates" for module in rooms]
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader([str(ROOT / "hub" / "templates"), *map(str, folders)])])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.auto_reload = False
    if catalogues is not None:
        app.jinja_env.bytecode_cache = CompiledTemplates(settings.instance / "templates")
    speech.register(app, str(catalogues or _compiled(app, settings)))
    app.before_request(pages.begin)
    hosts.register(app, settings.hostname)
    app.teardown_request(end_context)
    for module in rooms:
        app.register_blueprint(module.bp)
    app.register_blueprint(meta.bp)
    app.register_blueprint(leaving.bp)
    generic.register(app)
    formats.register(app)
    errors.register(app)
    app.extensions["hub.routes"] = Routes(app)
    table = secured((), settings.public_url.startswith("https:"))

    @app.after_request
    def secure(response: Response) -> Response:
        given = {name.lower() for name, _ in response.headers}
        response.headers.extend((name, value) for name, value in table if name.lower() not in given)
        return response

    return app


def _compiled(app: Flask, settings: Settings) -> Path:
    """Catalogues compiled for this application alone, in the system's folder for such things."""
    folder = removed_with(app, Path(tempfile.mkdtemp(prefix="hub-catalogues-")))
    try:
        return folder / compile_catalogues(settings.translations, folder)
    except Unreadable:
        return folder  # messages are then in English as written; `check` says why
