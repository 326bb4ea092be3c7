"""The command `quarantine`: what lies there, and what the operator does with it on the word of who decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from hub.errors import UserError
from hub.messages import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from hub.features.contribute.tables import Attachment

NOT_THERE = N_("there is no file %(number)d in quarantine; `quarantine list` shows those that are")
NO_REASON = N_("say why: --reason “…”, such as the number and the day of the authority’s letter")
HELD = N_("file %(number)d of draft %(draft)d, since %(since)s: %(path)s")
DELETED = N_("file %(number)d of draft %(draft)d, since %(since)s: deleted %(destroyed)s")


@click.group()
def quarantine() -> None:
    """Look after files that are suspected of being abuse material, without opening any."""


@quarantine.command("list")
@click.option("--json", "as_json", is_flag=True, help="as one JSON document")
@click.pass_obj
def list_all(console: Any, as_json: bool) -> None:
    """List every file that is or was in quarantine, and bring there what was interrupted on its way."""
    from hub.features.contribute.quarantine.keeping import place_in, settle, suspected

    instance = console.settings.instance
    with console.database() as session:
        found = suspected(session)
        settle(instance, found)
        rows = [
            {
                "id": one.id,
                "draft": one.draft_id,
                "sha256": one.digest,
                "since": one.quarantined.isoformat() if one.quarantined else "",
                "deleted": one.destroyed.isoformat() if one.destroyed else "",
                "path": str(place_in(instance, one)) if one.is_held else "",
            }
            for one in found
        ]
    if as_json:
        console.write_items(rows)
        return
    for row in rows:
        values = {"number": row["id"], "draft": row["draft"], "since": row["since"]}
        values |= {"path": row["path"], "destroyed": row["deleted"]}
        text = DELETED if row["deleted"] else HELD
        console.write(console.gettext(text) % values)


@quarantine.command()
@click.argument("number", type=int)
@click.option("--reason", required=True, help="who has decided it, when, and under which number")
@click.pass_obj
def release(console: Any, number: int, reason: str) -> None:
    """Give a file back that was found to be harmless: its draft goes on."""
    from hub.features.contribute.quarantine.keeping import release as give_back

    with _held(console, number, reason) as (session, paper):
        give_back(session, console.clock.now(), paper, reason.strip(), console.settings.instance)


@quarantine.command()
@click.argument("number", type=int)
@click.option("--reason", required=True, help="who has decided it, when, and under which number")
@click.pass_obj
def delete(console: Any, number: int, reason: str) -> None:
    """Delete a file for good, once the competent authority has said so: its draft goes on."""
    from hub.features.contribute.quarantine.keeping import destroy, settle

    with _held(console, number, reason) as (session, paper):
        rows = destroy(session, console.clock.now(), paper, reason.strip())
        session.commit()
        settle(console.settings.instance, rows)


@contextmanager
def _held(console: Any, number: int, reason: str) -> "Iterator[tuple[Session, Attachment]]":
    from hub.features.contribute.tables import Attachment

    if not reason.strip():
        raise UserError(NO_REASON)
    with console.database() as session:
        paper = session.get(Attachment, number)
        if paper is None or not paper.is_held:
            raise UserError(NOT_THERE, number=number)
        yield session, paper
