"""How each language writes numbers, lists and sizes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.i18n.numbers import list_text, number_text, size_text


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (3000, "3.000", "3,000"),
        (-3000, "-3.000", "-3,000"),
        (1234.5, "1.234,5", "1,234.5"),
        (0.1, "0,1", "0.1"),
        (1234567, "1.234.567", "1,234,567"),
        (Decimal("1.50"), "1,50", "1.50"),
        (1e21, "1.000.000.000.000.000.000.000", "1,000,000,000,000,000,000,000"),
        (1e-7, "0,0000001", "0.0000001"),
    ],
)
def test_a_number_has_its_languages_signs(value: int | float | Decimal, vietnamese: str, english: str) -> None:
    assert (number_text(value, "vi"), number_text(value, "en")) == (vietnamese, english)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1.55, 1, "1.6"), (2.5, 0, "3"), (-2.5, 0, "-3"), (1.005, 2, "1.01"), (7, 2, "7.00"), (-0.04, 1, "0.0")],
)
def test_a_number_is_rounded_as_people_do(value: float, decimals: int, text: str) -> None:
    assert number_text(value, "en", decimals=decimals) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("-Infinity")])
def test_what_is_no_number_is_refused(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="cannot be written as a number"):
        number_text(value, "vi")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_a_vietnamese_number_can_be_read_back(value: Decimal) -> None:
    assert Decimal(number_text(value, "vi").replace(".", "").replace(",", ".")) == value


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_the_two_languages_differ_in_their_signs_alone(value: int | float) -> None:
    assert number_text(value, "vi").translate(str.maketrans(",.", ".,")) == number_text(value, "en")


@pytest.mark.parametrize(
    ("items", "vietnamese", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a và b", "a and b"),
        (["a", "b", "c"], "a, b và c", "a, b and c"),
    ],
)
def test_a_list_ends_in_and(items: list[str], vietnamese: str, english: str) -> None:
    assert (list_text(items, "vi"), list_text(iter(items), "en")) == (vietnamese, english)


@pytest.mark.parametrize(
    ("size", "vietnamese", "english"),
    [
        (0, "0 byte", "0 bytes"),
        (1, "1 byte", "1 byte"),
        (999, "999 byte", "999 bytes"),
        (1000, "1 kB", "1 kB"),
        (1449, "1,4 kB", "1.4 kB"),
        (9949, "9,9 kB", "9.9 kB"),
        (9950, "10 kB", "10 kB"),
        (999_499, "999 kB", "999 kB"),
        (999_500, "1 MB", "1 MB"),
        (2_345_678, "2,3 MB", "2.3 MB"),
        (175_000_000, "175 MB", "175 MB"),
        (5 * 10**15, "5.000 TB", "5,000 TB"),
    ],
)
def test_a_size_is_written_as_it_is_said(size: int, vietnamese: str, english: str) -> None:
    assert (size_text(size, "vi"), size_text(size, "en")) == (vietnamese, english)


@given(st.integers(min_value=0, max_value=10**15 - 10**12))
def test_no_size_has_more_than_three_digits_before_its_unit(size: int) -> None:
    assert len(size_text(size, "en").split(" ")[0].replace(".", "")) <= 3


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr' is not a language of the hub"):
        number_text(1, "fr")
