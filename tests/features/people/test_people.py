"""People: their order in the list, what they spoke in, and what stands before a name."""

from pathlib import Path

import pytest
from built import Page, settings_for
from flask.testing import FlaskClient
from small import pair, small

from hub import create_app

MORE = {"sources": ["report"]}
DELEGATION = {"vi": "Đoàn Việt Nam", "en": "Delegation of Viet Nam"}


def person(root: Path, slug: str, vi: str, en: str, **shared: object) -> None:
    texts = [
        {"title": title, "office": "Trưởng đoàn", "honorific": before} for title, before in ((vi, "Bà"), (en, "Ms"))
    ]
    pair(root, f"content/people/{slug}", MORE | shared, *texts)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    root = small(tmp_path_factory.mktemp("people"))
    for number, name in enumerate(["Trần Văn Ấn", "Bùi Thị An", "Đỗ Văn Đông", "Lê Thị Dung", "Vũ Thị Ân"]):
        person(root, f"vi-{number}", name, name, name_order="vi")
    person(root, "last", "Nguyễn Thị Yến", "Nguyen Thi Yen", name_order="vi", precedence=1, delegation=DELEGATION)
    person(root, "next", "Ann Zhou", "Ann Zhou", precedence=2, delegation=DELEGATION)
    return create_app(settings=settings_for(root)).test_client()


def page(client: FlaskClient, path: str) -> Page:
    return Page(client.get(path).get_data(as_text=True))


def test_protocol_order_comes_first_and_then_the_given_name(client: FlaskClient) -> None:
    names = [each.text for each in page(client, "/vi/people/").all("h3")]
    assert names == [
        "Bà Nguyễn Thị Yến", "Bà Ann Zhou", "Bà Bùi Thị An", "Bà Vũ Thị Ân", "Bà Trần Văn Ấn", "Bà Lê Thị Dung", "Bà Đỗ Văn Đông", "Pauline",
    ]  # fmt: skip


def test_people_stand_by_delegation_in_the_readers_language(client: FlaskClient) -> None:
    assert [each.text for each in page(client, "/en/people/").all("h2")][:2] == ["Delegation of Viet Nam", "Others"]


def test_what_stands_before_the_name_is_in_the_readers_language(client: FlaskClient) -> None:
    lead = next(each.text for each in page(client, "/en/people/last/").all("p") if each.get("class") == "lead")
    assert lead == "Ms Nguyen Thi Yen, Trưởng đoàn"


def test_the_page_of_a_person_lists_sessions_and_statements(client: FlaskClient) -> None:
    links = [link["href"] for link in page(client, "/vi/people/pauline/").all("a") if link.inside("article")]
    assert links == ["/vi/agenda/khai-mac/", "/vi/statements/loi-noi/"]
