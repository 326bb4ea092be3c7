"""The command `serve`."""

import os
import time
from dataclasses import replace

import click

from hub.cli.console import Console
from hub.cli.values import WholeNumber


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="the network address to listen on")
@click.option("--port", type=WholeNumber(1, 65_535), default=8000, show_default=True, help="the port")
@click.option("--workers", type=WholeNumber(1, 64), default=2, show_default=True, help="processes that serve")
@click.option("--drafts", is_flag=True, help="show drafts too")
@click.pass_obj
def serve(console: Console, host: str, port: int, workers: int, drafts: bool) -> None:
    """Check, index what has changed, and serve."""
    from hub.serve.supervisor import serve as serve_until_interrupted

    settings = console.settings
    if drafts:
        settings = replace(settings, drafts=True)
    if "HUB_PUBLIC_URL" not in os.environ and port != 8000:
        settings = replace(settings, public_url=f"http://localhost:{port}")
    serve_until_interrupted(settings, host, port, workers, time.time())


COMMANDS = (serve,)
