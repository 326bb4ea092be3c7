"""The commands `invite` and `accounts`. They bring the database up to date first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from hub.desk.permissions import ROLES
from hub.errors import UserError
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from hub.desk.tables import Account

NO_ACCOUNT = N_("there is no account with the address %(email)s; `accounts list` shows them")
LAST_ADMIN = N_("this is the only administrator; invite another one first")


@contextmanager
def opened(console: Any) -> "Iterator[Session]":
    """Open the database of the settings, brought up to date; commit at the end, unless something was raised."""
    from hub.desk.database import database_application, db

    with database_application(console.settings).app_context():
        yield db.session()
        db.session.commit()


@click.command()
@click.argument("email")
@click.option("--role", required=True, help="what they may do")
@click.option("--name", help="their name")
@click.option("--organisation", help="its name, or both: “Bộ Công an | Ministry of Public Security”")
@click.option("--lang", type=click.Choice(LANGS), default="vi", show_default=True, help="language of the mail")
@click.pass_obj
def invite(console: Any, email: str, role: str, name: str | None, organisation: str | None, lang: str) -> None:
    """Invite somebody to open an account: print the link, and put it into a mail."""
    from hub.desk.application import secret_key
    from hub.desk.outbox import post
    from hub.features.accounts import inviting, letters

    now, known = console.clock.now(), next(each for each in LANGS if each == lang)
    wanted = inviting.Wanted(email, role, name or "", known, organisation or "")
    with opened(console) as session:
        try:
            made, token = inviting.invite(session, now, secret_key(console.settings), None, wanted)
        except inviting.Refused as refused:
            raise UserError(refused.message, **refused.values) from refused
        link = console.settings.origin + inviting.path_of(known, token)
        say = console.catalogue(known).gettext
        letter = letters.invitation(say, known, made.name, "", made.role, link, made.expires)
        post(session, now, f"invitation {made.id}", made.email, known, *letter)
    console.write(link)


@click.group()
def accounts() -> None:
    """Look after accounts, and after what is kept of people."""


@accounts.command("list")
@click.option("--json", "as_json", is_flag=True, help="as one JSON document")
@click.pass_obj
def list_all(console: Any, as_json: bool) -> None:
    """List every account with its roles."""
    from sqlalchemy import select

    from hub.desk.tables import Account
    from hub.features.accounts.keeping import is_forgotten

    with opened(console) as session:
        found = [each for each in session.scalars(select(Account).order_by(Account.id)) if not is_forgotten(each)]
        if as_json:
            console.write_items([_told(each, console.lang) for each in found])
            return
        for each in found:
            state = "" if each.active else f" ({console.gettext(N_('deactivated'))})"
            console.write(f"{each.email}  {', '.join(sorted(each.role_names))}  {each.name}{state}")


def _told(account: "Account", lang: Lang) -> dict[str, object]:
    return {
        "id": account.id,
        "email": account.email,
        "name": account.name,
        "organisation": account.organisation.name(lang) if account.organisation else "",
        "roles": sorted(account.role_names),
        "active": account.active,
        "last_used": account.used.isoformat() if account.used else "",
    }


@accounts.command()
@click.argument("email")
@click.pass_obj
def deactivate(console: Any, email: str) -> None:
    """Let somebody in no more, from now on."""
    from hub.features.accounts import keeping

    with _account(console, email) as (session, account):
        keeping.deactivate(session, console.clock.now(), account)


@accounts.command()
@click.argument("email")
@click.pass_obj
def activate(console: Any, email: str) -> None:
    """Let somebody in again."""
    from hub.features.accounts import keeping

    with _account(console, email) as (session, account):
        keeping.activate(session, console.clock.now(), account)


@accounts.command()
@click.argument("email")
@click.pass_obj
def unlock(console: Any, email: str) -> None:
    """Take the passkeys and codes of somebody who has lost them, once it is sure that it is them."""
    from hub.features.accounts import keeping

    with _account(console, email) as (session, account):
        keeping.unlock(session, console.clock.now(), account)


@accounts.command()
@click.argument("email")
@click.argument("role")
@click.pass_obj
def grant(console: Any, email: str, role: str) -> None:
    """Give an account another role."""
    from hub.features.accounts import inviting, keeping

    if role not in ROLES:
        raise UserError(inviting.NO_ROLE, role=role, roles=", ".join(ROLES))
    with _account(console, email) as (session, account):
        keeping.grant(session, console.clock.now(), account, role, True)


@accounts.command()
@click.argument("email")
@click.argument("role")
@click.pass_obj
def revoke(console: Any, email: str, role: str) -> None:
    """Take a role from an account."""
    from hub.features.accounts import keeping

    with _account(console, email) as (session, account):
        keeping.grant(session, console.clock.now(), account, role, False)


@accounts.command()
@click.argument("email")
@click.pass_obj
def forget(console: Any, email: str) -> None:
    """Remove everything that says who an account was; its number stays."""
    from hub.features.accounts import keeping

    with _account(console, email) as (session, account):
        keeping.forget(session, console.clock.now(), account)


@accounts.command()
@click.pass_obj
def purge(console: Any) -> None:
    """Remove whatever has been kept long enough; run it every day."""
    from hub.features.accounts import keeping

    with opened(console) as session:
        removed = keeping.purge(session, console.clock.now())
    for name, number in removed.items():
        console.write(f"{name}: {number}")


@contextmanager
def _account(console: Any, email: str) -> "Iterator[tuple[Session, Account]]":
    from sqlalchemy import select

    from hub.desk.tables import Account
    from hub.features.accounts.inviting import address
    from hub.features.accounts.keeping import LastAdmin

    with opened(console) as session:
        found = session.scalars(select(Account).where(Account.email == address(email))).first()
        if found is None:
            raise UserError(NO_ACCOUNT, email=email)
        try:
            yield session, found
        except LastAdmin as error:
            raise UserError(LAST_ADMIN) from error
