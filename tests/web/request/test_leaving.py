"""The way out is open whatever is broken, and clears the browser of nobody but a reader who comes from our own page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from built import Built, Page, ask, settings_for, small_site
from running import Answer

from hub import create_app
from hub.config import from_environment
from hub.errors import UserError
from hub.serve.front import Front

AWAY = "https://away.example/weather"
OURS = {"sec_fetch_site": "same-origin", "sec_fetch_dest": "document", "sec_fetch_mode": "navigate"}
WIPED = '"cache", "cookies", "storage"'


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("leaving"), leave_url=AWAY)


@pytest.fixture(params=["front", "application", "nothing built yet"])
def leaving(request: pytest.FixtureRequest, hub: Built) -> Iterator[object]:
    """Whoever may have to answer: the server's front, the application alone, a server that has nothing to show."""
    if request.param == "application":
        yield create_app(settings=settings_for(hub.root, leave_url=AWAY))
    else:
        yield hub.worker.front if request.param == "front" else Front(tls=False, leave_url=AWAY)


def way_out(leaving: object, **headers: str) -> Answer:
    return ask(leaving, "/leave", **headers)


def test_it_leads_to_the_page_of_the_setting(leaving: object) -> None:
    answer = way_out(leaving)
    assert (answer.status, answer.headers["location"], answer.body) == (303, AWAY, b"")


def test_it_is_kept_by_nobody_and_protected_like_every_answer(leaving: object) -> None:
    headers = way_out(leaving).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_reader_who_comes_from_our_page_takes_nothing_along(leaving: object) -> None:
    assert way_out(leaving, **OURS).headers["clear-site-data"] == WIPED


@pytest.mark.parametrize(
    "headers",
    [
        {},
        OURS | {"sec_fetch_site": "cross-site"},
        OURS | {"sec_fetch_site": "same-site"},
        OURS | {"sec_fetch_site": "none"},
        OURS | {"sec_fetch_dest": "image"},
        OURS | {"sec_fetch_dest": "empty"},
        OURS | {"sec_fetch_dest": "iframe"},
    ],
)
def test_nobody_else_can_wipe_what_a_reader_keeps(leaving: object, headers: dict[str, str]) -> None:
    assert "clear-site-data" not in way_out(leaving, **headers).headers


def test_it_says_nothing_of_the_page_that_was_left(hub: Built) -> None:
    answer = hub.ask("/leave?q=t%E1%BB%B1+t%E1%BB%AD", **OURS)
    assert (answer.status, answer.headers["location"]) == (303, AWAY)


def test_it_is_open_while_no_edition_can_be_read(tmp_path: Path) -> None:
    hub = small_site(tmp_path, leave_url=AWAY)
    for pack in (tmp_path / "instance/packs").glob("*.pack"):
        pack.write_bytes(b"")
    assert hub.ask("/leave", **OURS).headers["clear-site-data"] == WIPED


def test_without_a_setting_it_leads_to_a_page_that_is_nobodys_own() -> None:
    assert from_environment({}).leave_url == "https://vi.wikipedia.org/"


@pytest.mark.parametrize(
    "url",
    [
        "away.example",
        "/vi/",
        "javascript:alert(1)",
        "https://",
        "https://a.example/\r\nX: y",
        "https://a.example/thời tiết",
        "https://a b/",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(UserError, match="HUB_LEAVE_URL"):
        from_environment({"HUB_LEAVE_URL": url})


def test_every_page_has_the_link_in_its_bar(hub: Built) -> None:
    without = []
    for path, made in hub.made.items():
        if made.status not in (301, 308) and dict(made.headers).get("Content-Type", "").startswith("text/html"):
            page = Page(hub.bytes_of(path).decode())
            lang = page.lang
            links = [link for link in page.all("a") if link.get("href") == "/leave" and link.inside("header")]
            if [link.text for link in links] != [{"vi": "Rời trang này", "en": "Leave this page"}[lang]]:
                without.append(path)
    assert without == []


@pytest.mark.parametrize(
    ("path", "sensitive"),
    [
        ("/vi/help/", True),
        ("/en/search/?q=khai", True),
        ("/vi/search/", True),
        ("/en/gallery/phong-1/tp-02/", True),
        ("/vi/gallery/phong-1/tp-02/open/", True),
        ("/vi/", False),
        ("/vi/gallery/phong-1/", False),
        ("/vi/gallery/phong-1/tp-01/", False),
        ("/en/agenda/khai-mac/", False),
    ],
)
def test_a_page_that_must_not_stand_under_back_says_so(hub: Built, path: str, sensitive: bool) -> None:
    assert ("data-sensitive" in Page(hub.ask(path).text).one("body").attributes) is sensitive


@pytest.mark.parametrize("path", ["gallery/phong-1/", "gallery/text/", "gallery/phong-1/tp-01/"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_names_the_paths_that_must_not_stand_under_back(hub: Built, lang: str, path: str) -> None:
    page = Page(hub.ask(f"/{lang}/{path}").text)
    (footer,) = [each for each in page.all("footer") if "data-replace" in each.attributes]
    assert footer["data-replace"].split() == [f"/{lang}/help/", f"/{lang}/search/", f"/{lang}/gallery/phong-1/tp-02/"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_help_says_what_leaving_does_not_do(hub: Built, lang: str) -> None:
    page = Page(hub.ask(f"/{lang}/help/").text)
    (section,) = [each for each in page.all("section") if each.get("id") == "discreet"]
    words = {
        "vi": (
            "Lịch sử của trình duyệt không bị xóa",
            "những gì trang web này đã giữ trong trình duyệt theo yêu cầu của bạn cũng bị xóa",
            "nút Quay lại vẫn dẫn về",
        ),
        "en": ("history is not erased", "Leaving clears what you asked this site to keep", "Back button leads back"),
    }[lang]
    assert [word for word in words if word not in section.text] == []


HARM = (
    "bạo lực",
    "xâm hại",
    "lạm dụng",
    "tống tiền",
    "khiêu dâm",
    "abuse",
    "violence",
    "exploitation",
    "sex",
    "suicide",
)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "help/",
        "search/?q=b%E1%BA%A1o+l%E1%BB%B1c",
        "gallery/",
        "gallery/text/",
        "gallery/phong-1/tp-02/",
        "gallery/phong-1/tp-02/open/",
    ],
)
def test_what_a_history_shows_has_no_word_of_harm(hub: Built, lang: str, path: str) -> None:
    title = Page(hub.ask(f"/{lang}/{path}").text).title
    assert [word for word in HARM if word in title.lower()] == []
    assert title.endswith("HN 22.10")
