"""The chain from a text to terms, and the way back: snippets of the original."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.search.query.text import ARTIFICIAL, Field, spans, stem, terms, word, words
from hub.search.snippets import highlighted, snippet

SHELTER = (
    "Ngôi nhà Bình yên là nơi tạm lánh. Cơ quan bao gồm các bộ. Bạo lực trên cơ sở giới sử dụng công nghệ, hay bạo lực "
    "mạng, ảnh hưởng đến phụ nữ và trẻ em gái ở mọi nơi; mạng lưới bảo vệ trẻ em tiếp nhận thông báo. Tổng đài 111 "
    "hoạt động 24 giờ một ngày. Công an phối hợp xử lý các vụ việc xảy ra trên không gian mạng với nhiều bên."
)


def hits(fragments: list[tuple[str, bool]]) -> list[str]:
    return [text for text, is_hit in fragments if is_hit]


def whole(fragments: list[tuple[str, bool]]) -> str:
    return "".join(text for text, _ in fragments)


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"), ("kỹ", "kĩ"), ("Lý", "lí"), ("mỹ", "mĩ")]
)
def test_two_spellings_of_one_syllable_are_exactly_the_same(one: str, other: str) -> None:
    assert word(words(one)[0]).exact == word(words(other)[0]).exact


@pytest.mark.parametrize(("one", "other"), [("thúy", "thúi"), ("tay", "tai"), ("quý", "quí"), ("hoà", "hoá")])
def test_different_syllables_stay_different(one: str, other: str) -> None:
    assert word(one).exact != word(other).exact


def test_the_folded_form_has_no_marks_and_no_đ() -> None:
    assert [word(each).folded for each in words("Đường dây nóng KỸ THUẬT")] == ["duong", "day", "nong", "ki", "thuat"]


def test_decomposed_text_gives_the_same_terms() -> None:
    text = "Bảo vệ trẻ em, thuỷ chung"
    assert terms(unicodedata.normalize("NFD", text)) == terms(text)


@pytest.mark.parametrize(("one", "other"), [("reporting", "reported"), ("agencies", "agency"), ("abuses", "abusing")])
def test_english_words_meet_in_their_stem(one: str, other: str) -> None:
    assert word(one).folded == word(other).folded


def test_a_possessive_ending_goes_with_any_apostrophe() -> None:
    assert words("women's, women’s WOMEN'S") == ["women"] * 3


def test_punctuation_and_underscores_only_divide() -> None:
    assert words("TF-GBV (2025): “bảo_vệ”…") == ["tf", "gbv", "2025", "bảo", "vệ"]


def test_marks_alone_are_no_word() -> None:
    assert words("\u0301 \u0303\u0309") == []


def test_vietnamese_syllables_are_known_by_their_spelling() -> None:
    syllables = words("nghiêng quyết khuya gì giếng oanh ươm xoong quýt yêu thuở nguyễn hoạ")
    assert [each for each in syllables if not word(each).is_syllable] == []


def test_other_words_are_not_taken_for_syllables() -> None:
    others = words("what help online abuse strengthen unicef 111 bl twitter")
    assert [each for each in others if word(each).is_syllable] == []


def test_ai_in_capitals_is_not_the_word_who() -> None:
    assert words("Ai dùng AI? AIDS") == ["ai", "dùng", ARTIFICIAL, "aids"]
    assert word(ARTIFICIAL).folded == "ai"


def test_every_word_and_every_pair_of_neighbours_is_counted() -> None:
    found = terms("bảo vệ bảo vệ")
    assert found[Field.FOLDED] == {"bao": 2, "ve": 2}
    assert found[Field.FOLDED_PAIR] == {"bao ve": 2, "ve bao": 1}
    assert found[Field.EXACT_PAIR].total() == 3


def test_an_exact_pair_is_kept_of_two_syllables_only() -> None:
    assert terms("bảo vệ online 2025")[Field.EXACT_PAIR].total() == 1


def test_an_unmarked_syllable_is_kept_exactly_as_well() -> None:
    assert terms("ban")[Field.EXACT] == {"ban": 1}


def test_a_short_word_and_one_with_digits_are_not_stemmed() -> None:
    assert [stem("is"), stem("covid19s"), stem("đường")] == ["is", "covid19s", "đường"]


@settings(deadline=None)
@given(st.text())
def test_the_places_of_words_are_those_of_the_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert [form for _, _, form in spans(text)] == [word(each) for each in words(text)]
    assert all(text[start:end].strip() for start, end, _ in spans(text))


def test_places_stay_right_after_a_letter_that_grows_in_lower_case() -> None:
    text = "İstanbul Straße mạng"
    assert [text[start:end] for start, end, _ in spans(text)] == ["İstanbul", "Straße", "mạng"]


def test_a_snippet_shows_the_original_with_its_marks() -> None:
    assert "bạo lực mạng" in hits(snippet(SHELTER, "bao luc mang"))


def test_a_snippet_is_cut_out_of_the_text() -> None:
    found = snippet(SHELTER, "công an", length=90)
    assert whole(found).strip("… ") in SHELTER
    assert hits(found) == ["Công an"]


def test_a_snippet_says_where_it_was_cut() -> None:
    assert whole(snippet(SHELTER, "tổng đài", length=60)).startswith("… ")
    assert whole(snippet(SHELTER, "ngôi nhà", length=60)).endswith(" …")


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    assert whole(snippet(SHELTER, "deepfake", length=60)).startswith("Ngôi nhà Bình yên")


def test_a_word_of_the_query_is_shown_where_it_stands_beside_its_neighbour() -> None:
    assert "bao" not in hits(snippet(SHELTER, "bao luc"))


def test_with_marks_another_syllable_is_no_hit() -> None:
    assert hits(highlighted("ban, bán, bạn", "bạn")) == ["bạn"]


def test_without_marks_every_reading_is_a_hit() -> None:
    assert hits(highlighted("ban, bán, bạn", "ban")) == ["ban", "bán", "bạn"]


def test_words_that_only_ask_are_not_shown() -> None:
    assert hits(highlighted("Tổng đài nào cũng ở đây", "tổng đài nào")) == ["Tổng đài"]


def test_another_phrase_is_shown_as_a_whole_only() -> None:
    found = highlighted("công nghệ; bạo lực trên cơ sở giới", "gbv", also=["bạo lực trên cơ sở giới", "công an"])
    assert hits(found) == ["bạo lực trên cơ sở giới"]


def test_highlighting_changes_no_letter() -> None:
    text = "Mạng lưới  &  <b>bảo vệ</b>"
    assert whole(highlighted(text, "bao ve")) == text


@settings(deadline=None)
@given(st.text(), st.text())
def test_any_text_and_any_query_give_a_snippet_of_the_text(text: str, query: str) -> None:
    found = snippet(text, query, length=80)
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    assert whole(found).removeprefix("… ").removesuffix(" …") in plain
    assert len(whole(found)) <= 80 + 4
