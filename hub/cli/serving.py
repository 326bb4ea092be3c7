"""The command `serve`."""

import os
import time
from dataclasses import replace

import click

from hub.cli.console import Console
from hub.cli.values import WholeNumber
from hub.messages import N_


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="the network address to listen on")
@click.option("--port", type=WholeNumber(1, 65_535), default=8000, show_default=True, help="the port")
@click.option("--workers", type=WholeNumber(1, 64), default=2, show_default=True, help="processes that serve")
@click.option("--drafts", is_flag=True, help="show drafts too")
@click.pass_obj
def serve(console: Console, host: str, port: int, workers: int, drafts: bool) -> None:
    """Check, index what has changed, and serve."""
    from hub.serve import connections, supervisor

    settings = console.settings
    if drafts:
        settings = replace(settings, drafts=True)
    if not os.environ.get("HUB_PUBLIC_URL", "").strip():
        settings = replace(settings, public_url=f"http://{connections.host_in_links(host)}:{port}")
    connections.raise_file_limit()
    files = connections.file_limit()
    if (held := connections.connections_within(files)) < connections.FEW:
        console.complain(console.gettext(FEW_FILES) % {"files": files, "held": held})
    supervisor.serve(settings, host, port, workers, time.time())


FEW_FILES = N_(
    "the system lets a process open %(files)d files, so each worker holds %(held)d connections; raise the limit to 16384, or put a proxy in front"
)
COMMANDS = (serve,)
