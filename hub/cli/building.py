"""The commands `build` and `index`."""

import gc

import click

from hub.cli.console import Console
from hub.cli.values import OneOf


@click.command()
@click.option("--watch", is_flag=True, help="go on building until standard input is closed")
@click.option("--under-lock", is_flag=True, hidden=True)
@click.pass_obj
def build(console: Console, watch: bool, under_lock: bool) -> None:
    """Bring pages and search index up to date, without serving."""
    from hub import child
    from hub.build.builder import Builder
    from hub.build.watching import build_once, run

    if watch:
        run(console.settings, console.clock, console.gettext)
        return
    if under_lock:
        child.end_with_parent()
    gc.disable()  # looking for cycles among all entries pays nothing in a process that ends with the build
    try:
        if under_lock:
            Builder(console.settings, console.clock).build()
        else:
            build_once(console.settings, console.clock)
    finally:
        gc.enable()


@click.command()
@click.option("--engine", type=OneOf(["whoosh"]), default="whoosh", show_default=True, help="the search engine")
@click.option("--rebuild", is_flag=True, help="throw the index away first")
@click.pass_obj
def index(console: Console, engine: str, rebuild: bool) -> None:
    """Bring the search index up to date."""
    from hub.build.builder import Builder
    from hub.build.only_builder import only_builder

    with only_builder(console.settings.instance, wait=False):
        builder = Builder(console.settings, console.clock)
        if rebuild:
            builder.indexes.drop_all_but("")
        builder.build()
        total = builder.indexes.count(builder.pages.index if builder.pages else "")
    console.write(
        console.ngettext("%(number)d text in the search index", "%(number)d texts in the search index", total)
    )


COMMANDS = (build, index)
