"""What is kept of work that is not published yet: drafts, what was said of them, who decided, who signs."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.desk.database import At, Base
from hub.desk.tables import Account, Organisation
from hub.features.contribute.workflow import WRITABLE, Action, State, Step
from hub.i18n.languages import Lang

# Numbers stand in addresses, mails and the audit: what is deleted must not give its number to another.
FOR_EVER = {"sqlite_autoincrement": True}
OPEN = text("state NOT IN ('published', 'discarded')")


class Draft(Base):
    """An entry of some kind that somebody writes: a new one, or the next wording of a published one.

    `pages` is what the files are to say, in both languages or one (hub.content.write.draft, as JSON); `base` what they
    said when the draft was begun, and `base_files` the digests of those files, by language: both empty for a new entry.
    `number` counts what was saved: whoever saves says on which number they wrote. `writers` are all who have saved it;
    none of them decides over it. `takes_over` marks a draft by which an institution takes over a starter entry.
    """

    __tablename__ = "draft"
    __table_args__ = (
        # Of two who begin at once, one is told of the other.
        Index("uq_draft_open", "kind", "slug", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        FOR_EVER,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    slug: Mapped[str] = mapped_column(String(120))
    parent: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[State] = mapped_column(String(20), default="draft", index=True)
    number: Mapped[int] = mapped_column(default=1)
    minor: Mapped[bool] = mapped_column(default=False)
    takes_over: Mapped[bool] = mapped_column(default=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    writers: Mapped[list[int]] = mapped_column(JSON, default=list)
    pages: Mapped[dict[str, Any]] = mapped_column(JSON)
    base: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    base_files: Mapped[dict[Lang, str]] = mapped_column(JSON, default=dict)
    created: Mapped[At]
    changed: Mapped[At]
    entered: Mapped[At]  # when it came into its state: the age that queues show

    author: Mapped[Account] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    versions: Mapped[list["DraftVersion"]] = relationship(order_by="DraftVersion.number", cascade="all, delete-orphan")
    comments: Mapped[list["Comment"]] = relationship(order_by="Comment.id", cascade="all, delete-orphan")
    decisions: Mapped[list["Decision"]] = relationship(order_by="Decision.id", cascade="all, delete-orphan")
    attachments: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id", cascade="all, delete-orphan")
    signatures: Mapped[list["SignOff"]] = relationship(order_by="SignOff.id", cascade="all, delete-orphan")

    @property
    def reviewer_ids(self) -> frozenset[int]:
        """Return who has decided in a review of it."""
        return frozenset(one.account_id for one in self.decisions if one.step == "review" and one.account_id)

    @property
    def writer_ids(self) -> frozenset[int]:
        """Return who has written in it, its author included."""
        return frozenset((self.author_id, *self.writers))

    @property
    def is_stopped(self) -> bool:
        """Tell whether a file beside it lies in quarantine: until that is settled nothing is done to the draft."""
        return any(one.is_held for one in self.attachments)

    @property
    def is_writable(self) -> bool:
        """Tell whether it can be written, by who may."""
        return self.state in WRITABLE and not self.is_stopped


class DraftVersion(Base):
    """What a draft said under a number, and who saved that.

    Each is kept for a day, as others may still write on it; and for good, if somebody decided or spoke on it, or if
    another person saved the next one.
    """

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    pages: Mapped[dict[str, Any]] = mapped_column(JSON)
    moment: Mapped[At]


class Comment(Base):
    """What somebody said of a section or field (`place`; empty for the whole), on the version of a number."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    lang: Mapped[Lang] = mapped_column(String(2))
    place: Mapped[str] = mapped_column(String(80), default="")
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    settled: Mapped[bool] = mapped_column(default=False)
    moment: Mapped[At]

    account: Mapped[Account] = relationship()
    draft: Mapped[Draft] = relationship(overlaps="comments")


class Decision(Base):
    """What was decided in a step of the workflow, on the version of a number, and why.

    `account_id` is None for a signature given by the link of `sign_off`. `answers` are those to the checklist of
    safeguarding.
    """

    __tablename__ = "decision"
    __table_args__ = (FOR_EVER,)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    sign_off_id: Mapped[int | None] = mapped_column(ForeignKey("sign_off.id", ondelete="SET NULL"))
    step: Mapped[Step] = mapped_column(String(20))
    action: Mapped[Action] = mapped_column(String(20))
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    moment: Mapped[At]

    account: Mapped[Account | None] = relationship()
    sign_off: Mapped["SignOff | None"] = relationship()


class SignOff(Base):
    """A link by which somebody without an account approves one version or sends it back; it works once.

    `token` is the sha256 of what the link carries: whoever reads this table cannot sign. `overtaken` is when it ceased
    to work because another link was sent, or because the draft went on without it.
    """

    __tablename__ = "sign_off"
    __table_args__ = (FOR_EVER,)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(200))
    office: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254))
    lang: Mapped[Lang] = mapped_column(String(2))
    token: Mapped[str] = mapped_column(String(64), unique=True)
    asked: Mapped[At]
    expires: Mapped[At]
    used: Mapped[At | None]
    overtaken: Mapped[At | None]
    action: Mapped[Action | None] = mapped_column(String(20))

    draft: Mapped[Draft] = relationship(overlaps="signatures")


class Attachment(Base):
    """A file beside a draft, for its reviewers; it lies under instance/uploads/ by its digest.

    `alt` is what a picture shows, in words of the language `alt_lang`. `quarantined` is since when nobody gets the file,
    as somebody suspects what is in it, and `destroyed` when it was deleted from there.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    moment: Mapped[At]
    alt: Mapped[str] = mapped_column(String(500), default="")
    alt_lang: Mapped[Lang | None] = mapped_column(String(2))
    quarantined: Mapped[At | None]
    destroyed: Mapped[At | None]

    @property
    def is_held(self) -> bool:
        """Tell whether it lies in quarantine."""
        return self.quarantined is not None and self.destroyed is None


class Presence(Base):
    """That somebody has a draft open, so that two people on one draft see each other; old ones are removed."""

    __tablename__ = "presence"

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    seen: Mapped[At]

    account: Mapped[Account] = relationship()


class TakeOver(Base):
    """That an editor has asked an institution to take a starter entry over. Asking another one replaces it."""

    __tablename__ = "take_over"
    __table_args__ = (UniqueConstraint("kind", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    slug: Mapped[str] = mapped_column(String(120))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    moment: Mapped[At]

    organisation: Mapped[Organisation] = relationship()
