"""The commands `build` and `index`."""

import gc
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from hub.cli.console import Console
from hub.cli.values import OneOf
from hub.config import ENGINES

if TYPE_CHECKING:
    from hub.content.source.losses import Loss


@click.command()
@click.option("--watch", is_flag=True, help="go on building until standard input is closed")
@click.option("--accept-removals", is_flag=True, help="what a folder lacks was removed on purpose; a server may run")
@click.option("--under-lock", is_flag=True, hidden=True)
@click.option("--again", is_flag=True, hidden=True)
@click.pass_obj
def build(console: Console, watch: bool, accept_removals: bool, under_lock: bool, again: bool) -> int:
    """Bring pages and search index up to date, without serving."""
    from hub import child
    from hub.build import watching
    from hub.build.builder import Builder

    if watch:
        watching.run(console.settings, console.clock, console.gettext, again)
        return 0
    if under_lock:
        child.end_with_parent()
    gc.disable()  # looking for cycles among all entries pays nothing in a process that ends with the build
    lost: list[Loss] = []
    try:
        if under_lock:
            Builder(console.settings, console.clock).build()
        elif accept_removals:
            watching.accept_removals(console.settings, console.clock)
        else:
            lost = watching.build_once(console.settings, console.clock)
    finally:
        gc.enable()
    for loss in lost:
        console.complain(console.gettext(loss.message) % loss.values)
    return 1 if lost else 0


@click.command()
@click.option("--engine", type=OneOf(ENGINES), help="the search engine  [default: that of HUB_SEARCH]")
@click.option("--rebuild", is_flag=True, help="throw the index away first")
@click.pass_obj
def index(console: Console, engine: str | None, rebuild: bool) -> None:
    """Bring the search index up to date."""
    from hub.build.builder import Builder
    from hub.build.only_builder import only_builder

    settings = replace(console.settings, search=engine) if engine else console.settings
    with only_builder(settings.instance, wait=False):
        builder = Builder(settings, console.clock)
        if rebuild:
            builder.indexes.drop_all_but("")
        builder.build()
        total = builder.indexes.count(builder.pages.index if builder.pages else "")
    console.write(
        console.ngettext("%(number)d text in the search index", "%(number)d texts in the search index", total)
    )


COMMANDS = (build, index)
