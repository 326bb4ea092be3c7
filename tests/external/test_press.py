"""What the press reports say, held against the pages of facts: every quotation with the report that prints it, home with each thing once."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from built import Page
from facts import Facts
from own import own_site

from hub.i18n.languages import LANGS

Ask = Callable[[str], Page]
VERBATIM = "words, verbatim"
STATEMENTS = ("phat-bieu-bo-cong-an", "phat-bieu-truong-dai-dien-unicef")


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Ask for a page of the hub's own content; each is read once."""
    site = own_site(tmp_path_factory.mktemp("press"))
    return cache(lambda path: Page(site.bytes_of(path).decode()))


def test_every_further_quotation_stands_word_for_word_with_its_speaker(ask: Ask) -> None:
    missing = []
    for row in Facts("seminar.md").rows("who", "office", VERBATIM):
        name = re.sub(r"^Colonel ", "", row.of("who").split(" (")[0])
        for words in re.findall(r"“([^”]+)”", row.of(VERBATIM)):
            pages = [ask(f"/en/statements/{slug}/") for slug in STATEMENTS]
            held = [page for page in pages if any(f"“{words}”" in quote.text for quote in page.all("blockquote"))]
            missing += [] if [page for page in held if name in page.main.text] else [f"{row.at}: {words}"]
    assert missing == []


def test_the_name_of_the_colonel_stands_in_no_other_report_s_version(ask: Ask) -> None:
    told = ask("/en/statements/phat-bieu-bo-cong-an/").main.text
    first = told.partition("As printed by The World and Vietnam Report")[2].partition("As printed by WAJ")[0]
    assert "“Together, we are working" in first
    assert "Duong" not in first


@pytest.mark.parametrize(
    "path", ["/vi/people/", "/vi/people/le-hoang-duong/", "/vi/statements/phat-bieu-bo-cong-an/", "/vi/pages/about/"]
)
def test_the_name_with_marks_is_said_to_be_unconfirmed(ask: Ask, path: str) -> None:
    told = ask(path).main.text
    assert "Lê Hoàng Dương" in told
    assert "chưa được xác nhận" in told


@pytest.mark.parametrize("lang", LANGS)
def test_the_three_reports_are_listed(ask: Ask, lang: str) -> None:
    told = ask(f"/{lang}/pages/about/").main.text
    titles = [
        "Joining forces for a safer digital future for women and children",
        "For a Safe and Compassionate Digital Future for Women and Children",
        "Joining forces to help Vietnam translate Hanoi Convention into practice",
    ]
    assert [title for title in titles if title not in told] == []


@pytest.mark.parametrize(
    ("lang", "newspaper"), [("vi", "Báo Thế giới và Việt Nam"), ("en", "The World and Vietnam Report")]
)
def test_home_names_the_newspaper_once(ask: Ask, lang: str, newspaper: str) -> None:
    assert ask(f"/{lang}/").main.text.count(newspaper) == 1


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "không phải cổng thông tin chính thức"), ("en", "not the official portal")]
)
def test_home_says_once_whose_site_it_is(ask: Ask, lang: str, words: str) -> None:
    assert ask(f"/{lang}/").source.count(words) == 1


@pytest.mark.parametrize(("lang", "words"), [("vi", "15 phiên"), ("en", "15 sessions")])
def test_home_counts_sessions_without_breaks(ask: Ask, lang: str, words: str) -> None:
    assert words in ask(f"/{lang}/").main.text


@pytest.mark.parametrize("slug", ["khai-mac", "mot-vu-viec-nhieu-co-quan", "nghi-trua"])
@pytest.mark.parametrize(("lang", "mark"), [("vi", "minh họa"), ("en", "llustrative")])
def test_a_session_says_once_that_it_is_illustrative_before_anything_else(
    ask: Ask, slug: str, lang: str, mark: str
) -> None:
    page = ask(f"/{lang}/agenda/{slug}/")
    paragraphs = [
        each.text
        for each in page.all("p")
        if each.inside("main") and each.get("class") != "kicker" and len(each.text) > 60
    ]
    assert mark in paragraphs[0]
    assert page.main.text.count(mark) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_an_emergency_card_has_no_row_that_says_nothing(ask: Ask, lang: str) -> None:
    [card] = [each for each in ask(f"/{lang}/help/").elements if each.get("id") == "vn-113"]
    assert not re.search("Chưa có thông tin|Not known", card.text)


@pytest.mark.parametrize(
    ("lang", "comfort", "told"),
    [("vi", "Bạn không sai.", "Dù bạn đã trả lời"), ("en", "You are not.", "Whether you answered")],
)
def test_comfort_comes_before_what_a_reader_may_have_done(ask: Ask, lang: str, comfort: str, told: str) -> None:
    text = ask(f"/{lang}/help/").main.text
    assert 0 < text.index(comfort) < text.index(told)


@pytest.mark.parametrize(("lang", "words"), [("vi", "để bảo vệ bạn"), ("en", "to protect you")])
def test_whoever_calls_knows_why_their_words_are_passed_on(ask: Ask, lang: str, words: str) -> None:
    assert ask(f"/{lang}/help/").main.text.count(words) == 2


@pytest.mark.parametrize(("lang", "words"), [("vi", "có cơ sở để khuyến nghị ("), ("en", "prudent (")])
def test_an_evidence_level_is_explained_where_it_stands(ask: Ask, lang: str, words: str) -> None:
    assert words in ask(f"/{lang}/library/").main.text
