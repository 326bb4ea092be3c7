"""The command `bench`."""

import sys

import click

from hub.cli.console import Console
from hub.cli.values import WholeNumber

MOST = 1_000_000
MOST_CONTRIBUTORS = 50  # more accounts than that are not opened from one address in a quarter of an hour


@click.command()
@click.option("--json", "as_json", is_flag=True, help="one JSON document")
@click.option(
    "--documents",
    type=WholeNumber(0, MOST),
    default=0,
    show_default=True,
    help="also build, edit and idle with this many generated documents",
)
@click.option(
    "--pictures",
    type=WholeNumber(0, MOST),
    default=0,
    show_default=True,
    help="also make the renditions of this many generated photographs",
)
@click.option(
    "--searching",
    type=WholeNumber(0, MOST),
    default=0,
    show_default=True,
    help="also search among up to this many generated documents with each engine",
)
@click.option(
    "--desk",
    type=WholeNumber(0, MOST_CONTRIBUTORS),
    default=0,
    show_default=True,
    help="also serve pages while this many contributors save their drafts",
)
@click.pass_obj
def bench(console: Console, as_json: bool, documents: int, pictures: int, searching: int, desk: int) -> None:
    """Measure the figures of speed, side by side in one run."""
    from tools.bench import bench as measure

    out = None if as_json else sys.stdout
    figures = measure(console.settings, documents, out, pictures=pictures, searching=searching, desk=desk)
    if as_json:
        console.write_json(figures)


COMMANDS = (bench,)
