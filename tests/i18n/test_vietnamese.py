"""The four functions on which slugs, search and sorting agree."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.i18n.vietnamese import fold, nfc, slug_of, sort_key

# In the order that ICU gives for vi: new Intl.Collator("vi") of Chromium 156 (ICU 78).
ICU_ORDER = """
“An toàn”|(OCSEA)|111|18 tuổi|a|A|à|ả|ã|á|ạ|An Giang|ăn|ẵn|ân|ẩn|bà|bả|bã|bá|bạ|ban|bàn|bản|bán|bạn|bạn bè|bàn ghế|
báo|bạo lực|bao vây|bảo vệ|ca|chị|chính sách|con|công an|công ước|cơ quan|da|dạ|dư|đa|đã|Đà Nẵng|Đặng|đề|Điều 1|
Điều 10|Điều 2|đơn|e|em|ê|ếch|giới|hoà|hòa|hóa|họa|i|kỹ|ký|la|là|lạm dụng|mạng|mẹ|nam|nạn nhân|năm|nữ|o|òa|ô|ồ|ơ|ở|
phòng ngừa|phụ nữ|quấy rối|quốc gia|ra|số|sớm|sự|tìm|tin|tín|tổ chức|tội phạm|trẻ em|trẻ em gái|u|ủng hộ|ư|ứng phó|
vì|Việt Nam|xâm hại|xử lý|y|ý|zalo
"""


def icu_order() -> list[str]:
    return [text.strip() for text in ICU_ORDER.split("|")]


def test_words_of_a_mac_and_of_a_phone_are_the_same_text() -> None:
    assert nfc(unicodedata.normalize("NFD", "Bảo vệ trẻ em")) == "Bảo vệ trẻ em"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thuỳ Trâm", "dang thuy tram"),
        ("ĐIỀU 1", "dieu 1"),
        ("Quyết định số 830/QĐ-TTg", "quyet dinh so 830/qd-ttg"),
        ("người ượt ẵm", "nguoi uot am"),
        ("Ðà Nẵng", "da nang"),
        ("Straße, café", "strasse, cafe"),
    ],
)
def test_folding_takes_case_and_marks_away_and_makes_d_of_đ(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_sees_no_difference_between_composed_and_decomposed_text() -> None:
    assert fold(unicodedata.normalize("NFD", "Đường dây nóng")) == fold("Đường dây nóng")


@pytest.mark.parametrize("text", ["เด็ก", "한국", "が", "बच्चा"])
def test_folding_leaves_the_vowel_signs_of_other_scripts(text: str) -> None:
    assert fold(text) == nfc(text)


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Điều 1", "dieu-1"),
        ("  Khai mạc: cùng hành động!  ", "khai-mac-cung-hanh-dong"),
        ("Viet Nam Women's Union", "viet-nam-womens-union"),
        ("StopNCII & hàm băm", "stopncii-ham-bam"),
        ("Nordvest – Ærø, Łódź", "nordvest-aero-lodz"),
        ("한국", ""),
    ],
)
def test_a_slug_is_plain_letters_digits_and_single_hyphens(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@settings(deadline=None)
@given(st.text())
def test_a_slug_of_any_text_is_safe_in_a_path(text: str) -> None:
    slug = slug_of(text)
    assert slug == "" or (slug.isascii() and slug.replace("-", "a").isalnum() and slug == slug.lower().strip("-"))


@settings(deadline=None)
@given(st.text())
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    assert slug_of(slug_of(text)) == slug_of(text)


def test_sorting_is_the_order_of_icu() -> None:
    shuffled = icu_order()
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == icu_order()


def test_letters_come_before_tones_over_the_whole_text() -> None:
    assert sorted(["bạn a", "ban b", "bàn a"], key=sort_key) == ["bàn a", "bạn a", "ban b"]


def test_the_six_tones_come_in_their_order() -> None:
    assert "".join(sorted("áạãàảa", key=sort_key)) == "aàảãáạ"


def test_the_seven_letters_of_its_own_come_where_the_alphabet_has_them() -> None:
    letters = "aăâbdđeêoôơpuưv"
    assert "".join(sorted(reversed(letters), key=sort_key)) == letters


def test_small_letters_come_before_capitals_when_all_else_is_the_same() -> None:
    assert sorted(["Bạn", "bạn"], key=sort_key) == ["bạn", "Bạn"]


@settings(deadline=None)
@given(st.lists(st.text(alphabet="aăâàảằậeêếđdĐƠơ z", max_size=6), max_size=8))
def test_composed_and_decomposed_text_sort_alike(texts: list[str]) -> None:
    composed = sorted((nfc(text) for text in texts), key=sort_key)
    decomposed = sorted((unicodedata.normalize("NFD", text) for text in texts), key=sort_key)
    assert [sort_key(text)[:3] for text in composed] == [sort_key(text)[:3] for text in decomposed]
