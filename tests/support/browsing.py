"""A real Chromium, and a tab that writes down everything that a page did and should not have done."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

WINDOWED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium without the interface around its pages: a tab of its own costs a third.
NAMES = ("chromium-headless-shell", *WINDOWED)
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
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
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

    def go(self, path: str) -> Page:
        self.page.goto(self.home + path)
        return self.page

    def stored(self) -> Any:
        """What the page has put into the browser; compare with NOTHING."""
        return self.page.evaluate(STORED)

    def faults(self) -> list[str]:
        """Everything that it did so far."""
        return [*self.dialogs, *self.console, *self.elsewhere, *self.page.evaluate("window.refused ?? []")]


@contextmanager
def tab(browser: Browser, home: str, **options: Any) -> Iterator[Tab]:
    """A tab of its own in a fresh profile, for the site at `home` (scheme, host and port)."""
    context = browser.new_context(**options)
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
