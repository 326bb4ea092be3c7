"""The API: lists are filtered and paged, and errors are problems."""

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from asking_api import ask, ids, problem, site_of_the_api
from built import Built
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.features.api.collections import COLLECTIONS
from hub.features.api.parameters import names_of
from hub.features.library.asked import PARAMETERS


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return site_of_the_api(tmp_path_factory.mktemp("lists"))


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
