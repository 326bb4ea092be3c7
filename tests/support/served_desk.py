"""A desk and its site behind one real server on loopback, and browsers in which somebody is signed in already."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browsing import Tab, tab
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
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(64)
    way = Way(root, now, public_url=f"http://localhost:{listening.getsockname()[1]}")
    site = create_app(settings=site_of(way.app).settings)
    whole = WithDesk(site, desk_steps(discover()), lambda: way.app)
    server = make_server("127.0.0.1", 0, whole, threaded=True, fd=listening.fileno())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield way
    finally:
        server.shutdown()
        thread.join()
        listening.close()


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
