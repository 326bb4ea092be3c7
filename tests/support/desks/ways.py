"""A draft on its way through a desk: people of every role, the steps that they take, and clients that are signed in as them."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from members import client_as, desk_of, member
from small import small

from hub.content.write.draft import Pages, from_json
from hub.content.write.publishing import current
from hub.desk.database import db
from hub.desk.outbox import Mail
from hub.desk.tables import Account
from hub.features.contribute.drafting import begin, save
from hub.features.contribute.operations import act
from hub.features.contribute.safeguarding.checklist import QUESTIONS
from hub.features.contribute.signing import ask_signature, sign
from hub.features.contribute.tables import Draft
from hub.web.context import begin_context
from hub.web.site import site_of

NOW = "2026-11-29T09:00"
REASON = "Đã đọc kỹ cả hai thứ tiếng."
CHECKED = {f"q-{each.id}": "yes" if each.yes_is_good else "no" for each in QUESTIONS}
STEPS = (
    ("author", "submit", "submitted"), ("reviewer", "take", "review"), ("reviewer", "pass", "safeguarding"),
    ("safeguarding", "clear", "signoff"),
)  # fmt: skip
Change = Callable[[Pages], Pages]


class Way:
    """A desk over a small content, with an account a role; `number` below is that of a draft."""

    def __init__(self, root: Path, now: str = NOW, made: Callable[..., Flask] = desk_of, **settings: Any) -> None:
        small(root)
        self.root = root
        self.begun = 0
        self.app = made(root, now=now, **settings)
        self.people = {
            "author": member(self.app, "contributor", organisation="Cục Trẻ em"),
            "colleague": member(self.app, "contributor", organisation="Cục Trẻ em"),
            "stranger": member(self.app, "contributor", organisation="Hội khác"),
            **{role: member(self.app, role) for role in ("reviewer", "safeguarding", "translator", "editor", "admin")},
            "other_reviewer": member(self.app, "reviewer", lang="en"),
        }

    @cached_property
    def clients(self) -> dict[str, FlaskClient]:
        """A client for each of them."""
        return {name: client_as(self.app, number) for name, number in self.people.items()}

    @contextmanager
    def open(self) -> Iterator[Any]:
        """The session of the database, within the application."""
        with self.app.app_context():
            begin_context(self.app, "vi")
            yield db.session()
            db.session.commit()

    @property
    def origin(self) -> str:
        """What absolute addresses of the desk begin with."""
        return site_of(self.app).settings.origin

    @property
    def now(self) -> Any:
        """The moment of the desk's clock."""
        return site_of(self.app).clock.now()

    def account(self, name: str) -> Account:
        """Somebody's account, within the application."""
        found = db.session.get(Account, self.people[name])
        assert found is not None
        return found

    def files(self, slug: str = "duong-day") -> Any:
        """What the files of a practice say."""
        settings = site_of(self.app).settings
        kind = site_of(self.app).registry.kinds["practice"]
        roots: Any = {"content": settings.content, "exhibits": settings.exhibits}
        return current(kind, slug, "", roots, settings.instance)

    def begin(
        self, change: Change = lambda pages: pages, by: str = "author", slug: str = "", takes_over: bool = False
    ) -> int:
        """A draft of a new practice that says what the small content's says, with a change; with its slug, of that itself."""
        there = self.files()
        self.begun += 1
        base = there.pages if slug else None
        with self.open() as session:
            draft = begin(
                session, self.now, self.account(by), "practice", slug or f"muc-{self.begun}", "", change(there.pages), base,
                there.digests if slug else {}, takes_over,
            )  # fmt: skip
            return draft.id

    def rewrite(self, number: int, change: Change, by: str = "author") -> None:
        """A change of what a draft says."""
        with self.open() as session:
            draft = session.get(Draft, number)
            save(session, self.now, self.account(by), draft, draft.number, change(from_json(draft.pages)))

    def act(self, number: int, by: str, action: Any, reason: str = REASON) -> None:
        """A step, by an operation."""
        with self.open() as session:
            draft = session.get(Draft, number)
            answers = {"questions": {}, "findings": []} if action == "clear" else None
            answers = {"questions": {"teach": {"said": "no", "why": ""}}, "findings": []} if answers else None
            act(session, self.now, self.account(by), draft, action, draft.number, reason, answers)

    def draft_in(self, state: str, change: Change = lambda pages: pages, by: str = "author", **begun: Any) -> int:
        """A draft that has come as far as a state."""
        number = self.begin(change, by, **begun)
        if state == "draft":
            return number
        for who, action, reached in STEPS:
            self.act(number, by if who == "author" else who, action)
            if reached == state:
                return number
        token = self.ask_to_sign(number)
        if state == "approved":
            with self.open() as session:
                sign(session, self.now, token, "sign")
        return number

    def ask_to_sign(self, number: int, email: str = "cuc.truong@example.org") -> str:
        """What the link carries that somebody gets."""
        tokens: list[str] = []
        with self.open() as session:

            def link(token: str) -> str:
                tokens.append(token)
                return f"{site_of(self.app).settings.origin}/vi/contribute/sign/{token}/"

            ask_signature(
                session,
                self.now,
                self.account("editor"),
                session.get(Draft, number),
                "Bà Cục trưởng",
                "Cục Trẻ em",
                email,
                "vi",
                link,
            )
        return tokens[0]

    def state(self, number: int) -> str:
        """The state of a draft."""
        with self.open() as session:
            return str(session.get(Draft, number).state)

    def draft_number(self, number: int) -> int:
        """The number that counts what was saved of a draft."""
        with self.open() as session:
            return int(session.get(Draft, number).number)

    def mails(self, address: str = "") -> list[str]:
        """The text of each mail in the outbox, to an address."""
        with self.open() as session:
            return [one.text for one in session.query(Mail).order_by(Mail.id) if address in one.address]


def page(way: Way, number: int, who: str = "reviewer", more: str = "review/") -> str:
    """A page of a draft, as one of them sees it."""
    answer = way.clients[who].get(f"/vi/contribute/drafts/{number}/{more}")
    assert answer.status_code == 200
    return answer.text


def with_section(key: str, vi: str, en: str = "") -> Change:
    """A change of one section in both languages."""

    def change(pages: Pages) -> Pages:
        texts = {"vi": vi, "en": en or vi}
        return {lang: replace(page, sections={**page.sections, key: texts[lang]}) for lang, page in pages.items()}

    return change


def with_title(vi: str, en: str) -> Change:
    """A change of the title in both languages."""

    def change(pages: Pages) -> Pages:
        titles = {"vi": vi, "en": en}
        return {lang: replace(page, fields={**page.fields, "title": titles[lang]}) for lang, page in pages.items()}

    return change


def link_in(text: str) -> str:
    """The path of the link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found is not None
    return found[1]
