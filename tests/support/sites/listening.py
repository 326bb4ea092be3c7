"""A WSGI application that listens on a port of its own, for programs that speak HTTP themselves."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """Answers requests, and writes nothing about them."""

    def log(self, *given: Any) -> None:
        """Say nothing."""


@contextmanager
def listening(application: Any, port: int = 0) -> Iterator[str]:
    """The address of the application, without a slash at its end, for as long as it is needed."""
    server = make_server("127.0.0.1", port, application, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
