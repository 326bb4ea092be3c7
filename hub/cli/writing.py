"""The commands that write into the folders of content and translations: `new` and `translate`."""

from dataclasses import asdict
from datetime import datetime

import click

from hub.cli.console import Console
from hub.cli.values import OneOf
from hub.config import ROOT
from hub.errors import UserError
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_


@click.command()
@click.argument("kind")
@click.argument("slug")
@click.pass_obj
def new(console: Console, kind: str, slug: str) -> None:
    """Write a bilingual pair of files to fill in, with the fields explained. The SLUG of a work is room/slug."""
    from hub.content.model.dates import HANOI
    from hub.content.write.new_entry import start
    from hub.feature import discover

    registry, settings = discover().registry, console.settings
    if kind not in registry.kinds:
        text = N_("there is no kind of content named %(kind)s; write one of: %(kinds)s")
        raise UserError(text, kind=kind, kinds=", ".join(registry.kinds))
    parent, _, name = slug.rpartition("/")
    roots = {"content": settings.content, "exhibits": settings.exhibits}
    gettexts = {lang: console.catalogue(lang).gettext for lang in LANGS}
    today = datetime.now(HANOI).date()
    for path in start(registry.kinds[kind], name, roots, today, gettexts, parent, reserved=registry.reserved):
        console.write(path)


@click.group(no_args_is_help=False)
def translate() -> None:
    """Say what is missing or stale in the other language, and mark what is done."""


@translate.command()
@click.option("--json", "as_json", is_flag=True, help="one JSON document")
@click.pass_obj
def status(console: Console, as_json: bool) -> None:
    """List what is missing or stale, by field and section."""
    from hub.cli.reading import read_content
    from hub.content.write.translation_marks import translation_statuses

    with read_content(console) as (edition, _):
        found = list(translation_statuses(edition))
    if as_json:
        console.write_items([{"id": one.slug, **asdict(one)} for one in found])
        return
    for one in found:
        if one.state != "fresh":
            console.write(f"{one.kind}/{one.slug} {one.lang}: {one.state} ({', '.join(one.sections)})")
    fresh = sum(one.state == "fresh" for one in found)
    text = console.gettext(N_("%(fresh)d of %(all)d translations are fresh"))
    console.write(text % {"fresh": fresh, "all": len(found)})


@translate.command()
@click.argument("entry", metavar="KIND/SLUG")
@click.argument("lang", type=OneOf(LANGS), metavar="LANG")
@click.option("--minor", is_flag=True, help="LANG is the original; its change asks nothing of the translations")
@click.pass_obj
def done(console: Console, entry: str, lang: Lang, minor: bool) -> None:
    """Note that the text in LANG says what the original says now."""
    from hub.cli.reading import read_content
    from hub.content.write.translation_marks import mark_done

    kind, _, slug = entry.partition("/")
    with read_content(console) as (_, archive):
        group = archive.group((kind, slug))
    if group is None or group.kind is None:
        text = N_("there is no entry %(entry)s; name one as in: translate done practice/vn-hotline-111 en")
        raise UserError(text, entry=entry)
    for path in mark_done(group.kind, group.documents, lang, minor):
        console.write(path)


@translate.command()
@click.pass_obj
def update(console: Console) -> None:
    """Bring translations/ up to date with the messages of the code; for developers."""
    from hub.i18n.catalogues import update as update_catalogues

    for path in update_catalogues(ROOT):
        console.write(path)


COMMANDS = (new, translate)
