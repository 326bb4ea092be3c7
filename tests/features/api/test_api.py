"""The API: every document is what the OpenAPI document says, how it is served, and the page for people."""

import json
import re
from pathlib import Path

import pytest
from asking_api import ask, ids, problem, site_of_the_api
from built import Built, Page, small_root
from jsonschema import Draft202012Validator
from small import MASKED_WORDS, practice

from hub.features.api.collections import COLLECTIONS
from hub.features.api.parameters import names_of

LISTS = [each.name for each in COLLECTIONS]
OPENAPI = "/api/v1/openapi.json"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return site_of_the_api(tmp_path_factory.mktemp("api"))


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
