"""The page on the state of the entries: what it tells of each, in which order, and what it leaves out."""

import re
import time
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from built import Built, Page, settings_for, small_site
from desk import Desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import practice, put, small

from hub import create_app
from hub.content.assemble import assemble
from hub.content.clock import clock_from
from hub.content.keys import KindKey
from hub.content.write.translation_marks import mark_done, translation_statuses
from hub.i18n.languages import LANGS

NOW = "2027-05-24T12:00"
SECRET = "a-word-of-a-file-that-cannot-be-read"
# The entry that has each sort of remark, with what is said of it in Vietnamese and in English.
SAID = {
    "form": ("hong", "tệp của mục này có lỗi", "there are mistakes in the files of this entry"),
    "code": (
        "ma-sai",
        "image-abus",
        "harms: image-abus is not a term of the vocabulary harms; the nearest is image-abuse",
    ),
    "review": (
        "qua-han",
        "mục này cần được rà soát trước ngày 2027-01-01",
        "this was to be checked again by 2027-01-01",
    ),
    "source": (
        "nguon-cu",
        "nguồn own được xem lần cuối ngày 2025-01-01",
        "the source own was last looked at on 2025-01-01",
    ),
    "number": ("so-lieu", "số 1,200 chưa có nguồn", "1,200 has no source"),
    "section": ("de-muc", "dưới đề mục “Trống” chưa có gì", "nothing stands under the heading “Trống”"),
    "link": ("lien-ket", "session/rut-lai đã được rút", "session/rut-lai was withdrawn"),
}
FILES = {"number": "so-lieu.en.md"}  # where it is not the original's
ADDRESS = "library/quality/"


def change(root: Path, slug: str, lang: str, old: str, new: str) -> None:
    path = root / f"content/library/{slug}.{lang}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    put(path, text.replace(old, new))


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small content with an entry for each sort of remark, one in order, and one whose original has moved on."""
    root = tmp_path_factory.mktemp("states")
    built = small_site(root, now=NOW)
    for slug in (*(slug for slug, _, _ in SAID.values()), "ban-dich"):
        practice(root, slug, f"Mục {slug}", f"Entry {slug}")
    change(root, "ma-sai", "vi", '"image-abuse"', '"image-abus"')
    change(root, "ma-sai", "vi", 'evidence: "unrated"', 'evidence: "wow"')
    change(root, "ma-sai", "vi", '["VN"]', '["AU"]')
    change(root, "qua-han", "vi", "2027-05-24", "2027-01-01")
    change(root, "nguon-cu", "vi", '"accessed": "2026-11-24"', '"accessed": "2025-01-01"')
    change(root, "so-lieu", "en", "Part results [@own].", "There were 1,200 cases.")
    change(root, "de-muc", "vi", "Phần limits [@own].", "Phần limits [@own].\n\n### Trống")
    change(root, "lien-ket", "vi", "level:", 'related: ["session/rut-lai"]\nlevel:')
    built.build()
    group = built.builder.archive.group(("practice", "ban-dich"))
    assert group is not None and group.kind is not None
    mark_done(group.kind, group.documents, "en")
    change(root, "ban-dich", "vi", "Phần results [@own].", "Kết quả khác [@own].")
    change(root, "hong", "vi", 'level: "national"', f'level: ["{SECRET}"]')
    built.build()
    return built


def page_of(hub: Built, lang: str, **query: str) -> Page:
    answer = hub.ask(f"/{lang}/{ADDRESS}" + (f"?{urlencode(query)}" if query else ""))
    assert answer.status == 200
    return Page(answer.text)


def rows(page: Page) -> dict[str, str]:
    """The rows of the table in their order: the words of each, by slug."""
    return {row["id"]: " ".join(row.text.split()) for row in page.all("tr") if row.get("id")}


@pytest.mark.parametrize("sort", SAID)
def test_a_remark_stands_beside_its_entry_with_the_file_in_both_languages(hub: Built, sort: str) -> None:
    slug, *said = SAID[sort]
    for lang, words in zip(LANGS, said, strict=True):
        row = rows(page_of(hub, lang))[slug]
        assert words in row
        assert f"content/library/{FILES.get(sort, f'{slug}.vi.md')}" in row


@pytest.mark.parametrize("sort", SAID)
def test_the_entries_can_be_narrowed_to_one_sort_of_remark(hub: Built, sort: str) -> None:
    page = page_of(hub, "en", remark=sort)
    assert list(rows(page)) == [SAID[sort][0]]
    assert "Shown: 1 of 9 entries." in page.main.text


def test_an_entry_in_order_has_no_remark(hub: Built) -> None:
    assert rows(page_of(hub, "en"))["duong-day"].endswith("None")
    assert rows(page_of(hub, "vi"))["duong-day"].endswith("Không có")


def test_a_row_tells_evidence_days_and_sources(hub: Built) -> None:
    row = rows(page_of(hub, "en"))["qua-han"]
    for words in (
        "unrated",
        "Verified on 24 November 2026",
        "Review was due by 1 January 2027",
        "Sources last looked at on 24 November 2026",
    ):
        assert words in row


def test_the_most_urgent_come_first(hub: Built) -> None:
    order = list(rows(page_of(hub, "vi")))
    assert set(order[:2]) == {"hong", "ma-sai"}  # what readers see may be wrong
    assert order[2] == "qua-han"
    assert set(order[3:7]) == {"nguon-cu", "so-lieu", "de-muc", "lien-ket"}


def test_the_entries_can_be_narrowed_to_a_country_and_both_choices_hold(hub: Built) -> None:
    assert list(rows(page_of(hub, "en", country="AU"))) == ["ma-sai"]
    page = page_of(hub, "en", country="AU", remark="link")
    assert rows(page) == {}
    assert "No entry fits all of this" in page.main.text
    assert f"/en/{ADDRESS}?remark=link" in [link.get("href") for link in page.all("a")]  # a choice is taken back


def test_several_values_of_one_choice_are_alternatives(hub: Built) -> None:
    page = Page(hub.ask(f"/en/{ADDRESS}?remark=link&remark=section").text)
    assert set(rows(page)) == {"lien-ket", "de-muc"}


def test_what_is_no_choice_is_said_and_left_out(hub: Built) -> None:
    page = page_of(hub, "en", remark="nonsense", country="XX")
    assert len(rows(page)) == 9
    assert "There is no choice called “nonsense” and “XX”, so that was left out." in page.main.text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=50), st.text(max_size=50), st.text(max_size=30))
def test_any_query_gives_a_page(hub: Built, remark: str, country: str, number: str) -> None:
    query = urlencode({"remark": remark, "country": country, "page": number}, errors="surrogatepass")
    assert hub.ask(f"/vi/{ADDRESS}?{query}").status == 200


def test_translations_are_told_as_translate_status_tells_them(hub: Built) -> None:
    told = {"fresh": "up to date.", "missing": "never marked as done.", "stale": "older than the original in "}
    edition = assemble(hub.builder.archive, datetime.fromisoformat(f"{NOW}:00+07:00"))
    shown = rows(page_of(hub, "en"))
    statuses = [status for status in translation_statuses(edition) if status.kind == "practice"]
    assert {status.slug: status.state for status in statuses}["ban-dich"] == "stale"
    for status in statuses:
        assert f"English: {told[status.state]}" in shown[status.slug]
    assert "older than the original in Results." in shown["ban-dich"]
    stale = {status.slug for status in statuses if status.state != "fresh"}
    assert set(rows(page_of(hub, "en", remark="translation"))) == stale


def test_of_a_file_with_mistakes_no_word_and_no_path_of_the_machine_is_told(hub: Built) -> None:
    for lang in LANGS:
        text = hub.ask(f"/{lang}/{ADDRESS}").text
        assert SECRET not in text
        assert str(hub.root) not in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_for_those_who_are_led_to_it(hub: Built, lang: str) -> None:
    page = page_of(hub, lang)
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert ADDRESS not in hub.ask("/sitemap.xml").text
    leading = [
        path
        for path, each in hub.pages()
        if path.startswith(f"/{lang}/") and any(link.get("href") == f"/{lang}/{ADDRESS}" for link in each.all("a"))
    ]
    assert leading == [f"/{lang}/library/"]


def test_a_code_that_no_list_has_takes_no_page_down(hub: Built) -> None:
    assert [hub.ask(f"/{lang}/library/{path}").status for lang in LANGS for path in ("", "ma-sai/")] == [200] * 4


def test_an_edit_of_another_kind_leaves_the_page_as_it_is(hub: Built) -> None:
    kinds = {key.kind for key in hub.builder.state.reads[f"/en/{ADDRESS}"] if isinstance(key, KindKey)}
    assert kinds == {"practice"}


def test_an_entry_cannot_have_the_address_of_the_page(tmp_path: Path) -> None:
    desk = Desk(small(tmp_path))
    practice(tmp_path, "quality", "Chất lượng", "Quality")
    (problem,) = desk.problems()
    assert problem.endswith("the slug quality cannot be used in an address; choose another")


def test_without_entries_the_page_says_so(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "exhibits").mkdir()
    client = create_app(settings=settings_for(tmp_path)).test_client()
    answer = client.get(f"/en/{ADDRESS}", base_url="http://localhost:8000")
    assert (answer.status_code, "The library is still empty" in answer.text) == (200, True)


def test_the_clock_alone_makes_an_entry_overdue_on_the_page(hub: Built) -> None:
    """The last test of this module: it moves the clock on."""
    assert "Review due by 24 May 2027" in rows(page_of(hub, "en"))["duong-day"]
    assert hub.builder.snapshot is not None
    assert str(hub.builder.snapshot.next_moment) == "2027-05-24 23:59:59.999999+07:00"
    hub.builder.clock = clock_from("2027-05-25T00:00", time.time())
    assert hub.builder.due()
    hub.build()
    assert "Review was due by 24 May 2027" in rows(page_of(hub, "en"))["duong-day"]
    assert re.search(
        r"this was to be checked again by 2027-05-24", rows(page_of(hub, "en", remark="review"))["duong-day"]
    )
