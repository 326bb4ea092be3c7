"""What search engines read in pages of the programme and of the exhibition: JSON-LD, taken out by a crawlers' library."""

from typing import Any

import extruct
import pytest
from built import Built, Page
from notices import PROGRAMME
from programme import LONG, WITHHELD_WORDS, programme_site

languages = pytest.mark.parametrize("lang", ["vi", "en"])
CO_HOSTS = {
    "vi": ["Cơ quan mps", "Cơ quan dfat", "Cơ quan unicef", "Cơ quan un-women", "Cơ quan unfpa"],
    "en": [
        "Organisation mps",
        "Organisation dfat",
        "Organisation unicef",
        "Organisation un-women",
        "Organisation unfpa",
    ],
}
EVENT = {"@context", "@type", "@id", "url", "name", "description", "startDate", "endDate", "location", "inLanguage", "eventStatus"}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return programme_site(tmp_path_factory.mktemp("json-ld"))


def data(site: Built, path: str) -> dict[str, Any]:
    """The one block of a page."""
    found = extruct.extract(site.ask(path).text, syntaxes=["json-ld"], uniform=False)["json-ld"]
    assert len(found) == 1
    block: dict[str, Any] = found[0]
    assert block["@context"] == "https://schema.org"
    return block


@languages
def test_the_seminar_is_an_event_with_its_day_city_and_co_hosts(site: Built, lang: str) -> None:
    event = data(site, f"/{lang}/agenda/")
    assert (event["@type"], event["startDate"], event["endDate"]) == ("Event", "2025-10-22", "2025-10-22")
    assert event["location"]["address"] == {
        "@type": "PostalAddress", "addressLocality": {"vi": "Hà Nội", "en": "Hanoi"}[lang], "addressCountry": "VN"}  # fmt: skip
    assert [each["name"] for each in event["organizer"]] == CO_HOSTS[lang]
    assert "isAccessibleForFree" not in event


@languages
def test_below_the_seminar_stand_only_sessions_that_are_more_than_illustrative(site: Built, lang: str) -> None:
    parts = data(site, f"/{lang}/agenda/")["subEvent"]
    slugs = [part["url"].rstrip("/").rpartition("/")[2] for part in parts]
    assert slugs == ["xac-nhan", "song-song", "chen-vao", "doi-gio", "da-huy", "qua-dem", "le", "hom-sau"]
    assert all(part.keys() >= {"name", "startDate", "location", "eventStatus"} for part in parts)


@languages
def test_an_illustrative_session_says_so_and_names_nobody(site: Built, lang: str) -> None:
    event = data(site, f"/{lang}/agenda/khai-mac/")
    assert event.keys() == EVENT
    assert event["description"].startswith(PROGRAMME[lang])
    assert event["name"] == {"vi": "[Minh họa] Khai mạc", "en": "[Illustrative] Opening"}[lang]


@languages
def test_a_confirmed_session_has_time_place_languages_organisers_and_speakers(site: Built, lang: str) -> None:
    event = data(site, f"/{lang}/agenda/xac-nhan/")
    assert event.keys() == EVENT | {"superEvent", "organizer", "performer"}
    assert (event["startDate"], event["endDate"]) == ("2025-10-22T14:00:00+07:00", "2025-10-22T15:30:00+07:00")
    assert event["name"] == {"vi": LONG, "en": "Listening safely"}[lang]
    assert event["location"]["name"] == {"vi": "Phòng A; tầng 2, bên trái", "en": "Room A"}[lang]
    assert event["inLanguage"] == ["vi", "en"]
    assert [each["name"] for each in event["organizer"]] == CO_HOSTS[lang]
    assert event["performer"] == [
        {"@type": "Person", "name": "Pauline", "url": f"http://localhost:8000/{lang}/people/pauline/"}
    ]
    assert event["superEvent"]["@id"] == data(site, f"/{lang}/agenda/")["@id"]


@languages
def test_a_cancelled_session_keeps_its_time_and_says_that_it_is_cancelled(site: Built, lang: str) -> None:
    event = data(site, f"/{lang}/agenda/da-huy/")
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert event["startDate"] == "2025-10-22T17:00:00+07:00"
    assert event["description"].startswith({"vi": "Phiên này đã hủy.", "en": "This session is cancelled."}[lang])


@languages
def test_a_hostile_title_stays_a_title(site: Built, lang: str) -> None:
    page = Page(site.ask(f"/{lang}/agenda/le/").text)
    assert page.faults == []
    assert [script.get("type") for script in page.all("script") if not script.get("src")] == [
        "application/ld+json",
        "module",
    ]
    assert "</script><script>alert(1)</script>" in data(site, f"/{lang}/agenda/le/")["name"]


@languages
def test_nobody_who_is_withheld_is_named(site: Built, lang: str) -> None:
    for path in ("agenda/", "agenda/xac-nhan/"):
        text = str(data(site, f"/{lang}/{path}"))
        assert [word for word in WITHHELD_WORDS if word in text] == []


@languages
def test_the_exhibition_is_an_event_that_says_what_was_not_shown_in_hanoi(site: Built, lang: str) -> None:
    event = data(site, f"/{lang}/gallery/")
    assert (event["@type"], event["startDate"]) == ("ExhibitionEvent", "2025-10-22")
    assert event["location"]["address"]["addressCountry"] == "VN"
    assert {"vi": "không phải tác phẩm đã trưng bày tại Hà Nội", "en": "they were not shown in Hanoi"}[lang] in event[
        "description"
    ]


def test_a_page_without_events_has_no_block(site: Built) -> None:
    assert "application/ld+json" not in site.ask("/vi/library/").text
