"""Who works at the desk: accounts with their roles, and the organisations that they write for."""

from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import BigInteger, Column, ForeignKey, String, Table
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hub.desk.database import At, Base
from hub.desk.permissions import WITH_SECOND_FACTOR
from hub.i18n.languages import Lang

account_role = Table(
    "account_role",
    Base.metadata,
    Column("account_id", ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("role.id", ondelete="CASCADE"), primary_key=True),
)


class Organisation(Base):
    """A ministry, an NGO or an agency, by its name in both languages; the public history of an entry names it."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_vi: Mapped[str] = mapped_column(String(200), unique=True)
    name_en: Mapped[str] = mapped_column(String(200), unique=True)

    def name(self, lang: Lang) -> str:
        """Return its name in a language."""
        return self.name_en if lang == "en" else self.name_vi


class Role(Base, RoleMixin):
    """A role; what it may do is in hub.desk.permissions."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    description: Mapped[str | None] = mapped_column(String(200))


class Account(Base, UserMixin):
    """A person's account. No telephone number, no address of a machine and no list of past visits is kept of anybody."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    lang: Mapped[Lang] = mapped_column(String(2), default="vi")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    active: Mapped[bool] = mapped_column(default=True)
    created: Mapped[At]
    used: Mapped[At | None]  # the day of the last visit, by which accounts that nobody uses are found
    # What the library keeps to sign somebody in; the names are its own. A password may be missing beside a passkey.
    password: Mapped[str | None] = mapped_column(String(255))
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(String(64), unique=True)  # type: ignore[assignment]
    # The secret of the codes, encrypted, and the half minute of the last one that was taken: none is taken twice.
    totp_secret: Mapped[str | None] = mapped_column(String(255))
    totp_taken: Mapped[int] = mapped_column(BigInteger, default=0)

    organisation: Mapped[Organisation | None] = relationship()
    roles: Mapped[list[Role]] = relationship(secondary=account_role)  # type: ignore[assignment]
    webauthn: Mapped[list["Passkey"]] = relationship(
        order_by="Passkey.id", back_populates="account", cascade="all, delete-orphan"
    )  # type: ignore[assignment]

    @property
    def role_names(self) -> frozenset[str]:
        """Return the names of its roles."""
        return frozenset(role.name for role in self.roles)

    @property
    def needs_second_factor(self) -> bool:
        """Tell whether a role of it asks for a proof beside the password."""
        return bool(self.role_names & WITH_SECOND_FACTOR)

    @property
    def has_second_factor(self) -> bool:
        """Tell whether it can give one: a passkey, or a code."""
        return self.totp_secret is not None or bool(self.webauthn)


class Passkey(Base, WebAuthnMixin):
    """A passkey of an account; the names of its columns are the library's."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(unique=True, index=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(default=0)
    transports = Column(MutableList.as_mutable(AsaList()), nullable=True)  # type: ignore[assignment]
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    create_datetime: Mapped[At]
    lastuse_datetime: Mapped[At]
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))

    account: Mapped[Account] = relationship(back_populates="webauthn")


class RecoveryCode(Base):
    """A code that is taken once instead of one of the telephone's; kept as a sha256, and deleted when it is used."""

    __tablename__ = "recovery_code"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)


class SignIn(Base):
    """A session of an account, which its owner can see and end. Of the browser its family is kept, of the machine nothing.

    `token` is the sha256 of what the cookie carries: whoever reads the database cannot take a session over. `proven` is
    when its owner last proved that it is them, by signing in or again later.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(60), default="")
    begun: Mapped[At]
    used: Mapped[At]
    proven: Mapped[At]

    account: Mapped[Account] = relationship()


class UsedOnce(Base):
    """That a signed link or a challenge has been used, until it would have expired anyway."""

    __tablename__ = "used_once"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    until: Mapped[At]


class Invitation(Base):
    """An invitation to open an account, for one mail address. `token` is the sha256 of what the link carries."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    lang: Mapped[Lang] = mapped_column(String(2), default="vi")
    role: Mapped[str] = mapped_column(String(40))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # None: by a command
    created: Mapped[At]
    expires: Mapped[At]
    accepted: Mapped[At | None]
    withdrawn: Mapped[At | None]

    organisation: Mapped[Organisation | None] = relationship()
