"""An entry of the library in a browser: folded, and within reach of anchors, print and readers without scripts; and its versions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asking_axe import SIZES, axe_source, found_on
from browsing import Tab, tab
from built import Built, small_root
from listening import listening
from playwright.sync_api import Browser, expect
from repository import Repository
from running import wait_until
from small import put

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ENTRY = "/vi/library/duong-day/"
HIDDEN = """() => [...document.querySelectorAll("main details > :not(summary)")]
  .filter((it) => !it.closest('.screen') && !it.checkVisibility({ contentVisibilityAuto: true })).length"""
UNFOLD = "() => document.querySelectorAll('details').forEach((it) => { it.open = true; })"
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
TOP = "(id) => document.querySelector(id).getBoundingClientRect().top"
LONG_WORDS = (
    "Chương trình quốc gia đầu tiên về bảo vệ và hỗ trợ trẻ em tương tác lành mạnh, sáng tạo trên môi trường mạng"
)
LONG_URL = "https://un.example/" + "quyet-dinh-phe-duyet-chuong-trinh-" * 8


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content with an entry that has an earlier version, a long title and a source with a long address."""
    root = small_root(tmp_path_factory.mktemp("practice"))
    repository = Repository(root)
    repository.commit()
    file = root / "content/library/duong-day.vi.md"
    text = file.read_text("utf-8").replace("Phần results [@own].", "Phần kết quả mới [@own].")
    put(file, text.replace("https://un.example/report", LONG_URL).replace("Đường dây hỗ trợ", LONG_WORDS))
    repository.commit()
    return Built(root)


@pytest.fixture(scope="module")
def home(hub: Built) -> Iterator[str]:
    with listening(hub.worker.front) as address:
        yield address.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def reader(browser: Browser, home: str) -> Iterator[Tab]:
    with tab(browser, home) as opened:
        yield opened


@pytest.fixture(scope="module")
def unscripted(browser: Browser, home: str) -> Iterator[Tab]:
    with tab(browser, home, java_script_enabled=False) as opened:
        yield opened


def pages_of_versions(hub: Built) -> list[str]:
    """The page of versions and that of an earlier one."""
    text = hub.ask(f"{ENTRY}history/").text
    links = [part.split('"')[0] for part in text.split('href="')[1:]]
    return [f"{ENTRY}history/", next(link for link in links if link.startswith(f"{ENTRY}history/"))]


@pytest.mark.parametrize("who", ["reader", "unscripted"])
def test_an_anchor_opens_the_section_that_it_leads_into(who: str, request: pytest.FixtureRequest) -> None:
    window: Tab = request.getfixturevalue(who)
    window.begin_again()
    page = window.go(f"{ENTRY}#lessons")
    expect(page.locator("#lessons")).to_be_visible()
    expect(page.locator("#lessons")).to_be_in_viewport()
    expect(page.locator("#access")).to_be_hidden()


def test_the_table_of_contents_opens_what_is_folded(reader: Tab) -> None:
    reader.begin_again()
    reader.page.set_viewport_size({"width": 360, "height": 740})
    page = reader.go(ENTRY)
    expect(page.locator(".toc")).to_be_hidden()
    page.locator(".contents > summary").click()
    page.locator(".toc a[href='#evidence']").click()
    expect(page.locator("#evidence")).to_be_in_viewport()


def test_facts_stand_beside_the_text_and_on_a_phone_before_it(reader: Tab) -> None:
    reader.begin_again()
    reader.page.set_viewport_size({"width": 1280, "height": 720})
    page = reader.go(ENTRY)
    assert page.evaluate(TOP, ".side") <= page.evaluate(TOP, "h1")
    reader.page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate(TOP, ".short") < page.evaluate(TOP, ".side") < page.evaluate(TOP, "#approach")


def test_on_paper_every_section_is_open(reader: Tab, unscripted: Tab) -> None:
    for window in (reader, unscripted):
        window.begin_again()
        page = window.go(ENTRY)
        page.emulate_media(media="print")
        # The sheet for paper comes after the first paint.
        wait_until(lambda: page.evaluate(HIDDEN) == 0, "every section is open")  # noqa: B023


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_nothing_is_wider_than_the_window(reader: Tab, hub: Built, lang: str) -> None:
    reader.begin_again()
    for path in (ENTRY, *pages_of_versions(hub)):
        page = reader.go(path.replace("/vi/", f"/{lang}/", 1))
        for width in (320, 360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate(UNFOLD)
            assert not page.evaluate(WIDER), (path, width)
    assert reader.faults() == []


def test_axe_finds_nothing_on_an_entry_and_its_versions(reader: Tab, hub: Built, checks: Path) -> None:
    reader.begin_again()
    axe = axe_source(checks)
    for path in (ENTRY, *pages_of_versions(hub)):
        page = reader.go(path)
        page.evaluate(UNFOLD)
        page.evaluate(axe)
        # What the real site's pages have in the other window in these colours, test_axe.py asks.
        for colours, looks in (("light", ((320, None),)), ("dark", ((1280, SIZES),))):
            page.emulate_media(color_scheme=colours)
            assert found_on(page, looks) == [], (path, colours)
