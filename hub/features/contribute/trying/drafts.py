"""The drafts of an instance to try things in: each was led to its state as people would do it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from hub.content.model.kinds import Kind
from hub.content.write.draft import Page, Pages, read_pages
from hub.desk.database import db
from hub.desk.tables import Account
from hub.features.contribute import publishing, signing
from hub.features.contribute.drafting import begin
from hub.features.contribute.operations import act, comment
from hub.features.contribute.safeguarding.checklist import QUESTIONS, Answer, kept
from hub.features.contribute.tables import Draft
from hub.features.contribute.trying.people import DOMAIN, settle_in
from hub.features.contribute.workflow import Action
from hub.i18n.languages import LANGS, Lang
from hub.web.site import site_of

KIND = "practice"
# How far a draft was led, by its slug: the words that its titles begin with, and who did what.
Led = tuple[tuple[str, Action], ...]
SUBMITTED: Led = (("contributor", "submit"),)
IN_REVIEW: Led = (*SUBMITTED, ("reviewer", "take"))
PASSED: Led = (*IN_REVIEW, ("reviewer", "pass"))
CLEARED: Led = (*PASSED, ("safeguarding", "clear"))
SIGNED: Led = (*CLEARED, ("editor", "sign"))
STORIES: Mapping[str, tuple[str, str, Led]] = {
    "demo-begun": ("Đang viết", "Being written", ()),
    "demo-discarded": ("Đã bỏ", "Discarded", (("contributor", "discard"),)),
    "demo-submitted": ("Đã nộp", "Submitted", SUBMITTED),
    "demo-in-review": ("Đang phản biện", "In review", IN_REVIEW),
    "demo-changes": ("Cần sửa", "Changes asked", (*IN_REVIEW, ("reviewer", "ask_changes"))),
    "demo-safeguarding": ("Chờ thẩm định an toàn", "Waiting for safeguarding", PASSED),
    "demo-signature": ("Chờ ký duyệt", "Waiting for a signature", CLEARED),
    "demo-approved": ("Đã duyệt", "Approved", SIGNED),
    "demo-published": ("Đã đăng", "Published", (*SIGNED, ("editor", "publish"))),
}
REASONS = {
    "ask_changes": "Xin viết rõ hơn ai làm gì trong buổi trực. (Please say more clearly who does what in a shift.)",
    "pass": "Rõ ràng, có nguồn. (Clear, and with sources.)",
    "clear": "Không có điều gì chỉ cách gây hại; không nhận ra được ai. (Teaches no harm; nobody can be recognised.)",
}
STEP = timedelta(hours=5)  # between what was done: queues show ages


@dataclass
class Teller:
    """Leads drafts along their way, a few hours apart."""

    app: Flask
    session: Session
    people: Mapping[str, Account]
    now: datetime

    def tell(self, slug: str, pages: Pages, led: Led) -> None:
        """Begin a draft, and have people do with it what they did."""
        draft = begin(self.session, self.now, self.people["contributor"], KIND, slug, "", pages, None, {})
        for who, action in led:
            self.now += STEP
            self.do(draft, self.people[who], action)
        if draft.state == "changes":
            text = "Ai mời ai, và bằng cách nào? (Who invites whom, and how?)"
            comment(self.session, self.now, self.people["reviewer"], draft, draft.number, "vi", "#approach", text)

    def do(self, draft: Draft, account: Account, action: Action) -> None:
        """Have somebody take a draft one step further."""
        session, now = self.session, self.now
        if action == "sign":
            self.sign(draft, account)
        elif action == "publish":
            settings = site_of(self.app).settings
            roots: Any = {"content": settings.content, "exhibits": settings.exhibits}
            publishing.publish(session, now, account, draft, site_of(self.app).registry, roots, settings.instance)
        else:
            good = {each.id: Answer("yes" if each.yes_is_good else "no", "") for each in QUESTIONS}
            answers = kept(good, (), {}) if action == "clear" else None
            act(session, now, account, draft, action, draft.number, REASONS.get(action, ""), answers)

    def sign(self, draft: Draft, editor: Account) -> None:
        """Have somebody without an account sign, by the link that an editor sends them."""
        links: list[str] = []  # what the mail carries is kept nowhere else

        def link(token: str) -> str:
            links.append(token)
            return token

        name, email = "Người ký minh họa (example signatory)", "chief" + DOMAIN
        signing.ask_signature(self.session, self.now, editor, draft, name, "", email, "vi", link)
        signing.sign(self.session, self.now, links[0], "sign")


def fill(app: Flask, now: datetime) -> None:
    """Fill an empty desk: the accounts, and a draft in every state, begun some days before `now`."""
    with app.app_context():
        session = db.session()
        begun = now - timedelta(days=6)
        teller = Teller(app, session, settle_in(session, begun), begun)
        pages = example(site_of(app).registry.kinds[KIND])
        for number, (slug, (vi, en, led)) in enumerate(STORIES.items()):
            teller.now = begun + timedelta(hours=7 * number)
            teller.tell(slug, titled(pages, {"vi": vi, "en": en}), led)
        session.commit()


def example(kind: Kind[Any]) -> Pages:
    """Return the pages of the example, in both languages."""
    folder = Path(__file__).parent
    return read_pages(kind, {lang: (folder / f"example.{lang}.md").read_text(encoding="utf-8") for lang in LANGS})


def titled(pages: Pages, words: Mapping[Lang, str]) -> dict[Lang, Page]:
    """Return pages whose titles begin with the words of a state."""
    return {
        lang: replace(page, fields={**page.fields, "title": f"{words[lang]}: {page.fields['title']}"})
        for lang, page in pages.items()
    }
