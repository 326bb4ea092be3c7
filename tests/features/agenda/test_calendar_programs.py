"""The programme's calendar as ical.js reads it, on which Thunderbird and many calendars on the web stand."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from browsing import missing
from built import Built
from node import FOLDER, NotInstalled, node, packages
from programme import ROOMS, programme_site

from hub.content.edition import Reader
from hub.features.agenda.exchange.identity import guid_of
from hub.features.agenda.exchange.in_words import in_one_line
from hub.features.agenda.model import Session

languages = pytest.mark.parametrize("lang", ["vi", "en"])


@pytest.fixture(scope="module")
def library() -> Path:
    try:
        return packages("calendars") / "ical.js" / "dist" / "ical.js"
    except NotInstalled as error:
        missing(str(error))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return programme_site(tmp_path_factory.mktemp("programs"))


def read(library: Path, body: bytes) -> dict[str, Any]:
    command = [node(), str(FOLDER / "calendars" / "read.mjs"), str(library)]
    said = subprocess.run(command, input=body, capture_output=True, timeout=120)
    assert (said.returncode, said.stderr) == (0, b"")
    found: dict[str, Any] = json.loads(said.stdout)
    return found


@languages
def test_a_calendar_program_understands_every_session(library: Path, site: Built, lang: str) -> None:
    told = read(library, site.ask(f"/{lang}/agenda.ics").body)
    reader: Reader = site.worker.edition().read_in("en" if lang == "en" else "vi")
    sessions = reader.all(Session)
    assert [event["uid"] for event in told["events"]] == [str(guid_of(session.slug)) for session in sessions]
    for event, session in zip(told["events"], sessions, strict=True):
        assert event["title"].endswith(in_one_line(session.title))
        assert event["place"].startswith(ROOMS[session.room][lang == "en"])
        assert (event["starts"], event["ends"]) == (utc(session.starts), utc(session.ends))
        assert in_one_line(session.summary) in in_one_line(event["text"])
    assert (told["refresh"], len(sessions)) == ("PT15M", 11)
    assert {event["status"] for event in told["events"]} == {"CONFIRMED", "TENTATIVE", "CANCELLED"}


def test_it_is_not_led_astray_by_a_hostile_title(library: Path, site: Built) -> None:
    (event,) = read(library, site.ask("/vi/agenda/le.ics").body)["events"]
    assert 'A;b,c\\n "d" \\ </script>' in event["title"]
    assert "END:VEVENT BEGIN:VALARM" in event["title"]
    assert event["categories"] == ["phát biểu"]


def utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
