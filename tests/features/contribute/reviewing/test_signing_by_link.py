"""Signing without an account: what the page behind a link shows, and that it works once, for one version, for a while."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from ways import Way, link_in, with_section, with_title

from hub.features.contribute.tables import SignOff
from hub.web.site import site_of

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    yield Way(tmp_path_factory.mktemp("way"))


def asked(way: Way, **more: object) -> tuple[int, str]:
    """A draft that waits for a signature, and the path of the link."""
    number = way.draft_in("safeguarding", **more)  # type: ignore[arg-type]
    way.act(number, "safeguarding", "clear")
    return number, f"/vi/contribute/sign/{way.ask_to_sign(number)}/"


def press(client: FlaskClient, way: Way, path: str, action: str, reason: str = "") -> int:
    """Press a button of the page as a browser does; the status of the answer."""
    origin = site_of(way.app).settings.origin
    shown = client.get(path, base_url=origin).text
    token = shown.partition('name="csrf_token" value="')[2].partition('"')[0]
    data = {"csrf_token": token, "decision": action, "reason": reason}
    return client.post(path, data=data, base_url=origin, headers=HERE).status_code


def test_the_page_shows_the_whole_text_of_both_languages_as_readers_will_read_it(way: Way) -> None:
    _, path = asked(way, change=with_section("results", "Kết quả **rõ ràng**.", "Results, *clear* ones."))
    text = way.app.test_client().get(path).text
    assert "<strong>rõ ràng</strong>" in text
    assert "<em>clear</em>" in text
    assert all(words in text for words in ("Đường dây hỗ trợ", "A hotline", "Bà Cục trưởng", "Cục Trẻ em"))


def test_who_signs_for_an_institution_sees_that_it_takes_the_entry_over_and_not_what_it_was(way: Way) -> None:
    _, path = asked(way, slug="duong-day", takes_over=True)
    text = way.app.test_client().get(path).text
    assert "đã xác nhận" in text.partition('id="both-status-name"')[2].partition("</div></div>")[0]
    assert "bước đầu" not in text
    assert "Cục Trẻ em tiếp nhận mục này" in text
    other = way.app.test_client().get(asked(way)[1]).text
    assert "tiếp nhận mục này" not in other
    assert "bước đầu" in other.partition('id="both-status-name"')[2]


def test_the_page_is_for_no_search_engine_and_its_address_goes_to_no_other_site(way: Way) -> None:
    answer = way.app.test_client().get(asked(way)[1])
    assert 'name="robots" content="noindex, nofollow"' in answer.text
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_looking_signs_nothing_however_often(way: Way) -> None:
    number, path = asked(way)
    client = way.app.test_client()
    assert [client.get(path).status_code, client.head(path).status_code, client.get(f"{path}done/").status_code] == [
        200
    ] * 3
    assert way.state(number) == "signoff"


def test_one_press_approves_and_the_link_works_no_more(way: Way) -> None:
    number, path = asked(way)
    client = way.app.test_client()
    assert press(client, way, path, "sign") == 303
    assert way.state(number) == "approved"
    gone = client.get(path)
    assert (gone.status_code, "chỉ dùng được một lần" in gone.text) == (410, True)
    assert client.get(f"{path}done/").status_code == 200


def test_sending_back_takes_a_reason_which_reaches_the_author(way: Way) -> None:
    number, path = asked(way)
    client = way.app.test_client()
    assert press(client, way, path, "refuse") == 422
    assert way.state(number) == "signoff"
    assert press(client, way, path, "refuse", "Số liệu năm 2024 chưa đúng.") == 303
    assert way.state(number) == "changes"
    assert any("Số liệu năm 2024 chưa đúng." in mail for mail in way.mails("contributor"))


def test_a_press_from_another_site_signs_nothing(way: Way) -> None:
    number, path = asked(way)
    answer = way.app.test_client().post(path, data={"decision": "sign"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert way.state(number) == "signoff"


def test_a_link_that_was_overtaken_says_so(way: Way) -> None:
    number, path = asked(way)
    later = f"/vi/contribute/sign/{way.ask_to_sign(number)}/"
    gone = way.app.test_client().get(path)
    assert (gone.status_code, "lá thư gửi sau" in gone.text) == (410, True)
    assert way.app.test_client().get(later).status_code == 200


def test_a_link_that_expired_says_so_and_signs_nothing(way: Way) -> None:
    number, path = asked(way)
    client = way.app.test_client()
    assert client.get(path).status_code == 200
    with way.open() as session:
        session.query(SignOff).filter_by(draft_id=number).one().expires = way.now - timedelta(seconds=1)
    gone = client.get(path)
    assert (gone.status_code, "đã hết hạn" in gone.text) == (410, True)
    assert way.state(number) == "signoff"


def test_a_link_that_is_not_ours_is_not_found(way: Way) -> None:
    assert way.app.test_client().get("/vi/contribute/sign/khong-phai/").status_code == 404


def test_a_hostile_title_is_text_for_who_signs(way: Way) -> None:
    _, path = asked(way, change=with_title("<script>alert(1)</script>", "<script>alert(1)</script>"))
    assert "<script>alert" not in way.app.test_client().get(path).text


def test_no_log_has_the_secret_of_a_link(
    way: Way, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*given: object) -> None:
        raise RuntimeError

    _, path = asked(way)
    monkeypatch.setitem(way.app.view_functions, "contribute.sign", fail)
    with caplog.at_level(logging.ERROR):
        assert way.app.test_client().get(path).status_code == 500
    assert "/sign/<token>/" in caplog.text
    assert path.split("/")[4] not in caplog.text


def test_an_editor_sends_the_link_in_the_language_of_who_signs(way: Way) -> None:
    number = way.draft_in("safeguarding")
    way.act(number, "safeguarding", "clear")
    data = {
        "name": "Ms Chief",
        "office": "Office",
        "email": "chief@example.org",
        "lang": "en",
        "number": str(way.draft_number(number)),
    }
    path = f"/vi/contribute/drafts/{number}/signature/"
    assert way.clients["reviewer"].post(path, data=data).status_code == 403
    assert way.clients["editor"].post(path, data=data | {"email": "no address"}).status_code == 422
    assert way.clients["editor"].post(path, data=data).status_code == 303
    [mail] = way.mails("chief@example.org")
    assert link_in(mail).startswith("/en/contribute/sign/")
    assert way.app.test_client().get(link_in(mail)).status_code == 200


def test_nobody_signs_who_had_a_hand_in_the_draft(way: Way) -> None:
    number = way.draft_in("safeguarding")
    way.act(number, "safeguarding", "clear")
    with way.open():
        address = way.account("author").email
    data = {"name": "A", "email": address, "lang": "vi", "number": str(way.draft_number(number))}
    assert way.clients["editor"].post(f"/vi/contribute/drafts/{number}/signature/", data=data).status_code == 422
