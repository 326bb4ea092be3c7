"""The programme as iCalendar: what no format of it tells, how pages lead to it, and how it is served."""

from collections.abc import Iterator

import pytest
from built import Built, Page
from flask import Flask, get_template_attribute
from programme import GONE, WITHDRAWN_WORDS, WITHHELD_WORDS, programme, programme_site

from hub.desk.mounting import WithDesk

languages = pytest.mark.parametrize("lang", ["vi", "en"])
ADDRESSES = ["agenda.ics", "agenda/xac-nhan.ics", "agenda.ics?s=xac-nhan.le", "agenda.xml", "agenda.json"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return programme_site(tmp_path_factory.mktemp("served"))


@languages
def test_no_format_tells_what_is_withdrawn_or_withheld(site: Built, lang: str) -> None:
    for path in (*ADDRESSES, "agenda.ics?s=rut-lai", "agenda/", "agenda/xac-nhan/"):
        text = site.ask(f"/{lang}/{path}").text.replace("\r\n ", "")
        kept = text.replace(GONE[lang], "")
        assert [word for word in (*WITHHELD_WORDS, *WITHDRAWN_WORDS) if word in kept] == [], path


# How pages lead to it


@languages
def test_the_programme_offers_a_subscription_and_calls_it_one(site: Built, lang: str) -> None:
    page = Page(site.ask(f"/{lang}/agenda/").text)
    offered = {link["href"]: link.text for link in page.all("a") if ".ics" in link.get("href")}
    assert offered == {
        f"webcal://localhost:8000/{lang}/agenda.ics": {
            "vi": "Đăng ký lịch chương trình (webcal)", "en": "Subscribe to the programme (webcal)"}[lang],
        f"/{lang}/agenda.ics": {
            "vi": "Địa chỉ của lịch này, để dán vào ứng dụng lịch (.ics)",
            "en": "Address of this calendar, to paste into a calendar app (.ics)"}[lang],
    }  # fmt: skip
    known = {
        link["href"]: link["type"] for link in page.all("link") if link.get("rel") == "alternate" and link.get("type")
    }
    assert known == {
        f"/{lang}/agenda.ics": "text/calendar",
        f"/{lang}/agenda.xml": "application/xml",
        f"/{lang}/agenda.json": "application/json",
        f"/{lang}/agenda.atom": "application/atom+xml",
    }


@languages
def test_a_session_offers_a_download_and_calls_it_one(site: Built, lang: str) -> None:
    page = Page(site.ask(f"/{lang}/agenda/da-huy/").text)
    (link,) = [link for link in page.all("a") if ".ics" in link.get("href")]
    assert (link["href"], "download" in link.attributes) == (f"/{lang}/agenda/da-huy.ics", True)
    assert link.text == {
        "vi": "Tải phiên này về lịch của bạn (.ics)", "en": "Download this session for your calendar (.ics)"}[lang]  # fmt: skip
    assert page.one("link", type="text/calendar")["href"] == link["href"]


def test_a_page_of_chosen_sessions_can_offer_theirs(site: Built) -> None:
    whole = site.worker.application()
    assert isinstance(whole, WithDesk)
    app = whole.site
    assert isinstance(app, Flask)
    with app.test_request_context("/vi/agenda/"):
        app.preprocess_request()
        made = get_template_attribute("partials/calendar_links.html", "calendar_links")(slugs=["khai-mac", "le"])
    links = {link["href"]: link.text for link in Page(f"<main>{made}</main>").all("a")}
    assert links["webcal://localhost:8000/vi/agenda.ics?s=khai-mac.le"] == "Đăng ký lịch các phiên bạn đã chọn (webcal)"
    assert "/vi/agenda.ics?s=khai-mac.le" in links


# How it is served


@languages
@pytest.mark.parametrize("path", ADDRESSES)
def test_programs_of_other_sites_may_read_it_and_ask_whether_it_has_changed(site: Built, lang: str, path: str) -> None:
    answer = site.ask(f"/{lang}/{path}", accept_encoding="gzip")
    sent = {name: answer.headers[name] for name in ("access-control-allow-origin", "cross-origin-resource-policy")}
    assert sent == {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
    assert answer.headers["content-language"] == lang
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    again = site.ask(f"/{lang}/{path}", accept_encoding="gzip", if_none_match=answer.headers["etag"])
    assert (again.status, again.body, again.headers["access-control-allow-origin"]) == (304, b"", "*")


def test_one_session_is_saved_and_a_feed_is_shown(site: Built) -> None:
    said = {path: site.ask(f"/vi/{path}").headers.get("content-disposition") for path in ADDRESSES}
    assert said == {
        "agenda.ics": 'inline; filename="agenda.ics"',
        "agenda/xac-nhan.ics": 'attachment; filename="xac-nhan.ics"',
        "agenda.ics?s=xac-nhan.le": 'inline; filename="agenda.ics"',
        "agenda.xml": None,
        "agenda.json": None,
    }


@pytest.fixture(scope="module")
def copies(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Built, Built]]:
    """The same content elsewhere, written and built anew, and the first site started again from what it had built."""
    yield Built(programme(tmp_path_factory.mktemp("copy"))), Built(site.root)


@languages
@pytest.mark.parametrize("path", ADDRESSES)
def test_the_same_content_is_the_same_bytes(site: Built, copies: tuple[Built, Built], lang: str, path: str) -> None:
    first = site.ask(f"/{lang}/{path}")
    assert [each.ask(f"/{lang}/{path}").body == first.body for each in copies] == [True, True]
    assert [each.ask(f"/{lang}/{path}").headers["etag"] for each in copies] == [first.headers["etag"]] * 2
