"""The commands `invite` and `accounts`. They bring the database up to date first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from hub.desk.permissions import ROLES
from hub.errors import UserError
from hub.feature import Kept, discover
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from hub.desk.tables import Account

NO_ACCOUNT = N_("there is no account with the address %(email)s; `accounts list` shows them")
UNKNOWN = N_("nothing is kept of the address %(email)s: no account, no invitation, no mail and no signature")
LAST_ADMIN = N_("this is the only administrator; invite another one first")


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
    with console.database() as session:
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

    with console.database() as session:
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


def _on_account(act: str, says: str) -> None:
    """Add a command that does an act of hub.features.accounts.keeping to the account of a mail address."""

    @accounts.command(act, help=says)
    @click.argument("email")
    @click.pass_obj
    def command(console: Any, email: str) -> None:
        from hub.features.accounts import keeping

        with _account(console, email) as (session, account):
            getattr(keeping, act)(session, console.clock.now(), account)


_on_account("deactivate", "Let somebody in no more, from now on.")
_on_account("activate", "Let somebody in again.")
_on_account("unlock", "Take the passkeys and codes of somebody who has lost them, once it is sure that it is them.")


def _on_role(act: str, says: str, given: bool) -> None:
    """Add a command that gives an account a role, or takes it."""

    @accounts.command(act, help=says)
    @click.argument("email")
    @click.argument("role")
    @click.pass_obj
    def command(console: Any, email: str, role: str) -> None:
        from hub.features.accounts import inviting, keeping

        if role not in ROLES:
            raise UserError(inviting.NO_ROLE, role=role, roles=", ".join(ROLES))
        with _account(console, email) as (session, account):
            keeping.grant(session, console.clock.now(), account, role, given)


_on_role("grant", "Give an account another role.", True)
_on_role("revoke", "Take a role from an account.", False)


@accounts.command()
@click.argument("email")
@click.pass_obj
def forget(console: Any, email: str) -> None:
    """Remove everything that says who somebody was; of an account the number stays."""
    from hub.features.accounts import keeping
    from hub.features.accounts.inviting import address

    with console.database() as session:
        if account := _found(session, email):
            with _but_the_last():
                keeping.forget(session, console.clock.now(), account)
        of_others = keeping.forget_address(session, console.clock.now(), address(email), _kept())
        if account is None and not of_others:
            raise UserError(UNKNOWN, email=email)


@accounts.command()
@click.pass_obj
def purge(console: Any) -> None:
    """Remove whatever has been kept long enough; run it every day."""
    from hub.features.accounts import keeping

    with console.database() as session:
        removed = keeping.purge(session, console.clock.now(), _kept())
    for name, number in removed.items():
        console.write(f"{name}: {number}")


def _kept() -> list[Kept]:
    return [one for feature in discover() for one in feature.kept]


@contextmanager
def _account(console: Any, email: str) -> "Iterator[tuple[Session, Account]]":
    with console.database() as session:
        found = _found(session, email)
        if found is None:
            raise UserError(NO_ACCOUNT, email=email)
        with _but_the_last():
            yield session, found


def _found(session: "Session", email: str) -> "Account | None":
    from sqlalchemy import select

    from hub.desk.tables import Account
    from hub.features.accounts.inviting import address

    return session.scalars(select(Account).where(Account.email == address(email))).first()


@contextmanager
def _but_the_last() -> Iterator[None]:
    """Say in a line that the only administrator stays."""
    from hub.features.accounts.keeping import LastAdmin

    try:
        yield
    except LastAdmin as error:
        raise UserError(LAST_ADMIN) from error
