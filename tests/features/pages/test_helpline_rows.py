"""A row of a helpline's card that says only that nothing is known is left out."""

import pytest

from hub.features.pages.queries import known


@pytest.mark.parametrize(
    "words",
    ["Chưa có thông tin.", "chưa có thông tin", "Không có thông tin", "Not known.", "Not yet known", " Unknown. "],
)
def test_a_row_that_says_nothing_is_left_out(words: str) -> None:
    assert known(words) == ""


@pytest.mark.parametrize(
    "words",
    ["Gọi miễn phí.", "Chưa có thông tin. Cuộc gọi vẫn còn trong nhật ký.", "Not known. Calls stay on the phone.", ""],
)
def test_a_row_that_says_something_is_shown(words: str) -> None:
    assert known(words) == words
