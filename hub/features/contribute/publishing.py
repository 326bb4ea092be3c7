"""Publishing what was approved, and withdrawing what was published: from a draft to the files of its entry."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.content.model.dates import HANOI
from hub.content.model.kinds import Kind
from hub.content.model.registry import Registry
from hub.content.source.folder import tidy
from hub.content.write import publishing as files
from hub.content.write.composing import OURS
from hub.content.write.draft import Page, Pages, from_json, settled
from hub.content.write.merging import Merged, is_same, merge
from hub.content.write.places import check_slug
from hub.content.write.publishing import ContentChecker, Current, Published, Stale, check_pages
from hub.desk.audit import AuditLine, record
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.errors import UserError
from hub.features.contribute.approval import as_approved
from hub.features.contribute.holding import hold
from hub.features.contribute.notices import tell_withdrawn
from hub.features.contribute.operations import decide, expect
from hub.features.contribute.refusals import NotAllowed, NotNow, Overtaken, ReasonMissing
from hub.features.contribute.tables import Draft, DraftVersion
from hub.i18n.languages import LANGS, Lang
from hub.messages import N_
from hub.problems import Problem, Unreadable
from hub.web.translations import gettext_of

__all__ = ("Behind", "NotAllowed", "NotNow", "Overtaken", "Published", "ReasonMissing", "Stale", "publish", "withdraw")


@dataclass(frozen=True)
class Behind(Stale):
    """Nothing was written, as the files have changed since the draft was begun from them: both changes, merged by place.

    The draft stays approved. `reopen` and `rebase` bring it onto what the files say, and it is reviewed again.
    """

    merged: Merged = field(default_factory=lambda: Merged({}))


def publish(
    session: Session,
    now: datetime,
    account: Account,
    draft: Draft,
    registry: Registry,
    roots: Mapping[str, Path],
    instance: Path,
    checker: ContentChecker | None = None,
) -> Published | Stale | list[Problem]:
    """Write an approved draft as the files of its entry, all of them or none, and say that it is published.

    Errors that `check` would report are returned, and nothing is written. The transaction is ended before the content
    is read, which takes a while, and another begins; the caller ends that. If a process was killed in between, the files
    say already what the draft says, and it is published by doing the same again. Raises NotAllowed, NotNow, Overtaken if
    the draft went on meanwhile, and OSError if the files cannot be written.
    """
    _hold(session, account, draft, draft.number)
    plan = _plan(session, draft, registry.kinds[draft.kind])
    number = draft.number
    session.commit()
    try:
        check_slug(plan.kind, plan.slug, plan.parent, registry.reserved)
    except UserError as error:
        return [_of_entry(plan, error)]
    if problems := _errors(plan, registry, roots, now, checker):
        return problems
    _hold(session, account, draft, number)
    try:
        result = _written(plan, registry, roots, instance, now, plan.base_files)
        if isinstance(result, Stale) and _says(plan, result):
            result = _written(plan, registry, roots, instance, now, result.digests)
    except UserError as error:
        return [_of_entry(plan, error)]
    except Unreadable as error:
        return list(error.problems)
    if isinstance(result, Stale):
        merged = merge(plan.base, plan.pages, result.pages)
        return Behind(result.pages, result.digests, result.problems, merged)
    decide(session, now, account, draft, "publish")
    return result


@dataclass(frozen=True)
class _Plan:
    """What is to be written: `original` is the language to be marked as authentic, `done` what is a translation of it."""

    kind: Kind[Any]
    slug: str
    parent: str
    pages: Pages
    base: Pages
    base_files: Mapping[Lang, str]
    minor: bool
    original: Lang | None
    done: tuple[Lang, ...]

    @property
    def marks(self) -> dict[str, Any]:
        """Return how the files are composed, for whatever composes them."""
        gettexts = {lang: gettext_of(lang) for lang in LANGS}
        return {"done": self.done, "minor": self.minor, "original": self.original, "gettexts": gettexts}


def _hold(session: Session, account: Account, draft: Draft, number: int) -> None:
    hold(session, draft)
    if not allowed("draft.publish", account, draft):
        raise NotAllowed
    expect(session, draft, "publish", number)


def _plan(session: Session, draft: Draft, kind: Kind[Any]) -> _Plan:
    """Return what is to be written of a draft.

    A text that somebody wrote in one language alone is the original, and what joins it the translation. A translation
    that was changed has been reviewed beside its original: it is marked as one of what the original says now.
    """
    base = from_json(draft.base)
    pages = as_approved(kind, draft, from_json(draft.pages), base)
    whole = {**base, **pages}
    claimed = [lang for lang, page in whole.items() if page.fields.get("original") is True]
    natural: Lang = claimed[0] if claimed else "vi" if "vi" in whole else "en"
    original = natural if claimed else next(iter(base), natural) if len(base) == 1 else natural
    if not claimed and not base:
        first = session.scalars(
            select(DraftVersion.pages).where(DraftVersion.draft_id == draft.id).order_by(DraftVersion.number).limit(1)
        ).one()
        alone = [lang for lang in LANGS if lang in first]
        original = alone[0] if len(alone) == 1 else natural
    done = tuple(
        lang
        for lang, page in pages.items()
        if lang != original and original in whole and not _alike(kind, lang, page, base.get(lang))
    )
    said = None if original == natural else original
    return _Plan(
        kind, draft.slug, draft.parent, pages, base, dict(draft.base_files), draft.minor, said, done
    )  # fmt: skip


def _alike(kind: Kind[Any], lang: Lang, page: Page, other: Page | None) -> bool:
    """Tell whether two pages say the same but for what publishing writes itself."""
    if other is None:
        return False
    one, two = (_told(settled(kind, each, gettext_of(lang))) for each in (page, other))
    return is_same(one, two)


def _told(page: Page) -> Page:
    fields = {name: value for name, value in page.fields.items() if name not in (*OURS, "original")}
    return replace(page, fields=fields)


def _says(plan: _Plan, there: Current) -> bool:
    """Tell whether the files say what is to be written already."""
    others = {*there.digests, *plan.base_files} - plan.pages.keys()
    return all(_alike(plan.kind, lang, page, there.pages.get(lang)) for lang, page in plan.pages.items()) and all(
        there.digests.get(lang) == plan.base_files.get(lang) for lang in others
    )


def _errors(
    plan: _Plan, registry: Registry, roots: Mapping[str, Path], now: datetime, checker: ContentChecker | None
) -> list[Problem]:
    entry = (plan.kind, plan.slug, plan.parent, plan.pages)
    try:
        if checker is not None:
            found = checker.problems(*entry, now, **plan.marks)
        else:
            found = check_pages(*entry, roots, registry, now, **plan.marks)
    except UserError as error:
        return [_of_entry(plan, error)]
    except Unreadable as error:
        return list(error.problems)
    return [problem for problem in found if problem.severity == "error"]


def _of_entry(plan: _Plan, error: UserError) -> Problem:
    return Problem(f"{plan.kind.name}/{plan.slug}", 1, error.message, error.values)


def _written(
    plan: _Plan,
    registry: Registry,
    roots: Mapping[str, Path],
    instance: Path,
    now: datetime,
    expected: Mapping[Lang, str],
) -> Published | Stale:
    return files.publish(
        plan.kind,
        plan.slug,
        plan.parent,
        plan.pages,
        roots,
        expected,
        instance=instance,
        today=now.astimezone(HANOI).date(),
        reserved=registry.reserved,
        **plan.marks,
    )


def withdraw(
    session: Session,
    now: datetime,
    account: Account,
    kind: str,
    slug: str,
    reason: str,
    parent: str = "",
    *,
    registry: Registry,
    roots: Mapping[str, Path],
    instance: Path,
) -> Published | Stale:
    """Withdraw a published entry, whose address then says so if its kind has a word for that; tell who worked on it why.

    Done again after a process was killed in between, it writes what is missing and tells nobody twice. Raises NotAllowed,
    ReasonMissing, UserError if there is no such entry, Unreadable, and OSError.
    """
    if not allowed("entry.withdraw", account):
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    there = files.current(registry.kinds[kind], slug, parent, roots, instance)
    if not there.digests:
        raise UserError(N_("there is no entry %(entry)s"), entry=f"{kind}/{slug}")
    result = files.withdraw(
        registry.kinds[kind], slug, parent, roots, there.digests, instance=instance,
        today=now.astimezone(HANOI).date(),
    )  # fmt: skip
    if isinstance(result, Stale):
        return result
    mark = hashlib.sha256("\n".join(sorted(result.digests.values())).encode()).hexdigest()[:16]
    of_entry = (AuditLine.action == "entry.withdraw", AuditLine.subject == f"{kind}/{slug}")
    told = session.scalars(select(AuditLine.details).where(*of_entry)).all()
    if not any(mark in details for details in told):
        record(session, now, account.id, "entry.withdraw", f"{kind}/{slug}", {"files": mark})
        stays = files.leaves_tombstone(registry.kinds[kind])
        tell_withdrawn(session, now, account, kind, slug, tidy(reason).strip(), mark, stays)
    return result
