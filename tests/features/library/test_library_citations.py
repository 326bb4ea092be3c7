"""An entry of the library cited: read back by the programs that others use, as they would put it into a paper."""

import io
import json
import re
from html import unescape

import bibtexparser
import extruct
import feedparser
import pytest
import rispy
from built import Page, settings_for
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient
from hard_library import HARD, hard_library
from lxml import etree

from hub import create_app

URL = "https://hub.example"
STARTER = {
    "vi": "tổng hợp từ nguồn công khai; quốc gia này chưa xác nhận",
    "en": "from public sources; not yet confirmed by the country",
}
TITLES = {"vi": "Đường dây hỗ trợ", "en": "A hotline"}
# The references of a report in the style of the American Psychological Association, as far as these entries have them.
APA = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>APA</title><id>apa</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout>
<names variable="author" suffix=". "><name/></names>
<date variable="issued" prefix="(" suffix="). "><date-part name="year" suffix=", "/><date-part name="month" form="long" suffix=" "/><date-part name="day"/></date>
<text variable="title" font-style="italic"/><text variable="genre" prefix=" [" suffix="]. "/><text variable="publisher" suffix=". "/><text variable="URL"/>
</layout></bibliography></style>"""
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    root = hard_library(tmp_path_factory.mktemp("cited"))
    return create_app(settings=settings_for(root, public_url=URL)).test_client()


def body(client: FlaskClient, target: str) -> str:
    answer = client.get(target)
    assert answer.status_code == 200, target
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_bibtex_names_this_site_as_author_and_says_what_is_not_confirmed(client: FlaskClient, lang: str) -> None:
    library = bibtexparser.parse_string(body(client, f"/{lang}/library/duong-day.bib"))
    assert library.failed_blocks == []
    entry = library.entries[0]
    assert (entry.entry_type, entry.key, entry["title"]) == ("report", "duong-day", f"{{{TITLES[lang]}}}")
    assert (entry["langid"], entry["note"]) == ({"vi": "vietnamese", "en": "british"}[lang], STARTER[lang])
    assert entry["author"] == {"vi": "{Ban biên tập HN 22.10}", "en": "{Editors of HN 22.10}"}[lang]
    assert (entry["date"], entry["version"], entry["url"]) == (
        "2026-11-24",
        "2026-11-24",
        f"{URL}/{lang}/library/duong-day/",
    )
    assert "urldate" not in entry.fields_dict  # when it was read is the reader's to say
    other = {"vi": ("titleaddon", "{A hotline}"), "en": ("origtitle", "{Đường dây hỗ trợ}")}[lang]
    assert entry[other[0]] == other[1]


def test_bibtex_keeps_what_tex_reads_otherwise(client: FlaskClient) -> None:
    entry = bibtexparser.parse_string(body(client, "/vi/library/kho.bib")).entries[0]
    plain = re.sub(
        r"\\text(\w+)\{\}",
        lambda found: {"backslash": "\\", "asciitilde": "~", "asciicircum": "^"}[found[1]],
        entry["title"],
    )
    assert re.sub(r"\\(.)", r"\1", plain.replace("\\ ", "\0")).replace("\0", "\\ ")[1:-1] == HARD
    assert entry["note"] == "Hội A đã phản hồi về mục này"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_ris_is_a_report_with_both_titles(client: FlaskClient, lang: str) -> None:
    entry = rispy.loads(body(client, f"/{lang}/library/duong-day.ris"))[0]
    assert (entry["type_of_reference"], entry["title"]) == ("RPRT", TITLES[lang])
    assert entry["translated_title"] == TITLES["en" if lang == "vi" else "vi"]
    assert (entry["notes"], entry["urls"], entry["year"]) == (
        [STARTER[lang]],
        [f"{URL}/{lang}/library/duong-day/"],
        "2026",
    )
    assert "access_date" not in entry


@pytest.mark.parametrize(("lang", "locale", "month"), [("vi", "vi-VN", "tháng Mười Một"), ("en", "en-GB", "November")])
def test_a_citation_processor_renders_csl_json(client: FlaskClient, lang: str, locale: str, month: str) -> None:
    items = json.loads(body(client, f"/{lang}/library.csl.json?country=VN"))
    style = CitationStylesStyle(io.BytesIO(APA.encode()), locale=locale, validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    rendered = {str(line) for line in bibliography.bibliography()}
    author = {"vi": "Ban biên tập HN 22.10", "en": "Editors of HN 22.10"}[lang]
    site = {"vi": "Hội thảo và Triển lãm ngày 22 tháng 10 năm 2025", "en": "Seminar and exhibition of 22 October 2025"}[
        lang
    ]
    form = {"vi": "Thực hành tốt", "en": "Good practice"}[lang]
    line = next(each for each in rendered if TITLES[lang] in each)
    assert line.lower() == (
        f"{author}. (2026, {month} 24). {TITLES[lang]} [{form}]. {site}. {URL}/{lang}/library/duong-day/".lower()
    )
    assert {item["type"] for item in items} == {"report"} and len(rendered) == len(items) == 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_text_names_the_twin_beside_the_title(client: FlaskClient, lang: str) -> None:
    twin = TITLES["en" if lang == "vi" else "vi"]
    assert f" {TITLES[lang]} [{twin}] [" in body(client, f"/{lang}/library/duong-day.txt")
    assert f"; {STARTER[lang]}]. " in body(client, f"/{lang}/library/duong-day.txt")


@pytest.mark.parametrize(
    "target", ["/vi/library.atom", "/en/library.atom?country=AU", "/vi/library.atom?country=AU&language=en"]
)
def test_the_feed_has_what_its_standard_demands(client: FlaskClient, target: str) -> None:
    text = body(client, target)
    feed = etree.fromstring(text.encode())
    assert feedparser.parse(text).bozo is False
    for holder, names in (
        (feed, ("id", "title", "updated")),
        *((entry, ("id", "title", "updated", "summary")) for entry in feed.iter(f"{ATOM}entry")),
    ):
        assert [len(holder.findall(ATOM + name)) for name in names] == [1] * len(names)
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", holder.findtext(f"{ATOM}id"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00", holder.findtext(f"{ATOM}updated"))
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": URL + target, "alternate": URL + target.replace(".atom", "/")}
    assert feed.findtext(f"{ATOM}author/{ATOM}name") and {child.tag for child in feed} <= {
        ATOM + name for name in ("id", "title", "subtitle", "updated", "author", "link", "entry")
    }


def test_each_question_has_a_feed_of_its_own_with_the_same_entries(client: FlaskClient) -> None:
    whole, some = (feedparser.parse(body(client, f"/vi/library.atom{query}")) for query in ("", "?country=AU"))
    assert whole.feed.id != some.feed.id and some.feed.subtitle == "Quốc gia: Úc"
    assert {entry.id for entry in some.entries} < {entry.id for entry in whole.entries}
    assert [entry.updated for entry in whole.entries] == sorted(
        (entry.updated for entry in whole.entries), reverse=True
    )


def test_the_ids_of_a_feed_contain_no_host(client: FlaskClient) -> None:
    settings = client.application.extensions["hub"].settings
    elsewhere = create_app(
        settings=settings_for(settings.content.parent, public_url="https://other.example")
    ).test_client()
    one, other = (feedparser.parse(body(each, "/vi/library.atom?country=VN")) for each in (client, elsewhere))
    assert [one.feed.id, *(entry.id for entry in one.entries)] == [
        other.feed.id,
        *(entry.id for entry in other.entries),
    ]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/vi/library/duong-day/", {"title": "Đường dây hỗ trợ", "author": "Ban biên tập HN 22.10", "publication_date": "2026/11/24", "language": "vi",
            "public_url": f"{URL}/vi/library/duong-day/", "technical_report_institution": "Hội thảo và Triển lãm ngày 22 tháng 10 năm 2025"}),
        ("/en/library/kho/", {"title": HARD, "author": "Ban biên tập HN 22.10", "publication_date": "2026/11/20", "language": "vi",
            "public_url": f"{URL}/vi/library/kho/", "technical_report_institution": "Hội thảo và Triển lãm ngày 22 tháng 10 năm 2025"}),
        ("/en/statements/loi-noi/", {"title": "Words", "author": "Pauline", "publication_date": "2025/10/22", "language": "en", "public_url": f"{URL}/en/statements/loi-noi/"}),
    ],
)  # fmt: skip
def test_zotero_finds_what_it_needs_in_the_page(client: FlaskClient, path: str, wanted: dict[str, str]) -> None:
    metas = {meta.get("name"): meta.get("content") for meta in Page(body(client, path)).all("meta")}
    assert {
        name.removeprefix("citation_"): value for name, value in metas.items() if name.startswith("citation_")
    } == wanted
    assert (metas["DC.title"], metas["DC.language"], metas["DC.identifier"]) == (
        wanted["title"],
        wanted["language"],
        wanted["public_url"],
    )


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_json_ld_tells_a_report_and_its_translation(client: FlaskClient, lang: str) -> None:
    data = extruct.extract(body(client, f"/{lang}/library/duong-day/"), syntaxes=["json-ld"])["json-ld"]
    report = next(each for each in data if each["@type"] == "Report")
    other = "en" if lang == "vi" else "vi"
    assert (report["name"], report["inLanguage"], report["license"]) == (
        TITLES[lang],
        lang,
        "https://creativecommons.org/licenses/by/4.0/",
    )
    twin = report["workTranslation" if lang == "vi" else "translationOfWork"]
    assert (twin["@id"], twin["inLanguage"], twin["name"]) == (
        f"{URL}/{other}/library/duong-day/#report",
        other,
        TITLES[other],
    )


def test_signposts_lead_to_citation_licence_and_collection(client: FlaskClient) -> None:
    links = client.get("/en/library/duong-day/").headers.getlist("Link")
    found = {(rel, href) for link in links for href, rel in re.findall(r'<([^>]+)>; rel="([^"]+)"', link)}
    page = f"{URL}/en/library/duong-day"
    assert {
        ("cite-as", f"{page}/"),
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("collection", f"{URL}/en/library/"),
    } <= found
    assert {href for rel, href in found if rel == "describedby"} == {
        f"{page}.{suffix}" for suffix in ("bib", "ris", "csl.json", "json")
    }
    assert [
        href
        for rel, href in found
        if rel in ("describedby", "alternate") and client.get(href.removeprefix(URL)).status_code != 200
    ] == []


def test_a_list_or_another_page_is_not_said_to_be_an_entry(client: FlaskClient) -> None:
    for path in ("/vi/library/", "/vi/library/dossier/", "/vi/help/"):
        answer = client.get(path)
        assert "citation_title" not in unescape(answer.get_data(as_text=True)) and "cite-as" not in str(answer.headers)
