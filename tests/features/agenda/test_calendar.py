"""The programme as iCalendar, read by a library that calendar programs are built with: whole, chosen, one session."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from built import Built, small_site
from client import Client
from icalendar import Calendar
from notices import PROGRAMME
from programme import GONE, LONG, ROOMS, programme, programme_site
from small import pair

from hub.features.agenda import history
from hub.features.agenda.exchange.identity import guid_of
from hub.features.agenda.model import Session

languages = pytest.mark.parametrize("lang", ["vi", "en"])
CANCELLED = {"vi": "[Đã hủy] Phiên bị hủy", "en": "[Cancelled] Called off"}
ILLUSTRATIVE = {"vi": "[Minh họa] Khai mạc", "en": "[Illustrative] Opening"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return programme_site(tmp_path_factory.mktemp("calendar"))


def calendar(site: Built | Client, path: str) -> Calendar:
    answer = site.ask(path)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    read = Calendar.from_ical(answer.body)
    assert [*read.errors, *(error for each in read.walk() for error in each.errors)] == []
    return read


def events(site: Built, path: str) -> dict[str, Any]:
    """The events at a path by the slugs of their sessions, in order."""
    edition = site.worker.edition()
    slugs = {str(guid_of(slug)): slug for slug in edition.cards["session"]}
    found = [(slugs[str(event["UID"])], event) for event in calendar(site, path).walk("VEVENT")]
    assert len(dict(found)) == len(found), "a session stands twice"
    return dict(found)


def sessions(site: Built, lang: str) -> list[Session]:
    return site.worker.edition().read_in("en" if lang == "en" else "vi").all(Session)


# What is in it


@languages
def test_every_session_is_there_in_the_order_of_the_programme_and_no_withdrawn_one(site: Built, lang: str) -> None:
    expected = [session.slug for session in sessions(site, lang)]
    assert list(events(site, f"/{lang}/agenda.ics")) == expected
    assert (len(expected), "rut-lai" in expected) == (11, False)


@languages
def test_an_event_begins_and_ends_when_its_session_does(site: Built, lang: str) -> None:
    read = {slug: (event.start, event.end) for slug, event in events(site, f"/{lang}/agenda.ics").items()}
    assert read == {session.slug: (session.starts, session.ends) for session in sessions(site, lang)}
    assert {moment.utcoffset() for pair in read.values() for moment in pair} == {timedelta(hours=7)}
    assert read["le"][0] == datetime(2025, 10, 24, 1, 30, tzinfo=UTC)
    assert [moment.isoformat()[8:16] for moment in read["qua-dem"]] == ["22T23:30", "23T01:00"]


@languages
def test_an_event_has_the_place_of_its_session(site: Built, lang: str) -> None:
    city = {"vi": "Hà Nội", "en": "Hanoi"}[lang]
    mark = {"vi": " (minh họa)", "en": " (illustrative)"}[lang]
    read = {slug: str(event["LOCATION"]) for slug, event in events(site, f"/{lang}/agenda.ics").items()}
    assert read == {
        session.slug: f"{ROOMS[session.room][lang == 'en']}{mark if session.status == 'indicative' else ''}, {city}"
        for session in sessions(site, lang)
    }


@languages
def test_the_status_of_an_event_is_that_of_its_session_and_its_title_says_so(site: Built, lang: str) -> None:
    read = {
        slug: (str(event["STATUS"]), str(event["SUMMARY"]))
        for slug, event in events(site, f"/{lang}/agenda.ics").items()
    }
    assert read["khai-mac"] == ("TENTATIVE", ILLUSTRATIVE[lang])
    assert read["da-huy"] == ("CANCELLED", CANCELLED[lang])
    assert read["doi-gio"] == ("CONFIRMED", {"vi": "Phiên đổi giờ", "en": "Moved"}[lang])
    assert read["xac-nhan"] == ("CONFIRMED", {"vi": LONG, "en": "Listening safely"}[lang])


@languages
def test_an_illustrative_event_begins_with_the_words_that_it_is_one(site: Built, lang: str) -> None:
    told = {slug: str(event["DESCRIPTION"]) for slug, event in events(site, f"/{lang}/agenda.ics").items()}
    marked = {slug for slug, text in told.items() if text.startswith(PROGRAMME[lang])}
    assert marked == {session.slug for session in sessions(site, lang) if session.status == "indicative"}


@languages
def test_a_description_tells_summary_speakers_and_languages_and_ends_with_the_address(site: Built, lang: str) -> None:
    text = str(events(site, f"/{lang}/agenda.ics")["xac-nhan"]["DESCRIPTION"])
    words = {
        "vi": ("xâm hại", "Diễn giả: Pauline, điều phối; Đại diện", "Ngôn ngữ: tiếng Việt, tiếng Anh", "Phiên dịch: kênh 1: tiếng Việt, kênh 2: tiếng Anh"),
        "en": ("Listening safely: summary.", "Speakers: Pauline, chair; A representative", "Languages: Vietnamese, English", "Interpretation: channel 1: Vietnamese, channel 2: English"),
    }  # fmt: skip
    assert [word for word in words[lang] if word not in text] == []
    assert text.endswith(f"\n\nhttp://localhost:8000/{lang}/agenda/xac-nhan/")


def test_what_is_not_translated_is_marked_with_its_own_language(site: Built) -> None:
    event = events(site, "/en/agenda.ics")["chi-viet"]
    assert event["SUMMARY"].params["LANGUAGE"] == "vi"
    assert event["LOCATION"].params["LANGUAGE"] == "en"


def test_categories_name_form_and_theme(site: Built) -> None:
    read = events(site, "/vi/agenda.ics")
    assert [str(each) for each in read["xac-nhan"]["CATEGORIES"].cats] == ["phát biểu", "an toàn từ thiết kế"]
    assert read["xac-nhan"]["CATEGORIES"].params["LANGUAGE"] == "vi"
    assert [str(each) for each in read["khai-mac"]["CATEGORIES"].cats] == ["phát biểu"]


# What programs rely on


def test_a_session_is_known_by_the_same_identifier_in_both_languages_and_on_every_host(
    site: Built, tmp_path: Path
) -> None:
    elsewhere = Client(programme(tmp_path), public_url="https://other.example")
    asked = ((site, "/vi/agenda.ics"), (site, "/en/agenda.ics"), (elsewhere, "/vi/agenda.ics"))
    read = [[str(event["UID"]) for event in calendar(each, path).walk("VEVENT")] for each, path in asked]
    assert read[0] == read[1] == read[2]
    assert {UUID(uid).version for uid in read[0]} == {5}
    assert str(events(site, "/vi/agenda/khai-mac.ics")["khai-mac"]["UID"]) in read[0]
    urls = {str(event["URL"]) for event in calendar(elsewhere, "/vi/agenda.ics").walk("VEVENT")}
    assert all(url.startswith("https://other.example/vi/agenda/") for url in urls)


def test_an_identifier_never_changes() -> None:
    assert str(guid_of("khai-mac")) == "1ab0e250-20fe-59d8-8dc7-0ddd0954bf66"


@languages
def test_stamp_and_number_of_an_event_are_those_of_its_last_change(site: Built, lang: str) -> None:
    reader = site.worker.edition().read_in("en" if lang == "en" else "vi")
    read = events(site, f"/{lang}/agenda.ics")
    for session in reader.all(Session):
        event, changed = read[session.slug], history.last_changed(reader, session)
        assert (event.stamp, event["LAST-MODIFIED"].dt) == (changed, changed)
        assert event["SEQUENCE"] == history.sequence(reader, session)


@languages
def test_nobody_is_invited_and_nothing_rings(site: Built, lang: str) -> None:
    for path in ("agenda.ics", "agenda/le.ics"):
        names = {line.partition(b":")[0].partition(b";")[0] for line in site.ask(f"/{lang}/{path}").body.splitlines()}
        assert not names & {b"METHOD", b"ORGANIZER", b"ATTENDEE", b"TRIGGER"}
        assert {each.name for each in calendar(site, f"/{lang}/{path}").walk()} == {
            "VCALENDAR", "VTIMEZONE", "STANDARD", "VEVENT"}  # fmt: skip


@languages
@pytest.mark.parametrize("path", ["agenda.ics", "agenda/le.ics", "agenda.ics?s=xac-nhan"])
def test_no_line_is_longer_than_75_octets_and_none_cuts_a_letter(site: Built, lang: str, path: str) -> None:
    body = site.ask(f"/{lang}/{path}").body
    lines = body.split(b"\r\n")
    assert lines.pop() == b""
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    assert [line for line in lines if len(line) > 75] == []
    for line in lines:
        line.decode()


def test_a_feed_has_a_name_and_says_when_to_ask_again(site: Built) -> None:
    read = {lang: calendar(site, f"/{lang}/agenda.ics") for lang in ("vi", "en")}
    assert {lang: str(each["NAME"]) for lang, each in read.items()} == {
        "vi": "HN 22.10: chương trình minh họa", "en": "HN 22.10: illustrative programme"}  # fmt: skip
    assert all(str(each["NAME"]) == str(each["X-WR-CALNAME"]) for each in read.values())
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT15M\r\nURL" in site.ask("/vi/agenda.ics").body
    assert str(read["vi"]["X-PUBLISHED-TTL"]) == "PT15M"


def test_a_session_to_save_makes_no_calendar_of_its_own(site: Built) -> None:
    read = calendar(site, "/vi/agenda/khai-mac.ics")
    assert not {"NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"} & set(read.keys())
    assert list(events(site, "/vi/agenda/khai-mac.ics")) == ["khai-mac"]


def test_the_time_zone_is_defined_in_the_calendar_itself(site: Built) -> None:
    (zone,) = calendar(site, "/vi/agenda.ics").walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Asia/Ho_Chi_Minh"
    assert zone.to_tz(lookup_tzid=False).utcoffset(datetime(2025, 10, 22, 8, 30)) == timedelta(hours=7)
    assert {event["DTSTART"].params["TZID"] for event in calendar(site, "/vi/agenda.ics").walk("VEVENT")} == {
        zone["TZID"]
    }


# Sessions of the reader's choice


def test_a_choice_has_the_sessions_asked_for_in_the_order_of_the_programme(site: Built) -> None:
    assert list(events(site, "/vi/agenda.ics?s=qua-dem.khai-mac.xac-nhan")) == ["khai-mac", "xac-nhan", "qua-dem"]
    assert list(events(site, "/vi/agenda.ics?s=qua-dem&s=khai-mac.qua-dem")) == ["khai-mac", "qua-dem"]


@pytest.mark.parametrize(
    "asked", ["khong-co.khai-mac", "khai-mac..", ".khai-mac", "../../etc.khai-mac", "khai-mac.%00", "khai-mac.ế"]
)
def test_what_is_no_session_is_left_out_of_a_choice(site: Built, asked: str) -> None:
    assert list(events(site, f"/vi/agenda.ics?s={asked}")) == ["khai-mac"]


def test_a_choice_of_nothing_that_is_known_is_an_empty_calendar(site: Built) -> None:
    assert events(site, "/vi/agenda.ics?s=khong-co") == {}
    assert calendar(site, "/vi/agenda.ics?s=khong-co").walk("VTIMEZONE")


def test_an_earlier_slug_is_the_session_of_today(site: Built) -> None:
    assert list(events(site, "/vi/agenda.ics?s=mo-dau")) == ["khai-mac"]
    assert list(events(site, "/vi/agenda.ics?s=mo-dau.khai-mac")) == ["khai-mac"]
    assert site.ask("/vi/agenda/mo-dau.ics").headers["location"] == "/vi/agenda/khai-mac.ics"


def test_an_empty_choice_and_other_parameters_are_the_whole_programme(site: Built) -> None:
    whole = site.ask("/vi/agenda.ics").headers["etag"]
    assert {site.ask(f"/vi/agenda.ics?{query}").headers["etag"] for query in ("s=", "utm_source=x", "q=le&S=le")} == {
        whole
    }


def test_a_choice_has_a_name_of_its_own(site: Built) -> None:
    assert str(calendar(site, "/en/agenda.ics?s=le")["NAME"]) == "HN 22.10: selected sessions"


@languages
def test_a_withdrawn_session_that_was_chosen_is_cancelled_without_any_of_its_words(site: Built, lang: str) -> None:
    event = events(site, f"/{lang}/agenda.ics?s=rut-lai.le")["rut-lai"]
    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("CANCELLED", GONE[lang])
    assert str(event["LOCATION"]) == {"vi": "Hà Nội", "en": "Hanoi"}[lang]
    assert not {"DESCRIPTION", "URL", "CATEGORIES"} & set(event.keys())
    assert event.start.isoformat() == "2025-10-22T11:00:00+07:00"


def test_a_withdrawn_session_has_no_file(site: Built) -> None:
    answer = site.ask("/vi/agenda/rut-lai.ics")
    assert answer.status == 410
    assert b"BEGIN:VEVENT" not in answer.body


def test_an_edit_of_a_session_reaches_its_calendars(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    before = {
        path: site.ask(path).headers["etag"]
        for path in ("/vi/agenda.ics", "/vi/agenda/khai-mac.ics", "/vi/agenda/toan-the.ics")
    }
    values = {
        "starts": "2025-10-22 09:00",
        "minutes": 30,
        "room": "hoi-truong",
        "format": "talk",
        "status": "confirmed",
    }
    pair(
        tmp_path,
        "content/agenda/khai-mac",
        values,
        {"title": "Mở đầu", "summary": "Mới."},
        {"title": "Start", "summary": "New."},
    )
    site.build()
    changed = {path for path, etag in before.items() if site.ask(path).headers["etag"] != etag}
    assert changed == {"/vi/agenda.ics", "/vi/agenda/khai-mac.ics"}
    event = events(site, "/vi/agenda/khai-mac.ics")["khai-mac"]
    assert (str(event["SUMMARY"]), str(event["STATUS"]), event.start.hour) == ("Mở đầu", "CONFIRMED", 9)


def test_a_programme_without_sessions_is_a_valid_calendar(tmp_path: Path) -> None:
    site = Client(tmp_path)
    assert calendar(site, "/vi/agenda.ics").walk("VEVENT") == []
    assert str(calendar(site, "/vi/agenda.ics")["NAME"]) == "HN 22.10: chương trình hội thảo"
