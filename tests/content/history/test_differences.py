"""Differences of two texts: by paragraph, then by word, which in Vietnamese is by syllable."""

from hypothesis import given
from hypothesis import strategies as st

from hub.content.history.differences import differences

TEXTS = st.lists(st.text("ab ế.\n", max_size=12), max_size=4)


def runs(before: list[str], after: list[str]) -> list[list[tuple[str, str]]]:
    return [[(run.how, run.text) for run in paragraph] for paragraph in differences(before, after)]


def test_what_is_the_same_is_left_out() -> None:
    assert runs(["Một.", "Hai."], ["Một.", "Hai."]) == []


def test_a_changed_syllable_is_one_change() -> None:
    assert runs(["Trẻ em gọi tổng đài."], ["Trẻ em gọi đường dây."]) == [
        [("same", "Trẻ em gọi "), ("removed", "tổng đài"), ("added", "đường dây"), ("same", ".")]
    ]


def test_a_mark_alone_changes_the_whole_syllable() -> None:
    assert runs(["Gọi cho bạn ngay hôm nay."], ["Gọi cho bàn ngay hôm nay."]) == [
        [("same", "Gọi cho "), ("removed", "bạn"), ("added", "bàn"), ("same", " ngay hôm nay.")]
    ]


def test_a_new_paragraph_is_added_as_a_whole() -> None:
    assert runs(["Một."], ["Một.", "Hai."]) == [[("added", "Hai.")]]


def test_passages_with_nothing_in_common_follow_each_other() -> None:
    assert runs(["alpha beta gamma"], ["ế ơ ư ạ ố"]) == [
        [("removed", "alpha beta gamma")],
        [("added", "ế ơ ư ạ ố")],
    ]


def test_a_very_long_passage_is_compared_as_a_whole() -> None:
    long = "từ " * 5000
    assert [how for paragraph in runs([long], [long + "thêm"]) for how, _ in paragraph] == ["removed", "added"]


@given(TEXTS, TEXTS)
def test_each_text_can_be_read_from_the_differences(before: list[str], after: list[str]) -> None:
    """What is shown as removed or the same is in the old text, and in its order; likewise for the new one."""
    for texts, kept in ((before, "removed"), (after, "added")):
        shown = ["".join(text for how, text in paragraph if how in ("same", kept)) for paragraph in runs(before, after)]
        left = iter(texts)
        assert all(one in left for one in shown if one)
