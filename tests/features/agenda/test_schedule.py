"""The programme as a frab schedule, in XML and in JSON: what apps of conferences rely on, and both tell the same."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from built import Built, small_site
from client import Client
from jsonschema import Draft7Validator, FormatChecker
from lxml import etree
from notices import PROGRAMME
from programme import ROOMS, called_off, programme_site
from small import session

from hub.features.agenda.exchange.identity import LARGEST, guid_of, numbers_of
from hub.features.agenda.exchange.schedule import duration_of, slug_of
from hub.features.agenda.model import Session

languages = pytest.mark.parametrize("lang", ["vi", "en"])
TEXT, ADDRESS = {"type": "string"}, {"type": "string", "pattern": r"^https?://[^\s]+$"}
MOMENT = {"type": "string", "format": "date-time", "pattern": r"\+07:00$"}
DAY = {"type": "string", "format": "date"}


def record(optional: tuple[str, ...] = (), **fields: Any) -> dict[str, Any]:
    """An object with these keys and no others."""
    required = [name for name in fields if name not in optional]
    return {"type": "object", "additionalProperties": False, "required": required, "properties": fields}


EVENT = record(
    id={"type": "integer", "minimum": 1}, guid={"type": "string", "format": "uuid"}, url=ADDRESS, date=MOMENT,
    start={"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}, duration={"type": "string", "pattern": "^[0-9]+:[0-9]{2}$"},
    room=TEXT, slug={"type": "string", "pattern": "^[a-z0-9_-]+[a-z0-9]$"}, title=TEXT, subtitle=TEXT, track=TEXT, type=TEXT,
    language=TEXT, abstract=TEXT, description=TEXT, persons={"type": "array", "items": record(name=TEXT)}, links={"type": "array"},
)  # fmt: skip
# The keys of version 1 as c3voc's validator knows them: those that it demands, and of the others only those that we use.
SCHEDULE = record(
    schedule=record(
        version={"type": "string", "minLength": 1},
        base_url=ADDRESS,
        conference=record(
            acronym={"type": "string", "pattern": "^[a-z0-9_-][a-z0-9_]{3,}$"}, title={"type": "string", "minLength": 1},
            start=DAY, end=DAY, daysCount={"type": "integer", "minimum": 1}, timeslot_duration={"type": "string", "pattern": "^[0-9]+:[0-9]{2}$"},
            time_zone_name={"const": "Asia/Ho_Chi_Minh"}, url=ADDRESS,
            days={"type": "array", "minItems": 1, "items": record(
                index={"type": "integer", "minimum": 1}, date=DAY, day_start=MOMENT, day_end=MOMENT,
                rooms={"type": "object", "additionalProperties": {"type": "array", "items": EVENT}},
            )},
        ),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return programme_site(tmp_path_factory.mktemp("schedule"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return Client(called_off(tmp_path_factory.mktemp("empty")))


def told_json(site: Built | Client, lang: str) -> dict[str, Any]:
    answer = site.ask(f"/{lang}/agenda.json")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    told: dict[str, Any] = json.loads(answer.body)
    return told


def told_xml(site: Built | Client, lang: str) -> Any:
    answer = site.ask(f"/{lang}/agenda.xml")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/xml; charset=utf-8")
    return etree.fromstring(answer.body)


def days(site: Built | Client, lang: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told_json(site, lang)["schedule"]["conference"]["days"]
    return found


def events(site: Built, lang: str) -> dict[str, dict[str, Any]]:
    """The events in JSON by their slugs, without `hn2025-`."""
    all_of = [event for day in days(site, lang) for room in day["rooms"].values() for event in room]
    return {event["slug"].removeprefix("hn2025-"): event for event in all_of}


def held(site: Built, lang: str) -> list[Session]:
    sessions = site.worker.edition().read_in("en" if lang == "en" else "vi").all(Session)
    return [session for session in sessions if session.status != "cancelled"]


@languages
def test_the_json_has_the_keys_of_the_format_and_none_of_its_own(site: Built, empty: Client, lang: str) -> None:
    checker = Draft7Validator(SCHEDULE, format_checker=FormatChecker(("date", "uuid")))
    for each in (site, empty):
        assert [f"{list(error.path)}: {error.message}" for error in checker.iter_errors(told_json(each, lang))] == []


@languages
def test_every_session_that_is_held_is_in_it_at_its_time(site: Built, lang: str) -> None:
    read = {event["guid"]: datetime.fromisoformat(event["date"]) for event in events(site, lang).values()}
    assert read == {str(guid_of(session.slug)): session.starts for session in held(site, lang)}
    assert {event["start"] for event in events(site, lang).values()} >= {"08:30", "23:30"}
    assert events(site, lang)["le_x"]["date"] == "2025-10-24T08:30:00+07:00"


@languages
def test_both_forms_tell_the_same(site: Built, lang: str) -> None:
    def of_xml(event: Any) -> dict[str, Any]:
        texts = {
            name: (event.findtext(name) or "")
            for name in (
                "date",
                "start",
                "room",
                "slug",
                "url",
                "title",
                "track",
                "type",
                "language",
                "abstract",
                "description",
            )
        }
        hours, minutes = event.findtext("duration").split(":")
        return texts | {"id": int(event.get("id")), "guid": event.get("guid"), "duration": f"{int(hours):02}:{minutes}",
                        "persons": [person.text for person in event.iter("person")]}  # fmt: skip

    def of_json(event: dict[str, Any]) -> dict[str, Any]:
        left = {name: value for name, value in event.items() if name not in ("subtitle", "links")}
        return left | {"persons": [person["name"] for person in event["persons"]]}

    written = told_xml(site, lang)
    assert list(map(of_xml, written.iter("event"))) == list(map(of_json, events(site, lang).values()))
    rooms = [
        (day.get("date"), room.get("name"), len(room))
        for day in written.iter("day")
        for room in day.iter("room")
        if room.get("name")
    ]
    assert rooms == [
        (day["date"], name, len(inside)) for day in days(site, lang) for name, inside in day["rooms"].items()
    ]
    assert written.findtext("version") == told_json(site, lang)["schedule"]["version"]


def test_a_day_is_the_day_on_which_a_session_begins_and_lasts_until_the_last_has_ended(site: Built) -> None:
    said = [(day["index"], day["date"], day["day_start"][:16], day["day_end"][:16]) for day in days(site, "vi")]
    assert said == [
        (1, "2025-10-22", "2025-10-22T08:30", "2025-10-23T01:00"),
        (2, "2025-10-24", "2025-10-24T08:30", "2025-10-27T09:00"),
    ]


@languages
def test_rooms_stand_in_their_own_order_with_what_is_in_them(site: Built, lang: str) -> None:
    rooms = days(site, lang)[0]["rooms"]
    assert list(rooms) == [names[lang == "en"] for names in ROOMS.values()]
    inside = {name: [event["slug"] for event in events] for name, events in rooms.items()}
    assert list(inside.values())[1:] == [["hn2025-xac-nhan", "hn2025-chen-vao"], ["hn2025-song-song"]]
    assert all(event["room"] == name for name, events in rooms.items() for event in events)


@languages
def test_an_illustrative_session_says_first_that_it_is_one(site: Built, lang: str) -> None:
    first = {event["guid"] for event in events(site, lang).values() if event["abstract"].startswith(PROGRAMME[lang])}
    assert first == {str(guid_of(session.slug)) for session in held(site, lang) if session.status == "indicative"}
    assert (
        events(site, lang)["khai-mac"]["title"] == {"vi": "[Minh họa] Khai mạc", "en": "[Illustrative] Opening"}[lang]
    )


def test_only_who_has_confirmed_is_named_as_a_person(site: Built) -> None:
    persons = {slug: event["persons"] for slug, event in events(site, "vi").items() if event["persons"]}
    assert persons == {"xac-nhan": [{"name": "Pauline"}]}  # khai-mac names her too, and is illustrative


def test_both_languages_know_a_session_by_the_same_number_and_identifier(site: Built) -> None:
    known = [
        {slug: (event["id"], UUID(event["guid"])) for slug, event in events(site, lang).items()}
        for lang in ("vi", "en")
    ]
    assert known[0] == known[1]
    assert len({number for number, _ in known[0].values()}) == len(known[0])


@languages
def test_a_cancelled_session_is_in_neither(site: Built, lang: str) -> None:
    assert "da-huy" not in site.ask(f"/{lang}/agenda.json").text + site.ask(f"/{lang}/agenda.xml").text


def test_a_programme_without_sessions_has_the_day_of_the_seminar(empty: Client) -> None:
    (day,) = days(empty, "vi")
    assert (date.fromisoformat(day["date"]), day["rooms"]) == (date(2025, 10, 22), {})
    assert day["day_start"] < day["day_end"]


def test_another_version_is_named_where_anything_has_changed(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    before = told_json(site, "vi")["schedule"]["version"]
    session(tmp_path, "toan-the", "2025-10-22 10:00", "Phiên toàn thể, đã sửa", "Plenary")
    site.build()
    after = told_json(site, "vi")["schedule"]["version"]
    assert (before != after, before[:10], after[:10]) == (True, "2026-11-24", "2026-11-24")


# Numbers and slugs


def test_the_number_of_a_session_stays_when_others_come_and_go() -> None:
    few, many = (
        numbers_of(["khai-mac", "be-mac"]),
        numbers_of([f"phien-{each}" for each in range(500)] + ["be-mac", "khai-mac"]),
    )
    assert {slug: many[slug] for slug in few} == few
    assert len(set(many.values())) == 502
    assert all(0 < number <= LARGEST for number in many.values())


def test_sessions_with_the_same_number_get_two_in_any_order() -> None:
    slugs = [f"phien-{each}" for each in range(40)]
    numbers = numbers_of(slugs, 40)
    assert sorted(numbers.values()) == list(range(1, 41))
    assert numbers_of(reversed(slugs), 40) == numbers
    alone = [slug for slug in slugs if numbers[slug] == numbers_of([slug], 40)[slug]]
    assert 0 < len(alone) < 40  # some keep their own number, the others had to give way


@pytest.mark.parametrize(("slug", "written"), [("khai-mac", "hn2025-khai-mac"), ("le", "hn2025-le_x"), ("a", "hn2025-a__x"), ("mot", "hn2025-motx"), ("bon4", "hn2025-bon4")])  # fmt: skip
def test_a_slug_has_two_parts_of_at_least_four_letters(slug: str, written: str) -> None:
    assert slug_of(slug) == written


@pytest.mark.parametrize(
    ("minutes", "written"), [(5, "0:05"), (90, "1:30"), (4320, "72:00"), (5999, "99:59"), (9000, "99:59")]
)
def test_a_length_is_in_hours_and_minutes(minutes: int, written: str) -> None:
    assert duration_of(minutes) == written
