"""What readers are told of changes of the programme: on a page, beside sessions, and in a feed (RFC 4287)."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from built import NOW, Built, Page, settings_for
from flask import Flask
from lxml import etree
from small import put, session, small

from hub import create_app

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ROOMS = {"hoi-truong": ("Hội trường", "Main hall"), "phong-a": ("Phòng A", "Room A")}
CREATED = "2026-11-20T00:00:00+07:00"
ILLUSTRATIVE = {"vi": "Chương trình minh họa do trang này soạn", "en": "Illustrative programme, written by this site"}


def line(at: str, slug: str, **values: Any) -> dict[str, Any]:
    return {"at": at, "slug": slug, "values": values}


def created(slug: str, starts: str, vi: str, en: str, at: str = CREATED) -> dict[str, Any]:
    values = {"minutes": 60, "room": "hoi-truong", "status": "indicative", "title": {"vi": vi, "en": en}}
    return line(at, slug, starts=f"2025-10-22T{starts}:00+07:00", **values)


LINES = [
    created("khai-mac", "08:30", "Lời mở đầu", "First words"),
    created("toan-the", "10:00", "Phiên toàn thể", "Plenary"),
    created("thao-luan", "14:00", "Thảo luận", "Discussion"),
    created("bi-mat", "15:00", "Tên bí mật", "Secret name"),
    # Two changes within a quarter of an hour, and one long after them.
    line("2026-11-22T09:00:00+07:00", "toan-the", starts="2025-10-22T11:00:00+07:00"),
    line("2026-11-22T09:15:00+07:00", "toan-the", room="phong-a"),
    line("2026-11-22T18:00:00.500+07:00", "toan-the", starts="2025-10-23T11:00:00+07:00", status="moved"),
    line("2026-11-22T10:00:00+07:00", "thao-luan", status="cancelled"),
    line("2026-11-22T11:00:00+07:00", "khai-mac", title={"vi": "Khai mạc", "en": "Opening"}),
    line("2026-11-22T12:00:00+07:00", "bi-mat", status="withdrawn"),
    # There and back within a quarter of an hour.
    line("2026-11-22T13:00:00+07:00", "khai-mac", minutes=30),
    line("2026-11-22T13:05:00+07:00", "khai-mac", minutes=60),
    created("them", "16:00", "Phiên thêm", "One more", at="2026-11-23T08:00:00+07:00"),
]


def programme(root: Path, lines: list[dict[str, Any]] = LINES) -> Path:
    """Write the small content with a record of its changes."""
    small(root)
    for path in (root / "content/agenda").glob("*.md"):
        path.unlink()
    terms = [{"id": code, "label": {"vi": vi, "en": en}} for code, (vi, en) in ROOMS.items()]
    rooms = {"title": {"vi": "Phòng", "en": "Rooms"}, "terms": terms}
    put(root / "content/vocabulary/venue-rooms.yaml", json.dumps(rooms))
    session(root, "khai-mac", "2025-10-22 08:30", "Khai mạc", "Opening")
    session(root, "toan-the", "2025-10-23 11:00", "Phiên toàn thể", "Plenary", room="phong-a", status="moved")
    session(root, "thao-luan", "2025-10-22 14:00", "Thảo luận", "Discussion", status="cancelled")
    session(root, "bi-mat", "2025-10-22 15:00", "Tên bí mật", "Secret name", status="withdrawn")
    session(root, "them", "2025-10-22 16:00", "Phiên thêm", "One more")
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)
    put(root / "content/agenda/revisions.jsonl", text)
    return root


def app_of(root: Path, **given: Any) -> Flask:
    return create_app(settings=settings_for(root, **given))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return app_of(programme(tmp_path_factory.mktemp("changes")))


def shown(app: Flask, path: str) -> Page:
    answer = app.test_client().get(path)
    assert answer.status_code == 200
    return Page(answer.text)


def items(app: Flask, lang: str) -> list[str]:
    return [item.text for item in shown(app, f"/{lang}/agenda/changes/").all("li") if "data-at" in item.attributes]


def feed(app: Flask, lang: str) -> Any:
    answer = app.test_client().get(f"/{lang}/agenda.atom")
    assert (answer.status_code, answer.content_type) == (200, "application/atom+xml; charset=utf-8")
    return etree.fromstring(answer.data)


def text(node: Any, path: str) -> str:
    found = node.findtext(path, namespaces=ATOM)
    assert found
    return str(found)


# The page


def test_changes_are_told_in_words_the_newest_first(app: Flask) -> None:
    assert items(app, "en") == [
        "Monday 23 November 2026 Added to the programme On 23 November 2026, 1 session was added to the programme. One more",
        "18:00, Sunday 22 November 2026 Time changed: Plenary New time: 11:00–12:00, 23 October 2025. "
        "Before: 11:00–12:00, 22 October 2025.",
        "12:00, Sunday 22 November 2026 Withdrawn from the programme A session was withdrawn from the programme.",
        "11:00, Sunday 22 November 2026 Title changed: Opening New title: “Opening”. Before: “First words”.",
        "10:00, Sunday 22 November 2026 Cancelled: Discussion This session is cancelled.",
        "09:15, Sunday 22 November 2026 Time and room changed: Plenary New time: 11:00–12:00. Before: 10:00–11:00. "
        "New room: Room A. Before: Main hall.",
        "Friday 20 November 2026 Programme published "
        "The programme was first published on this site on 20 November 2026, with 3 sessions.",
    ]


def test_changes_are_told_in_vietnamese(app: Flask) -> None:
    told = items(app, "vi")
    assert told[1:6] == [
        "18:00, Chủ nhật, ngày 22 tháng 11 năm 2026 Đổi giờ: Phiên toàn thể Giờ mới: 11:00–12:00, ngày 23 tháng 10 năm 2025. "
        "Trước đó: 11:00–12:00, ngày 22 tháng 10 năm 2025.",
        "12:00, Chủ nhật, ngày 22 tháng 11 năm 2026 Rút khỏi chương trình Một phiên đã được rút khỏi chương trình.",
        "11:00, Chủ nhật, ngày 22 tháng 11 năm 2026 Đổi tên: Khai mạc Tên mới: “Khai mạc”. Trước đó: “Lời mở đầu”.",
        "10:00, Chủ nhật, ngày 22 tháng 11 năm 2026 Đã hủy: Thảo luận Phiên này đã hủy.",
        "09:15, Chủ nhật, ngày 22 tháng 11 năm 2026 Đổi giờ và phòng: Phiên toàn thể Giờ mới: 11:00–12:00. "
        "Trước đó: 10:00–11:00. Phòng mới: Phòng A. Trước đó: Hội trường.",
    ]
    assert told[-1].endswith("Chương trình được đăng lần đầu trên trang này ngày 20 tháng 11 năm 2026, gồm 3 phiên.")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_says_that_the_programme_is_illustrative(app: Flask, lang: str) -> None:
    assert ILLUSTRATIVE[lang] in shown(app, f"/{lang}/agenda/changes/").main.text


@pytest.mark.parametrize("path", ["/vi/agenda/changes/", "/en/agenda/changes/", "/vi/agenda.atom", "/en/agenda.atom"])
def test_of_a_withdrawn_session_nothing_is_told_but_that(app: Flask, path: str) -> None:
    answer = app.test_client().get(path).text
    assert [words for words in ("bi-mat", "bí mật", "Secret", "15:00–16:00") if words in answer] == []


def test_a_programme_without_changes_says_so(tmp_path: Path) -> None:
    page = shown(app_of(small(tmp_path)), "/en/agenda/changes/")
    assert "Nothing has changed so far." in page.main.text
    assert "first published on this site on 24 November 2026, with 3 sessions" in page.main.text


def test_a_site_without_a_programme_has_the_page_and_the_feed(tmp_path: Path) -> None:
    root = small(tmp_path)
    for path in (root / "content/agenda").iterdir():
        path.unlink()
    app = app_of(root)
    assert "There is no programme yet" in shown(app, "/en/agenda/changes/").main.text
    assert feed(app, "en").findall("a:entry", ATOM) == []


# Beside sessions


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Trước đó: 11:00–12:00, ngày 22 tháng 10 năm 2025. Giờ và phòng ghi dưới đây là giờ và phòng mới."),
        ("en", "Before: 11:00–12:00, 22 October 2025. The time and room below are the new ones."),
    ],
)
def test_the_page_of_a_session_says_what_was_announced_before(app: Flask, lang: str, words: str) -> None:
    assert words in shown(app, f"/{lang}/agenda/toan-the/").main.text


def test_a_session_says_so_too_where_its_status_does_not(tmp_path: Path) -> None:
    root = programme(tmp_path)
    session(root, "toan-the", "2025-10-23 11:00", "Phiên toàn thể", "Plenary", room="phong-a", status="confirmed")
    assert "Before: 11:00–12:00, 22 October 2025." in shown(app_of(root), "/en/agenda/toan-the/").main.text


def test_lists_say_what_was_announced_before(app: Flask) -> None:
    vi, en = (shown(app, f"/{lang}/agenda/").main.text for lang in ("vi", "en"))
    assert "Đổi giờ; trước đó: 11:00–12:00, ngày 22 tháng 10 năm 2025" in vi
    assert "Time changed; before: 11:00–12:00, 22 October 2025" in en


def test_a_cancelled_session_is_cancelled_in_words(app: Flask) -> None:
    listed = [slot.text for slot in shown(app, "/en/agenda/").all("article") if "Discussion" in slot.text]
    assert [text.endswith("Cancelled") for text in listed] == [True]
    assert "This session is cancelled." in shown(app, "/en/agenda/thao-luan/").main.text


def test_a_change_that_came_to_nothing_is_not_told(app: Flask) -> None:
    assert "changed" not in shown(app, "/en/agenda/khai-mac/").one("main").text.replace("Changes to", "")


@pytest.mark.parametrize("path", ["/vi/agenda/", "/vi/agenda/toan-the/"])
def test_the_programme_and_each_session_lead_to_the_changes(app: Flask, path: str) -> None:
    assert "/vi/agenda/changes/" in [link["href"] for link in shown(app, path).all("a")]


@pytest.mark.parametrize("path", ["/vi/agenda/", "/vi/agenda/toan-the/", "/vi/agenda/changes/"])
def test_feed_readers_find_the_feed_once_on_each_page_of_the_programme(app: Flask, path: str) -> None:
    links = [link["href"] for link in shown(app, path).all("link") if link.get("type") == "application/atom+xml"]
    assert links == ["/vi/agenda.atom"]


# The feed


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_feed_is_atom(app: Flask, lang: str) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and its entries must have, and have once."""
    root = feed(app, lang)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    assert text(root, "a:author/a:name")
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == len(items(app, lang))
    for node in (root, *entries):
        assert [len(node.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert UUID(text(node, "a:id").removeprefix("urn:uuid:"))
        assert datetime.fromisoformat(text(node, "a:updated")).tzinfo is not None
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d", text(node, "a:updated"))  # RFC 3339
        assert len(node.findall("a:link[@rel='alternate'][@type='text/html']", ATOM)) == 1
        assert all(link.get("href").startswith("http://localhost:8000/") for link in node.findall("a:link", ATOM))
    assert root.find("a:link[@rel='self']", ATOM).get("href") == f"http://localhost:8000/{lang}/agenda.atom"
    assert len({text(node, "a:id") for node in (root, *entries)}) == 1 + len(entries)
    moments = [datetime.fromisoformat(text(entry, "a:updated")) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert text(root, "a:updated") == text(entries[0], "a:updated")


@pytest.mark.parametrize(("lang", "mark"), [("vi", "[Minh họa] "), ("en", "[Illustrative] ")])
def test_every_entry_of_an_illustrative_programme_says_so(app: Flask, lang: str, mark: str) -> None:
    root = feed(app, lang)
    assert ILLUSTRATIVE[lang] in text(root, "a:subtitle")
    for entry in root.findall("a:entry", ATOM):
        assert text(entry, "a:title").startswith(mark)
        assert ILLUSTRATIVE[lang] in text(entry, "a:summary")


def test_a_confirmed_session_is_not_called_illustrative(tmp_path: Path) -> None:
    root = programme(tmp_path)
    session(root, "toan-the", "2025-10-23 11:00", "Phiên toàn thể", "Plenary", room="phong-a", status="confirmed")
    titles = [text(entry, "a:title") for entry in feed(app_of(root), "en").findall("a:entry", ATOM)]
    assert "Time changed: Plenary" in titles


def test_an_entry_says_what_has_changed_and_leads_to_the_session(app: Flask) -> None:
    entry = feed(app, "en").findall("a:entry", ATOM)[5]
    assert text(entry, "a:title") == "[Illustrative] Time and room changed: Plenary"
    assert text(entry, "a:summary").startswith("New time: 11:00–12:00. Before: 10:00–11:00. New room: Room A.")
    assert entry.find("a:link", ATOM).get("href") == "http://localhost:8000/en/agenda/toan-the/"


def ids(root: Any) -> list[str]:
    return [text(entry, "a:id") for entry in root.findall("a:entry", ATOM)]


def test_ids_are_the_same_under_another_host_and_in_the_other_language(app: Flask, tmp_path: Path) -> None:
    elsewhere = app_of(programme(tmp_path), public_url="https://hub.example.org")
    answer = elsewhere.test_client().get("/en/agenda.atom", headers={"Host": "hub.example.org"})
    assert ids(etree.fromstring(answer.data)) == ids(feed(app, "en")) == ids(feed(app, "vi"))


def test_a_later_change_within_a_quarter_of_an_hour_keeps_the_id_of_its_entry(app: Flask, tmp_path: Path) -> None:
    earlier = [each for each in LINES if each["at"] != "2026-11-22T09:15:00+07:00"]
    other = app_of(programme(tmp_path, earlier))
    assert ids(feed(other, "en"))[5] == ids(feed(app, "en"))[5]


def test_a_second_copy_of_the_content_is_answered_as_not_modified(tmp_path: Path) -> None:
    first = Built(programme(tmp_path / "first"))
    etags = {path: first.ask(path).headers["etag"] for path in ("/vi/agenda.atom", "/en/agenda/changes/")}
    second = Built(programme(tmp_path / "second"), now=NOW.replace("T12", "T15"))
    for path, etag in etags.items():
        assert second.ask(path, if_none_match=etag).status == 304
    headers = first.ask("/vi/agenda.atom").headers
    assert (headers["access-control-allow-origin"], headers["cache-control"]) == ("*", "no-cache")
