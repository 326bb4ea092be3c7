"""No page is wider than its window at 320 px, whatever an author typed; what is wide scrolls in a box of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Tab, tab
from built import small_site
from listening import listening
from playwright.sync_api import Browser
from running import wait_until
from small import document, put

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HASHTAG = "#ChấmDứtBạoLựcVớiPhụNữVàTrẻEmTrênKhôngGianMạngTrênKhôngGianMạng"
ADDRESS = "https://example.org/" + "mot-dia-chi-rat-dai-" * 6
CELLS = "| Cuộc gọi đến | 1.234.567 | 1.234.567 | 1.234.567 | 1.234.567 | 1.234.567 |"
TABLE = f"| Chỉ số | 2021 | 2022 | 2023 | 2024 | 2025 |\n|---|--:|--:|--:|--:|--:|\n{CELLS}"
CODE = "    Đoạn này được dán từ Word với bốn dấu cách ở đầu dòng, vì thế nó bị coi là mã và không xuống dòng."
PAGES = {
    "bang": ({"title": "Bảng"}, TABLE),
    "bang-trong-muc": ({"title": "Bảng"}, f"- Mục:\n  {TABLE}".replace("\n|", "\n  |")),
    "bang-trich": ({"title": "Bảng"}, "> " + TABLE.replace("\n", "\n> ")),
    "thut": ({"title": "Thụt"}, f"Dán từ Word:\n\n{CODE}"),
    "nhan-de": ({"title": HASHTAG, "summary": HASHTAG}, "x"),
    "muc-luc": ({"title": "Mục"}, f"## {HASHTAG}\n\na\n\n## {ADDRESS}\n\nb\n\n### {HASHTAG}\n\nc\n\n## Ba\n\nd"),
    "chu-dai": (
        {"title": "Chữ dài"},
        f"{HASHTAG}\n\n- {HASHTAG}\n\n> {HASHTAG}\n\n`{ADDRESS}`\n\n<{ADDRESS}>\n\n**{HASHTAG}**[^1]\n\n[^1]: {ADDRESS}",
    ),
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BEYOND = """() => [...document.querySelectorAll("main *")].filter((it) => it.checkVisibility() && !it.closest(".scroll, pre, svg"))
  .filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((it) => `${it.localName}.${it.className}`)"""
SCROLLS = (
    """(it) => it.scrollWidth > it.clientWidth && getComputedStyle(it).overflowX === "auto" && it.tabIndex === 0"""
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = small_site(tmp_path_factory.mktemp("narrow"))
    for slug, (front, body) in PAGES.items():
        put(site.root / f"content/pages/{slug}.vi.md", document(front | {"menu": "none"}, body))
    lengthen(site.root)
    site.build()
    with listening(site.worker.front) as address:
        yield address.replace("127.0.0.1", "localhost")


def lengthen(root: Path) -> None:
    """Give an entry of each other kind a title that is one long word."""
    for name, title in (
        ("library/duong-day", "Đường dây hỗ trợ"),
        ("agenda/khai-mac", "Khai mạc"),
        ("statements/loi-noi", "Lời nói"),
    ):
        path = root / f"content/{name}.vi.md"
        text = path.read_text(encoding="utf-8")
        assert title in text
        put(path, text.replace(title, HASHTAG, 1))


@pytest.fixture(scope="module")
def phone(browser: Browser, home: str) -> Iterator[Tab]:
    with tab(browser, home, viewport={"width": 320, "height": 640}) as opened:
        yield opened


@pytest.mark.parametrize(
    "path",
    [
        *(f"/vi/pages/{slug}/" for slug in PAGES),
        *("/vi/library/duong-day/", "/vi/library/", "/vi/agenda/khai-mac/", "/vi/agenda/", "/vi/statements/loi-noi/"),
        *("/vi/", "/vi/sources/", "/vi/search/?q=ChấmDứtBạoLựcVớiPhụNữVàTrẻEmTrênKhôngGianMạngTrênKhôngGianMạng"),
    ],
)
def test_a_page_is_as_wide_as_its_window(phone: Tab, path: str) -> None:
    page = phone.go(path)
    assert page.locator("h1").count() == 1
    assert (page.evaluate(WIDER), page.evaluate(BEYOND)) == (0, [])


@pytest.mark.parametrize("slug", ["bang", "bang-trong-muc", "bang-trich"])
def test_a_wide_table_scrolls_in_its_own_box_which_the_keyboard_reaches(phone: Tab, slug: str) -> None:
    box = phone.go(f"/vi/pages/{slug}/").locator("main .scroll")
    assert box.evaluate(SCROLLS)
    box.focus()
    phone.page.keyboard.press("ArrowRight")
    wait_until(lambda: box.evaluate("(it) => it.scrollLeft > 0"), "the box scrolls")


def test_wide_code_scrolls_in_its_own_box_which_the_keyboard_reaches(phone: Tab) -> None:
    assert phone.go("/vi/pages/thut/").locator("main pre").evaluate(SCROLLS)
