"""The site and the desk beside it, over HTTP on this machine, as a worker mounts them, with tables of their own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from members import desk_of
from running import free_port
from werkzeug.serving import WSGIRequestHandler, make_server

from hub import create_app
from hub.desk.mounting import WithDesk, desk_steps
from hub.web.site import site_of


class Quiet(WSGIRequestHandler):
    """One that writes no line a request."""

    def log_request(self, *given: Any) -> None: ...


@contextmanager
def served_desk(root: Path, **settings: Any) -> Iterator[tuple[Flask, str]]:
    """The desk's application, and the address of both. Passkeys are for `localhost`, which browsers take for secure."""
    port = free_port()
    home = f"http://localhost:{port}"
    desk = desk_of(root, public_url=home, **settings)
    known = site_of(desk)
    site = create_app(settings=known.settings)
    whole = WithDesk(site, desk_steps(known.features), lambda: desk)
    server = make_server("localhost", port, whole, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield desk, home
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
