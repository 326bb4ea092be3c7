"""The site in this process without builder and front: what its pages say at any moment of a rehearsal."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from built import Page, settings_for
from running import Answer
from werkzeug.serving import make_server

from hub import create_app


class Client:
    """Asks the site of the folders below a root; what is edited there is shown at once."""

    def __init__(self, root: Path, **given: Any) -> None:
        self.client = create_app((), settings_for(root, **given)).test_client()

    def ask(self, path: str) -> Answer:
        response = self.client.get(path)
        headers = {name.lower(): value for name, value in response.headers}
        return Answer(response.status_code, headers, response.data)

    def page(self, path: str) -> Page:
        answer = self.ask(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return Page(answer.text)


class Served:
    """A site behind a port of this machine, for a browser; another one may take its place, as when the clock has moved on."""

    def __init__(self, client: Client) -> None:
        self.client, self.port, self._one = client, 0, threading.Lock()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with self._one:
            return self.client.client.application(environ, start_response)


@contextmanager
def served(client: Client) -> Iterator[Served]:
    """Serve a site from a thread of this process."""
    site = Served(client)
    server = make_server("127.0.0.1", 0, site, threaded=True)
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
