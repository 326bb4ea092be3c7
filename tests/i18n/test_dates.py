"""How each language writes dates, times and lengths of time."""

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.i18n.dates import (
    date_text,
    duration_text,
    long_date_text,
    moment_text,
    offset_text,
    time_range_text,
    time_text,
    weekday_text,
)
from hub.i18n.languages import LANGS

HANOI = timezone(timedelta(hours=7))
OPENING = datetime(2025, 10, 22, 8, 30, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        (date(2025, 10, 22), "Thứ Tư, ngày 22 tháng 10 năm 2025", "Wednesday 22 October 2025"),
        (date(2021, 6, 1), "Thứ Ba, ngày 01 tháng 6 năm 2021", "Tuesday 1 June 2021"),
        (date(2026, 2, 8), "Chủ nhật, ngày 08 tháng 02 năm 2026", "Sunday 8 February 2026"),
        (date(2026, 1, 31), "Thứ Bảy, ngày 31 tháng 01 năm 2026", "Saturday 31 January 2026"),
        (date(2026, 3, 10), "Thứ Ba, ngày 10 tháng 3 năm 2026", "Tuesday 10 March 2026"),
    ],
)
def test_a_long_date_has_its_weekday(day: date, vietnamese: str, english: str) -> None:
    assert (long_date_text(day, "vi"), long_date_text(day, "en")) == (vietnamese, english)


def test_within_a_vietnamese_sentence_the_weekday_is_in_lower_case() -> None:
    assert long_date_text(date(2025, 10, 22), "vi", capital=False) == "thứ Tư, ngày 22 tháng 10 năm 2025"


def test_sunday_keeps_its_capital_within_a_vietnamese_sentence() -> None:
    assert weekday_text(date(2025, 10, 26), "vi", capital=False) == "Chủ nhật"


def test_english_weekdays_keep_their_capital_within_a_sentence() -> None:
    assert weekday_text(date(2025, 10, 22), "en", capital=False) == "Wednesday"


def test_the_seven_vietnamese_weekdays_are_in_order() -> None:
    week = [weekday_text(date(2025, 10, 20 + day), "vi") for day in range(7)]
    assert week == ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"]


@pytest.mark.parametrize(
    ("day", "vietnamese", "english"),
    [
        (date(2021, 6, 1), "ngày 01 tháng 6 năm 2021", "1 June 2021"),
        (datetime(2021, 6, 1, 8, 30), "ngày 01 tháng 6 năm 2021", "1 June 2021"),
        ("2021-06-01", "ngày 01 tháng 6 năm 2021", "1 June 2021"),
        ("2025-06", "tháng 6 năm 2025", "June 2025"),
        ("2026-02", "tháng 02 năm 2026", "February 2026"),
        ("2025-12", "tháng 12 năm 2025", "December 2025"),
        ("2025", "năm 2025", "2025"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(day: date | str, vietnamese: str, english: str) -> None:
    assert (date_text(day, "vi"), date_text(day, "en")) == (vietnamese, english)


def test_a_vietnamese_date_that_stands_alone_begins_with_a_capital() -> None:
    assert date_text("2025-06", "vi", capital=True) == "Tháng 6 năm 2025"


@pytest.mark.parametrize("text", ["", "June 2025", "2025-6", "2025-13", "2025-00", "2025-02-30", "25", "２０２５"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|month|day"):
        date_text(text, "vi")


@given(st.dates())
def test_no_english_date_has_a_leading_zero(day: date) -> None:
    assert not date_text(day, "en").startswith("0")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_vietnamese_date_can_be_read_back(day: date) -> None:
    words = date_text(day, "vi").split(" ")
    assert date(int(words[5]), int(words[3]), int(words[1])) == day


@pytest.mark.parametrize("language", LANGS)
def test_a_time_has_four_digits(language: str) -> None:
    assert time_text(OPENING, language) == "08:30"


def test_a_time_of_day_needs_no_date() -> None:
    assert time_text(time(13, 5), "vi") == "13:05"


def test_a_time_may_say_its_zone() -> None:
    assert time_text(OPENING, "vi", zone=True) == "08:30 (GMT+7)"


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "GMT"), (420, "GMT+7"), (330, "GMT+5:30"), (-210, "GMT-3:30"), (-300, "GMT-5")]
)
def test_an_offset_is_written_from_greenwich(minutes: int, text: str) -> None:
    assert offset_text(datetime(2025, 10, 22, tzinfo=timezone(timedelta(minutes=minutes)))) == text


@pytest.mark.parametrize("moment", [datetime(2025, 10, 22, 8, 30), time(8, 30)])
def test_without_an_offset_there_is_no_zone_to_write(moment: datetime | time) -> None:
    with pytest.raises(ValueError, match="has no offset"):
        time_text(moment, "vi", zone=True)


def test_a_range_on_one_day_is_two_times() -> None:
    assert time_range_text(OPENING, OPENING + timedelta(minutes=90), "vi") == "08:30–10:00"


def test_a_range_says_its_zone_once() -> None:
    assert time_range_text(OPENING, OPENING + timedelta(minutes=90), "en", zone=True) == "08:30–10:00 (GMT+7)"


def test_a_range_into_another_day_names_that_day() -> None:
    assert time_range_text(OPENING, OPENING + timedelta(days=1), "vi") == "08:30 – 08:30, ngày 23 tháng 10 năm 2025"


def test_a_moment_is_time_and_date() -> None:
    assert moment_text(OPENING, "vi") == "08:30, ngày 22 tháng 10 năm 2025"


def test_a_moment_may_say_its_zone() -> None:
    assert moment_text(OPENING, "en", zone=True) == "08:30 (GMT+7), 22 October 2025"


@pytest.mark.parametrize(
    ("minutes", "vietnamese", "english"),
    [
        (0, "0 phút", "0 minutes"),
        (1, "1 phút", "1 minute"),
        (45, "45 phút", "45 minutes"),
        (60, "1 giờ", "1 hour"),
        (61, "1 giờ 1 phút", "1 hour 1 minute"),
        (75, "1 giờ 15 phút", "1 hour 15 minutes"),
        (120, "2 giờ", "2 hours"),
        (1500, "25 giờ", "25 hours"),
    ],
)
def test_a_length_of_time_is_written_in_hours_and_minutes(minutes: int, vietnamese: str, english: str) -> None:
    assert (duration_text(minutes, "vi"), duration_text(minutes, "en")) == (vietnamese, english)


def test_a_length_of_time_is_not_negative() -> None:
    with pytest.raises(ValueError, match="no length of time"):
        duration_text(-1, "vi")


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr' is not a language of the hub"):
        date_text("2025", "fr")
