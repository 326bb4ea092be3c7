"""The programme in XML against c3voc's own definition of the format.

The definition (`schedule/schedule.xml.xsd`, EUPL 1.2) is read from HUB_SHARED_DATA, or from `shared/data` beside the
repository. Without it the tests are skipped, except in continuous integration, where they fail.
"""

import os
from pathlib import Path

import pytest
from browsing import missing
from built import Built
from lxml import etree
from own import own_site
from programme import called_off, programme_site
from running import REPOSITORY

SHARED = Path(os.environ.get("HUB_SHARED_DATA") or REPOSITORY.parent / "shared" / "data") / "schedule"
languages = pytest.mark.parametrize("lang", ["vi", "en"])


@pytest.fixture(scope="module")
def definition() -> etree.XMLSchema:
    if not SHARED.is_dir():
        missing(f"{SHARED} is not here; set HUB_SHARED_DATA to the folder that holds schedule/")
    return etree.XMLSchema(etree.parse(SHARED / "schedule.xml.xsd"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return programme_site(tmp_path_factory.mktemp("schedule"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(called_off(tmp_path_factory.mktemp("empty")))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return own_site(tmp_path_factory.mktemp("own"))


def faults(definition: etree.XMLSchema, body: bytes) -> list[str]:
    definition.validate(etree.fromstring(body))
    return [f"{error.line}: {error.message}" for error in definition.error_log]


@languages
@pytest.mark.parametrize("which", ["site", "empty", "own"])
def test_the_schedule_is_valid(
    definition: etree.XMLSchema, which: str, lang: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(which)
    assert faults(definition, built.ask(f"/{lang}/agenda.xml").body) == []


def test_the_published_programme_is_whole(own: Built) -> None:
    sessions = len(own.worker.edition().cards["session"])
    assert sessions > 10
    assert own.ask("/vi/agenda.xml").text.count("<event ") == sessions


def test_two_sessions_with_one_number_would_be_found(definition: etree.XMLSchema, site: Built) -> None:
    root = etree.fromstring(site.ask("/vi/agenda.xml").body)
    first, second = list(root.iter("event"))[:2]
    second.set("id", first.get("id"))
    assert any("Duplicate key-sequence" in fault for fault in faults(definition, etree.tostring(root)))
