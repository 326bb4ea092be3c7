"""The servers compared: the hub, a bare WSGI application under the same server, nginx; all send the same bytes."""

import os
import pickle
import pwd
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.bench.asking import AS_BROWSERS, Answer, ask, wait_for
from tools.bench.processes import HOST, Tree, free_port, running
from tools.bench.programs import bare
from tools.bench.workplace import Workplace

START = 60.0  # seconds that a server may take to answer
NGINX = ("nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx")
# Debian's configuration without the access log; all files are in the workplace.
CONFIGURATION = """
daemon off;
{user}
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 768; }}
http {{
    sendfile on;
    tcp_nopush on;
    access_log off;
    keepalive_requests 1000000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ }}
    default_type {type};
    server {{
        listen {host}:{port};
        root {folder};
{headers}
    }}
}}
"""


@dataclass(frozen=True)
class Contender:
    """A running server, and the port and path at which it serves the page."""

    name: str
    tree: Tree
    port: int
    path: str

    def page(self) -> Answer:
        """Request the page as a browser does."""
        return ask(self.port, self.path, {"Accept-Encoding": AS_BROWSERS})

    def unmodified(self, tag: str) -> Answer:
        """Request the page as a browser does that already has it with this ETag."""
        return ask(self.port, self.path, {"Accept-Encoding": AS_BROWSERS, "If-None-Match": tag})


@contextmanager
def hub(place: Workplace, path: str, workers: int) -> Iterator[Contender]:
    """Run the hub as `serve` does, builder included."""
    port = free_port()
    with place.serving(port, workers) as tree:
        if wait_for(port, path, START) is None:
            raise place.fault("hub serve", "serve")
        yield Contender("hub", tree, port, path)


@contextmanager
def bare_wsgi(place: Workplace, path: str, answer: Answer, workers: int) -> Iterator[Contender]:
    """Run the bare application, which gives this answer to every request."""
    name = f"bare-{answer.status}"
    file = place.folder / f"{name}.pickle"
    file.write_bytes(pickle.dumps((f"{answer.status} {answer.reason}", list(answer.headers), answer.body)))
    port = free_port()
    command = [sys.executable, "-m", "tools.bench.programs.bare", str(port), str(workers)]
    with running(command, {**place.environment, bare.VARIABLE: str(file)}, place.log(name)) as tree:
        if wait_for(port, path, START, answer.status) is None:
            raise place.fault("tools.bench.programs.bare", name)
        yield Contender("bare_wsgi", tree, port, path)


def nginx_program() -> str | None:
    """Return the path of nginx, which on Debian may not be on the PATH of an ordinary account; None if absent."""
    return next((found for name in NGINX if (found := shutil.which(name))), None)


@contextmanager
def nginx(program: str, place: Workplace, answer: Answer, workers: int) -> Iterator[Contender]:
    """Run nginx with this answer's body as a compressed file.

    It sends the answer's headers too, except the ETag, which is nginx's own.
    """
    port = free_port()
    folder = place.folder / "nginx"
    folder.mkdir()
    (folder / "page").write_bytes(answer.body)
    (folder / "nginx.conf").write_text(configuration(folder, port, answer, workers), encoding="utf-8")
    with running(
        [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "nginx.log")], os.environ, place.log("nginx")
    ) as tree:
        if wait_for(port, "/page", START) is None:
            raise place.fault("nginx", "nginx")
        yield Contender("nginx", tree, port, "/page")


def configuration(folder: Path, port: int, answer: Answer, workers: int) -> str:
    """Return the text of nginx.conf."""
    own = ("content-type", "content-length", "etag")
    headers = "\n".join(
        f"        add_header {name} {_quoted(value)};" for name, value in answer.headers if name.lower() not in own
    )
    # By default a master run as root gives its workers an account that cannot read the temporary folder.
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    return CONFIGURATION.format(
        folder=folder,
        user=user,
        workers=workers,
        type=_quoted(answer.header("content-type")),
        host=HOST,
        port=port,
        headers=headers,
    )


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
