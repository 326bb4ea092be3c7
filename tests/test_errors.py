"""The one error that tells a person what to put right."""

import pytest

from hub.errors import UserError


def test_its_text_is_the_english_sentence_with_its_values() -> None:
    assert str(UserError("port %(port)d is in use", port=80)) == "port 80 is in use"


def test_its_sentence_is_in_the_language_of_a_catalogue() -> None:
    vietnamese = {"port %(port)d is in use": "cổng %(port)d đang được dùng"}
    assert UserError("port %(port)d is in use", port=80).sentence(vietnamese.__getitem__) == "cổng 80 đang được dùng"


def test_a_sentence_without_values_may_have_none() -> None:
    with pytest.raises(UserError, match=r"^write it first$"):
        raise UserError("write it first")
