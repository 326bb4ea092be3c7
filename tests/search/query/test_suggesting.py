"""What the search suggests for a query with a mistyped word."""

import unicodedata

import pytest
from own_search import Own
from test_search_planner import Texts

from hub.i18n.languages import Lang
from hub.search.query.glossary import Glossary, GlossaryTerm
from hub.search.query.spelling import spelling
from hub.search.query.suggesting import did_you_mean
from hub.search.query.text import word, words

SITE = Texts(
    "Bạo lực mạng và bảo vệ trẻ em",
    "Bạo lực mạng ở nhà trường; hòa giải, thủy chung",
    "Children online: the police listen, exploitation and sharing of images",
    "Police for children, exploitation and sharing of images",
)


@pytest.mark.parametrize(
    ("query", "lang", "meant"),
    [
        ("bạo lưc mạng", "vi", "bạo lực mạng"),
        ("bao lcu mạng", "vi", "bao lực mạng"),
        ("baolực", "vi", "bạo lực"),
        ("baoluc mạng", "vi", "bạo lực mạng"),
        ("childern online", "en", "children online"),
        ("exploitaton", "en", "exploitation"),
        ("sharign of images", "en", "sharing of images"),
        ("Polcie, children?", "en", "police, children?"),
    ],
)
def test_a_mistyped_word_is_put_right_with_its_marks(query: str, lang: Lang, meant: str) -> None:
    assert did_you_mean(query, SITE, lang) == meant
    assert did_you_mean(unicodedata.normalize("NFD", query), SITE, lang) == meant


@pytest.mark.parametrize(
    "query",
    [
        "",
        "bạo lực mạng",
        "bao luc mang",
        "children online",
        "111",
        "xyzzyx",
        "zzzz qqqq wwww bạo",
        "child",
        "112 police",
    ],
)
def test_what_needs_nothing_or_has_nothing_near_is_left(query: str) -> None:
    assert did_you_mean(query, SITE, "vi") is None


def test_what_is_suggested_needs_no_suggestion() -> None:
    for query in ("bạo lưc mạng", "baolực", "childern online"):
        meant = did_you_mean(query, SITE, "vi")
        assert meant and did_you_mean(meant, SITE, "vi") is None


def test_a_word_of_the_glossary_is_right() -> None:
    glossary = Glossary([GlossaryTerm("x", {"en": "shaming", "vi": "bêu xấu"})])
    assert did_you_mean("shaming", SITE, "en") == "sharing"
    assert did_you_mean("shaming", SITE, "en", glossary) is None


def test_a_word_to_avoid_is_never_suggested() -> None:
    glossary = Glossary([GlossaryTerm("x", {"en": "giving away", "vi": "phát tán"}, avoid={"en": ["sharing"]})])
    assert did_you_mean("sharign", SITE, "en") == "sharing"
    assert did_you_mean("sharign", SITE, "en", glossary) is None


def test_a_word_that_one_text_alone_has_is_no_suggestion() -> None:
    assert did_you_mean("lisetn", SITE, "en") is None


@pytest.mark.parametrize(
    "text",
    [
        "bạo",
        "hòa",
        "thủy",
        "mùa",
        "nghĩa",
        "người",
        "giữ",
        "giá",
        "gì",
        "quý",
        "quyền",
        "quốc",
        "khuyến",
        "xoáy",
        "ngoài",
        "toán",
        "kỹ",
        "lý",
        "nghiệm",
        "trường",
        "được",
        "chuyện",
        "thảo",
        "ước",
        "luật",
        "việc",
        "yếu",
        "uống",
        "em",
    ],
)
def test_a_syllable_is_written_as_readers_write_it(text: str) -> None:
    assert spelling(word(text).exact) == text


def test_the_syllables_of_the_hub_are_written_as_their_authors_write_them(own: Own) -> None:
    texts = [own.index.document(id) for id in own.index.digests if id.endswith("/vi")]
    found = {each for text in texts if text is not None for each in words(text.text)}
    syllables = {each for each in found if word(each).is_syllable and word(each).is_marked}
    assert len(syllables) > 500
    otherwise = {each for each in syllables if spelling(word(each).exact) != each}
    assert len(otherwise) < 0.01 * len(syllables), otherwise


def test_the_hub_s_own_words_are_suggested(own: Own) -> None:
    assert did_you_mean("tổng đài quôc gia", own.index, "vi", own.glossary) == "tổng đài quốc gia"
    assert did_you_mean("commisioner", own.index, "en", own.glossary) == "commissioner"


def test_only_words_of_shown_texts_are_suggested(own: Own) -> None:
    texts = [text for text in (own.index.document(id) for id in own.index.digests) if text is not None]
    shown = " ".join(f"{text.title} {text.summary} {text.text} {text.unshown}" for text in texts)
    known = {spelling(word(each).exact) for each in words(shown)}
    meant = [
        did_you_mean(query, own.index, "vi", own.glossary)
        for query in ("quôc gia", "trienlam", "bảo vẹ", "commisioner", "exhibiton", "platfrom")
    ]
    assert any(meant)
    assert {spelling(word(each).exact) for text in meant if text for each in words(text)} <= known
