"""How a query is read before any engine looks for it."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.i18n.vietnamese import fold
from hub.search.query.glossary import Glossary, GlossaryTerm
from hub.search.query.plan import Plan
from hub.search.query.planner import LONGEST_QUERY, MOST_WORDS, Dialect, Planner, dialect_of
from hub.search.query.questions import asking
from hub.search.query.text import ARTIFICIAL, Field, terms, word, words
from hub.search.query.typos import near


class Texts:
    """A statistics of a few texts, without an engine."""

    def __init__(self, *texts: str, times: int = 1) -> None:
        self.documents = len(texts) * times
        self._counts: dict[tuple[Field, str], int] = {}
        for text in texts:
            for field, counted in terms(text).items():
                for term in counted:
                    self._counts[field, term] = self._counts.get((field, term), 0) + times

    def count(self, field: Field, term: str) -> int:
        return self._counts.get((field, term), 0)

    def vocabulary(self) -> Mapping[str, int]:
        return {term: count for (field, term), count in self._counts.items() if field is Field.FOLDED}

    def spellings(self, folded: str) -> set[str]:
        exact = {term for field, term in self._counts if field is Field.EXACT and not term.isascii()}
        return {term for term in exact if fold(term) == folded}


SITE = Texts(
    "Bảo vệ trẻ em trên môi trường mạng, phòng ngừa bạo lực trên cơ sở giới",
    "Protecting children online from sexual abuse and exploitation; cyberbullying and deepfakes",
    "Công an tiếp nhận tin báo; tổng đài 111; ai cũng có thể gọi; bảo vệ phụ nữ",
    "Nội dung do AI tạo ra",
)


def weights(plan: Plan) -> dict[tuple[str, str], float]:
    return {(term.field.value, term.text): term.weight for term in plan.terms}


def planned(text: str, glossary: Glossary | None = None, lang: str | None = None) -> Plan:
    return Planner(glossary).plan(text, SITE, lang)


@pytest.mark.parametrize(
    ("query", "dialect"),
    [
        ("bạo lực mạng", Dialect.MARKED),
        ("bao luc mang", Dialect.UNMARKED),
        ("to chuc cong an", Dialect.UNMARKED),
        ("Super Bowl là gì", Dialect.MARKED),
        ("what is online abuse", Dialect.ENGLISH),
        ("sextortion", Dialect.ENGLISH),
        ("111", Dialect.UNMARKED),
    ],
)
def test_the_spelling_tells_how_a_query_is_written(query: str, dialect: Dialect) -> None:
    assert dialect_of([word(each) for each in words(query)]) is dialect


def test_with_marks_the_exact_word_weighs_more_than_the_folded_one() -> None:
    found = weights(planned("bảo vệ"))
    assert found["exact", word("bảo").exact] > found["folded", "bao"] > 0


def test_without_marks_no_word_is_looked_for_with_them() -> None:
    assert "exact" not in {field for field, _ in weights(planned("bao ve tre em"))}


def test_pairs_weigh_little_in_english() -> None:
    found = weights(planned("sexual abuse"))
    assert found["folded_pair", "sexual abus"] < 0.5 * found["folded", "abus"]


def test_decomposed_text_with_the_tone_elsewhere_makes_the_same_plan() -> None:
    assert planned(unicodedata.normalize("NFD", "phòng ngừa bạo lực")) == planned("phòng ngừa bạo lực")


@pytest.mark.parametrize("operators", ['"bảo vệ"', "bảo* vệ~2", "title:bảo AND vệ", "(bảo OR vệ", "bảo^9 [vệ TO]"])
def test_operators_are_only_text(operators: str) -> None:
    found = weights(planned(operators))
    assert found["exact", word("vệ").exact] == weights(planned("bảo vệ"))["exact", word("vệ").exact]


@pytest.mark.parametrize("nothing", ["", "   ", "?!…", "\u0301\u0303", "\x00", "***"])
def test_a_query_without_a_word_makes_an_empty_plan(nothing: str) -> None:
    assert not planned(nothing)


def test_a_very_long_query_is_read_to_its_limits() -> None:
    assert len(planned("bảo vệ trẻ em " * 1_000).terms) <= 4 * MOST_WORDS
    assert planned("x" * LONGEST_QUERY + " bảo vệ") == planned("x" * LONGEST_QUERY)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_planned(text: str) -> None:
    assert all(term.weight > 0 for term in planned(text).terms)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("tổng đài nào ở đâu", {2, 3, 4}),
        ("bao nhiêu trẻ em", {0, 1}),
        ("bao gồm những ai", {3}),
        ("tong dai nao", {2}),
        ("dau nam", set()),
        ("how does the hotline work", {0, 1}),
        ("Ai biết AI", {0}),
    ],
)
def test_the_words_that_only_ask_are_told_apart(query: str, asked: set[int]) -> None:
    forms = [word(each) for each in words(query)]
    dialect = dialect_of(forms)
    assert asking(forms, marked=dialect is Dialect.MARKED, english=dialect is Dialect.ENGLISH) == asked


def test_a_word_that_only_asks_weighs_little() -> None:
    found = weights(planned("ai bảo vệ"))
    assert found["folded", "ai"] < 0.5 * found["folded", "ve"]


def test_ai_in_capitals_is_looked_for_exactly() -> None:
    assert weights(planned("AI")) == {("exact", ARTIFICIAL): 1.0}


@pytest.mark.parametrize(
    ("typo", "meant"),
    [("maang", ["mang"]), ("mng", ["mang"]), ("mong", ["rong", "mang"]), ("mrong", ["rong", "trong"]), ("moi", [])],
)
def test_an_unknown_word_is_read_as_known_ones_at_one_letter_from_it(typo: str, meant: list[str]) -> None:
    assert near(typo, typo, {"mang": 3, "trong": 2, "rong": 5, "thing": 9}) == meant


def test_two_letters_swapped_are_one_mistake() -> None:
    assert near("mnag", "mnag", {"mang": 1}) == ["mang"]


def test_a_mistake_in_the_ending_of_an_english_word_is_found_by_its_beginning() -> None:
    assert near("protectign", "protectign", {"protect": 1}) == ["protect"]


def test_numbers_are_never_corrected() -> None:
    assert near("112", "112", {"111": 5}) == []


def test_a_correction_that_stands_beside_its_neighbour_comes_first() -> None:
    statistics = Texts("bao che", "bao che", "bao che", "bảo vệ")
    plan = Planner().plan("bao vve", statistics)
    assert ("folded_pair", "bao ve") in weights(plan)


def test_a_correction_weighs_less_than_what_was_typed() -> None:
    assert weights(planned("phong nguwa"))["folded", "ngua"] < weights(planned("phong ngua"))["folded", "ngua"]


def test_a_word_that_the_glossary_knows_is_not_corrected() -> None:
    glossary = Glossary([GlossaryTerm("x", {"en": "abuset", "vi": "lạm dụng"})])
    assert planned("abuset").terms
    assert not planned("abuset", glossary).terms


def test_a_mistake_does_not_hide_the_language_of_a_short_query() -> None:
    assert planned("phong nguwa").lang == "vi"


def test_two_words_are_found_where_they_are_written_as_one() -> None:
    assert ("folded", "cyberbulli") in weights(planned("cyber bullying"))


def test_one_word_is_found_where_it_is_written_as_two() -> None:
    assert weights(planned("baoluc")) == weights(planned("bao luc"))


@pytest.mark.parametrize(
    ("query", "reader", "lang"),
    [
        ("bảo vệ", "en", "vi"),
        ("bao ve tre em", "en", "vi"),
        ("sexual abuse", "vi", "en"),
        ("unicef", "vi", "vi"),
        ("unicef", None, None),
        ("2025", "en", "en"),
    ],
)
def test_documents_in_the_language_of_the_query_are_preferred(query: str, reader: str | None, lang: str | None) -> None:
    assert planned(query, lang=reader).lang == lang


def test_in_a_large_index_terms_that_stand_nearly_everywhere_are_left_out() -> None:
    large = Texts("của bảo vệ", *["của"] * 30, times=100)
    found = weights(Planner().plan("của bảo vệ", large))
    assert ("folded", "cua") not in found
    assert ("folded", "ve") in found


def test_in_a_large_index_the_three_rarest_terms_are_kept_all_the_same() -> None:
    large = Texts("trẻ em", "trẻ em", times=2_000)
    assert len(Planner().plan("trẻ em", large).terms) == 3


EXTORTION = GlossaryTerm(
    "sexual-extortion",
    {"en": "sexual extortion", "vi": "tống tiền tình dục (đe dọa phát tán hình ảnh để ép buộc)"},
    aliases={"vi": ["tống tiền bằng hình ảnh"]},
    avoid={"en": ["sextortion"], "vi": ["bắt cóc online"]},
)
VIOLENCE = GlossaryTerm(
    "tfgbv",
    {
        "en": "technology-facilitated gender-based violence (TF-GBV)",
        "vi": "bạo lực trên cơ sở giới sử dụng công nghệ (TF-GBV)",
    },
)
GENDER = GlossaryTerm("gbv", {"en": "gender-based violence", "vi": "bạo lực trên cơ sở giới; bạo lực giới"})
GLOSSARY = Glossary([EXTORTION, VIOLENCE, GENDER])


def why(query: str) -> list[str]:
    return [each.why for each in planned(query, GLOSSARY).widenings]


def test_a_term_is_widened_into_the_other_language() -> None:
    assert "sexual extortion" in why("tống tiền tình dục")


def test_an_abbreviation_in_brackets_is_a_name_too() -> None:
    assert "bạo lực trên cơ sở giới sử dụng công nghệ" in why("TF-GBV")


def test_a_remark_in_brackets_is_not() -> None:
    assert not why("đe dọa phát tán hình ảnh để ép buộc")


def test_alternatives_of_a_label_are_names_of_their_own() -> None:
    assert why("bạo lực giới") == ["gender-based violence", "bạo lực trên cơ sở giới"]


def test_a_word_to_avoid_finds_the_right_ones() -> None:
    assert why("sextortion") == ["sexual extortion", "tống tiền tình dục", "tống tiền bằng hình ảnh"]


def test_a_word_to_avoid_is_never_shown() -> None:
    shown = {each for query in ("sexual extortion", "tong tien tinh duc", "sextortion") for each in why(query)}
    assert not shown & {"sextortion", "bắt cóc online"}


def test_a_query_without_marks_finds_terms_with_them() -> None:
    assert "sexual extortion" in why("tong tien tinh duc")


def test_with_marks_another_word_is_no_term() -> None:
    assert not why("tổng tiền tình dục")


def test_only_the_longest_term_counts() -> None:
    assert "gender-based violence" not in why("bạo lực trên cơ sở giới sử dụng công nghệ")


def test_a_term_inside_a_longer_query_is_found() -> None:
    assert "tống tiền tình dục" in why("who helps after sexual extortion in school")


def test_a_widened_phrase_weighs_less_than_the_words_of_the_query() -> None:
    plan = Planner(GLOSSARY).plan("gender-based violence", Texts("gender-based violence"))
    asked = sum(term.weight for term in plan.terms)
    assert all(sum(term.weight for term in each.terms) < asked for each in plan.widenings)


def test_the_same_phrase_of_two_terms_widens_once() -> None:
    twice = Glossary([EXTORTION, EXTORTION])
    assert len(planned("sextortion", twice).widenings) == len(planned("sextortion", GLOSSARY).widenings)
