"""Sickle and oaipmh-scythe harvest the site in pages, by GET and by POST, with what was withdrawn."""

from collections.abc import Iterator

import pytest
from harvest import SESSIONS, many, shown
from listening import listening
from oaipmh_scythe import Scythe
from sickle import Sickle

ALL = SESSIONS + 8
WITHDRAWN = "oai:hn2025:session/rut-lai"
TITLES = ["Phiên thứ 7: bạo lực mạng", "Session 7"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with listening(shown(many(tmp_path_factory.mktemp("harvest")))) as address:
        yield f"{address}/oai"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sickle_harvests_everything(address: str, method: str) -> None:
    harvested = list(Sickle(address, http_method=method).ListRecords(metadataPrefix="oai_dc"))
    deleted = [each.header.identifier for each in harvested if each.deleted]
    titles = {each.header.identifier: each.metadata["title"] for each in harvested if not each.deleted}
    assert (len(harvested), deleted) == (ALL, [WITHDRAWN])
    assert titles["oai:hn2025:session/phien-007"] == TITLES


def test_sickle_reads_the_other_verbs(address: str) -> None:
    sickle = Sickle(address)
    assert sickle.Identify().granularity == "YYYY-MM-DD"
    assert [each.metadataPrefix for each in sickle.ListMetadataFormats()] == ["oai_dc"]
    assert "kind:session" in [each.setSpec for each in sickle.ListSets()]
    assert sickle.GetRecord(identifier=WITHDRAWN, metadataPrefix="oai_dc").deleted
    of_set = sickle.ListIdentifiers(metadataPrefix="oai_dc", set="kind:session", ignore_deleted=True)
    assert len(list(of_set)) == SESSIONS + 3


def test_scythe_harvests_everything(address: str) -> None:
    with Scythe(address) as scythe:
        harvested = list(scythe.list_records(metadata_prefix="oai_dc"))
    deleted = [each.header.identifier for each in harvested if each.deleted]
    titles = {each.header.identifier: each.metadata["title"] for each in harvested if not each.deleted}
    assert (len(harvested), deleted) == (ALL, [WITHDRAWN])
    assert titles["oai:hn2025:session/phien-007"] == TITLES


def test_scythe_reads_the_other_verbs(address: str) -> None:
    with Scythe(address) as scythe:
        assert scythe.identify().deletedRecord == "persistent"
        assert [each.metadataPrefix for each in scythe.list_metadata_formats()] == ["oai_dc"]
        assert "theme:safety-by-design" in [each.setSpec for each in scythe.list_sets()]
        assert scythe.get_record(identifier=WITHDRAWN, metadata_prefix="oai_dc").deleted
        assert len(list(scythe.list_identifiers(metadata_prefix="oai_dc", ignore_deleted=True))) == ALL - 1
