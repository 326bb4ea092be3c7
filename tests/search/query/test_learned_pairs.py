"""Pairs of terms are learned from parallel texts, kept with an index, and widen a query into the other language."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from own_search import Own, indexes_in
from test_search_planner import Texts

from hub.content.keys import EntryKey
from hub.search.engine import Hit, IndexUnusable
from hub.search.finding import told
from hub.search.parallel_texts import FILE, kept_pairs
from hub.search.query.aligning import segments
from hub.search.query.glossary import Glossary, GlossaryTerm
from hub.search.query.learned import BY_LEARNED
from hub.search.query.learning import MOST_SEGMENTS, learn
from hub.search.query.planner import Planner
from hub.search.query.term_pairs import NO_PAIRS, TermPairs, pairs_from_json
from hub.search.query.text import Field, stem, word

SEGMENTS = [
    ("Nhà trường dạy kỹ năng số.", "The school teaches digital skills."),
    ("Nhà trường báo công an.", "The school tells the police."),
    ("Công an nghe trẻ em.", "Police listen to children."),
    ("Trẻ em học kỹ năng.", "Children learn skills."),
    ("Công an gặp nhà trường.", "Police meet the school."),
    ("Trẻ em tin nhà trường.", "Children trust the school."),
]
PAIRS = learn(SEGMENTS)


def best(pairs: TermPairs, english: str) -> list[str]:
    return [other.shown for other in pairs.to_vietnamese.get(stem(english), ())[:2]]


@pytest.mark.parametrize(("english", "ours"), [("police", "công an"), ("children", "trẻ em"), ("skills", "kỹ năng")])
def test_a_word_of_two_syllables_is_learned_in_both_directions(english: str, ours: str) -> None:
    assert ours in {text.lower() for text in [other.shown for other in PAIRS.to_vietnamese[stem(english)]]}
    joined = " ".join(word(each).exact for each in ours.split())
    assert PAIRS.to_english[joined][0].term == stem(english)


def test_the_same_texts_give_the_same_pairs_and_a_file_gives_them_back() -> None:
    assert learn(list(SEGMENTS)).as_json() == PAIRS.as_json()
    assert pairs_from_json(PAIRS.as_json()).as_json() == PAIRS.as_json()


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1,2]", '[{"a":[[1]]},{}]', "[{},{},{}]"])
def test_another_text_is_no_file_of_pairs(text: str) -> None:
    with pytest.raises(ValueError):
        pairs_from_json(text)


def test_what_stands_together_once_is_not_learned() -> None:
    assert not learn([("Công an nghe.", "Police listen.")])


def test_no_more_segments_are_read_than_may_be() -> None:
    assert not learn([("x", "y")] * MOST_SEGMENTS + SEGMENTS * 2)


def test_as_many_sentences_go_together_one_by_one() -> None:
    assert list(segments("Một. Hai.\nBa!", "One. Two.\nThree!")) == [
        ("Một.", "One."),
        ("Hai.", "Two."),
        ("Ba!", "Three!"),
    ]


def test_a_sentence_that_was_divided_goes_with_both_parts() -> None:
    ours = "Trẻ em gọi số 111 vào bất cứ giờ nào trong ngày. Cuộc gọi không mất tiền và được giữ kín với mọi người."
    theirs = "Children call 111 at any hour of the day. The call is free. And it is kept secret from everybody."
    assert [len(each.split(".")) - 1 for _, each in segments(ours, theirs)] == [1, 2]


def test_texts_without_an_answer_make_no_segments() -> None:
    assert list(segments("Một.\nHai.", "")) == []


SITE = Texts(*(ours for ours, _ in SEGMENTS))


def test_a_query_in_the_other_language_looks_for_what_was_learned_and_says_so() -> None:
    plan = Planner(pairs=PAIRS).plan("police", SITE, "en")
    assert {(Field.EXACT_PAIR, "công an")} <= {(term.field, term.text) for term in plan.widenings[-1].terms}
    assert plan.widenings[-1].why == BY_LEARNED
    assert "công an" in {each.lower() for each in plan.learned}


def test_what_was_learned_weighs_less_where_texts_have_the_word_itself() -> None:
    both = Texts(*(text for segment in SEGMENTS for text in segment))
    known = Planner(pairs=PAIRS).plan("police", both, "en").widenings[-1].terms
    unknown = Planner(pairs=PAIRS).plan("police", SITE, "en").widenings[-1].terms
    assert max(term.weight for term in known) < 0.5 * max(term.weight for term in unknown) < 0.5
    asked = Planner(pairs=PAIRS).plan("police", both, "en").terms
    assert max(term.weight for term in known) < max(term.weight for term in asked)


def test_without_marks_a_pair_is_widened_by_the_marks_of_the_index() -> None:
    english = Texts(*(text for segment in SEGMENTS for text in segment))
    assert "police" in {each.lower() for each in Planner(pairs=PAIRS).plan("cong an", english, "vi").learned}


def test_nothing_learned_changes_no_plan() -> None:
    assert Planner(pairs=NO_PAIRS).plan("police meet", SITE, "en") == Planner().plan("police meet", SITE, "en")


def test_a_learned_phrase_to_avoid_is_nevertold() -> None:
    glossary = Glossary([GlossaryTerm("p", {"vi": "lực lượng cảnh sát"}, avoid={"vi": ["công an"]})])
    assert "công an" not in {each.lower() for each in Planner(glossary, PAIRS).plan("police", SITE, "en").learned}


def test_the_site_s_own_texts_teach_what_no_list_has(own: Own) -> None:
    assert own.index.pairs
    for english, ours in (("police", "cảnh sát"), ("school", "nhà trường"), ("seminar", "hội thảo")):
        assert ours in {other.shown.lower() for other in own.index.pairs.to_vietnamese[stem(english)]}


def test_a_text_in_one_language_alone_is_found_from_the_other_and_says_by_which_word(own: Own) -> None:

    plan = Planner(own.glossary, own.index.pairs).plan("school", own.index, "en")
    hit = Hit("x/y/vi", "x/y", "x", "vi", 1.0, (BY_LEARNED,), "Ở nhà trường", "", "Thầy cô của nhà trường.")
    assert [each.lower() for each in told(hit, plan).why] == ["nhà trường"]
    assert told(replace(hit, title="", text="Ở nhà"), plan).why == ()


def test_no_reason_that_is_told_is_empty(own: Own) -> None:
    for query in ("police school children", "cảnh sát", "violence against women", "trường học"):
        for lang in ("vi", "en"):
            assert all(all(found.hit.why) for found in own.search(query, lang).hits)


@pytest.fixture
def first(own: Own, tmp_path: Path) -> str:
    """The name of a first generation, in a folder that others may be added to."""
    shutil.copytree(own.folder, tmp_path / own.folder.name)
    return indexes_in(tmp_path, own.features).update(own.folder.name, own.edition)


def test_pairs_are_kept_from_generation_to_generation_until_enough_has_changed(
    own: Own, tmp_path: Path, first: str
) -> None:
    indexes = indexes_in(tmp_path, own.features)
    assert indexes.update(first, own.edition) == first
    few = _changed(own, 1)
    second = indexes.update(first, few)
    assert second != first
    assert (tmp_path / second / FILE).read_bytes() == (tmp_path / first / FILE).read_bytes()
    third = indexes.update(second, _changed(own, 16))
    assert (tmp_path / third / FILE).read_bytes() != (tmp_path / first / FILE).read_bytes()


def _changed(own: Own, count: int):  # type: ignore[no-untyped-def]
    """The Edition with that many practices that look changed."""

    keys = [EntryKey("practice", slug) for slug in own.edition.entries["practice"]][:count]
    return replace(own.edition, digests={**own.edition.digests, **dict.fromkeys(keys, "0123456789abcdef")})


def test_a_damaged_file_of_pairs_makes_an_index_unusable(own: Own, tmp_path: Path, first: str) -> None:
    indexes = indexes_in(tmp_path, own.features)
    assert indexes.usable(first)
    path = tmp_path / first / FILE
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert indexes.open(first) is None
    assert not indexes_in(tmp_path, own.features).usable(first)
    with pytest.raises(IndexUnusable, match="cannot be read"):
        kept_pairs(tmp_path / first)
