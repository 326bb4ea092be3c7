"""The canonical form of a query: what is declared, in that order, whatever was sent."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import patiently

from hub.web.request.query import MOST, OTHERS, canonical_query, with_query

NAMES = ("q", "country", "page")
SENT = st.text(st.characters(max_codepoint=255)) | st.text("qcountrypage=&%+;0fF1ạ\x00\xe1\xba\xa1", max_size=80)


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("", ""),
        ("page=2&q=a", "q=a&page=2"),
        ("q=a&x=3&page=2", "q=a&page=2"),
        ("utm_source=x", ""),
        ("country=VN&q=a&country=AU", "q=a&country=VN&country=AU"),
        ("country=AU&country=VN", "country=AU&country=VN"),
        ("q=&page=", ""),
        ("q", ""),
        ("&&=&", ""),
        ("q=a+b", "q=a+b"),
        ("q=a%20b", "q=a+b"),
        ("%71=a", "q=a"),
        ("q=b%E1%BA%A1o", "q=b%E1%BA%A1o"),
        ("q=b%e1%ba%a1o", "q=b%E1%BA%A1o"),
        ("q=b\xe1\xba\xa1o", "q=b%E1%BA%A1o"),
        ("q=bạo", "q=b%E1%BA%A1o"),
        ("q=ba%CC%A3o", "q=b%E1%BA%A1o"),
        ("q=%C0%80", "q=%EF%BF%BD%EF%BF%BD"),
        ("q=%zz%", "q=%25zz%25"),
        ("q=\xff", "q=%EF%BF%BD"),
        ("q=%00", "q=%00"),
        ("q=a=b", "q=a%3Db"),
        ("q=a;page=2", "q=a%3Bpage%3D2"),
        ("Q=a", ""),
    ],
)
def test_a_query_has_one_canonical_form(raw: str, canonical: str) -> None:
    assert canonical_query(raw, NAMES) == canonical


def test_a_view_that_reads_nothing_has_no_query() -> None:
    assert canonical_query("q=a", ()) == ""


def test_of_thousands_of_parameters_the_first_are_read() -> None:
    assert canonical_query("country=VN&" * 50_000, NAMES).count("country") == MOST
    assert canonical_query("x=1&" * MOST + "q=a", NAMES) == ""


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("", ""),
        ("page=2&q=a", "q=a&page=2"),
        ("x=3&q=a&y=4", "q=a&%2A="),
        ("q=", "q="),
        ("utm_source=x", "%2A="),
        ("*=7&*=8", "%2A="),
        ("&&", ""),
    ],
)
def test_a_strict_address_hears_of_what_is_empty_and_of_what_it_does_not_read(raw: str, canonical: str) -> None:
    assert canonical_query(raw, (*NAMES, OTHERS)) == canonical


@patiently
@given(SENT)
def test_the_canonical_form_of_a_strict_address_is_its_own(raw: str) -> None:
    canonical = canonical_query(raw, (*NAMES, OTHERS))
    assert canonical_query(canonical, (*NAMES, OTHERS)) == canonical


@patiently
@given(SENT)
def test_whatever_is_sent_the_canonical_form_is_its_own(raw: str) -> None:
    canonical = canonical_query(raw, NAMES)
    assert canonical_query(canonical, NAMES) == canonical
    assert canonical.isascii() and canonical.isprintable() and " " not in canonical


@patiently
@given(st.lists(st.tuples(st.sampled_from([*NAMES, "utm"]), st.text("aạ &=%", min_size=1)), max_size=8))
def test_the_order_of_names_makes_no_difference(pairs: list[tuple[str, str]]) -> None:
    from urllib.parse import urlencode

    ordered = sorted(pairs, key=lambda pair: pair[0])
    assert canonical_query(urlencode(pairs), NAMES) == canonical_query(urlencode(ordered), NAMES)


@pytest.mark.parametrize(
    ("raw", "location"),
    [
        ("", "/vi/"),
        ("a=1", "/vi/?a=1"),
        ("a=%C3%A9&b", "/vi/?a=%C3%A9&b"),
        ("a=%zz", "/vi/?a=%zz"),
        ("a=\xc3\xa9", "/vi/?a=%C3%A9"),
        ("a=é", "/vi/?a=%E9"),
        ("a=\r\nSet-Cookie: b", "/vi/?a=%0D%0ASet-Cookie:%20b"),
        ('a=<b>"', "/vi/?a=%3Cb%3E%22"),
        ("a#b", "/vi/?a%23b"),
    ],
)
def test_a_redirect_keeps_the_query_and_encodes_nothing_twice(raw: str, location: str) -> None:
    assert with_query("/vi/", raw) == location


@patiently
@given(SENT)
def test_whatever_is_sent_can_stand_in_a_header(raw: str) -> None:
    location = with_query("/vi/", raw)
    assert location.isascii() and location.isprintable()
    assert parse_qsl(location.partition("?")[2], errors="replace") is not None
