"""Sessions: who is signed in, by a cookie that names a row of the database, which can be ended from elsewhere."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from flask import Flask, session
from flask_security import login_user, logout_user
from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult

from hub.config import Settings
from hub.desk.database import db
from hub.desk.tables import Account, SignIn
from hub.web.site import site

KEY = "sign_in"  # of the cookie
IDLE = timedelta(days=7)  # without a request after which a session ends
LONGEST = timedelta(days=30)
FRESH = timedelta(minutes=10)  # for which a proof counts before something that changes who can come in
NOTED = timedelta(minutes=5)  # how exactly the last use is noted: not every request is a write
# In this order: Edge calls itself Chrome as well, and Chrome calls itself Safari.
BROWSERS = ("Firefox", "Edg", "OPR", "CocCoc|coc_coc_browser", "SamsungBrowser", "Chrome|CriOS", "Safari")
NAMES = ("Firefox", "Edge", "Opera", "Cốc Cốc", "Samsung Internet", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X|Macintosh", "CrOS", "Linux")
SYSTEM_NAMES = ("Android", "iPhone", "iPad", "Windows", "macOS", "ChromeOS", "Linux")


def configure(app: Flask, settings: Settings) -> None:
    """Set the cookie: for this host alone, for no script, with no more in it than a session needs."""
    secure = settings.public_url.startswith("https:")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-hub" if secure else "hub",  # the prefix binds it to this host, by TLS (RFC 6265bis)
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
    )


def register(app: Flask) -> None:
    """Let the library ask our table who is signed in, and nothing else: no token in an address or a header counts."""
    manager = app.login_manager  # type: ignore[attr-defined]  # Flask-Login puts it there
    manager.session_protection = None  # which would remember the machine's address
    manager.user_loader(_loaded)
    manager.request_loader(lambda request: None)


def start(account: Account, now: datetime, browser: str) -> None:
    """Sign an account in, in a session that did not exist before.

    Whatever the cookie carried is dropped: one that somebody else had set before is worth nothing (CKAN CVE-2025-64100).
    """
    token = secrets.token_urlsafe(32)
    begun = {"begun": now, "used": now, "proven": now}
    db.session.add(SignIn(account_id=account.id, token=digest(token), browser=family(browser), **begun))
    account.used = now
    db.session.commit()
    forget_cookie()
    login_user(account, remember=False)
    session[KEY] = token


def is_fresh(now: datetime) -> bool:
    """Tell whether whoever has this session has proven within the last minutes that it is them."""
    proven = db.session.scalar(select(SignIn.proven).where(SignIn.token == digest(session.get(KEY, ""))))
    return proven is not None and now - proven <= FRESH


def renew(now: datetime) -> bool:
    """Note that whoever has this session has proven it again; return False if it was ended meanwhile.

    The cookie gets another token, so that a copy that somebody took of it before is worth nothing from here on. The
    token of forms stays: what is written in other windows can still be sent.
    """
    token = secrets.token_urlsafe(32)
    mine = update(SignIn).where(SignIn.token == digest(session.get(KEY, "")))
    result = db.session.execute(mine.values(token=digest(token), used=now, proven=now))
    db.session.commit()
    assert isinstance(result, CursorResult)
    session[KEY] = token
    return result.rowcount == 1


def end() -> None:
    """End the session of this request, in the database too."""
    db.session.execute(delete(SignIn).where(SignIn.token == digest(session.get(KEY, ""))))
    db.session.commit()
    logout_user()
    forget_cookie()


def forget_cookie() -> None:
    """Drop everything that the cookie carries, the token of forms included."""
    from flask import g

    session.clear()
    g.pop("csrf_token", None)  # Flask-WTF keeps it for the rest of the request


def current_id() -> int | None:
    """Return the number of the session of this request."""
    return db.session.scalar(select(SignIn.id).where(SignIn.token == digest(session.get(KEY, ""))))


def digest(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def family(agent: str) -> str:
    """Return the family of a browser and its system, from what it calls itself: "Firefox, Windows"."""
    pairs = ((BROWSERS, NAMES), (SYSTEMS, SYSTEM_NAMES))
    found = [next((name for word, name in zip(*pair, strict=True) if re.search(word, agent)), "") for pair in pairs]
    return ", ".join(filter(None, found))


def _loaded(uniquifier: str) -> Account | None:
    """Return the account of a cookie, if its session has neither been ended nor grown old."""
    now = site().clock.now()
    found = db.session.scalars(select(SignIn).where(SignIn.token == digest(session.get(KEY, "")))).first()
    if found is None or found.account.fs_uniquifier != uniquifier or not found.account.active:
        return None
    if found.used + IDLE < now or found.begun + LONGEST < now:
        return None
    if found.used + NOTED < now:
        found.used = found.account.used = now
        db.session.commit()
    return found.account
