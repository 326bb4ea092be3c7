"""A real Chromium, and a tab that writes down everything that a page did and should not have done."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from running import LONG

WINDOWED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium without the interface around its pages: a tab of its own costs a third.
NAMES = ("chromium-headless-shell", *WINDOWED)
# One process for the pages of a profile: a visit to another site need not start one of its own.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--renderer-process-limit=1"]
DESK = (1280, 720)  # the window of a tab that was given no other
PLAIN: dict[str, Any] = {"media": "null", "color_scheme": "null", "reduced_motion": "null", "forced_colors": "null"}
# What a policy refused is a fault of the page as well: nothing may depend on the browser's being strict.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
STORED = """async () => ({
  cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookies": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}


def missing(reason: str) -> NoReturn:
    """A test without what it needs is skipped with the reason, in continuous integration it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def found_chromium(names: tuple[str, ...] = NAMES) -> str | None:
    """Where the system's Chromium is."""
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = found_chromium()
    if path is None:
        missing(f"there is no browser here; install one of {', '.join(NAMES)}")
    expect.set_options(timeout=LONG * 1000)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except PlaywrightError as error:
            missing(f"{path} does not start: {str(error).splitlines()[0]}")
        yield browser
        browser.close()


def unfold_menu(page: Page) -> None:
    """Open the menu where a narrow window folds it."""
    fold = page.locator("nav.nav details:not([open]) > summary")
    if fold.count() and fold.is_visible():
        fold.click()


@dataclass
class Tab:
    """A page and what it did: dialogs, words on the console, requests to other hosts, policies that had to step in."""

    context: BrowserContext
    page: Page
    home: str
    dialogs: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    @cached_property
    def devtools(self) -> CDPSession:
        """What the browser's developer tools can do with the page."""
        return self.context.new_cdp_session(self.page)

    def begin_again(self) -> None:
        """Make the tab like a new one, which would cost several visits: nothing stored, noted, routed or under Back."""
        self.page.unroute_all()
        self.page.goto("about:blank")
        self.page.emulate_media(**PLAIN)
        self.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        self.devtools.send("Storage.clearDataForOrigin", {"origin": self.home, "storageTypes": "all"})
        self.devtools.send("Page.resetNavigationHistory")
        for kept in (self.dialogs, self.console, self.elsewhere):
            kept.clear()

    def go(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page

    def stored(self) -> Any:
        """What the page has put into the browser; compare with NOTHING."""
        return self.page.evaluate(STORED)

    def faults(self) -> list[str]:
        """Everything that it did so far."""
        return [*self.dialogs, *self.console, *self.elsewhere, *self.page.evaluate("window.refused ?? []")]


def with_paper(page: Page) -> Page:
    """The open page once the sheet for paper is there, which comes after the first paint."""
    there = "() => [...document.styleSheets].some((it) => it.href?.endsWith('/print.css'))"
    if not page.evaluate(there):  # most often it is, and to look costs a fifth of waiting
        page.wait_for_function(there)
    return page


@contextmanager
def tab(browser: Browser, home: str, **options: Any) -> Iterator[Tab]:
    """A tab of its own in a fresh profile, for the site at `home` (scheme, host and port)."""
    # At home in Hanoi unless a test says otherwise: elsewhere pages add the reader's own time.
    context = browser.new_context(**{"timezone_id": "Asia/Ho_Chi_Minh"} | options)
    context.set_default_timeout(LONG * 1000)
    context.add_init_script(WATCH)
    page = context.new_page()
    watched = Tab(context, page, home)

    def dismiss(dialog: Any) -> None:
        watched.dialogs.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def requested(request: Any) -> None:
        if urlsplit(request.url).netloc != urlsplit(home).netloc:
            watched.elsewhere.append(f"request {request.url}")

    page.on("dialog", dismiss)
    page.on(
        "console",
        lambda said: watched.console.append(f"{said.type} {said.text}") if said.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: watched.console.append(f"error {error}"))
    context.on("request", requested)
    context.on("page", lambda opened: watched.elsewhere.append(f"window {opened.url}") if opened is not page else None)
    yield watched
    context.close()
