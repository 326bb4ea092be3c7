"""The programme with its stars: its pages once their stars are at work, and what is kept and said there."""

from urllib.parse import urlsplit

from browsing import Tab
from playwright.sync_api import Locator, Page, expect

AGENDA, MINE = "/vi/agenda/", "/vi/agenda/mine/"
KEPT = "() => localStorage.getItem('stars')"
# A module that is asked for again is the same one, there once it has done its work.
AT_WORK = """async () => {
  const begun = new URL(document.querySelector("script[data-files]").dataset.files, document.baseURI);
  const wanted = document.querySelector("[data-shown]") ? "mine.js" : "stars.js";
  await import(new URL(wanted, begun)).catch(() => null);
}"""
SAID = {
    "kept": "Chỉ lưu trong trình duyệt này, trên thiết bị này.",
    "off": "Trình duyệt này không cho trang lưu, hoặc đã hết chỗ.",
    "damaged": "Danh sách đã lưu trên thiết bị này bị hỏng",
    "full": "Chương trình của bạn đã đủ 200 phiên",
    "cleared": "Danh sách không còn trên thiết bị này",
}


def at(reader: Tab, path: str) -> Page:
    """A page whose stars are at work."""
    page = reader.go(path)
    page.evaluate(AT_WORK)
    return page


def star(page: Page, slug: str) -> Locator:
    return page.locator(f"button[data-star^='{slug}']")


def own(page: Page) -> Locator:
    return page.locator("main p > a[data-stars]").first


def keep(page: Page, text: str | None) -> None:
    page.evaluate("(text) => text === null ? localStorage.clear() : localStorage.setItem('stars', text)", text)


def said(page: Page, what: str) -> None:
    expect(page.locator("[data-said]")).to_contain_text(SAID[what])


def is_at(page: Page, query: str) -> None:
    page.wait_for_url(lambda url: (urlsplit(url).path, urlsplit(url).query) == (MINE, query))
    page.evaluate(AT_WORK)
