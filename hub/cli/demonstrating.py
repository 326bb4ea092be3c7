"""The command `demo`: an instance to try things in, which is forgotten when it ends."""

import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import click

from hub.cli.console import Console
from hub.cli.values import WholeNumber
from hub.messages import N_


@click.command()
@click.option("--port", type=WholeNumber(1, 65_535), default=8000, show_default=True, help="the port")
@click.pass_obj
def demo(console: Console, port: int) -> None:
    """Serve a throw-away copy with an account for each role and drafts in every state. Ctrl+C forgets it all."""
    from hub import create_desk
    from hub.desk.database import migrate
    from hub.feature import discover, resolve
    from hub.serve import connections, supervisor

    supervisor.address_to_listen_on("127.0.0.1", port)  # a port in use is told before anything is copied
    with tempfile.TemporaryDirectory(prefix="hub-demo-") as name:
        folder, given = Path(name), console.settings
        shutil.copytree(given.content, folder / "content")
        shutil.copytree(given.exhibits, folder / "exhibits")
        settings = replace(
            given, content=folder / "content", exhibits=folder / "exhibits", instance=folder / "instance",
            search_index=folder / "search_index", public_url=f"http://localhost:{port}", database_url="",
            secret_key="", mail_url="", content_remote="", demo=True,
        )  # fmt: skip
        desk = create_desk(settings=settings)
        migrate(desk)
        for feature in discover():
            if feature.demo:
                resolve(feature.demo)(desk, console.clock.now())
        console.write(console.gettext(WHERE) % {"address": f"{settings.origin}/vi/contribute/demo/"})
        connections.raise_file_limit()
        supervisor.serve(settings, "127.0.0.1", port, 1, time.time())


WHERE = N_(
    "Choose whom to be at %(address)s as soon as the address of the site stands below. Ctrl+C forgets everything."
)
COMMANDS = (demo,)
