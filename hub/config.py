"""Every setting: its type, its default, and the environment variable that sets it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from hub.errors import UserError
from hub.messages import N_

MAIL = re.compile(r"[^\s@<>\"'?&]+@[^\s@<>\"'?&/]+\.[^\s@<>\"'?&/.]+")
ENGINES = ("whoosh", "tantivy")
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """The hub's settings; docs/settings.md explains each."""

    content: Path = field(default=ROOT / "content", metadata={"variable": "HUB_CONTENT"})
    exhibits: Path = field(default=ROOT / "exhibits", metadata={"variable": "HUB_EXHIBITS"})
    translations: Path = field(default=ROOT / "translations", metadata={"variable": "HUB_TRANSLATIONS"})
    search_index: Path = field(default=ROOT / "search_index", metadata={"variable": "HUB_SEARCH_INDEX"})
    instance: Path = field(default=ROOT / "instance", metadata={"variable": "HUB_INSTANCE"})
    search: str = field(default="whoosh", metadata={"variable": "HUB_SEARCH"})
    public_url: str = field(default="http://localhost:8000", metadata={"variable": "HUB_PUBLIC_URL"})
    leave_url: str = field(default="https://vi.wikipedia.org/", metadata={"variable": "HUB_LEAVE_URL"})
    contact: str = field(default="", metadata={"variable": "HUB_CONTACT"})
    default_lang: str = field(default="vi", metadata={"variable": "HUB_DEFAULT_LANG"})
    now: str = field(default="", metadata={"variable": "HUB_NOW"})
    database_url: str = field(default="", metadata={"variable": "HUB_DATABASE_URL"})
    secret_key: str = field(default="", metadata={"variable": "HUB_SECRET_KEY"})
    mail_url: str = field(default="", metadata={"variable": "HUB_MAIL_URL"})
    trusted_proxies: int = field(default=0, metadata={"variable": "HUB_TRUSTED_PROXIES"})
    content_remote: str = field(default="", metadata={"variable": "HUB_CONTENT_REMOTE"})
    pictures: str = field(default="", metadata={"variable": "HUB_PICTURES"})
    pocket: bool = field(default=True, metadata={"variable": "HUB_POCKET"})
    drafts: bool = field(default=False, metadata={"variable": "HUB_DRAFTS"})
    demo: bool = field(default=False, metadata={"variable": "HUB_DEMO"})

    @property
    def origin(self) -> str:
        """Return the public URL without a trailing slash: what absolute links begin with."""
        return self.public_url.rstrip("/")

    @property
    def hostname(self) -> str:
        """Return the host name of the public URL, without the port."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def pictures_from(self) -> date | None:
        """Return the day from which contributors may send pictures; None if they may not."""
        return date.fromisoformat(self.pictures) if self.pictures else None


def from_environment(environment: Mapping[str, str] | None = None, **given: object) -> Settings:
    """Return the settings of the environment, overridden by those in `given`.

    A relative path counts from HUB_CALLED_FROM, or from the working folder if that is not set. Raises UserError.
    """
    environment = os.environ if environment is None else environment
    values: dict[str, object] = {}
    for setting in fields(Settings):
        text = environment.get(setting.metadata["variable"], "").strip()
        if not text:
            continue
        if setting.type is Path:
            # run.py changes to the repository's folder; a relative path counts from the folder where run.py was called.
            values[setting.name] = Path(environment.get("HUB_CALLED_FROM") or Path.cwd(), Path(text).expanduser())
        elif setting.type is bool:
            values[setting.name] = text.lower() in ("1", "true", "yes", "on")
        elif setting.type is int:
            if not re.fullmatch("[0-9]{1,2}", text):
                message = N_("%(variable)s is %(given)s; write a whole number from 0 to 99")
                raise UserError(message, variable=setting.metadata["variable"], given=text)
            values[setting.name] = int(text)
        else:
            values[setting.name] = text
    settings = Settings(**(values | given))  # type: ignore[arg-type]  # the loop converts each value to its field's type
    _check(settings)
    _check_pictures(settings.pictures)
    return settings


def as_environment(settings: Settings) -> dict[str, str]:
    """Return the environment from which `from_environment` makes these settings, for child processes."""
    values = {setting.metadata["variable"]: getattr(settings, setting.name) for setting in fields(settings)}
    return {name: ("0", "1")[value] if isinstance(value, bool) else str(value) for name, value in values.items()}


def _web(address: str) -> SplitResult | None:
    """Split a web address (http or https, with a host); return None for anything else."""
    try:
        url = urlsplit(address)
        whole = url.scheme in ("http", "https") and url.hostname and url.port != 0
    except ValueError:  # an unclosed bracket, or an invalid port
        return None
    return url if whole else None


def _check(settings: Settings) -> None:
    """Raise UserError for the first setting whose value is not allowed."""
    url = _web(settings.public_url)
    if url is None or url.query or url.fragment or url.path.strip("/"):
        text = N_("%(variable)s is %(given)s; write the site’s address, such as https://hub.example.org")
        raise UserError(text, variable="HUB_PUBLIC_URL", given=settings.public_url)
    leave = settings.leave_url
    # It is written into a header unchanged.
    if _web(leave) is None or not leave.isascii() or not leave.isprintable() or " " in leave:
        text = N_(
            "%(variable)s is %(given)s; write the address of a page that suits anyone, such as https://vi.wikipedia.org/"
        )
        raise UserError(text, variable="HUB_LEAVE_URL", given=leave)
    contact = settings.contact
    if (
        (contact and not MAIL.fullmatch(contact) and _web(contact) is None)
        or not contact.isprintable()
        or " " in contact
    ):
        text = N_("%(variable)s is %(given)s; write a mail or web address that someone reads, such as hub@example.org")
        raise UserError(text, variable="HUB_CONTACT", given=contact)
    if settings.default_lang not in ("vi", "en"):
        text = N_("%(variable)s is %(given)s; write vi or en")
        raise UserError(text, variable="HUB_DEFAULT_LANG", given=settings.default_lang)
    if settings.search not in ENGINES:
        text = N_("%(variable)s is %(given)s; write whoosh or tantivy")
        raise UserError(text, variable="HUB_SEARCH", given=settings.search)
    if settings.now:
        try:
            datetime.fromisoformat(settings.now)
        except ValueError as error:
            text = N_("%(variable)s is %(given)s; write a date and time, such as 2025-10-22T09:00")
            raise UserError(text, variable="HUB_NOW", given=settings.now) from error


def _check_pictures(day: str) -> None:
    """Raise UserError unless it is empty or a day: nothing else says which procedure is in force."""
    try:
        is_day = not day or (len(day) == len("2026-01-15") and bool(date.fromisoformat(day)))
    except ValueError:
        is_day = False
    if not is_day:
        text = N_(
            "%(variable)s is %(given)s; write the day on which the written procedure of docs/operations.md was put in force, such as 2026-01-15, or leave it out"
        )
        raise UserError(text, variable="HUB_PICTURES", given=day)
