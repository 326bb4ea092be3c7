"""What the search suggests for a query with a mistyped word."""

import unicodedata

import pytest
from own_search import Own
from test_search_planner import Texts

from hub.i18n.languages import Lang
from hub.search.query.glossary import Glossary, GlossaryTerm
from hub.search.query.spelling import spelling
from hub.search.query.suggesting import did_you_mean
from hub.search.query.text import word

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
    "bạo lực hòa thủy mùa nghĩa người giữ giá gì quý quyền quốc khuyến xoáy ngoài toán kỹ lý nghiệm tiếng trường được "
    "chuyện mạng trẻ em hội thảo ước đạo luật việc yếu uống".split(),
)
def test_a_syllable_is_written_as_readers_write_it(text: str) -> None:
    assert spelling(word(text).exact) == text


def test_the_syllables_of_the_hub_are_written_as_their_authors_write_them(own: Own) -> None:
    from hub.search.query.text import words

    found = {each for id in own.index.digests if id.endswith("/vi") for each in words(own.index.document(id).text)}  # type: ignore[union-attr]
    syllables = {each for each in found if word(each).is_syllable and word(each).is_marked}
    assert len(syllables) > 500
    assert {each for each in syllables if spelling(word(each).exact) != each} == set()


@pytest.mark.parametrize(
    ("query", "lang", "meant"),
    [
        ("tổng đài quôc gia", "vi", "tổng đài quốc gia"),
        ("xâm hai trẻ em", "vi", None),
        ("trusted flager", "en", None),
        ("commisioner", "en", "commissioner"),
    ],
)
def test_the_hub_s_own_words_are_suggested(own: Own, query: str, lang: Lang, meant: str | None) -> None:
    if meant:
        assert did_you_mean(query, own.index, lang, own.glossary) == meant


def test_no_masked_word_is_suggested(own: Own) -> None:
    shown = " ".join(
        f"{each.title} {each.summary} {each.text} {each.unshown}"
        for each in (own.index.document(id) for id in own.index.digests)
        if each is not None
    )
    from hub.search.query.text import words

    known = {spelling(word(each).exact) for each in words(shown)}
    for query in ("quôc gia", "trienlam", "bảo vẹ", "commisioner", "exhibiton", "platfrom"):
        meant = did_you_mean(query, own.index, "vi", own.glossary)
        assert not meant or {spelling(word(each).exact) for each in words(meant)} <= known
