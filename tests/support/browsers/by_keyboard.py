"""A page by the keyboard alone: reaching a control by Tab, writing into it, pressing it; on a telephone, with axe in every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from asking_axe import RUN, axe_source
from browsing import Tab, tab
from playwright.sync_api import Browser, Page

MOST = 400  # presses of Tab within which a control is reached
PHONE = {"width": 360, "height": 740}
# What a telephone has built in, for Chromium's WebAuthn.addVirtualAuthenticator.
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IS_AT = "(selector) => document.activeElement.matches(selector)"
SAYS = "(words) => document.activeElement.textContent.trim() === words"
CONTROL = "() => { const it = document.activeElement; return [it.name ?? '', it.type ?? '']; }"


@contextmanager
def phone(browser: Browser, home: str, checks: Path) -> Iterator[Tab]:
    """A telephone of somebody's own, with the authenticator that it has built in, and axe in every page."""
    with tab(browser, home, viewport=PHONE) as opened:
        opened.context.add_init_script(axe_source(checks))
        opened.devtools.send("WebAuthn.enable")
        opened.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield opened


def seen(guest: Tab) -> list[str]:
    """What is wrong with the page that is open."""
    found: list[Any] = guest.page.evaluate(RUN, None)
    wider = guest.page.evaluate(WIDER)
    return [*found, *([f"{wider} px wider than a phone"] if wider > 0 else []), *guest.faults()]


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until a control has the focus."""
    for _ in range(MOST):
        page.keyboard.press(key)
        if page.evaluate(IS_AT, selector):
            return
    raise AssertionError(f"no press of {key} leads to {selector} on {page.url}")


def write(page: Page, selector: str, text: str) -> None:
    """Go to a control and write at its end."""
    reach(page, selector)
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(text)


def enter(page: Page) -> None:
    """Press what has the focus, and wait for the page that follows."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page: Page, words: str) -> None:
    """Press what says these words, and wait for the page that follows."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if page.evaluate(SAYS, words):
            return enter(page)
    raise AssertionError(f"no way by the keyboard to {words} on {page.url}: {page.locator('main').inner_text()}")


def fill_in(page: Page, answers: dict[str, str]) -> None:
    """Go through a form once, and write, tick or choose whatever there is an answer for."""
    left = dict(answers)
    for _ in range(MOST):
        page.keyboard.press("Tab")
        name, kind = page.evaluate(CONTROL)
        if name not in left:
            continue
        text = left.pop(name)
        if kind in ("checkbox", "select-one"):
            page.keyboard.press("Space" if kind == "checkbox" else "ArrowDown")
        else:
            page.keyboard.insert_text(text)
        if not left:
            return
    raise AssertionError(f"no way by the keyboard to {sorted(left)}")
