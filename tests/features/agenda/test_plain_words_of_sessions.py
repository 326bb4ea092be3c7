"""Whatever a session is called and whatever is said of it: each format carries it, and its readers get the same words."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from built import settings_for
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from programme import HOSTILE, LONG, programme

from hub import create_app
from hub.content.edition import Reader
from hub.content.model.dates import HANOI
from hub.features.agenda.exchange import calendar, frab_json, frab_xml, in_words, json_ld
from hub.features.agenda.history import Before
from hub.features.agenda.model import Session
from hub.web.context import edition
from hub.web.templating.data_block import data_block

# Letters that some format has a meaning for, Vietnamese composed and not, emoji, line ends, controls: and any others.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("ếễọđĐơưaễ;,:\\\"'<>&\r\n\t\x0b\x0c\x85\u2028\u2029\x00\x1b\x7f\u00a0👩👧\u200d🇻🇳nN%^=")),
        st.characters(),
    ),
    max_size=200,
)
varied = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NINE = datetime(2025, 10, 22, 9, 0, tzinfo=HANOI)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The Edition in Vietnamese, during a request."""
    app = create_app(settings=settings_for(programme(tmp_path_factory.mktemp("words"))))
    with app.test_request_context("/vi/agenda/"):
        app.preprocess_request()
        yield edition()


def one(reader: Reader, slug: str, **changed: Any) -> Session:
    found = reader.find(Session, slug)
    assert found is not None
    return found.model_copy(update=changed)


def address(session: Session) -> str:
    return f"https://hub.example/vi/agenda/{session.slug}/"


@varied
@given(title=TEXTS, summary=TEXTS)
@example(title=HOSTILE, summary=HOSTILE)
@example(title=LONG, summary=LONG * 9)
@example(title="\\n\\N\\;\\,\\\\", summary="\\n\\")
def test_a_calendar_gives_back_what_went_in(reader: Reader, title: str, summary: str) -> None:
    session = one(reader, "xac-nhan", title=title, summary=summary)
    written = calendar.one(reader, [session], address)
    assert [line for line in written.encode().split(b"\r\n") if len(line) > 75 or b"\n" in line or b"\r" in line] == []
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert str(event["SUMMARY"]) == in_words.in_one_line(title)
    parts = (in_words.plain(summary), in_words.details_of(reader, session), address(session))
    assert str(event["DESCRIPTION"]) == "\n\n".join(filter(None, parts))


@varied
@given(title=TEXTS, summary=TEXTS)
@example(title=HOSTILE, summary=HOSTILE)
def test_a_schedule_gives_back_what_went_in(reader: Reader, title: str, summary: str) -> None:
    session = one(reader, "xac-nhan", title=title, summary=summary)
    wanted = (in_words.in_one_line(title), in_words.plain(summary))
    (event,) = ElementTree.fromstring(frab_xml.whole(reader, [session], address).encode()).iter("event")
    assert (event.findtext("title"), event.findtext("abstract")) == wanted
    (day,) = json.loads(frab_json.whole(reader, [session], address))["schedule"]["conference"]["days"]
    ((told,),) = day["rooms"].values()
    assert (told["title"], told["abstract"]) == wanted


@varied
@given(title=TEXTS)
@example(title=HOSTILE)
@example(title="</SCRIPT ><!--<script>]]>\u2028")
def test_data_in_a_page_gives_back_what_went_in_and_marks_up_nothing(reader: Reader, title: str) -> None:
    block = str(data_block(json_ld.of_session(reader, one(reader, "xac-nhan", title=title))))
    start, end = '<script type="application/ld+json">', "</script>"
    assert block.startswith(start) and block.endswith(end)
    inside = block[len(start) : -len(end)]
    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside)["name"] == in_words.in_one_line(title)


@varied
@given(TEXTS)
def test_a_plain_text_is_composed_has_one_kind_of_line_end_and_stays_as_it_is(text: str) -> None:
    plain = in_words.plain(text)
    assert in_words.plain(plain) == plain
    assert not set(plain) & set("\r\x0b\x0c\x85\u2028\u2029\x00\x1b\x7f")


def test_a_title_of_several_lines_stands_in_one() -> None:
    assert in_words.in_one_line(" Khai mạc \r\n  và\u2028bế mạc\n") == "Khai mạc và bế mạc"


# What has changed


def test_a_change_says_what_was_announced_before(reader: Reader) -> None:
    session = one(reader, "doi-gio")
    said = in_words.change_of(reader, session, Before(starts=NINE))
    assert said.startswith("Phiên này đã đổi giờ hoặc đổi phòng.")
    assert said.endswith("09:00, ngày 22 tháng 10 năm 2025, Hội trường.")
    assert "Phòng B" in in_words.change_of(reader, session, Before(room="phong-b"))
    assert "16:00, ngày 22" in in_words.change_of(reader, session, Before(room="phong-b"))


def test_a_change_that_is_not_on_record_is_told_without_what_was_before(reader: Reader) -> None:
    assert in_words.change_of(reader, one(reader, "doi-gio"), None) == "Phiên này đã đổi giờ hoặc đổi phòng."
    assert in_words.change_of(reader, one(reader, "xac-nhan"), None) == ""


@pytest.mark.parametrize("slug", ["khai-mac", "da-huy"])
def test_of_what_was_never_announced_or_is_cancelled_no_change_is_told(reader: Reader, slug: str) -> None:
    assert in_words.change_of(reader, one(reader, slug), Before(starts=NINE)) == ""


@pytest.mark.parametrize(
    ("slug", "was", "status", "previous"),
    [
        ("xac-nhan", None, "EventScheduled", None),
        ("doi-gio", Before(starts=NINE), "EventRescheduled", "2025-10-22T09:00:00+07:00"),
        ("doi-gio", Before(room="phong-b"), "EventScheduled", None),
        ("da-huy", Before(starts=NINE), "EventCancelled", None),
        ("khai-mac", Before(starts=NINE), "EventScheduled", None),
    ],
)
def test_the_status_of_an_event_follows_what_was_announced(
    reader: Reader, slug: str, was: Before | None, status: str, previous: str | None
) -> None:
    told = json_ld.status_of(one(reader, slug), was)
    assert told["eventStatus"] == f"https://schema.org/{status}"
    assert told.get("previousStartDate") == previous
