"""A session that is moved in its Markdown: page, list, feeds, calendars and linked data say so in the next Edition."""

import json
import re
from datetime import datetime

import pytest
from built import Built, Page, small_site
from icalendar import Calendar
from lxml import etree
from small import session

SLUG = "toan-the"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    hub = small_site(tmp_path_factory.mktemp("moved"))
    session(hub.root, SLUG, "2025-10-22 11:30", "Phiên toàn thể", "Plenary", status="moved")
    assert hub.build()
    return hub


def event(hub: Built) -> dict[str, object]:
    (found,) = Calendar.from_ical(hub.ask(f"/vi/agenda/{SLUG}.ics").body).walk("VEVENT")
    return dict(found)


def test_its_page_says_in_words_when_it_was_to_begin(hub: Built) -> None:
    for lang, words in (("vi", "Trước đó: 10:00–11:00"), ("en", "Before: 10:00–11:00")):
        text = Page(hub.ask(f"/{lang}/agenda/{SLUG}/").text).main.text
        assert words in text and "11:30–12:30" in text


def test_the_list_and_the_page_of_changes_say_so(hub: Built) -> None:
    for lang in ("vi", "en"):
        assert "10:00" in Page(hub.ask(f"/{lang}/agenda/").text).main.text
        changes = Page(hub.ask(f"/{lang}/agenda/changes/").text).main.text
        assert "10:00" in changes and "11:30" in changes


def test_its_calendar_has_the_new_hour_and_counts_the_change(hub: Built) -> None:
    found = event(hub)
    assert found["SEQUENCE"] == 1
    assert found["DTSTART"].dt.isoformat() == "2025-10-22T11:30:00+07:00"  # type: ignore[attr-defined]
    assert found["DTSTAMP"].dt == found["LAST-MODIFIED"].dt  # type: ignore[attr-defined]


def test_its_linked_data_names_the_earlier_hour(hub: Built) -> None:
    page = hub.ask(f"/vi/agenda/{SLUG}/").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert block
    data = json.loads(block[1])
    assert data["eventStatus"].endswith("EventRescheduled")
    assert data["previousStartDate"] == "2025-10-22T10:00:00+07:00"
    assert data["startDate"] == "2025-10-22T11:30:00+07:00"


def test_the_feed_and_the_schedules_say_so(hub: Built) -> None:
    atom = etree.fromstring(hub.ask("/vi/agenda.atom").body)
    text = " ".join(atom.itertext())
    assert "11:30" in text and "10:00" in text
    starts = etree.fromstring(hub.ask("/vi/agenda.xml").body).xpath(f"//event[contains(slug, '{SLUG}')]/start/text()")
    assert starts == ["11:30"]
    assert "11:30" in hub.ask("/vi/agenda.json").text


def test_the_calendar_is_the_same_bytes_after_a_restart(hub: Built) -> None:
    before = hub.ask("/vi/agenda.ics")
    hub.start_again()
    after = hub.ask("/vi/agenda.ics", if_none_match=before.headers["etag"])
    assert after.status == 304 and hub.ask("/vi/agenda.ics").body == before.body
    assert datetime.fromisoformat(event(hub)["DTSTAMP"].dt.isoformat()).utcoffset() is not None  # type: ignore[attr-defined]
