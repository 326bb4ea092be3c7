"""Accounts by the keyboard, and what can go wrong with a passkey; the way that goes well is in test_whole_way.py."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from asking_axe import RUN
from browsing import Tab
from by_keyboard import WIDER, phone, press, reach, seen
from flask import Flask
from playwright.sync_api import Browser
from served_desk import served
from visiting import PASSWORD, invited

from hub.desk.database import db
from hub.desk.tables import Account, SignIn
from hub.web.site import site_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str]]:
    with served(tmp_path_factory.mktemp("accounts")) as way:
        yield way.app, site_of(way.app).settings.origin


@pytest.fixture
def guest(browser: Browser, desk: tuple[Flask, str], checks: Path) -> Iterator[Tab]:
    with phone(browser, desk[1], checks) as opened:
        yield opened


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
    reach(page, "[name=password]")
    page.keyboard.type(PASSWORD)
    press(page, "Save the password")
    assert page.locator("h1").inner_text() == "Prove that it is you"
    assert (page.evaluate(RUN, None), page.evaluate(WIDER)) == (
        [],
        0,
    )  # the answer is a 403, which the browser tells as an error
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
    page.wait_for_url("**/contribute/")
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
