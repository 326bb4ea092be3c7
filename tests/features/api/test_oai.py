"""OAI-PMH 2.0: what is told of which record, and what is answered to whatever is asked."""

import re
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from built import Built, small_site
from flask.testing import FlaskClient
from harvest import OAI, SESSIONS, ask, code, identifiers, many, read, record, records, said, shown
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import MASKED_WORDS, session

from hub.features.api.harvest.arguments import NAMES, VERBS

ALL = "verb=ListRecords&metadataPrefix=oai_dc"
WITHDRAWN = "oai:hn2025:session/rut-lai"
MASKED = "oai:hn2025:work/tp-02"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("oai"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The site with more records than one answer has."""
    return shown(many(tmp_path_factory.mktemp("many"))).test_client()


# What is told


def test_identify_says_what_the_repository_is(hub: Built) -> None:
    found = {each.tag.removeprefix(OAI): each.text for each in ask(hub, "verb=Identify")[2]}
    assert found == {
        "repositoryName": "Hội thảo và Triển lãm ngày 22 tháng 10 năm 2025 / Seminar and exhibition of 22 October 2025",
        "baseURL": "http://localhost:8000/oai",
        "protocolVersion": "2.0",
        "adminEmail": "noreply@hub.invalid",
        "earliestDatestamp": "2026-11-24",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DD",
    }


@pytest.mark.parametrize(
    ("contact", "email"), [("hub@example.org", "hub@example.org"), ("https://example.org/write", "noreply@hub.invalid")]
)
def test_the_address_of_the_administrator_is_the_contact_where_that_is_a_mail_address(
    tmp_path: Path, contact: str, email: str
) -> None:
    text = shown(tmp_path, contact=contact).test_client().get("/oai?verb=Identify").text
    assert read(text).findtext(f".//{OAI}adminEmail") == email


def test_every_entry_is_a_record_and_people_and_pages_are_none(hub: Built) -> None:
    kinds = {"practice": 1, "session": 4, "statement": 1, "work": 2}
    found = identifiers(ask(hub, ALL))
    assert {kind: sum(each.startswith(f"oai:hn2025:{kind}/") for each in found) for kind in kinds} == kinds
    assert len(found) == sum(kinds.values())


def test_titles_and_descriptions_are_in_both_languages(hub: Built) -> None:
    root = record(hub, "oai:hn2025:practice/duong-day")
    assert said(root, "title") == [("vi", "Đường dây hỗ trợ"), ("en", "A hotline")]
    assert said(root, "description") == [
        ("vi", "Tổng hợp từ nguồn công khai; quốc gia này chưa xác nhận"),
        ("en", "From public sources; not yet confirmed by the country"),
        ("vi", "Đường dây hỗ trợ: tóm tắt."),
        ("en", "A hotline: summary."),
    ]


def test_an_entry_says_where_it_is_and_under_which_licence(hub: Built) -> None:
    root = record(hub, "oai:hn2025:practice/duong-day")
    assert said(root, "identifier") == [
        (None, "http://localhost:8000/vi/library/duong-day/"),
        (None, "http://localhost:8000/en/library/duong-day/"),
    ]
    assert said(root, "language") == [(None, "vi"), (None, "en")]
    assert said(root, "rights") == [(None, "https://creativecommons.org/licenses/by/4.0/")]
    assert said(root, "source") == [(None, "https://un.example/report")]
    assert said(root, "coverage") == [("vi", "Việt Nam"), ("en", "Viet Nam")]


def test_a_session_that_nobody_has_confirmed_says_so_first(hub: Built) -> None:
    descriptions = said(record(hub, "oai:hn2025:session/khai-mac"), "description")
    assert [lang for lang, _ in descriptions] == ["vi", "en", "vi", "en"]
    assert "not the official programme" in descriptions[1][1]


def test_an_entry_in_one_language_has_that_one_alone(hub: Built) -> None:
    root = record(hub, "oai:hn2025:session/chi-viet")
    assert said(root, "language") == [(None, "vi")]
    assert said(root, "title") == [("vi", "Chỉ có tiếng Việt")]


def test_of_what_was_withdrawn_there_is_nothing_but_that(hub: Built) -> None:
    root = record(hub, WITHDRAWN)
    (header,) = records(root)
    assert header.get("status") == "deleted"
    assert [(each.tag.removeprefix(OAI), each.text) for each in header] == [
        ("identifier", WITHDRAWN),
        ("datestamp", "2026-11-24"),
        ("setSpec", "kind:session"),
    ]
    assert root.find(f".//{OAI}metadata") is None


def test_a_masked_work_has_its_number_and_its_note(hub: Built) -> None:
    root = record(hub, MASKED)
    assert said(root, "title") == [("vi", "Tác phẩm 2"), ("en", "Work 2")]
    assert [each.text for each in root.iter(f"{OAI}setSpec")] == ["kind:work"]
    assert [name for name in ("subject", "source", "rights", "creator", "relation") if said(root, name)] == []
    text = hub.ask(f"/oai?{ALL}").text
    assert [words for words in MASKED_WORDS if words in text] == []


def test_an_entry_is_told_of_from_the_day_on_which_its_embargo_ends(tmp_path: Path) -> None:
    session(tmp_path, "sau-nay", "2025-10-22 09:00", "Sau này", "Later", embargo="2026-12-01 10:00")
    ask_for = "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:hn2025:session/sau-nay"
    assert code(read(shown(tmp_path).test_client().get(ask_for).text)) == "idDoesNotExist"
    (header,) = records(read(shown(tmp_path, now="2026-12-01T11:00").test_client().get(ask_for).text))
    assert header.findtext(f"{OAI}datestamp") == "2026-12-01"


def test_sets_are_listed_with_what_stands_above_them(hub: Built) -> None:
    found = {
        each.findtext(f"{OAI}setSpec"): each.findtext(f"{OAI}setName")
        for each in ask(hub, "verb=ListSets").iter(f"{OAI}set")
    }
    assert list(found) == [
        "kind", "kind:practice", "kind:session", "kind:statement", "kind:work", "country", "country:VN", "theme", "theme:safety-by-design",
    ]  # fmt: skip
    assert found["country:VN"] == "Việt Nam / Viet Nam"


def test_a_set_has_exactly_the_records_that_say_so(client: FlaskClient) -> None:
    headers = records(read(client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=kind:work").text))
    assert [each.findtext(f"{OAI}identifier") for each in headers] == ["oai:hn2025:work/tp-01", MASKED]
    above = identifiers(read(client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=country").text))
    assert above == ["oai:hn2025:practice/duong-day"]


def test_a_masked_work_is_in_no_set_of_what_it_is_about(client: FlaskClient) -> None:
    root = read(client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=theme:safety-by-design").text)
    assert identifiers(root) == ["oai:hn2025:practice/duong-day"]
    one = read(client.get(f"/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier={MASKED}").text)
    assert said(one, "subject") == []


@pytest.mark.parametrize(
    ("limits", "count"),
    [
        ("from=2026-11-24", 8),
        ("until=2026-11-24", 8),
        ("from=2026-11-24&until=2026-11-24", 8),
        ("from=2026-11-25", 0),
        ("until=2026-11-23", 0),
    ],
)
def test_days_limit_what_is_listed_and_both_ends_belong_to_it(hub: Built, limits: str, count: int) -> None:
    root = ask(hub, f"{ALL}&{limits}")
    assert len(records(root)) == count
    assert count or code(root) == "noRecordsMatch"


# Going on


def test_a_list_goes_on_where_its_token_says_until_an_empty_one(client: FlaskClient) -> None:
    query, found, sizes = ALL, [], []
    while query:
        root = read(client.get(f"/oai?{query}").text)
        token = root.find(f".//{OAI}resumptionToken")
        found += identifiers(root)
        sizes.append((token.get("completeListSize"), token.get("cursor")))
        query = f"verb=ListRecords&resumptionToken={quote(token.text)}" if token.text else ""
    assert sizes == [(str(SESSIONS + 8), "0"), (str(SESSIONS + 8), "100")]
    assert len(found) == len(set(found)) == SESSIONS + 8


def test_a_list_in_one_answer_has_no_token(hub: Built) -> None:
    assert ask(hub, ALL).find(f".//{OAI}resumptionToken") is None


def test_a_token_keeps_what_was_asked_for(client: FlaskClient) -> None:
    root = read(client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=kind:session").text)
    token = root.findtext(f".//{OAI}resumptionToken")
    rest = identifiers(read(client.get(f"/oai?verb=ListIdentifiers&resumptionToken={quote(token)}").text))
    assert len(rest) == SESSIONS + 4 - 100
    assert all(each.startswith("oai:hn2025:session/") for each in rest)


def test_a_token_is_no_longer_good_when_a_record_has_changed(tmp_path: Path) -> None:
    before = shown(many(tmp_path)).test_client()
    token = read(before.get(f"/oai?{ALL}").text).findtext(f".//{OAI}resumptionToken")
    session(tmp_path, "phien-001", "2025-10-22 14:00", "Tên khác", "Another name")
    changed = shown(tmp_path).test_client().get(f"/oai?verb=ListRecords&resumptionToken={quote(token)}").text
    assert code(read(changed)) == "badResumptionToken"


@pytest.mark.parametrize("token", ["x", "0/0", "", "\x00", "a" * 400, "0123456789abcdef/ListRecords/100///", "ạ/ờ"])
def test_what_is_no_token_is_told_so(hub: Built, token: str) -> None:
    assert code(ask(hub, urlencode({"verb": "ListRecords", "resumptionToken": token}))) == "badResumptionToken"


def test_a_token_beyond_the_end_or_of_another_verb_is_none(client: FlaskClient) -> None:
    token = read(client.get(f"/oai?{ALL}").text).findtext(f".//{OAI}resumptionToken")
    beyond = quote(token.replace("/100/", "/100000/"))
    assert code(read(client.get(f"/oai?verb=ListRecords&resumptionToken={beyond}").text)) == "badResumptionToken"
    assert (
        code(read(client.get(f"/oai?verb=ListIdentifiers&resumptionToken={quote(token)}").text)) == "badResumptionToken"
    )


# Whatever is asked


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("", "badVerb"),
        ("verb=", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=Identify&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=marc&identifier=oai:hn2025:practice/duong-day", "cannotDisseminateFormat"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:hn2025:practice/x", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
        (f"{ALL}&metadataPrefix=oai_dc", "badArgument"),
        (f"{ALL}&from=2025-13-01", "badArgument"),
        (f"{ALL}&from=2025-10-22T00:00:00Z", "badArgument"),
        (f"{ALL}&from=", "badArgument"),
        (f"{ALL}&from=2026-01-02&until=2026-01-01", "badArgument"),
        (f"{ALL}&set=a%20b", "badArgument"),
        (f"{ALL}&set=kind:none", "noRecordsMatch"),
        (f"{ALL}&resumptionToken=x", "badArgument"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        (f"verb=ListRecords&resumptionToken={'a' * 5000}", "badResumptionToken"),
        (f"{ALL}&set={'a' * 5000}", "badArgument"),
    ],
)
def test_a_mistake_is_told_by_its_code(hub: Built, query: str, error: str) -> None:
    root = ask(hub, query)
    assert code(root) == error
    assert bool(root[1].attrib) == (error not in ("badVerb", "badArgument"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from([*NAMES, "x"]), st.sampled_from([*VERBS, "oai_dc", WITHDRAWN]) | st.text())))
def test_whatever_is_asked_there_is_an_answer_by_the_rules(hub: Built, arguments: list[tuple[str, str]]) -> None:
    ask(hub, urlencode(arguments, errors="replace"))


def test_a_form_asks_for_the_same(client: FlaskClient) -> None:
    form = {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:hn2025:practice/duong-day"}
    assert client.post("/oai", data=form).data == client.get(f"/oai?{urlencode(form)}").data


def test_a_form_that_is_too_large_is_refused(client: FlaskClient) -> None:
    assert client.post("/oai", data={"verb": "x" * 9000}).status_code == 413


def test_forms_wait_for_their_turn_and_no_question_waits_for_them(hub: Built) -> None:
    front = hub.worker.front
    with front.forms.turn(), front.forms.turn():
        busy = hub.ask("/oai", "POST")
        assert ask(hub, "verb=ListSets&x=turn") is not None
    assert (busy.status, busy.headers["retry-after"]) == (503, "2")
    assert code(read(hub.ask("/oai", "POST").text)) == "badVerb"


def test_the_same_request_has_the_same_bytes_until_another_edition(hub: Built) -> None:
    first = hub.ask(f"/oai?{ALL}")
    again = hub.ask("/oai?metadataPrefix=oai_dc&verb=ListRecords", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert Built(hub.root).ask(f"/oai?{ALL}").body == first.body


def test_an_answer_says_when_in_universal_time(hub: Built) -> None:
    assert re.fullmatch(r"2026-11-24T05:\d\d:\d\dZ", ask(hub, "verb=Identify")[0].text)
