"""An account by the keyboard alone: invitation, passkey, second factor; every page on a phone, under axe, without a trace."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from browsing import Tab, tab
from flask import Flask
from playwright.sync_api import Browser, Page
from serving_desk import served_desk
from small import small
from visiting import PASSWORD

from hub.desk.database import db
from hub.desk.tables import Account, Passkey, SignIn
from hub.features.accounts.inviting import Wanted, invite
from hub.i18n.languages import Lang
from hub.web.site import site_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
AXE = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } } });
  if (found.passes.length < 15) throw new Error("axe has hardly looked");
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id} ${node.target.join(" ")}: ${node.failureSummary}`));
}"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "() => { const it = document.activeElement; return [it.localName, it.name ?? '', it.textContent.trim()] }"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    with served_desk(small(tmp_path_factory.mktemp("accounts"))) as served:
        yield served


@pytest.fixture
def guest(browser: Browser, desk: tuple[Flask, str], checks: Path) -> Iterator[Tab]:
    """A tab of its own, with an authenticator such as a telephone has built in, and axe in every page."""
    with tab(browser, desk[1], viewport={"width": 360, "height": 740}) as opened:
        opened.context.add_init_script((checks / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        opened.devtools.send("WebAuthn.enable")
        opened.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield opened


def invited(app: Flask, email: str, role: str, lang: Lang = "vi") -> str:
    with app.app_context():
        wanted = Wanted(email, role, "", lang, "Bộ Công an | Ministry of Public Security")
        _, token = invite(db.session(), site_of(app).clock.now(), app.config["SECRET_KEY"], None, wanted)
        db.session.commit()
    return f"/{lang}/account/invitation/{token}/"


def tab_to(page: Page, name: str = "", words: str = "") -> None:
    """Press Tab until a field of this name, or what says these words, has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        _, named, said = page.evaluate(FOCUSED)
        if (name and named == name) or (words and said == words):
            return
    raise AssertionError(f"no way by the keyboard to {name or words} on {page.url}")


def press(page: Page, words: str) -> None:
    """Press what says these words, and wait for the page that follows."""
    tab_to(page, words=words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def seen(guest: Tab) -> list[str]:
    """What is wrong with the page that is open."""
    page = guest.page
    found: list[Any] = page.evaluate(AXE)
    wider = page.evaluate(WIDER)
    return [*found, *([f"{wider} px wider than a phone"] if wider > 0 else []), *guest.faults()]


def test_from_invitation_by_passkey_to_signing_in_again(guest: Tab, desk: tuple[Flask, str]) -> None:
    app, page = desk[0], guest.go(invited(desk[0], "chi@example.org", "editor"))
    assert page.locator("h1").inner_text() == "Mở tài khoản"
    assert seen(guest) == []
    tab_to(page, "name")
    page.keyboard.type("Trần Thị Chi")
    press(page, "Mở tài khoản bằng khóa truy cập")
    # An editor proves twice who they are; a passkey that asks for a finger or a PIN is both.
    assert page.url.endswith("/vi/contribute/")
    with app.app_context():
        (key,) = db.session.query(Passkey).all()
        assert key.account.password is None and key.account.name == "Trần Thị Chi"
    assert seen(guest) == []

    press(page, "Đăng xuất")
    assert page.locator("h1").inner_text() == "Đã đăng xuất"
    assert seen(guest) == []
    press(page, "Đăng nhập")
    assert seen(guest) == []
    press(page, "Đăng nhập bằng khóa truy cập")
    assert page.url.endswith("/vi/contribute/")
    for path in ("/vi/account/", "/en/account/invitations/", "/vi/account/kept/", "/en/account/second-factor/"):
        guest.go(path)
        assert (path, seen(guest)) == (path, [])


def test_from_invitation_by_password_and_codes(guest: Tab, desk: tuple[Flask, str]) -> None:
    app, page = desk[0], guest.go(invited(desk[0], "binh@example.org", "reviewer", "en"))
    tab_to(page, words="Open the account with a passkey")
    tab_to(page, "name")
    page.keyboard.type("Bình")
    tab_to(page, "password")
    page.keyboard.type("short")
    tab_to(page, words="Open the account with a password")
    page.keyboard.press("Enter")
    assert "invitation" in page.url  # the browser itself says that it is too short
    assert page.evaluate(FOCUSED)[1] == "password"  # and leads back to it
    page.keyboard.press("Control+a")
    page.keyboard.type(PASSWORD)
    press(page, "Open the account with a password")
    assert page.url.endswith("/en/account/second-factor/")
    assert seen(guest) == []
    assert page.evaluate("() => document.querySelector('img.qr').naturalWidth") > 100
    secret = page.locator("code.select").inner_text().replace(" ", "")
    tab_to(page, "code")
    page.keyboard.type(_code(app, secret, 0))
    press(page, "Set up codes")
    assert page.locator("ol.codes li").count() == 10
    assert seen(guest) == []
    press(page, "I have kept them")
    press(page, "Sign out")
    press(page, "Sign in")
    tab_to(page, "email")
    page.keyboard.type("binh@example.org")
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    press(page, "Sign in")
    assert page.url.endswith("/en/account/sign-in/second/")
    assert seen(guest) == []
    tab_to(page, "code")
    page.keyboard.type(_code(app, secret, 1))
    press(page, "Go on")
    assert page.url.endswith("/en/contribute/")


def _code(app: Flask, secret: str, steps: int) -> str:
    return pyotp.TOTP(secret).at(int(site_of(app).clock.now().timestamp()) + 30 * steps)


def test_a_passkey_that_is_not_used_is_said_and_can_be_tried_again(guest: Tab, desk: tuple[Flask, str]) -> None:
    page = guest.go("/en/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used. Please try again.").wait_for()
    assert page.url.endswith("/en/account/sign-in/")


def test_an_open_session_proves_afresh_by_a_passkey_and_what_was_typed_is_done(
    guest: Tab, desk: tuple[Flask, str]
) -> None:
    app, page = desk[0], guest.go(invited(desk[0], "em@example.org", "editor", "en"))
    page.locator("#name-passkey").fill("Em")
    with page.expect_navigation():
        page.get_by_role("button", name="Open the account with a passkey").click()
    let_grow_old(app)
    guest.go("/en/account/second-factor/")
    assert "/en/account/proof/" in page.url
    assert seen(guest) == []
    press(page, "Use a passkey")
    assert page.url.endswith("/en/account/second-factor/")
    guest.go("/en/account/")
    let_grow_old(app)
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    press(page, "Save the password")
    assert page.locator("h1").inner_text() == "Prove that it is you"
    assert (page.evaluate(AXE), page.evaluate(WIDER)) == ([], 0)
    press(page, "Use a passkey")
    assert page.url.endswith("/en/account/")
    with app.app_context():
        assert db.session.query(Account).filter_by(email="em@example.org").one().password is not None


def let_grow_old(app: Flask) -> None:
    """Whoever is signed in has proven a while ago who they are."""
    with app.app_context():
        db.session.execute(db.update(SignIn).values(proven=site_of(app).clock.now() - timedelta(minutes=11)))
        db.session.commit()


def test_the_same_answer_of_a_passkey_is_taken_once(guest: Tab, desk: tuple[Flask, str]) -> None:
    app, page = desk[0], guest.go(invited(desk[0], "dung@example.org", "contributor", "en"))
    page.locator("#name-passkey").fill("Dũng")
    with page.expect_navigation():
        page.get_by_role("button", name="Open the account with a passkey").click()
    page.get_by_role("button", name="Sign out").click()
    guest.go("/en/account/sign-in/")
    with page.expect_request("**/sign-in/passkey/") as request:
        page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))
    sent = dict(re.findall(r"([a-z_]+)=([^&]*)", request.value.post_data or ""))
    page.get_by_role("button", name="Sign out").click()
    guest.go("/en/account/sign-in/")
    # What was sent, once more, with a token of now: the challenge has been answered.
    script = """([state, passkey]) => { const form = document.querySelector("[data-passkey=get]");
      form.elements.state.value = decodeURIComponent(state); form.elements.passkey.value = decodeURIComponent(passkey); form.submit(); }"""
    with page.expect_navigation():
        page.evaluate(script, [sent["state"], sent["passkey"]])
    page.get_by_text("This passkey was not accepted").wait_for()
    with app.app_context():
        assert db.session.query(Account).filter_by(email="dung@example.org").one().name == "Dũng"
