"""The command `search`."""

import tempfile
from pathlib import Path
from typing import Any

import click

from hub.cli.console import Console
from hub.cli.values import OneOf
from hub.i18n.languages import LANGS, Lang

MOST = 50  # results that are listed


@click.command()
@click.argument("query")
@click.option("--lang", type=OneOf(LANGS), help="the reader's language  [default: the locale's]")
@click.option("--json", "as_json", is_flag=True, help="one JSON document")
@click.pass_obj
def search(console: Console, query: str, lang: Lang | None, as_json: bool) -> None:
    """Search the content as it lies in the folders."""
    from hub.cli.reading import read_content
    from hub.feature import discover
    from hub.search.finding import Finding, glossary_of
    from hub.search.indexing import fresh_index

    features = discover()
    with read_content(console, drafts=False) as (edition, _), tempfile.TemporaryDirectory(prefix="hub-") as folder:
        index = fresh_index(edition, Path(folder), console.settings.search, features)
        glossary = glossary_of(edition, features.no_concepts)
        found = Finding(edition, lang or console.lang, index, glossary).search(query, MOST)
    if as_json:
        console.write_items([_item(one) for one in found.hits], found.total)
        return
    for one in found.hits:
        console.write(f"{one.hit.entry} ({one.hit.lang}) {one.plain_title}")
    console.write(console.ngettext("%(number)d result found", "%(number)d results found", found.total))


def _item(one: Any) -> dict[str, object]:
    return {
        "id": one.slug,
        "kind": one.hit.kind,
        "lang": one.hit.lang,
        "title": one.plain_title,
        "score": round(one.hit.score, 4),
    }


COMMANDS = (search,)
