"""Writing drafts: they are begun, saved by one person or several, and brought onto files that have changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hub.content.model.slugs import SLUG
from hub.content.write.draft import Pages, as_json, digest_of, from_json
from hub.content.write.merging import Merged, merge
from hub.content.write.publishing import Current
from hub.desk.audit import record
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.errors import UserError
from hub.features.contribute.holding import hold, keep, pages_of, put
from hub.features.contribute.refusals import NotAllowed, NotNow, Overtaken, Taken
from hub.features.contribute.tables import Draft, Presence
from hub.features.contribute.workflow import ENDS, WRITABLE
from hub.i18n.languages import Lang
from hub.messages import N_

__all__ = ("NotAllowed", "NotNow", "Overtaken", "Saved", "Taken", "begin", "rebase", "save", "see")
NO_SLUG = N_("the slug %(slug)s cannot be used in an address; write lower-case letters a–z, digits and single hyphens")
SEEN = timedelta(seconds=90)  # for how long somebody counts as there; pages say more often that they are


@dataclass(frozen=True)
class Saved:
    """A draft says `pages` now, under `number`; `merged` if they hold changes of others that were saved meanwhile."""

    number: int
    pages: Pages
    merged: bool = False


def begin(
    session: Session,
    now: datetime,
    account: Account,
    kind: str,
    slug: str,
    parent: str,
    pages: Pages,
    base: Pages | None,
    base_files: Mapping[Lang, str],
    takes_over: bool = False,
) -> Draft:
    """Begin a draft: of a new entry, or from `base`, which the files say whose digests are `base_files`.

    Raises NotAllowed, UserError for a slug that cannot stand in an address, and Taken if somebody has begun a draft of
    this entry that has not come to its end.
    """
    if not allowed("draft.begin", account):
        raise NotAllowed
    for step in (slug, parent) if parent else (slug,):
        if not SLUG.fullmatch(step):  # it becomes the name of a file
            raise UserError(NO_SLUG, slug=step)
    if (other := open_draft(session, kind, slug)) is not None:
        raise Taken(other)
    draft = Draft(
        kind=kind, slug=slug, parent=parent, author_id=account.id, organisation_id=account.organisation_id,
        writers=[account.id], pages=as_json(pages), base=as_json(base or {}), base_files=dict(base_files),
        takes_over=takes_over, created=now, changed=now, entered=now,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(draft)
            session.flush()
    except IntegrityError:
        other = open_draft(session, kind, slug)
        if other is None:
            raise
        raise Taken(other) from None
    keep(session, now, account, draft)
    record(session, now, account.id, "draft.begin", f"draft {draft.id}", {"kind": kind, "slug": slug})
    return draft


def open_draft(session: Session, kind: str, slug: str) -> Draft | None:
    """Return the draft of an entry that has not come to its end, if there is one."""
    of_entry = (Draft.kind == kind, Draft.slug == slug, Draft.state.not_in(ENDS))
    return session.scalars(select(Draft).where(*of_entry)).first()


def save(
    session: Session,
    now: datetime,
    account: Account,
    draft: Draft,
    number: int,
    pages: Pages,
    minor: bool | None = None,
) -> Saved | Overtaken:
    """Save what somebody has written on the version of a number; `minor` says what sort of edit it is, if it is given.

    If others have saved since, places that they alone have changed are taken from them, and those that the writer alone
    has changed from the writer; if a place is both's, nothing is written. What says the same gets no new number.
    Raises NotAllowed and NotNow.
    """
    _hold_writable(session, account, draft)
    there = from_json(draft.pages)
    minor = draft.minor if minor is None else minor
    overtaken = number != draft.number
    if overtaken:
        base = pages_of(session, draft, number)
        merged = merge(base if base is not None else {}, pages, there)
        if merged.conflicts or number > draft.number:
            return Overtaken(draft.number, base or {}, pages, there, merged.conflicts)
        pages = merged.pages
    if digest_of(pages) != digest_of(there) or minor != draft.minor:
        draft.minor = minor
        put(session, now, account, draft, pages)
    return Saved(draft.number, pages, merged=overtaken)


def rebase(
    session: Session,
    now: datetime,
    account: Account,
    draft: Draft,
    number: int,
    there: Current,
    pages: Pages | None = None,
) -> Saved | Overtaken:
    """Bring a draft onto what the files of its entry say by now; `pages` is what it shall say, if somebody chose.

    Otherwise changes of different places are merged; if a place was changed in the draft and in the files, nothing is
    written. Raises NotAllowed and NotNow.
    """
    _hold_writable(session, account, draft)
    ours, base = from_json(draft.pages), from_json(draft.base)
    merged = Merged(pages) if pages is not None else merge(base, ours, there.pages)
    if number != draft.number or merged.conflicts:
        return Overtaken(draft.number, base, pages or ours, there.pages, merged.conflicts)
    draft.base, draft.base_files = as_json(there.pages), dict(there.digests)
    put(session, now, account, draft, merged.pages)
    return Saved(draft.number, merged.pages, merged=pages is None)


def see(session: Session, now: datetime, account: Account, draft: Draft) -> list[Account]:
    """Note that somebody has a draft open; return who else has. Raises NotAllowed."""
    if not allowed("draft.read", account, draft):
        raise NotAllowed
    session.execute(delete(Presence).where(Presence.seen < now - SEEN))
    values = {"draft_id": draft.id, "account_id": account.id, "seen": now}
    on = ["draft_id", "account_id"]
    if session.get_bind().dialect.name == "postgresql":
        session.execute(
            postgresql.insert(Presence).values(values).on_conflict_do_update(index_elements=on, set_={"seen": now})
        )
    else:
        session.execute(
            sqlite.insert(Presence).values(values).on_conflict_do_update(index_elements=on, set_={"seen": now})
        )
    others = select(Account).join(Presence).where(Presence.draft_id == draft.id, Account.id != account.id)
    return list(session.scalars(others.order_by(Account.id)))


def _hold_writable(session: Session, account: Account, draft: Draft) -> None:
    hold(session, draft)
    if not allowed("draft.write", account, draft):
        raise NotAllowed
    if draft.state not in WRITABLE:
        raise NotNow(draft.state)
