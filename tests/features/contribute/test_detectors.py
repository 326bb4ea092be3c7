"""What detectors point at in a draft, in Vietnamese and in English, and what they leave alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.content.checks.words.terminology import Terminology
from hub.content.model.fields import Words
from hub.content.model.vocabulary import Term, Vocabulary
from hub.features.contribute.reviewing.parts import Part
from hub.features.contribute.safeguarding import links, personal_data
from hub.features.contribute.safeguarding.detectors import SORTS, Known, findings, unanswered

HELPLINES = personal_data.numbers_of(frozenset(("111", "1900 96 96 80", "1800 737 732", "0458 737 732")))
GAPS = st.sampled_from(["", " ", ".", "-", " - "[:2]])


def told(text: str) -> list[tuple[str, str]]:
    return [(one.sort, text[one.start : one.end]) for one in personal_data.find(text, HELPLINES)]


@pytest.mark.parametrize(
    ("text", "sort", "words"),
    [
        ("Gọi cho chị qua số 0912 345 678 sau 18 giờ", "telephone", "0912 345 678"),
        ("Liên hệ +84 (0)912.345.678", "telephone", "+84 (0)912.345.678"),
        ("văn phòng (024) 3825 1234", "telephone", "(024) 3825 1234"),
        ("call +1 202 555 0123 today", "telephone", "+1 202 555 0123"),
        ("call (202) 555-0123 today", "telephone", "(202) 555-0123"),
        ("đường dây nóng 1900 5678", "telephone", "1900 5678"),
        ("gửi về nguyen.an@example.vn nhé", "email", "nguyen.an@example.vn"),
        ("nguyenan (a còng) example.com", "email", "nguyenan (a còng) example.com"),
        ("[thư](mailto:an@example.org)", "email", "an@example.org"),
        ("CCCD số 001203004567 cấp năm 2021", "id", "CCCD số 001203004567"),
        ("số 001 203 004 567", "id", "001 203 004 567"),
        ("mã số cũ là 123456789.", "id", "123456789"),
        ("hộ chiếu B1234567", "id", "hộ chiếu B1234567"),
        ("Nguyễn Thị Bình (2010) kể lại", "birth", "Nguyễn Thị Bình (2010"),
        ("Giàng A Páo, 12/3/2010", "birth", "Giàng A Páo, 12/3/2010"),
        ("em sinh ngày 05 tháng 3 năm 2011", "birth", "sinh ngày 05 tháng 3 năm 2011"),
        ("she was born on 12 March 2010", "birth", "born on 12 March 2010"),
        ("cháu N.T.A. (12 tuổi) ở xã bên", "child", "cháu N.T.A. (12 tuổi"),
        ("nạn nhân Trần Thị C kể", "child", "nạn nhân Trần Thị C"),
        ("STK 19031234567890 ngân hàng", "account", "STK 19031234567890"),
        ("thẻ 4111 1111 1111 1111", "account", "4111 1111 1111 1111"),
        ("IBAN GB82 WEST 1234 5698 7654 32", "account", "GB82 WEST 1234 5698 7654 32"),
        ("ví bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "account", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
        ("nhắn cho @nguyenvana nhé", "handle", "@nguyenvana"),
        ("Facebook: nguyen.van.a", "handle", "Facebook: nguyen.van.a"),
        ("từ máy 192.168.1.20 lúc", "machine", "192.168.1.20"),
        ("from 2001:db8::1 at", "machine", "2001:db8::1"),
        ("ở số 35 phố Hàng Bạc", "address", "số 35 phố Hàng"),
        ("nhà ở 12/3 đường Lê Lợi", "address", "12/3 đường Lê"),
        ("at 221B Baker Street", "address", "221B Baker Street"),
        ("tọa độ 21.0285, 105.8542", "address", "21.0285, 105.8542"),
    ],
)  # fmt: skip
def test_personal_data_is_found_as_people_write_it(text: str, sort: str, words: str) -> None:
    assert told(text) == [(sort, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 111, hoặc 1900 96 96 80; ở Úc 1800 737 732, nhắn tin 0458 737 732.",
        "hơn 1.550.000 cuộc gọi; 12.345.678 lượt; tăng +12.345.678",
        "từ ngày 01.06.2021 - 01.06.2025, giai đoạn 1900–1945, lúc 10:30:20",
        "Luật số 102/2016/QH13 ngày 05 tháng 4 năm 2016; Nghị định số 56/2017/NĐ-CP",
        "Thành phố Hồ Chí Minh (2010), trường Nguyễn Huệ (1975), Luật Trẻ em (2016)",
        "trẻ em Việt Nam và các em Thái Lan; em bé Việt Nam",
        "Theo báo [@tuoitre-2025], https://news.example.vn/tin-103250916152921994.htm",
        "Facebook: một nền tảng; phiên bản 8.8.8; 1.200.000.000 đồng",
        "the 2025 report (p. 12), 14 countries, 3 of 10 children",
    ],
)
def test_figures_laws_places_and_helplines_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_letters_that_nobody_sees_hide_no_number() -> None:
    assert told("Gọi 0912\u200b345\u00ad678 nhé") == [("telephone", "0912\u200b345\u00ad678")]


@given(
    st.sampled_from("35789"), st.text("0123456789", min_size=8, max_size=8), st.lists(GAPS, min_size=8, max_size=8), st.booleans()
)  # fmt: skip
def test_a_mobile_number_is_found_however_it_is_grouped(first: str, rest: str, gaps: list[str], abroad: bool) -> None:
    number = ("+84" if abroad else "0") + first + "".join(gap + digit for gap, digit in zip(gaps, rest, strict=True))
    text = f"Số của tôi: {number}, gọi sau."
    covered = {at for one in personal_data.find(text) for at in range(one.start, one.end)}
    assert covered >= {at for at in range(text.index(number), text.index(number) + len(number)) if text[at].isdigit()}


@given(st.integers(1000, 10**12))
def test_a_number_with_its_thousands_apart_is_no_telephone(number: int) -> None:
    assert told(f"Có {number:,} lượt xem".replace(",", ".")) == []


@given(st.text("0123456789 .-+@()/:abNguyễnVăsinh\n[]https", max_size=300))
def test_whatever_is_written_the_passages_lie_in_the_text_and_apart(text: str) -> None:
    found = personal_data.find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("xem [báo cáo](https://example.org/a)", "outside"),
        ("xem example.com/a", "outside"),
        ("[vào đây](https://bit.ly/3abc)", "shortener"),
        ("<https://t.me/joinchat/abc>", "messaging"),
        ("zalo.me/g/abcdef", "messaging"),
        ("http://abcdefghijklmnop.onion/x", "hidden_service"),
        ("[x](javascript:alert(1))", "unsafe_link"),
        ("http://203.0.113.5/x", "unsafe_link"),
        ("https://xn--fcebook-9za.com/", "unsafe_link"),
        ("[x](//example.org/a)", "outside"),
    ],
)
def test_links_are_told_by_where_they_lead(text: str, sort: str) -> None:
    assert [one.sort for one in links.find(text)] == [sort]


@pytest.mark.parametrize(
    "text",
    ["[trợ giúp](help)", "[đọc](practice/vn-hotline-111#results)", "Điều 1.2, v.v.", "https://hub.example.vn/vi/"],
)
def test_links_into_the_hub_are_none_to_look_at(text: str) -> None:
    assert links.find(text, frozenset(("hub.example.vn",))) == []


@given(st.text("htps:/.[]()<>a@b%\\ \n#?", max_size=200))
def test_no_address_however_broken_stops_the_search_for_links(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) for one in links.find(text))


def part(text: str, place: str = "#approach") -> Part:
    return Part("vi", "vi", place, "", place.removeprefix("#"), "", text)


def test_an_avoided_word_is_told_with_what_to_write_instead() -> None:
    term = Term.model_validate(
        {"id": "csam", "label": {"vi": "tài liệu xâm hại", "en": "abuse material"}, "avoid": {"vi": ["clip nóng"]}}
    )
    wording = Terminology({"words": Vocabulary("words", Words(vi="Từ", en="Words"), {"csam": term})})
    [one] = findings([part("Họ gửi nhau\nclip nóng.")], Known(wording=wording))
    assert (one.sort, one.line, one.words) == ("word", 2, "clip nóng")
    assert "tài liệu xâm hại" in one.note % one.values


def test_a_finding_says_the_part_and_the_line() -> None:
    [one] = findings([part("Dòng một.\n\nGọi 0912 345 678.")], Known(HELPLINES))
    assert (one.sort, one.part.place, one.line, one.before, one.words, one.after) == (
        "telephone", "#approach", 3, "Gọi ", "0912 345 678", "."
    )  # fmt: skip


def test_a_finding_keeps_its_name_while_the_text_around_it_changes() -> None:
    before = findings([part("Gọi 0912 345 678.")], Known())
    after = findings([part("Đoạn mới.\n\nHãy gọi ngay 0912 345 678!")], Known())
    assert [one.id for one in before] == [one.id for one in after]


def test_the_same_words_in_another_part_are_another_finding() -> None:
    assert len({one.id for one in findings([part("0912 345 678"), part("0912 345 678", "#help")], Known())}) == 2


def test_a_mail_address_is_not_told_as_a_link_as_well() -> None:
    assert [one.sort for one in findings([part("an@example.com")], Known())] == ["email"]


def test_the_address_of_a_source_is_expected_but_a_shortened_one_is_not() -> None:
    sources = Part(
        "both", "vi", "sources", "sources", "", "", "1 · url · https://un.example.org/a\n2 · url · https://bit.ly/3abc"
    )
    assert [one.words for one in findings([sources], Known())] == ["https://bit.ly/3abc"]


def test_every_sort_has_words() -> None:
    sorts = {sort for sort, _, _ in personal_data.RULES} | {
        "outside",
        "shortener",
        "hidden_service",
        "messaging",
        "unsafe_link",
        "word",
    }
    assert sorts == set(SORTS)


def test_a_finding_without_a_reason_is_unanswered() -> None:
    [one] = findings([part("0912 345 678")], Known())
    assert unanswered([one], {one.id: "  "}) == [one]
    assert unanswered([one], {one.id: "Số của cơ quan, đã công bố"}) == []
