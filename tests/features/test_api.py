"""The API: every document is what the OpenAPI document says, lists are filtered and paged, errors are problems."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from built import Built, Page, small_root
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from running import Answer
from small import MASKED, MASKED_WORDS, practice, session, work

from hub.features.api.collections import COLLECTIONS
from hub.features.api.parameters import names_of
from hub.features.library.asked import PARAMETERS

LISTS = [each.name for each in COLLECTIONS]
OPENAPI = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small site with a second practice, a confirmed session, a draft, and one that is under embargo."""
    root = small_root(tmp_path_factory.mktemp("api"))
    practice(root, "an-toan", "An toàn từ thiết kế", "Safety by design")
    path = root / "content/library/an-toan.vi.md"
    taken_over = (
        'approved_for: [{on: 2026-11-19, organisation: {vi: "Bộ Y", en: "Ministry Y"}}]\nreply: "Ý kiến khác."\n'
        'reply_by: {vi: "Hội A", en: "Society A"}\nreply_on: 2026-11-21\nstage:'
    )
    path.write_text(path.read_text("utf-8").replace('["VN"]', '["AU"]').replace("stage:", taken_over), "utf-8")
    about = {"theme": "safety-by-design", "figure": "online"}
    work(root, 1, "Sợi sáng", "Thread of light", "sợisáng", "thread", **about)
    work(root, 2, MASKED, "The silent bell", "quảchuông", "bell", masked=True, **about)
    said = {"speakers": [{"person": "pauline"}, {"person": "giau-ten", "role": {"vi": "Cán bộ", "en": "Officer"}}]}
    session(root, "be-mac", "2025-10-23 16:00", "Bế mạc", "Closing", status="confirmed", track="learning", **said)
    session(root, "nhap", "2025-10-23 17:00", "Bản nháp kín", "A secret draft", draft=True)
    session(root, "sau-nay", "2025-10-23 18:00", "Chưa công bố", "Not public yet", embargo="2027-01-01 10:00")
    return Built(root)


def ask(hub: Built, path: str) -> Any:
    answer = hub.ask(f"/api/v1/{path}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json"), answer.text
    return json.loads(answer.text)


def ids(hub: Built, path: str) -> list[str]:
    found = ask(hub, path)
    assert found["total"] >= len(found["items"])
    return [each["id"] for each in found["items"]]


def problem(answer: Answer) -> Any:
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    found = json.loads(answer.text)
    assert found["status"] == answer.status
    return found


# Documents


def test_every_document_is_what_the_description_says(hub: Built) -> None:
    described = json.loads(hub.ask(OPENAPI).text)
    checked = set()
    for path in hub.made:
        if not path.startswith("/api/v1/") or hub.made[path].status != 200 or path == OPENAPI:
            continue
        rule = next(
            rule for rule in described["paths"] if re.fullmatch(rule.replace("{id}", "[^/]+"), path)
        )  # fmt: skip
        content = described["paths"][rule]["get"]["responses"]["200"]["content"]["application/json"]
        check = Draft202012Validator(content["schema"] | {"components": described["components"]})
        assert [error.message for error in check.iter_errors(json.loads(hub.bytes_of(path)))] == [], path
        checked.add(rule)
    assert checked == described["paths"].keys()


def test_every_field_of_a_document_is_described(hub: Built) -> None:
    """What is sent beyond the description would be no error of the schema, and no use to anybody."""
    schemas = json.loads(hub.ask(OPENAPI).text)["components"]["schemas"]
    for name, schema in (("entries", "Entry"), ("sessions", "Session"), ("statements", "Statement"), ("works", "Work")):
        sent = {field for item in ask(hub, name)["items"] for field in item}
        assert sent <= schemas[schema]["properties"].keys()
        assert schemas[schema]["required"]


def test_the_description_is_openapi_3_1_with_the_codes_of_now(hub: Built) -> None:
    described = json.loads(hub.ask(OPENAPI).text)
    assert described["openapi"].startswith("3.1.")
    named = {each["name"]: each for each in described["paths"]["/api/v1/entries"]["get"]["parameters"]}
    assert named["country"]["schema"]["items"]["enum"] == ["VN", "AU"]
    assert (named["per_page"]["schema"]["maximum"], named["page"]["schema"]["minimum"]) == (100, 1)


def test_texts_are_in_the_languages_that_exist(hub: Built) -> None:
    assert ask(hub, "entries/duong-day")["title"] == {"vi": "Đường dây hỗ trợ", "en": "A hotline"}
    only = ask(hub, "sessions/chi-viet")
    assert (only["title"], only["languages"]) == ({"vi": "Chỉ có tiếng Việt"}, ["vi"])
    assert list(only["url"]) == ["vi"]


def test_the_whole_text_is_in_the_document_of_one_entry_alone(hub: Built) -> None:
    sections = ask(hub, "entries/duong-day")["sections"]
    assert sections[0] == {
        "id": "problem",
        "heading": {"vi": "Phần problem", "en": "Part problem"},
        "text": {"vi": "Phần problem.", "en": "Part problem."},
    }
    assert all("sections" not in each for each in ask(hub, "entries")["items"])


def test_an_item_of_a_list_is_the_document_of_its_entry(hub: Built) -> None:
    for name in LISTS:
        for item in ask(hub, name)["items"]:
            one = ask(hub, f"{name}/{item['id']}")
            assert {key: value for key, value in one.items() if key != "sections"} == item


def test_an_entry_says_for_whom_it_was_approved_and_who_has_replied(hub: Built) -> None:
    entry = ask(hub, "entries/an-toan")
    assert entry["approved_for"] == [{"on": "2026-11-19", "organisation": {"vi": "Bộ Y", "en": "Ministry Y"}}]
    by = {"vi": "Hội A", "en": "Society A"}
    assert entry["reply"] == {"by": by, "on": "2026-11-21", "text": {"vi": "Ý kiến khác."}}
    assert "reply" not in ask(hub, "entries/duong-day")


def test_what_is_illustrative_says_so_and_names_nobody(hub: Built) -> None:
    opening, closing = ask(hub, "sessions/khai-mac"), ask(hub, "sessions/be-mac")
    assert opening["status"] == "indicative"
    assert opening["speakers"] == [{}]
    assert opening["notice"]["vi"].startswith("Chương trình minh họa")
    assert opening["notice"]["en"].startswith("Illustrative programme")
    assert (closing["status"], "notice" in closing) == ("confirmed", False)
    assert closing["speakers"][0]["name"] == "Pauline"
    assert ask(hub, "entries/duong-day")["notice"]["en"] == "From public sources; not yet confirmed by the country"


def test_who_is_withheld_stands_by_role_alone_and_cannot_be_asked_for(hub: Built) -> None:
    assert ask(hub, "sessions/be-mac")["speakers"][1] == {"role": {"vi": "Cán bộ", "en": "Officer"}}
    assert ids(hub, "statements?speaker=pauline") == ["loi-noi"]
    assert ids(hub, "statements?speaker=giau-ten") == []


def test_a_masked_work_has_its_place_and_its_note_and_nothing_else(hub: Built) -> None:
    masked = ask(hub, "works/tp-02")
    assert masked.keys() == {
        "id", "href", "url", "languages", "original", "updated", "content_note", "related", "room", "order", "masked", "sources", "notice",
    }  # fmt: skip
    assert (masked["related"], masked["sources"]) == ([], [])
    for path in ("works", "works/tp-02", "works?room=phong-1"):
        text = hub.ask(f"/api/v1/{path}").text
        assert [words for words in MASKED_WORDS if words in text] == []


def test_a_masked_work_is_found_by_its_room_and_not_by_what_it_is_about(hub: Built) -> None:
    assert ids(hub, "works?room=phong-1") == ["tp-01", "tp-02"]
    assert ids(hub, "works?theme=safety-by-design") == ["tp-01"]
    assert ids(hub, "works?figure=online") == ["tp-01"]


def test_every_work_says_that_it_was_not_shown_in_hanoi(hub: Built) -> None:
    assert {each["notice"]["en"] for each in ask(hub, "works")["items"]} == {
        "Original works of this site, 2026; not shown in Hanoi"
    }


def test_a_shown_work_has_its_picture(hub: Built) -> None:
    picture = ask(hub, "works/tp-01")["picture"]
    assert hub.ask(picture["url"].removeprefix("http://localhost:8000")).headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize("slug", ["nhap", "sau-nay"])
def test_what_is_not_public_is_nowhere(hub: Built, slug: str) -> None:
    assert hub.ask(f"/api/v1/sessions/{slug}").status == 404
    assert slug not in ids(hub, "sessions")


def test_what_was_withdrawn_is_gone(hub: Built) -> None:
    answer = hub.ask("/api/v1/sessions/rut-lai")
    assert (answer.status, problem(answer)["title"]) == (410, "Gone")
    assert "rut-lai" not in ids(hub, "sessions")


def test_an_earlier_slug_leads_to_the_one_of_today(hub: Built) -> None:
    answer = hub.ask("/api/v1/sessions/mo-dau")
    assert (answer.status, answer.headers["location"]) == (301, "/api/v1/sessions/khai-mac")


def test_vocabularies_have_the_codes_with_their_labels(hub: Built) -> None:
    assert "countries" in ids(hub, "vocabularies")
    found = ask(hub, "vocabularies/countries")
    assert found["terms"][0] == {"id": "VN", "label": {"vi": "Việt Nam", "en": "Viet Nam"}}
    assert found["terms_total"] == len(found["terms"])


def test_words_to_avoid_are_in_no_vocabulary(hub: Built) -> None:
    assert "clip nóng" not in hub.ask("/api/v1/vocabularies/harms").text
    assert "phát tán ảnh riêng tư" in hub.ask("/api/v1/vocabularies/harms").text


# Lists


def test_a_list_can_be_followed_to_its_end(hub: Built) -> None:
    path, found = "sessions?per_page=2", []
    while path:
        answer = hub.ask(f"/api/v1/{path}")
        found += [each["id"] for each in json.loads(answer.text)["items"]]
        following = re.search(r'<http://localhost:8000/api/v1/([^>]*)>; rel="next"', answer.headers["link"])
        path = following[1] if following else ""
    assert found == ids(hub, "sessions?per_page=100") == ["khai-mac", "toan-the", "chi-viet", "be-mac"]


def test_links_name_the_pages_around_and_keep_the_filter(hub: Built) -> None:
    link = hub.ask("/api/v1/sessions?page=2&per_page=1&room=hoi-truong&status=indicative&status=confirmed").headers[
        "link"
    ]
    base = "http://localhost:8000/api/v1/sessions?room=hoi-truong&status=indicative&status=confirmed"
    assert link.split(", ") == [
        f'<{base}&per_page=1>; rel="first"',
        f'<{base}&per_page=1>; rel="prev"',
        f'<{base}&page=3&per_page=1>; rel="next"',
        f'<{base}&page=4&per_page=1>; rel="last"',
    ]


def test_after_the_last_page_there_is_nothing(hub: Built) -> None:
    assert ask(hub, "sessions?page=999") == {"items": [], "total": 4}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("entries?country=VN", ["duong-day"]),
        ("entries?country=VN&country=AU", ["an-toan", "duong-day"]),
        ("entries?country=AU&measure=hotline", ["an-toan"]),
        ("entries?q=duong+day&country=VN", ["duong-day"]),
        ("entries?q=hotline&lang=en&country=VN", ["duong-day"]),
        ("entries?q=xyzzyx", []),
        ("entries?sort=country&lang=en", ["an-toan", "duong-day"]),
        ("sessions?day=2025-10-23", ["be-mac"]),
        ("sessions?day=2025-10-23&status=indicative", []),
        ("sessions?theme=learning", ["be-mac"]),
        ("sessions?status=confirmed&status=moved", ["be-mac"]),
        ("statements?day=2025-10-22&language=en&status=quoted&source=report", ["loi-noi"]),
        ("statements?day=2025-10-23", []),
    ],
)
def test_a_filter_wants_any_value_of_each_parameter(hub: Built, query: str, found: list[str]) -> None:
    assert ids(hub, query) == found


def test_the_library_is_filtered_by_the_parameters_of_its_page(hub: Built) -> None:
    assert {*PARAMETERS, "lang", "per_page"} == set(names_of(next(iter(COLLECTIONS)).query))


# Errors


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("entries?page=0", "page"),
        ("entries?page=-1", "page"),
        ("entries?page=1.5", "page"),
        ("entries?page=", "page"),
        ("entries?page=" + "9" * 40, "page"),
        ("entries?per_page=101", "per_page"),
        ("entries?page=1&page=2", "page"),
        ("entries?country=ZZ", "country"),
        ("entries?country=VN&country=vn", "country"),
        ("entries?lang=fr", "lang"),
        ("entries?sort=best", "sort"),
        ("entries?contry=VN", "*"),
        ("sessions?day=22-10-2025", "day"),
        ("sessions?day=2025-02-30", "day"),
        ("sessions?theme=none", "theme"),
        ("statements?speaker=../x", "speaker"),
        ("works?room=%00", "room"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_parameter(hub: Built, query: str, parameter: str) -> None:
    answer = hub.ask(f"/api/v1/{query}")
    assert answer.status == 400
    assert [each["parameter"] for each in problem(answer)["errors"]] == [parameter]


@pytest.mark.parametrize("path", ["none", "entries/none", "entries/", "vocabularies/none", "entries/duong-day/x"])
def test_what_is_not_there_is_a_problem(hub: Built, path: str) -> None:
    answer = hub.ask(f"/api/v1/{path}")
    assert (answer.status, problem(answer)["title"]) == (404, "Not Found")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
def test_the_api_can_only_be_read(hub: Built, method: str) -> None:
    answer = hub.ask("/api/v1/entries", method)
    assert (answer.status, problem(answer)["title"]) == (405, "Method Not Allowed")
    assert sorted(answer.headers["allow"].split(", ")) == ["GET", "HEAD", "OPTIONS"]


def test_an_error_elsewhere_is_a_page(hub: Built) -> None:
    assert hub.ask("/apiary").headers["content-type"].startswith("text/html")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.sampled_from(COLLECTIONS), st.data())
def test_whatever_is_asked_there_is_an_answer_or_a_problem(hub: Built, of: Any, data: st.DataObject) -> None:
    names = st.sampled_from([*names_of(of.query), "x", ""])
    values = st.text() | st.sampled_from(["1", "VN", "hoi-truong", "2025-10-22", "report", "vi"])
    query = urlencode(data.draw(st.lists(st.tuples(names, values), max_size=6)), errors="replace")
    answer = hub.ask(f"/api/v1/{of.name}?{query}")
    assert answer.status in (200, 400)
    if answer.status == 400:
        problem(answer)


# HTTP


@pytest.mark.parametrize("path", ["entries", "entries?country=VN", "entries/duong-day", "", "openapi.json"])
def test_an_answer_that_is_known_already_is_not_sent_again(hub: Built, path: str) -> None:
    first = hub.ask(f"/api/v1/{path}")
    again = hub.ask(f"/api/v1/{path}", if_none_match=first.headers["etag"])
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert again.headers["access-control-allow-origin"] == "*"


def test_head_has_the_headers_of_get_and_no_body(hub: Built) -> None:
    got, headed = hub.ask("/api/v1/entries?country=VN"), hub.ask("/api/v1/entries?country=VN", "HEAD")
    assert (headed.status, headed.headers, headed.body) == (200, got.headers, b"")


def test_a_browser_that_asks_before_is_told_what_it_may(hub: Built) -> None:
    answer = hub.ask("/api/v1/entries", "OPTIONS", origin="https://elsewhere.example")
    assert answer.status == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "GET" in answer.headers["access-control-allow-methods"]


# The page for people


@pytest.mark.parametrize(("lang", "title"), [("vi", "Dữ liệu cho phần mềm"), ("en", "Data for programs")])
def test_a_page_tells_people_what_there_is(hub: Built, lang: str, title: str) -> None:
    answer = hub.ask(f"/{lang}/api/")
    page = Page(answer.text)
    assert page.one("h1").text == title
    assert 'rel="service-desc"' in answer.headers["link"]
    told = [each.text for each in page.all("dt", "dd")]
    for each in COLLECTIONS:
        (row,) = [text for text in told if text.startswith(f"/api/v1/{each.name}")]
        assert row.endswith(f": {', '.join(names_of(each.query))}")
    links = {link["href"] for link in page.all("a") if link.inside("main")}
    assert all(hub.ask(href).status == 200 for href in links if href.startswith("/api/"))


def test_every_page_leads_there(hub: Built) -> None:
    assert "/vi/api/" in {link["href"] for link in Page(hub.ask("/vi/").text).all("a")}


def test_an_edit_is_in_the_api_with_the_next_edition(tmp_path: Path) -> None:
    site = Built(small_root(tmp_path))
    before = site.ask("/api/v1/entries/duong-day").headers["etag"]
    practice(site.root, "duong-day", "Đường dây mới", "A new hotline")
    site.build()
    answer = site.ask("/api/v1/entries/duong-day", if_none_match=before)
    assert json.loads(answer.text)["title"]["en"] == "A new hotline"
    assert ids(site, "entries?q=hotline&lang=en") == ["duong-day"]
