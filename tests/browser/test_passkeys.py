"""What can go wrong with a passkey in a real browser; the way that goes well is in test_whole_way.py."""

import re
from collections.abc import Iterator

import pytest
from browsing import Tab
from playwright.sync_api import Browser
from served_desk import AUTHENTICATOR, seat, served
from visiting import invited
from ways import Way

from hub.desk.database import db
from hub.desk.tables import Account

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    with served(tmp_path_factory.mktemp("passkeys")) as opened:
        yield opened


@pytest.fixture
def guest(browser: Browser, way: Way) -> Iterator[Tab]:
    """A tab of its own, with an authenticator such as a telephone has built in."""
    with seat(browser, way) as opened:
        opened.devtools.send("WebAuthn.enable")
        opened.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield opened


def test_a_passkey_that_is_not_used_is_said_and_can_be_tried_again(guest: Tab) -> None:
    page = guest.go("/en/account/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used. Please try again.").wait_for()
    assert page.url.endswith("/en/account/sign-in/")


def test_the_same_answer_of_a_passkey_is_taken_once(guest: Tab, way: Way) -> None:
    page = guest.go(invited(way.app, "dung@example.org", "contributor", "en"))
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
    with way.app.app_context():
        assert db.session.query(Account).filter_by(email="dung@example.org").one().name == "Dũng"
