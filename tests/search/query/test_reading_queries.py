"""How words are read: joined, divided, given their marks, taken for names."""

from test_search_planner import Texts

from hub.search.query.glossary import Glossary, GlossaryTerm
from hub.search.query.plan import Plan
from hub.search.query.planner import Planner
from hub.search.query.text import word

TEXTS = Texts(
    *(f"Bạo lực {kind}" for kind in ("trên mạng", "gia đình", "giới", "học đường")),
    "Tin báo lúc đầu; giải pháp của Australia",
    "The hotline takes reports of cyberbullying",
    "Call the hot line",
    "Nạn bắt nạt qua mạng",
)
COUNTRIES = Glossary(
    [
        GlossaryTerm("AU", {"vi": "Australia", "en": "Australia"}, avoid={"vi": ["Úc"]}),
        GlossaryTerm("FR", {"vi": "Pháp", "en": "France"}),
        GlossaryTerm("ncii", {"en": "image-based abuse", "vi": "lạm dụng hình ảnh"}, avoid={"vi": ["ảnh nóng"]}),
    ]
)


def planned(text: str, glossary: Glossary | None = None) -> Plan:
    return Planner(glossary).plan(text, TEXTS)


def weights(plan: Plan) -> dict[tuple[str, str], float]:
    return {(term.field.value, term.text): term.weight for term in plan.terms}


def test_a_pair_without_marks_is_looked_for_with_those_that_the_index_gives_it() -> None:
    assert weights(planned("bao luc mang"))["exact_pair", f"{word('bạo').exact} {word('lực').exact}"] > 0


def test_such_a_pair_weighs_as_much_as_another() -> None:
    found = weights(planned("bao luc mang"))
    exact = found["exact_pair", f"{word('bạo').exact} {word('lực').exact}"]
    assert exact == found["folded_pair", "bao luc"]


def test_a_pair_that_the_index_writes_in_several_ways_stays_open() -> None:
    texts = Texts("bạo lực", "báo lúc")
    assert "exact_pair" not in {term.field.value for term in Planner().plan("bao luc", texts).terms}


def test_words_are_meant_with_the_marks_that_the_index_gives_them() -> None:
    meant = planned("bao luc").meant
    assert meant and meant.text == f"{word('bạo').exact} {word('lực').exact}"


def test_a_mistyped_word_is_meant_as_the_index_spells_it() -> None:
    meant = planned("hotlyne").meant
    assert meant and meant.text == word("hotline").folded


def test_two_words_that_the_index_knows_as_one_are_one_before_any_is_corrected() -> None:
    assert ("folded", word("cyberbullying").folded) in weights(planned("cyber-bullying"))


def test_a_word_is_found_where_it_is_written_as_two() -> None:
    assert ("folded_pair", "hot line") in weights(planned("hotline"))


def test_a_word_to_avoid_that_no_text_has_is_replaced_at_full_weight() -> None:
    (widening,) = planned("Úc", COUNTRIES).widenings
    assert widening.why == "Australia"
    assert max(term.weight for term in widening.terms) == 1.0


def test_a_name_that_texts_have_is_widened_at_half_weight() -> None:
    glossary = Glossary([GlossaryTerm("hotline", {"en": "hotline", "vi": "bắt nạt"})])
    (widening,) = planned("hotline", glossary).widenings
    assert max(term.weight for term in widening.terms) < 1.0


def test_one_syllable_that_texts_have_is_no_name() -> None:
    assert planned("giải pháp", COUNTRIES).widenings == ()


def test_nothing_is_widened_to_one_syllable() -> None:
    assert planned("France", COUNTRIES).widenings == ()


def test_the_floor_of_a_few_words_is_taken_over_the_words() -> None:
    plan = planned("bạo lực mạng")
    assert {plan.counts(term) for term in plan.terms if term.field.is_pair} == {False}


def test_the_floor_of_a_sentence_is_taken_over_pairs_as_well() -> None:
    plan = planned("tin báo lúc đầu về bạo lực gia đình trên mạng")
    assert all(plan.counts(term) for term in plan.terms)


def test_words_that_only_join_others_make_no_hit() -> None:
    plan = planned("hotline of the")
    assert {term.text for term in plan.terms if plan.counts(term)} == {"hotline", word("hotline").folded}


def test_where_most_words_are_unknown_none_is_taken_for_a_mistake() -> None:
    texts = Texts("Bạo lực trên mạng", "Bảo vệ trẻ em")
    plan = Planner().plan("where can a child learn the law of the sea", texts)
    assert not {term.text for term in plan.terms} - {"can", "a", "the"}


def test_two_mistakes_in_a_short_query_are_corrected() -> None:
    assert {"hotlin", "report"} <= {text for _, text in weights(planned("hotlyne repoort"))}
