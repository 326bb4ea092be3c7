"""The library taken away: every format with and without a query, the same rows as the page, and nothing that is not public."""

import csv
import io
import json
import re
from functools import cache
from html import unescape

import bibtexparser
import feedparser
import pytest
import rispy
import yaml
from built import Page, settings_for
from flask.testing import FlaskClient
from hard_library import HARD, SECRET, hard_library
from markdown import Markdown
from ready import ready
from small import vocabularies

from hub import create_app
from hub.features.library.asked import PARAMETERS, WHOLE
from hub.features.library.exchange.csv_table import harmless
from hub.features.library.formats import FORMATS, QUERY

URL = "https://hub.example"
QUERIES = [
    "",
    "country=VN",
    "country=AU&country=VN",
    "country=AU",
    "evidence=unrated&language=en",
    "q=duong+day",
    "country=XX&country=AU",
    "country=AU&language=en",
]
SUFFIXES = [each.suffix for each in FORMATS]
OF_ONE = [each.suffix for each in FORMATS if each.of_entry]
REPLIED = "Hội A đã phản hồi về mục này"
ALL = {"alo", "duong-day", "kho"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    root = hard_library(tmp_path_factory.mktemp("shelf"))
    return create_app(settings=settings_for(root, public_url=URL)).test_client()


@cache
def body(client: FlaskClient, target: str) -> str:
    """What is at an address of a library that nobody edits, asked for once."""
    answer = client.get(target)
    assert answer.status_code == 200, target
    return answer.get_data(as_text=True)


def slugs(text: str, suffix: str) -> list[str]:
    """The entries that a document holds, as another program reads them."""
    if suffix == "json":
        read = json.loads(text)
        assert read["total"] == len(read["items"])
        return [item["id"] for item in read["items"]]
    if suffix == "csv":
        return [row["id"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]
    if suffix == "atom":
        return [entry.link.split("/")[-2] for entry in feedparser.parse(text).entries]
    if suffix == "bib":
        return [entry.key for entry in bibtexparser.parse_string(text).entries]
    if suffix == "ris":
        return [entry["id"] for entry in rispy.loads(text)]
    if suffix == "csl.json":
        return [item["id"] for item in json.loads(text)]
    pattern = rf"{URL}/vi/library/([a-z-]+)/$" if suffix == "txt" else rf"^- <{URL}/vi/library/([a-z-]+)/>$"
    return re.findall(pattern, text, re.M)


def wanted(client: FlaskClient, query: str) -> list[str]:
    """The entries that the question means, worked out from the JSON of each."""
    every = [json.loads(body(client, f"/vi/library/{slug}.json")) for slug in sorted(ALL)]
    facets = {name: query.count(name) for name in ("country", "evidence", "language")}
    found = []
    for entry in every:
        chosen = [pair.split("=") for pair in query.split("&") if "=" in pair]
        values = {"country": entry["countries"], "evidence": [entry["evidence"]], "language": list(entry["titles"])}
        if all(any(value in values[name] for own, value in chosen if own == name) for name in facets if facets[name]):
            found.append(entry["id"])
    return found


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("query", [query for query in QUERIES if "q=" not in query])
def test_a_format_holds_the_rows_of_its_query_all_of_them(client: FlaskClient, suffix: str, query: str) -> None:
    assert sorted(slugs(body(client, f"/vi/library.{suffix}?{query}"), suffix)) == wanted(client, query)


@pytest.mark.parametrize("query", QUERIES)
def test_every_format_holds_the_same_rows_in_the_same_order(client: FlaskClient, query: str) -> None:
    rows = {suffix: slugs(body(client, f"/vi/library.{suffix}?{query}"), suffix) for suffix in SUFFIXES}
    feed = rows.pop("atom")
    assert len({tuple(each) for each in rows.values()}) == 1
    assert sorted(feed) == sorted(rows["json"])


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("query", ["", "country=VN&country=AU", "sort=newest"])
def test_the_rows_stand_in_the_order_of_the_list(client: FlaskClient, lang: str, query: str) -> None:
    listed = [
        link["href"].split("/")[-2]
        for link in Page(body(client, f"/{lang}/library/?{query}")).all("a")
        if link.inside("h3")
    ]
    assert len(listed) == len(ALL)
    assert {item["id"] for item in json.loads(body(client, f"/{lang}/library.json"))["items"]} == set(listed)
    assert slugs(body(client, f"/{lang}/library.json?{query}"), "json") == listed


def test_words_find_and_a_page_number_leaves_nothing_out(client: FlaskClient) -> None:
    assert slugs(body(client, "/vi/library.json?q=duong+day"), "json")[0] == "duong-day"
    assert slugs(body(client, "/vi/library.json?page=7&country=VN&sort=title"), "json") == ["alo", "duong-day"]


def test_the_formats_read_what_the_list_reads_but_for_its_pages(client: FlaskClient) -> None:
    assert QUERY == WHOLE and (*WHOLE, "page") == PARAMETERS
    page = Page(body(client, "/vi/library/?country=VN&sort=newest"))
    named = {link["href"] for link in page.all("link") if "/vi/library." in link.get("href", "")}
    assert named == {f"/vi/library.{suffix}?country=VN&sort=newest" for suffix in SUFFIXES}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_not_public_is_in_no_format(client: FlaskClient, lang: str, suffix: str) -> None:
    for query in ("", "?country=AU", "?q=mat"):
        text = unescape(body(client, f"/{lang}/library.{suffix}{query}"))
        assert [word for word in (*SECRET, "nhap", "da-rut", "sau-nay", "chỉ ban biên tập") if word in text] == []


@pytest.mark.parametrize(("slug", "status"), [("nhap", 404), ("da-rut", 410), ("sau-nay", 404), ("khong-co", 404)])
def test_what_is_not_public_has_no_document_of_its_own(client: FlaskClient, slug: str, status: int) -> None:
    answers = {suffix: client.get(f"/vi/library/{slug}.{suffix}") for suffix in OF_ONE}
    assert {suffix: answer.status_code for suffix, answer in answers.items()} == dict.fromkeys(OF_ONE, status)
    assert [word for word in SECRET for answer in answers.values() if word in answer.get_data(as_text=True)] == []


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    root = ready(tmp_path_factory.mktemp("empty"))
    vocabularies(root)
    return create_app(settings=settings_for(root, public_url=URL)).test_client()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_library_gives_an_empty_document(empty: FlaskClient, suffix: str) -> None:
    assert slugs(body(empty, f"/vi/library.{suffix}"), suffix) == []


def test_json_of_an_entry_has_codes_words_titles_sources_and_text(client: FlaskClient) -> None:
    entry = json.loads(body(client, "/en/library/duong-day.json"))
    assert (entry["countries"], entry["words"]["countries"], entry["words"]["evidence"]) == (
        ["VN"],
        ["Viet Nam"],
        "unrated",
    )
    assert (entry["titles"], entry["language"]) == ({"vi": "Đường dây hỗ trợ", "en": "A hotline"}, "en")
    assert entry["sources"][0] == {
        "id": "own", "title": "Report", "publisher": "UN", "date": "2025", "url": "https://un.example/report", "accessed": "2026-11-24",
    }  # fmt: skip
    assert [part["id"] for part in entry["sections"]][:2] == ["problem", "approach"]
    assert (entry["sections"][0]["text"], entry["sections"][0]["markdown"]) == ("Part problem.", "Part problem [^own].")
    assert entry["note"] == "from public sources; not yet confirmed by the country"


def test_json_gives_each_figure_with_its_source_and_its_date(client: FlaskClient) -> None:
    entry = json.loads(body(client, "/vi/library/kho.json"))
    assert entry["figures"] == [
        {"id": "calls", "name": "cuộc gọi", "value": "1,5 triệu", "unit": "", "period": "", "source": "report-1", "source_date": "2025-03"}
    ]  # fmt: skip
    assert (entry["title"], entry["note"], entry["years"]) == (HARD, REPLIED, {"from": 2019, "to": 2024})
    assert entry["approved_for"] == [{"on": "2026-11-19", "organisation": "Bộ Y"}]
    assert entry["reply"] == {"by": "Hội A", "on": "2026-11-21", "text": "=Chúng tôi có\ný kiến khác."}


def test_the_table_begins_with_its_mark_and_ends_its_rows_as_its_standard_says(client: FlaskClient) -> None:
    data = client.get("/vi/library.csv").get_data()
    assert data.startswith(b"\xef\xbb\xbfid,title_vi,title_en,") and data.endswith(b"\r\n")
    within = ("Tóm\ntắt.", "có\ný kiến")  # line breaks of the authors
    for text in within:
        assert text.encode() in data
        data = data.replace(text.encode(), b"")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_no_cell_is_a_formula(client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(body(client, "/vi/library.csv").removeprefix("\ufeff"), newline="")))
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    own = next(row for row in rows if row["id"] == "kho")
    assert (own["title_vi"], own["title_en"], own["lead"], own["partners"]) == (
        f"'{HARD}",
        "",
        "'+Cơ quan",
        "'@Đối tác",
    )
    assert own["figures"] == "cuộc gọi: 1,5 triệu [report-1]"
    assert (own["approved_for"], own["reply_by"], own["reply_on"]) == ("2026-11-19 Bộ Y", "Hội A", "2026-11-21")
    assert own["reply"] == "'=Chúng tôi có\ný kiến khác."


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-2", "@x", "\t=1", "\r=1", "\n=1"])
def test_a_cell_that_could_be_a_formula_is_quoted(cell: str) -> None:
    assert (harmless(cell), harmless(f"a{cell}"), harmless("")) == (f"'{cell}", f"a{cell}", "")


def test_the_markdown_of_an_entry_is_read_as_what_was_published(client: FlaskClient) -> None:
    text = body(client, "/vi/library/kho.md")
    front, rest = text.removeprefix("---\n").split("\n---\n", 1)
    facts = yaml.safe_load(front)
    assert (facts["Tiêu đề"], facts["Quốc gia"], facts["Địa chỉ"]) == (HARD, "Úc", f"{URL}/vi/library/kho/")
    assert (facts["Ngày phê duyệt"], facts["Lưu ý"]) == ("ngày 19 tháng 11 năm 2026: Bộ Y", REPLIED)
    html = Markdown(extensions=["tables", "footnotes"]).convert(rest)
    assert unescape(re.search("<h1>(.*?)</h1>", html)[1]) == HARD.replace("<b>", "&lt;b>").replace("&lt;", "<")  # type: ignore[index]
    assert "<strong>đậm</strong> và <em>nghiêng</em>" in html
    assert f'<a href="{URL}/vi/library/duong-day/#results">đường dây</a>' in html
    assert f'<a href="{URL}/vi/library/kho/#results">dưới đây</a>' in html
    assert html.count('class="footnote-ref"') == 3 and "Báo cáo năm, Bộ Y" in html and "Chú thích." in html
    assert re.search(r"<td[^>]*>1\.200</td>", html) and re.search(r"<li>một\s*<ul>\s*<li>hai</li>", html)
    assert "## Phản hồi của Hội A\n\n> =Chúng tôi có\n>\n> ý kiến khác.\n\nNgày 21 tháng 11 năm 2026.\n" in text
    assert text.index("Có nói tới bạo lực.") < text.index("Tóm tắt.") and "{#" not in text and "[@" not in text


def test_the_markdown_of_several_says_which_they_are_and_keeps_their_notes_apart(client: FlaskClient) -> None:
    text = body(client, "/vi/library.md?country=VN")
    facts = yaml.safe_load(text.split("---\n")[1])
    assert (facts["Phạm vi chọn"], facts["Số mục"]) == ("Quốc gia: Việt Nam", "2")
    assert {"[^alo-own]", "[^duong-day-own]"} <= set(re.findall(r"\[\^[a-z-]+\]", text))


def test_a_text_that_is_not_translated_is_cited_at_its_own_address(client: FlaskClient) -> None:
    text = body(client, "/en/library/kho.txt")
    assert text.startswith("Ban biên tập HN 22.10. (ngày 20 tháng 11 năm 2026).") and text.endswith(
        f" {URL}/vi/library/kho/\n"
    )


def test_programs_of_other_sites_may_read_them(client: FlaskClient) -> None:
    answers = [client.get(f"/vi/library.{suffix}") for suffix in SUFFIXES]
    assert [answer.headers["Access-Control-Allow-Origin"] for answer in answers] == ["*"] * len(SUFFIXES)
    assert [answer.headers["Content-Language"] for answer in answers] == ["vi"] * len(SUFFIXES)


@pytest.mark.parametrize("path", ["/vi/library/duong-day/", "/vi/library/kho/"])
def test_the_page_offers_its_citation_and_every_format(client: FlaskClient, path: str) -> None:
    page = Page(body(client, path))
    links = {link["href"] for link in page.all("a") if "download" in link.attributes}
    assert links == {f"{path[:-1]}.{suffix}" for suffix in OF_ONE}
    assert body(client, f"{path[:-1]}.txt").strip() in page.main.text
