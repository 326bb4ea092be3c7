"""Somebody at the desk: a client with a cookie of its own that reads pages and sends their forms as a browser does."""

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from hub.desk.database import db
from hub.desk.outbox import Mail
from hub.features.accounts.inviting import Wanted, invite
from hub.i18n.languages import Lang
from hub.web.site import site_of

PASSWORD = "mười hai con mèo tím ăn khế"
PASSWORDS = "hub.accounts.passwords"


class Visitor:
    """One browser. `text` is the page that it shows, `path` where that is."""

    def __init__(self, app: Flask, **headers: str) -> None:
        self.app, self.client, self.origin = app, app.test_client(), site_of(app).settings.origin
        self.headers = {"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"}
        self.headers |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.text = self.path = ""

    def go(self, path: str, **more: Any) -> TestResponse:
        """Open a page, following where it leads."""
        return self._arrive(self.client.get(path, base_url=self.origin, headers=self.headers, **more))

    def send(self, path: str, follow: bool = True, **fields: str) -> TestResponse:
        """Send a form of the page that is shown, with its token."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.text)
        data = {"csrf_token": token[1] if token else "", **fields}
        answer = self.client.post(path, base_url=self.origin, headers=self.headers, data=data)
        return self._arrive(answer) if follow else answer

    def _arrive(self, answer: TestResponse) -> TestResponse:
        hops = 0
        while answer.status_code in (301, 302, 303, 307, 308):
            hops += 1
            assert hops < 10, f"led in a circle: {answer.headers['Location']}"
            answer = self.client.get(answer.headers["Location"], base_url=self.origin, headers=self.headers)
        self.text, self.path = answer.text, answer.request.path
        return answer

    def sign_in(self, email: str, password: str = PASSWORD) -> TestResponse:
        self.go("/en/account/sign-in/")
        return self.send("/en/account/sign-in/", email=email, password=password)

    @property
    def cookie(self) -> str:
        """What the cookie of the session says."""
        return next((cookie.value for cookie in self.client._cookies.values() if "hub" in cookie.key), "")  # type: ignore[union-attr]


def invited(app: Flask, email: str, role: str, lang: Lang = "vi") -> str:
    """The path of a new invitation, as the command makes one."""
    with app.app_context():
        wanted = Wanted(email, role, "", lang, "Bộ Công an | Ministry of Public Security")
        _, token = invite(db.session(), site_of(app).clock.now(), app.config["SECRET_KEY"], None, wanted)
        db.session.commit()
    return f"/{lang}/account/invitation/{token}/"


def mails(app: Flask, address: str = "") -> list[Mail]:
    """What lies in the outbox, for an address or for all."""
    with app.app_context():
        found = db.select(Mail).order_by(Mail.id)
        return list(db.session.scalars(found.where(Mail.address == address) if address else found))


def link_in(mail: Mail) -> str:
    """The link that a mail carries."""
    found = re.search(r"https?://\S+", mail.text)
    assert found, mail.text
    return found[0]


def path_in(mail: Mail) -> str:
    """The path of that link."""
    return "/" + link_in(mail).split("/", 3)[3]


def with_password(app: Flask, number: int, password: str = PASSWORD) -> str:
    """Give an account a password; its address."""
    from hub.desk.tables import Account

    with app.app_context():
        account = db.session.get(Account, number)
        assert account is not None
        account.password = app.extensions[PASSWORDS].hash(password)
        db.session.commit()
        return account.email
