"""A reader of the small content who may leave: where they come from, and the pages that they open, follow and leave."""

from urllib.parse import urlsplit

from browsing import Tab, unfold_menu
from playwright.sync_api import Page

MASKED = "/vi/gallery/phong-1/tp-02/"


def arrived(window: Tab, away: str, width: int) -> Tab:
    """A reader who comes from elsewhere."""
    window.begin_again()
    window.page.set_viewport_size({"width": width, "height": 740})
    window.page.goto(f"{away}/before")
    return window


def at(reader: Tab, path: str) -> Page:
    """A page with its scripts at work."""
    page = reader.go(path)
    page.wait_for_load_state("load")  # the module of the quick exit runs before this event
    return page


def follow(page: Page, selector: str, path: str) -> None:
    """Press a link and wait until its page is there and at work."""
    if selector.startswith("nav "):
        unfold_menu(page)
    page.locator(selector).first.click()
    page.wait_for_url(lambda url: urlsplit(url).path == path)
    page.wait_for_load_state("load")


def leave(page: Page) -> None:
    page.locator("header a.leave").click()
    page.wait_for_url("**/left")
