"""Which language a reader gets who comes without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import patiently
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from hub.i18n.languages import LANGS
from hub.web.request.negotiation import language_for


def negotiate(header: str, default: str) -> str:
    return language_for(parse_accept_header(header, LanguageAccept), default)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "vi"),
        ("vi", "vi"),
        ("en", "en"),
        ("en-AU", "en"),
        ("EN-gb", "en"),
        ("vi-VN,vi;q=0.9,en-US;q=0.6,en;q=0.5", "vi"),
        ("en-US,en;q=0.9,vi;q=0.8", "en"),
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "en"),
        ("vi;q=0.5, en;q=0.5", "vi"),
        ("en;q=0.5, vi;q=0.5", "en"),
        ("vi;q=0.1, en;q=0.2", "en"),
        ("en;q=0.3, en-GB;q=0.8, vi;q=0.5", "en"),
        ("en ; q=0.2 , vi ; q=0.9", "vi"),
        ("en;Q=0.2, vi;q=0.1", "en"),
        ("fr, de", "vi"),
        ("*", "vi"),
        ("vi;q=0, *", "en"),
        ("vi;q=0, en", "en"),
        ("vi;q=0", "vi"),
        ("en;q=0.5, *", "vi"),
        ("en;q=2, vi;q=0.1", "vi"),
        ("en;q=abc", "vi"),
        ("english", "vi"),
        ("en_US", "vi"),
        (",,;,en", "en"),
    ],
)
def test_a_header_asks_for_a_language(header: str, language: str) -> None:
    assert negotiate(header, "vi") == language


@pytest.mark.parametrize("header", ["", "fr", "*"])
def test_who_asks_for_neither_gets_the_default(header: str) -> None:
    assert negotiate(header, "en") == "en"


@patiently
@given(st.text(max_size=200), st.sampled_from(LANGS))
def test_any_header_gives_one_of_the_languages(header: str, default: str) -> None:
    assert negotiate(header, default) in LANGS


@patiently
@given(st.permutations(["vi;q=0.7", "en;q=0.8", "fr", "de;q=0.9"]))
def test_the_weight_counts_and_not_the_place(members: list[str]) -> None:
    assert negotiate(",".join(members), "vi") == "en"
