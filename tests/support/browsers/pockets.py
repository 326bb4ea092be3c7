"""The pocket edition as its readers use it: kept by a button, read without a network, removed."""

from browsing import NOTHING, Tab
from playwright.sync_api import Page, expect
from running import wait_until


def keep(reader: Tab, path: str = "/vi/offline/") -> Page:
    """Press the button, and wait until everything is kept."""
    page = reader.go(path)
    page.locator("[data-keep]:visible").click()
    expect(page.locator("[data-drop]:visible")).to_be_visible()
    return page


def without_network(reader: Tab, path: str) -> Page:
    """A page while there is no network, with its scripts at work."""
    reader.context.set_offline(True)
    page = reader.go(path)
    expect(page.locator("[data-pocket], [data-when=missing]:visible").first).to_be_visible()
    return page


def is_gone(reader: Tab) -> bool:
    """Whether nothing is stored and no worker is left; asked on a file, which stores nothing itself."""
    reader.context.set_offline(False)
    reader.go("/robots.txt")
    return bool(reader.stored() == NOTHING)


def wait_until_gone(reader: Tab) -> None:
    """Wait until nothing is stored and no worker is left."""
    wait_until(lambda: is_gone(reader), "nothing is kept", lambda seconds: reader.page.wait_for_timeout(seconds * 1000))
