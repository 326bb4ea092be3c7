"""A desk with a team: people of every role, a small content, and drafts that they lead along their way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from members import BEGUN, desk_of, member

from hub.content.write.draft import Page, Pages, from_json
from hub.content.write.publishing import ContentChecker, current
from hub.desk.database import db
from hub.desk.outbox import Mail
from hub.desk.tables import Account
from hub.features.contribute import drafting, operations, publishing, signing
from hub.features.contribute.tables import Decision, Draft
from hub.i18n.languages import LANGS, Lang
from hub.web.site import site_of

# Everybody by name, with roles and organisation.
PEOPLE: dict[str, tuple[tuple[str, ...], str]] = {
    "author": (("contributor",), "MPS"),
    "colleague": (("contributor",), "MPS"),
    "stranger": (("contributor",), "DFAT"),
    "reviewer": (("reviewer",), ""),
    "reviewer2": (("reviewer", "safeguarding"), ""),
    "guard": (("safeguarding",), ""),
    "guard2": (("safeguarding", "contributor"), "MPS"),
    "translator": (("translator",), ""),
    "editor": (("editor",), ""),
    "editor2": (("editor", "reviewer", "safeguarding"), ""),
    "admin": (("admin",), ""),
}
ABOUT = "---\ntitle: {title}\nsummary: {title}.\nupdated: 2025-09-01\n---\n\n## {heading} {{#mot}}\n\n{title}.\n"


def written(root: Path) -> Path:
    """Write a content of one page, in both languages, if there is none; the folder."""
    if (root / "content").exists():
        return root
    for lang, title, heading in (("vi", "Giới thiệu", "Một"), ("en", "About", "One")):
        path = root / f"content/pages/gioi-thieu.{lang}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ABOUT.format(title=title, heading=heading), encoding="utf-8")
    (root / "exhibits").mkdir(exist_ok=True)
    return root


def page(token: str, lang: Lang = "vi", **sections: str) -> Page:
    """A page of the kind `page` that says a word of its own."""
    headings = {name: f"Phần {name}" for name in sections}
    return Page({"title": f"Bài {token}", "summary": f"Tóm tắt {lang}."}, sections, "", headings)


def pair(token: str, **sections: str) -> Pages:
    """Both languages of a page."""
    return {lang: page(token, lang, **sections) for lang in LANGS}


class Team:
    """The desk, its people by name, and the time."""

    def __init__(
        self, root: Path, database_url: str = "", people: dict[str, tuple[tuple[str, ...], str]] = PEOPLE
    ) -> None:
        self.root = written(root)
        self.app = desk_of(root, database_url=database_url)
        self.numbers = {
            name: member(self.app, *roles, organisation=organisation, lang="en" if name == "stranger" else "vi")
            for name, (roles, organisation) in people.items()
        }
        self.now = BEGUN
        self.links: list[str] = []
        self.roots = {"content": root / "content", "exhibits": root / "exhibits"}
        self.instance = root / "instance"
        self.registry = site_of(self.app).registry

    def later(self, **span: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**span)
        return self.now

    @contextmanager
    def at_work(self) -> Iterator[Any]:
        """A session of the database, committed if nothing was refused."""
        with self.app.app_context():
            yield db.session
            db.session.commit()

    def who(self, name: str) -> Account:
        """An account, in the session of now."""
        account = db.session.get(Account, self.numbers[name])
        assert account is not None
        return account

    def draft(self, number: int) -> Draft:
        """A draft, in the session of now."""
        draft = db.session.get(Draft, number)
        assert draft is not None
        return draft

    def begin(
        self, name: str, slug: str, pages: Pages, kind: str = "page", parent: str = "", existing: bool = False
    ) -> int:
        """Begin a draft, of a published entry if it is `existing`; its number."""
        there = current(self.registry.kinds[kind], slug, parent, self.roots, self.instance)
        with self.at_work() as session:
            base = there.pages if existing else None
            files = there.digests if existing else {}
            return drafting.begin(session, self.now, self.who(name), kind, slug, parent, pages, base, files).id

    def save(
        self, name: str, draft: int, number: int, pages: Pages, **more: Any
    ) -> "drafting.Saved | drafting.Overtaken":
        with self.at_work() as session:
            return drafting.save(session, self.now, self.who(name), self.draft(draft), number, pages, **more)

    def act(
        self, name: str, draft: int, action: Any, reason: str = "so", number: int = 0, answers: Any = "given"
    ) -> int:
        """Decide, by default on what the draft says now; the number of the decision."""
        with self.at_work() as session:
            held = self.draft(draft)
            answered = {"teaches": "no"} if answers == "given" else answers
            decision = operations.act(
                session, self.now, self.who(name), held, action, number or held.number, reason, answered
            )
            return decision.id

    def ask(self, name: str, draft: int, email: str = "chief@ministry.example", lang: Lang = "vi") -> str:
        """Ask for a signature; what the link carries."""
        with self.at_work() as session:
            signing.ask_signature(
                session, self.now, self.who(name), self.draft(draft), "Trưởng phòng", "Cục", email, lang, self._link
            )
        return self.links[-1]

    def _link(self, token: str) -> str:
        self.links.append(token)
        return f"https://hub.example/sign/{token}"

    def sign(self, token: str, action: Any = "sign", reason: str = "") -> None:
        with self.at_work() as session:
            signing.sign(session, self.now, token, action, reason)

    def publish(self, name: str, draft: int, checker: ContentChecker | None = None) -> Any:
        with self.at_work() as session:
            held, account = self.draft(draft), self.who(name)
            return publishing.publish(
                session, self.now, account, held, self.registry, self.roots, self.instance, checker
            )

    def approved(self, draft: int) -> int:
        """Lead a draft that is being written to its approval; the draft."""
        for name, action in (("author", "submit"), ("reviewer", "take"), ("reviewer", "pass"), ("guard", "clear")):
            self.act(name, draft, action)
        self.sign(self.ask("editor", draft))
        return draft

    def taken(self, kind: str, slug: str, parent: str = "", change: str = "") -> int:
        """A draft of a published entry, as it is or with another title, approved."""
        there = current(self.registry.kinds[kind], slug, parent, self.roots, self.instance)
        pages = dict(there.pages)
        if change:
            pages["vi"] = replace(pages["vi"], fields={**pages["vi"].fields, "title": change})
        return self.approved(self.begin("author", slug, pages, kind, parent, existing=True))

    def state(self, draft: int) -> str:
        with self.at_work():
            return self.draft(draft).state

    def pages(self, draft: int) -> Pages:
        with self.at_work():
            return from_json(self.draft(draft).pages)

    def decisions(self, draft: int) -> list[tuple[str, int]]:
        with self.at_work() as session:
            found = session.scalars(db.select(Decision).where(Decision.draft_id == draft).order_by(Decision.id))
            return [(each.action, each.number) for each in found]

    def mails(self, name: str = "", address: str = "") -> list[Mail]:
        """The mails for somebody, the oldest first."""
        with self.at_work() as session:
            wanted = address or self.who(name).email
            found = list(session.scalars(db.select(Mail).where(Mail.address == wanted).order_by(Mail.id)))
            session.expunge_all()
            return found

    def file(self, name: str) -> str:
        return (self.root / name).read_text(encoding="utf-8")
