"""A desk and its site behind one real server on loopback, and browsers in which somebody is signed in already."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from browsing import Tab, tab
from built import Built
from flask import Flask
from listening import Quiet
from members import with_quick_passwords
from playwright.sync_api import Browser
from ways import NOW, Way
from werkzeug.serving import make_server

from hub import create_app
from hub.desk.mounting import WithDesk, desk_steps
from hub.feature import discover
from hub.web.site import site_of


@contextmanager
def served(root: Path, now: str = NOW) -> Iterator[Way]:
    """A way at a desk that answers at its public URL, with the readers' pages beside it."""
    with taken_port() as (listening, url):
        way = Way(root, now, public_url=url)
        site = create_app(settings=site_of(way.app).settings)
        with answering(listening, WithDesk(site, desk_steps(discover()), lambda: way.app)):
            yield way


@contextmanager
def served_by_worker(root: Path, now: str = NOW) -> Iterator[tuple[Way, Built]]:
    """A way at the desk of a worker, which serves what its builder has built; build again to see what was published."""
    hubs: list[Built] = []

    def desk(root: Path, **settings: Any) -> Flask:
        hubs.append(Built(root, **settings))
        hubs[0].ask("/vi/account/sign-in/")  # a worker makes its desk when somebody asks for it
        app = hubs[0].worker.app
        assert app is not None and isinstance(app[2], WithDesk) and isinstance(app[2].desk, Flask)
        return with_quick_passwords(app[2].desk)

    with taken_port() as (listening, url):
        way = Way(root, now, desk, public_url=url)
        with answering(listening, hubs[0].worker.front):
            yield way, hubs[0]


@contextmanager
def taken_port() -> Iterator[tuple[socket.socket, str]]:
    """A socket that listens already, so that nobody takes its port, and the address of what will answer there."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield listening, f"http://localhost:{listening.getsockname()[1]}"


@contextmanager
def answering(listening: socket.socket, whole: Callable[..., Any]) -> Iterator[None]:
    """Have an application answer at a socket until the block ends."""
    server = make_server("127.0.0.1", 0, whole, threaded=True, request_handler=Quiet, fd=listening.fileno())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def seat(browser: Browser, way: Way, name: str = "", **options: object) -> Iterator[Tab]:
    """A browser in which one of the people is signed in; nobody without a name."""
    home = site_of(way.app).settings.origin
    with tab(browser, home, **options) as opened:
        if name:
            cookie = way.clients[name].get_cookie("hub", domain="localhost")
            assert cookie is not None
            opened.context.add_cookies([{"name": "hub", "value": cookie.value, "url": home}])
        yield opened
