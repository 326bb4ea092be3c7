"""What is made on demand: no page of a generation, yet served like one, from memory once it has been asked for."""

import json

import pytest
from built import Built
from hard_library import hard_library
from small import practice

ENTRY, LIST = "/vi/library/duong-day.json", "/vi/library.json"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(hard_library(tmp_path_factory.mktemp("demand")))


def kept(hub: Built) -> list[tuple[str, str]]:
    assert hub.worker.front.shown is not None
    return list(hub.worker.front.shown.answers.kept)


def test_the_builder_makes_none_of_it(hub: Built) -> None:
    assert [path for path in (ENTRY, LIST, "/vi/library.csv", "/en/library/kho.md") if path in hub.made] == []


@pytest.mark.parametrize("path", [ENTRY, LIST, "/en/library.csv?country=VN", "/vi/library/kho.md"])
def test_it_is_answered_with_a_tag_compressed_and_kept(hub: Built, path: str) -> None:
    answer = hub.ask(path, accept_encoding="gzip")
    assert (answer.status, answer.headers["content-encoding"], answer.headers["vary"]) == (
        200,
        "gzip",
        "Accept-Encoding",
    )
    assert hub.ask(path, accept_encoding="gzip", if_none_match=answer.headers["etag"]).status == 304
    assert hub.ask(path, "HEAD", accept_encoding="gzip").body == b""
    assert tuple(path.partition("?")[::2]) in kept(hub)


def test_what_it_does_not_read_makes_no_other_answer(hub: Built) -> None:
    assert hub.ask(f"{ENTRY}?utm_source=x&q=y").body == hub.ask(ENTRY).body
    hub.ask(f"{LIST}?utm_source=x&country=AU&q=")
    assert (LIST, "country=AU") in kept(hub) and not any("utm" in query for _, query in kept(hub))


def test_it_has_the_security_headers_of_every_response(hub: Built) -> None:
    assert hub.ask(ENTRY).headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("slug", "status"), [("nhap", 404), ("da-rut", 410), ("sau-nay", 404), ("khong-co", 404)])
def test_what_is_not_there_is_neither_answered_nor_kept(hub: Built, slug: str, status: int) -> None:
    path = f"/vi/library/{slug}.json"
    assert hub.ask(path).status == status and (path, "") not in kept(hub)


def test_it_follows_an_edit(hub: Built) -> None:
    assert json.loads(hub.ask("/vi/library/alo.json").body)["title"] == "Alo"
    practice(hub.root, "alo", "Alo mới", "Hello")
    hub.build()
    assert json.loads(hub.ask("/vi/library/alo.json").body)["title"] == "Alo mới"
    assert "Alo mới" in hub.ask("/vi/library.csv").text


def test_an_answer_that_would_drive_out_all_others_is_not_kept(hub: Built) -> None:
    assert hub.worker.front.shown is not None
    hub.ask(LIST)
    answers = hub.worker.front.shown.answers
    most, answers.most = answers.most, 4000
    try:
        assert hub.ask("/vi/library.md").status == 200 and ("/vi/library.md", "") not in kept(hub)
    finally:
        answers.most = most
