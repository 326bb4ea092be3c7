"""The views of the programme in a browser: on a narrow phone, by keyboard, without scripts, in other time zones, over a turn."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asking_axe import BOTH_WIDTHS, axe_source, found_on
from browsing import Tab, tab
from client import Client, Served, served
from playwright.sync_api import Browser, Locator, Page
from running import wait_until
from small import put, session, small

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = "#ChấmDứtBạoLựcVớiPhụNữVàTrẻEmTrênKhôngGianMạngTrênKhôngGianMạng"
ROOMS = {"hoi-truong": "Hội trường", "phong-a": "Phòng A", "phong-b": "Phòng B"}
CHANNELS = [{"channel": 1, "language": "vi"}, {"channel": 2, "language": "en"}]
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BEYOND = """() => [...document.querySelectorAll("main *")].filter((it) => it.checkVisibility() && !it.closest(".scroll, svg"))
  .filter((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((it) => it.outerHTML.slice(0, 90))"""
DAYS = ("2025-10-22T08:30", "2025-10-22T23:30", "2025-10-27")
TURN = "void document.dispatchEvent(new Event('visibilitychange'))"  # as when the reader comes back to the page


def programme(root: Path) -> Path:
    """The small programme with parallel and overlapping sessions, one past midnight and one after the end of summer time."""
    small(root)
    terms = [{"id": code, "label": {"vi": name, "en": name}} for code, name in ROOMS.items()]
    listed = {"title": {"vi": "Phòng", "en": "Rooms"}, "terms": terms}
    put(root / "content/vocabulary/venue-rooms.yaml", json.dumps(listed, ensure_ascii=False))
    session(
        root, "a", "2025-10-22 08:30", LONG, "A", 120, room="phong-a", interpretation=CHANNELS, track="safety-by-design"
    )
    session(root, "b", "2025-10-22 09:00", "Phiên B", "B", 30, room="phong-a", status="moved")
    session(root, "c", "2025-10-22 10:00", "Phiên C", "C", 60, room="phong-b", languages=["en"], status="cancelled")
    session(root, "dem", "2025-10-22 23:30", "Đêm", "Night", 90)
    session(root, "sau", "2025-10-27 08:30", "Tuần sau", "Next week")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return programme(tmp_path_factory.mktemp("programme"))


@pytest.fixture(scope="module")
def hub(root: Path) -> Iterator[Served]:
    with served(Client(root, now="2025-10-22T09:10")) as hub:
        yield hub


@pytest.fixture(scope="module")
def phone(browser: Browser, hub: Served) -> Iterator[Tab]:
    with tab(browser, f"http://localhost:{hub.port}", viewport={"width": 320, "height": 640}) as opened:
        yield opened


@pytest.mark.parametrize(
    "path", ["", "rooms/", "now/", "?language=en&room=xyz", "rooms/?language=vi", "?theme=learning", "a/"]
)
def test_no_view_is_wider_than_a_narrow_phone(phone: Tab, path: str) -> None:
    page = phone.go(f"/vi/agenda/{path}")
    page.locator("details").evaluate_all("(all) => all.forEach((it) => (it.open = true))")
    assert (page.evaluate(WIDER), page.evaluate(BEYOND)) == (0, [])


@pytest.mark.parametrize("path", ["rooms/", "now/", "?language=en&room=xyz"])
def test_axe_finds_nothing_where_sessions_overlap(phone: Tab, checks: Path, path: str) -> None:
    page = phone.go(f"/vi/agenda/{path}")
    page.locator("details").evaluate_all("(all) => all.forEach((it) => (it.open = true))")
    page.evaluate(axe_source(checks))
    assert found_on(page, BOTH_WIDTHS) == []
    page.set_viewport_size({"width": 320, "height": 640})


def tree(page: Page) -> dict[str, list[str]]:
    """The names of what assistive technology is told of tables, by role."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    found: dict[str, list[str]] = {}
    for node in nodes:
        if not node["ignored"]:
            found.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    return found


def test_by_room_a_narrow_phone_shows_blocks_and_tells_the_table_of_a_wide_screen(phone: Tab) -> None:
    page = phone.go("/vi/agenda/rooms/")
    assert page.locator("td").first.evaluate("(it) => getComputedStyle(it).display") == "block"
    narrow = tree(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator("td").first.evaluate("(it) => getComputedStyle(it).display") == "table-cell"
    wide = tree(page)
    page.set_viewport_size({"width": 320, "height": 640})
    roles = ("table", "columnheader", "rowheader", "row", "cell")
    assert {role: len(narrow[role]) for role in roles} == {role: len(wide[role]) for role in roles}
    assert narrow["columnheader"] == ["Giờ", *ROOMS.values(), "Giờ", "Hội trường"]
    assert [name[:5] for name in narrow["rowheader"]] == ["08:30", "09:00", "10:00", "13:00", "23:30", "08:30"]


def test_on_a_wide_screen_parallel_sessions_stand_side_by_side(phone: Tab) -> None:
    phone.page.set_viewport_size({"width": 1280, "height": 800})
    page = phone.go("/vi/agenda/rooms/")
    opening, beside, later = (
        page.locator("td", has_text=text).bounding_box() for text in ("Khai mạc", LONG, "Phiên B")
    )
    assert opening is not None and beside is not None and later is not None
    assert opening["y"] == beside["y"]
    assert opening["x"] + opening["width"] <= beside["x"]
    assert later["y"] > beside["y"]
    assert later["y"] < beside["y"] + beside["height"]  # they go on at the same time
    assert beside["x"] + beside["width"] <= later["x"]
    assert page.evaluate(WIDER) == 0
    phone.page.set_viewport_size({"width": 320, "height": 640})


def test_the_filter_is_folded_and_works_by_keyboard_alone(phone: Tab) -> None:
    page = phone.go("/vi/agenda/")
    box = page.get_by_role("checkbox", name="Phòng A")
    assert not box.is_visible()
    page.locator(".choose summary").focus()
    page.keyboard.press("Enter")
    box.wait_for()
    while not box.evaluate("(it) => it === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    while not page.get_by_role("button", name="Xem kết quả").evaluate("(it) => it === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vi/agenda/?room=phong-a")
    assert page.locator("h3").all_text_contents() == [LONG, "Phiên B"]
    assert page.get_by_role("link", name="Bỏ “Phòng A”").is_visible()


def test_without_scripts_everything_but_the_readers_own_time_is_there(browser: Browser, hub: Served) -> None:
    with tab(browser, f"http://localhost:{hub.port}", java_script_enabled=False, timezone_id="Europe/London") as opened:
        page = opened.go("/vi/agenda/rooms/")
        page.locator(".choose summary").click()
        page.get_by_role("checkbox", name="Tiếng Anh").check()
        page.get_by_role("button", name="Xem kết quả").click()
        assert page.url.endswith("/vi/agenda/rooms/?language=en")
        assert page.get_by_text("Nghe ở kênh 2: tiếng Anh").is_visible()
        assert page.locator("[data-behaviour=zone]").is_hidden()
        page = opened.go("/vi/agenda/now/")
        assert page.locator("section", has_text="Đang diễn ra").locator("h3").all_text_contents()[:2] == [
            "Khai mạc",
            LONG,
        ]
        assert page.locator("[data-stale]").is_hidden()


@pytest.fixture(scope="module")
def traveller(browser: Browser, hub: Served) -> Iterator[Tab]:
    """A tab that is at home nowhere: the developer tools tell it where it is, which costs less than a tab for each place."""
    with tab(browser, f"http://localhost:{hub.port}", timezone_id=None) as opened:
        yield opened


# One script writes these times: what it says of a place is seen in the list, and on the other pages that there it is at work.
@pytest.mark.parametrize(
    ("zone", "lang", "opening", "night", "week"),
    [
        ("Asia/Saigon", "vi", "", "", ""),
        ("Asia/Bangkok", "en", "", "", ""),
        (
            "Europe/London",
            "vi",
            "02:30 giờ của bạn",
            "17:30 giờ của bạn",
            "01:30 giờ của bạn",
        ),  # the clocks go back between
        ("America/New_York", "vi", "21:30 hôm trước, giờ của bạn", "12:30 giờ của bạn", "21:30 hôm trước, giờ của bạn"),
        (
            "America/New_York",
            "en",
            "21:30 the day before, your time",
            "12:30 your time",
            "21:30 the day before, your time",
        ),
        ("Pacific/Apia", "vi", "14:30 giờ của bạn", "05:30 hôm sau, giờ của bạn", "14:30 giờ của bạn"),
        ("Asia/Kathmandu", "en", "07:15 your time", "22:15 your time", "07:15 your time"),
    ],
)
def test_the_readers_own_time_stands_beside_hanois_where_it_differs(
    traveller: Tab, zone: str, lang: str, opening: str, night: str, week: str
) -> None:
    page = in_zone(traveller, zone, f"/{lang}/agenda/")
    for day, own in zip(DAYS, (opening, night, week), strict=True):
        has_own_time(page.locator(".hour", has=page.locator(f'time[datetime^="{day}"]')).locator(".hour-time"), own)
    assert page.locator("[data-behaviour=zone]").is_visible() == bool(opening)
    assert traveller.faults() == []


@pytest.mark.parametrize(("zone", "opening"), [("Asia/Saigon", ""), ("Europe/London", "02:30 giờ của bạn")])
def test_the_readers_own_time_stands_in_the_table_of_rooms_and_on_a_session_s_page(
    traveller: Tab, zone: str, opening: str
) -> None:
    page = in_zone(traveller, zone, "/vi/agenda/rooms/")
    has_own_time(page.locator("tbody tr", has=page.locator(f'time[datetime^="{DAYS[0]}"]')).locator("th"), opening)
    assert page.locator("[data-behaviour=zone]").is_visible() == bool(opening)
    page = in_zone(traveller, zone, "/vi/agenda/khai-mac/")
    assert (f"({opening})" in page.locator("aside").inner_text()) == bool(opening)
    assert traveller.faults() == []


def in_zone(traveller: Tab, zone: str, path: str) -> Page:
    """A page in a place, once the script has looked at its times."""
    traveller.devtools.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
    page = traveller.go(path)
    page.wait_for_selector("main time[data-own]", state="attached")
    return page


def has_own_time(row: Locator, own: str) -> None:
    """Hanoi's time comes first, and then the reader's where it is another one."""
    head = row.inner_text()
    assert head.replace("\n", " ").startswith(("08:30", "23:30"))
    assert (f"({own})" in head) if own else ("(" not in head)


def sessions_on(page: Page) -> list[str]:
    return page.locator("[data-behaviour=now] h3").all_text_contents()


def test_the_page_of_now_keeps_what_it_has_without_a_connection_and_turns_with_the_server(
    browser: Browser, root: Path
) -> None:
    with (
        served(Client(root, now="2025-10-22T08:40")) as hub,
        tab(browser, f"http://localhost:{hub.port}", timezone_id="America/New_York") as opened,
    ):
        page = opened.go("/vi/agenda/now/")
        page.wait_for_selector("main time[data-own]", state="attached")
        stale, status = page.locator("[data-stale]"), page.locator("main [role=status]")
        assert sessions_on(page) == ["Khai mạc", LONG, "Phiên B"]
        page.get_by_role("link", name="Khai mạc").focus()
        page.locator("[data-behaviour=now] h2").first.evaluate("(it) => (it.dataset.mark = 'kept')")
        answers: list[Any] = []
        page.on("requestfinished", lambda request: answers.append(request) if request.url.endswith("/now/") else None)
        wait_until(lambda: page.evaluate(TURN) or answers, "the page asks again")
        assert opened.faults() == []

        opened.context.set_offline(True)
        wait_until(lambda: page.evaluate(TURN) or stale.is_visible(), "the page says that there is no connection")
        assert "Không có kết nối. Thông tin dưới đây đã có từ 1 phút trước." in stale.inner_text()
        assert status.text_content() == stale.inner_text().strip()
        assert sessions_on(page) == ["Khai mạc", LONG, "Phiên B"]
        assert page.locator("[data-mark=kept]").count() == 1  # what is the same is not replaced

        hub.client = Client(root, now="2025-10-22T10:20")
        opened.context.set_offline(False)
        turned = ["Phiên toàn thể", LONG, "Chỉ có tiếng Việt"]
        wait_until(lambda: page.evaluate(TURN) or sorted(sessions_on(page)) == sorted(turned), "the page turns")
        wait_until(lambda: stale.is_hidden(), "the page knows that it is connected")
        assert status.text_content() == f"Đang diễn ra: {LONG}; Phiên toàn thể. Tiếp theo: Chỉ có tiếng Việt."
        assert page.evaluate("document.activeElement.closest('[data-behaviour=now]') !== null")
        assert "21:30 hôm trước, giờ của bạn" in page.locator(".hour-time").first.inner_text()
        assert page.evaluate("window.refused") == []


def test_the_page_of_now_asks_each_minute_whatever_the_phone_takes_for_the_time(browser: Browser, hub: Served) -> None:
    with tab(browser, f"http://localhost:{hub.port}") as opened:
        opened.page.clock.install(time="1999-12-31T12:00:00")
        page = opened.go("/vi/agenda/now/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/now/") else None)
        wait_until(lambda: page.clock.fast_forward(61_000) or asked, "the page asks by itself")
        assert sessions_on(page)[:2] == ["Khai mạc", LONG]
        assert opened.faults() == []
