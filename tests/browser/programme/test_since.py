"""Readers with starred sessions see what has changed of these since they last looked; without stars nothing is kept."""

from pathlib import Path

import pytest
from browsing import NOTHING, tab
from built import small_site
from listening import listening
from playwright.sync_api import Browser, expect
from running import wait_until
from small import session

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = "/en/agenda/changes/"
MINE = "/en/agenda/mine/?s=toan-the"
STAR = 'localStorage.setItem("stars", JSON.stringify(["toan-the"]))'


def test_a_session_that_moves_is_told_once_to_who_has_starred_it(browser: Browser, tmp_path: Path) -> None:
    hub = small_site(tmp_path)
    with listening(hub.worker.front) as address, tab(browser, address.replace("127.0.0.1", "localhost")) as guest:
        page = guest.go(PAGE)
        box = page.locator("[data-behaviour=since]")
        loaded = (
            "performance.getEntriesByType('resource').some((it) => it.name.endsWith('/since.js') && it.responseEnd > 0)"
        )
        wait_until(lambda: page.evaluate(loaded), "the behaviour is loaded")
        page.wait_for_load_state("networkidle")
        expect(box).to_be_hidden()
        assert guest.stored() == NOTHING

        page.evaluate(STAR)
        page.reload()
        wait_until(lambda: page.evaluate("localStorage.getItem('looked')"), "what was looked at is kept")
        expect(box).to_be_hidden()  # nothing has changed yet

        session(tmp_path, "khai-mac", "2025-10-22 09:00", "Khai mạc", "Opening")
        hub.build()
        session(tmp_path, "toan-the", "2025-10-22 11:00", "Phiên toàn thể", "Plenary")
        hub.build()
        page.reload()
        expect(box).to_contain_text("Since you last looked, this has changed:")
        expect(box.get_by_role("listitem")).to_have_count(1)
        expect(box.get_by_role("listitem")).to_contain_text("New time: 11:00–12:00. Before: 10:00–11:00.")
        expect(box.get_by_role("link", name="Plenary")).to_have_attribute("href", "/en/agenda/toan-the/")

        page.reload()
        expect(box).to_contain_text("Nothing has changed since you last looked.")
        expect(box.get_by_role("listitem")).to_have_count(0)

        page.evaluate("localStorage.removeItem('looked')")
        page.reload()
        expect(box).to_contain_text("So far, this has changed:")

        page.evaluate("localStorage.removeItem('looked')")
        guest.go(MINE)  # which tells it too, with no list of changes beside it
        expect(box.get_by_role("listitem")).to_contain_text("New time: 11:00–12:00. Before: 10:00–11:00.")

        page.evaluate("localStorage.setItem('stars', '[]')")
        guest.go(PAGE)
        wait_until(lambda: page.evaluate("localStorage.getItem('looked') === null"), "nothing is kept any more")
        expect(box).to_be_hidden()
        assert guest.faults() == []
