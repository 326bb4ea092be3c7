"""The mails of drafts: what was decided, and why, for everyone who took part; what waits, for whom it waits.

A mail names a draft by its number, and says no title: whoever reads a mail over somebody's shoulder learns little.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hub.content.model.dates import HANOI
from hub.desk.outbox import post
from hub.desk.permissions import allowed
from hub.desk.tables import Account
from hub.features.contribute.queue import waits_for
from hub.features.contribute.tables import Attachment, Comment, Decision, Draft, SignOff
from hub.features.contribute.workflow import Action
from hub.i18n.dates import moment_text
from hub.i18n.languages import Lang
from hub.messages import N_
from hub.web.site import site
from hub.web.translations import gettext_of

# What each decision is called in a mail. Of those that are missing nobody is told: nothing follows for anybody from them.
DECIDED: Mapping[Action, str] = {
    "submit": N_("Draft %(draft)s has been submitted."),
    "ask_changes": N_("Changes are asked of draft %(draft)s."),
    "pass": N_("Draft %(draft)s has passed the review."),
    "return": N_("Draft %(draft)s has been sent back by the safeguarding review."),
    "clear": N_("Draft %(draft)s has been cleared by the safeguarding review."),
    "sign": N_("Draft %(draft)s has been signed."),
    "refuse": N_("Draft %(draft)s has been sent back by who was to sign it."),
    "publish": N_("Draft %(draft)s has been published."),
    "reopen": N_("Draft %(draft)s has to be changed before it can be published."),
    "discard": N_("Draft %(draft)s has been discarded."),
}
TO_SIGNATORIES: frozenset[Action] = frozenset(("publish", "discard"))


def address_of_draft(draft: Draft, lang: Lang) -> str:
    """Return the whole address of a draft's page at the desk."""
    return f"{site().settings.origin}/{lang}/contribute/drafts/{draft.id}/"


def tell(session: Session, now: datetime, draft: Draft, decision: Decision) -> None:
    """Tell everyone who took part what was decided, but for who decided it; and all others for whom the draft waits now."""
    if decision.action not in DECIDED:
        return
    involved = {account.id: account for account in took_part(session, [draft])}
    waiting = {account.id: account for account in _active(session) if waits_for(account, draft)}
    for number, account in sorted({**waiting, **involved}.items()):
        if number != decision.account_id:
            subject, *said = _decided(account.lang, draft, decision, number in waiting)
            key = f"decision {decision.id} {number}"
            _post(session, now, key, account.email, account.lang, account.name, subject, said)
    if decision.action in TO_SIGNATORIES:
        for sign_off in _signed(draft):
            what = gettext_of(sign_off.lang)(DECIDED[decision.action]) % {"draft": draft.id}
            said = [what, gettext_of(sign_off.lang)(N_("You had signed it. Thank you."))]
            key = f"decision {decision.id} sign-off {sign_off.id}"
            _post(session, now, key, sign_off.email, sign_off.lang, sign_off.name, _subject(what), said)


def _signed(draft: Draft) -> list[SignOff]:
    signed = [one for one in draft.signatures if one.action == "sign" and one.number == draft.number]
    return [one for one in signed if one.email]  # of others the address has been deleted by now


def _decided(lang: Lang, draft: Draft, decision: Decision, waits: bool) -> Iterator[str]:
    """Yield the subject, and then the paragraphs, of what was decided."""
    say = gettext_of(lang)
    what = say(DECIDED[decision.action]) % {"draft": draft.id}
    yield _subject(what)
    yield what
    if draft.minor:
        yield say(N_("It is marked as a minor edit."))
    if decision.reason:
        yield say(N_("The reason that was given:")) + "\n\n" + _quoted(decision.reason)
    if waits:
        yield say(N_("It waits for you now."))
    yield say(N_("The draft:")) + "\n" + address_of_draft(draft, lang)


def ask_to_sign(session: Session, now: datetime, sign_off: SignOff, link: str) -> None:
    """Send somebody the link by which they sign."""
    lang, say = sign_off.lang, gettext_of(sign_off.lang)
    until = moment_text(sign_off.expires.astimezone(HANOI), lang)
    said = [
        say(N_("The hub of the seminar of 22 October 2025 asks you to approve a text before it is published.")),
        say(N_("Open this link to read it, and to approve it or send it back. You need no account:")) + "\n" + link,
        say(N_("The link works once, until %(until)s.")) % {"until": until},
        say(N_("Anyone who has the link can sign in your name: please do not pass this mail on.")),
        say(N_("If you did not expect this mail, you need not do anything.")),
    ]
    subject = _subject(say(N_("A text waits for your signature.")))
    _post(session, now, f"sign-off {sign_off.id}", sign_off.email, lang, sign_off.name, subject, said)


def tell_withdrawn(
    session: Session, now: datetime, account: Account, kind: str, slug: str, reason: str, mark: str, stays: bool
) -> None:
    """Tell everyone who took part in drafts of an entry that it was withdrawn; `mark` tells this time from others.

    `stays` tells whether its address says so from now on.
    """
    after = (
        N_("Its address stays, and says that it was withdrawn.") if stays else N_("Its address is not found any more.")
    )
    drafts = session.scalars(select(Draft).where(Draft.kind == kind, Draft.slug == slug)).all()
    for each in took_part(session, drafts):
        if each.id != account.id:
            say = gettext_of(each.lang)
            said = [
                f"{kind}/{slug}",
                say(N_("The reason that was given:")) + "\n\n" + _quoted(reason),
                say(after),
            ]
            subject = _subject(say(N_("An entry on which you worked has been withdrawn.")))
            key = f"withdrawn {mark} {each.id}"
            _post(session, now, key, each.email, each.lang, each.name, subject, said)


def tell_on_duty(session: Session, now: datetime, paper: Attachment, line: int) -> None:
    """Tell who is on duty that a file lies in quarantine, by its number alone; `line` of the audit tells this time."""
    for account in on_duty(session):
        say, lang = gettext_of(account.lang), account.lang
        values = {"number": paper.id, "draft": paper.draft_id}
        what = say(N_("File %(number)d of draft %(draft)d is in quarantine.")) % values
        said = [
            what,
            say(N_("Follow the written procedure. Do not ask anyone to show, copy or forward the file.")),
            say(N_("The draft:")) + f"\n{site().settings.origin}/{lang}/contribute/drafts/{paper.draft_id}/review/",
        ]
        key = f"quarantine {line} {account.id}"
        _post(session, now, key, account.email, lang, account.name, _subject(what), said)


def on_duty(session: Session) -> list[Account]:
    """Return who is told of what lies in quarantine."""
    return [each for each in _active(session) if allowed("quarantine.duty", each)]


def took_part(session: Session, drafts: Iterable[Draft]) -> list[Account]:
    """Return the active accounts of all who wrote in drafts, decided over them or commented on them."""
    numbers: set[int] = set()
    for draft in drafts:
        numbers |= draft.writer_ids
        numbers |= {one.account_id for one in draft.decisions if one.account_id}
        numbers |= set(session.scalars(select(Comment.account_id).where(Comment.draft_id == draft.id)))
    found = select(Account).where(Account.id.in_(numbers), Account.active).order_by(Account.id)
    return list(session.scalars(found))


def _active(session: Session) -> list[Account]:
    return list(session.scalars(select(Account).where(Account.active).order_by(Account.id)))


def _subject(sentence: str) -> str:
    return f"HN 22.10: {sentence.removesuffix('.')}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _post(
    session: Session, now: datetime, key: str, address: str, lang: Lang, name: str, subject: str, said: list[str]
) -> None:
    say = gettext_of(lang)
    greeting = say(N_("Dear %(name)s,")) % {"name": name} if name else say(N_("Hello,"))
    text = "\n\n".join((greeting, *said, say(N_("The hub HN 22.10")))) + "\n"
    post(session, now, key, address, lang, subject, text)
