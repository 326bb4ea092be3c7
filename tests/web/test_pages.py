"""What holds of every page of the site, in both languages: of the hub's own content, and of a small one that has one of everything."""

import base64
import hashlib
import re
from collections import Counter
from urllib.parse import unquote

import page_checks as checks
import pytest
from built import Page, small_site
from notices import EXHIBITION, PROGRAMME, STARTER
from own import own_site
from whole_site import ORIGIN, Everything

from hub.content.model.kinds import Model
from hub.features.agenda.model import Session
from hub.features.gallery.model import Room, Tour, Work
from hub.features.library.model import Practice
from hub.i18n.languages import LANGS
from hub.web.headers import SECURITY
from hub.web.inline_script import SCRIPT

HELP = {"vi": "Tìm hỗ trợ | HN 22.10", "en": "Get help | HN 22.10"}
NUMBERED = {"vi": r"Tác phẩm \d+ \| HN 22\.10", "en": r"Work \d+ \| HN 22\.10"}
PORTAL = {"vi": "không phải cổng thông tin chính thức", "en": "not the official portal"}
LINES = (
    "vn-113 vn-111 vn-1900969680 int-take-it-down int-stopncii vn-cop gb-iwf us-cybertipline au-1800respect au-esafety"
)


@pytest.fixture(scope="module", params=["small", "own"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Everything:
    root = tmp_path_factory.mktemp(f"pages-{request.param}")
    return Everything(small_site(root) if request.param == "small" else own_site(root))


def test_the_sitemap_names_pages_in_both_languages(site: Everything) -> None:
    assert {path[:4] for path, _ in site.listed()} == {"/vi/", "/en/"}


def test_tags_nest_and_close(site: Everything) -> None:
    assert site.faults(lambda page: page.faults) == {}


def test_every_page_is_in_the_language_of_its_address(site: Everything) -> None:
    assert [path for path, page in site.pages.items() if page.lang != path[1:3]] == []


def test_every_page_has_one_heading_of_its_own(site: Everything) -> None:
    assert [path for path, page in site.pages.items() if [bool(h1.text) for h1 in page.all("h1")] != [True]] == []


def test_no_level_of_headings_is_skipped(site: Everything) -> None:
    assert site.faults(checks.skipped_levels) == {}


def test_no_two_pages_of_the_sitemap_have_one_title(site: Everything) -> None:
    titles = Counter((path[:4], page.title) for path, page in site.listed())
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_title_ends_with_the_neutral_name_of_the_site(site: Everything) -> None:
    assert [page.title for page in site.pages.values() if not re.fullmatch(r"\S.* \| HN 22\.10", page.title)] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_title_of_help_is_neutral(site: Everything, lang: str) -> None:
    assert site.pages[f"/{lang}/help/"].title == HELP[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_the_title_of_a_masked_work_is_its_number_also_when_it_is_open(site: Everything, lang: str) -> None:
    masked = [work for work in site.reader(lang).all(Work) if work.masked]
    titles = [
        site.pages[f"/{lang}/gallery/{work.parent}/{work.slug}/{way}"].title for work in masked for way in ("", "open/")
    ]
    assert [title for title in titles if not re.fullmatch(NUMBERED[lang], title)] == []


def test_every_picture_says_what_it_shows_and_how_large_it_is(site: Everything) -> None:
    pictures = [(path, image.attributes) for path, page in site.pages.items() for image in page.all("img")]
    assert pictures
    assert [each for each in pictures if not {"alt", "width", "height"} <= each[1].keys()] == []


def test_every_drawing_is_named_or_hidden(site: Everything) -> None:
    assert site.faults(checks.unnamed_drawings) == {}


def test_every_field_has_a_label(site: Everything) -> None:
    assert site.faults(checks.unlabelled) == {}


def test_every_button_and_link_says_what_it_does(site: Everything) -> None:
    assert site.faults(checks.silent) == {}


def test_nothing_is_styled_or_scripted_inside_a_page(site: Everything) -> None:
    assert site.faults(checks.inline) == {}


def test_the_way_out_stands_in_every_page_and_the_policy_allows_it_alone_by_its_hash(site: Everything) -> None:
    allowed = dict(SECURITY)["Content-Security-Policy"]
    assert "unsafe" not in allowed and allowed.count("'sha256-") == 1
    for path in ("/vi/", "/en/help/"):
        page = site.built.ask(path).text
        scripts = re.findall(r'<script type="module" [^>]*>(.*?)</script>', page, re.S)
        assert len(scripts) == 1, path
        digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
        assert f"script-src 'self' 'sha256-{digest}';" in allowed
        assert " src=" not in page[: page.index('<script type="module"')]
    assert "<" + "!--" not in scripts[0] and "`" not in scripts[0]  # in a template literal, indentation would count


def test_a_page_requests_nothing_from_elsewhere(site: Everything) -> None:
    assert site.faults(checks.elsewhere) == {}


def test_what_a_page_requests_is_there(site: Everything) -> None:
    requested = set().union(*map(checks.files_of, site.pages.values()))
    apart = [path for path in requested if unquote(path) not in site.built.made]
    assert [path for path in apart if site.built.ask(path).status != 200] == []


def test_stylesheets_and_scripts_request_nothing_from_elsewhere(site: Everything) -> None:
    texts = {path: site.built.bytes_of(path).decode() for path in site.built.made if path.endswith((".css", ".js"))}
    assert {path: found for path, text in texts.items() if (found := checks.asked_elsewhere(text))} == {}


def test_no_id_stands_twice_on_a_page(site: Everything) -> None:
    assert site.faults(checks.doubled_ids) == {}


def test_every_id_that_a_page_refers_to_is_on_it(site: Everything) -> None:
    assert site.faults(checks.missing_ids) == {}


def test_every_internal_link_leads_to_a_page(site: Everything) -> None:
    assert site.dead_links() == []


def test_every_anchor_that_is_linked_to_is_there(site: Everything) -> None:
    assert site.dead_anchors() == []


def test_every_link_has_an_address(site: Everything) -> None:
    assert site.faults(checks.odd_links) == {}


def test_the_languages_of_a_page_name_each_other(site: Everything) -> None:
    assert site.one_sided() == []


def test_every_listed_page_is_one_of_its_languages(site: Everything) -> None:
    assert [path for path, page in site.listed() if page.alternates.get(page.lang) != ORIGIN + path] == []


def test_every_listed_page_has_a_default_language(site: Everything) -> None:
    alternates = {path: page.alternates for path, page in site.listed()}
    assert [path for path, of in alternates.items() if of.get("x-default") not in {of.get("vi"), of.get("en")}] == []


def test_the_default_language_is_the_original(site: Everything) -> None:
    entries = [entry for kind in site.built.worker.registry.kinds for entry in site.reader("vi").all_of(kind)]
    alternates = {path: page.alternates for path, page in site.pages.items() if page.alternates}
    pairs = [(entry, alternates.get(site.path_of(entry, "vi"))) for entry in entries]
    assert [entry.slug for entry, of in pairs if of and of["x-default"] != of[entry.original_lang]] == []


def test_every_listed_page_is_its_own_canonical_address(site: Everything) -> None:
    assert [path for path, page in site.listed() if page.canonical != ORIGIN + path] == []


def test_a_page_that_is_not_listed_is_canonical_elsewhere_or_kept_from_search_engines(site: Everything) -> None:
    listed = {path for path, _ in site.listed()}
    others = {path: page for path, page in site.pages.items() if path not in listed and not checks.unindexed(page)}
    assert [path for path, page in others.items() if page.canonical.removeprefix(ORIGIN) not in listed] == []


def test_the_switch_leads_to_the_same_page_in_the_other_language(site: Everything) -> None:
    wrong = []
    for path, page in site.pages.items():
        switch, other = checks.switch_of(page), "en" if page.lang == "vi" else "vi"
        same = f"/{other}{path[3:]}"
        if (switch["href"], switch.lang, switch.get("hreflang")) != (same, other, other) or same not in site.pages:
            wrong.append((path, switch["href"]))
    assert wrong == []


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/vi/search/?q=b%E1%BA%A1o+l%E1%BB%B1c", "?q=b%E1%BA%A1o+l%E1%BB%B1c"),
        ("/vi/search/?q=%22%27", "?q=%22%27"),
        ("/vi/search/?page=2&x=1&kind=session&q=a", "?q=a&kind=session&page=2"),
        ("/vi/search/?a=1&b=%3Cx%3E&c", ""),
        ("/en/library/?evidence=unrated&a=1&country=VN", "?country=VN&evidence=unrated"),
        ("/en/library/?q=%22%27", "?q=%22%27"),
        ("/vi/agenda/khai-mac/?a=1&b=%3Cx%3E&c", ""),
    ],
)
def test_the_switch_keeps_what_the_page_reads_of_the_query(site: Everything, address: str, kept: str) -> None:
    switch = checks.switch_of(Page(site.built.ask(address).text))
    path = address.partition("?")[0]
    assert switch["href"] == f"/{'en' if path[1:3] == 'vi' else 'vi'}{path[3:]}{kept}"


def test_the_way_past_the_menu_leads_to_the_text(site: Everything) -> None:
    ways = {path: (page.all("a")[0]["href"], page.main.get("id")) for path, page in site.pages.items()}
    assert {path: way for path, way in ways.items() if way != ("#content", "content")} == {}


def test_help_stands_in_the_same_place_on_every_page(site: Everything) -> None:
    assert set(map(checks.ways_to_help, site.pages.values())) == {("/L/help/", "/leave", "/L/help/")}


@pytest.mark.parametrize("site", ["own"], indirect=True)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_places_that_help_come_in_the_order_in_which_they_are_needed(site: Everything, lang: str) -> None:
    shown = site.pages[f"/{lang}/help/"].main_elements()
    assert " ".join(element["id"] for element in shown if element.get("class") == "line") == LINES


def test_help_is_one_step_away_from_every_page(site: Everything) -> None:
    links = {path: {link.get("href") for link in page.all("a")} for path, page in site.pages.items()}
    assert [path for path, hrefs in links.items() if f"/{path[1:3]}/help/" not in hrefs] == []


def test_every_page_says_that_it_is_not_the_official_portal(site: Everything) -> None:
    said = {path: page.one("footer").text for path, page in site.pages.items()}
    said |= {f"/{lang}/": site.pages[f"/{lang}/"].one("main").text for lang in LANGS}  # home says it once, at length
    assert [path for path, page in site.pages.items() if PORTAL[page.lang] not in said[path]] == []


@pytest.mark.parametrize("lang", LANGS)
def test_every_illustrative_session_says_so(site: Everything, lang: str) -> None:
    sessions = [session for session in site.reader(lang).all(Session) if session.status == "indicative"]
    assert sessions
    assert [session.slug for session in sessions if PROGRAMME[lang] not in site.page_of(session, lang).main.text] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_illustrative_sessions_says_so(site: Everything, lang: str) -> None:
    assert PROGRAMME[lang] in site.pages[f"/{lang}/agenda/"].main.text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("model", [Work, Room, Tour])
def test_every_work_room_and_route_says_where_it_comes_from(site: Everything, model: type[Model], lang: str) -> None:
    entries = site.reader(lang).all(model)
    assert [entry.slug for entry in entries if EXHIBITION[lang] not in site.page_of(entry, lang).main.text] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", ["gallery/", "gallery/text/", "gallery/phong-1/text/"])
def test_the_lists_of_works_say_where_they_come_from(site: Everything, page: str, lang: str) -> None:
    assert EXHIBITION[lang] in site.pages[f"/{lang}/{page}"].main.text


@pytest.mark.parametrize("lang", LANGS)
def test_every_starter_entry_says_that_nobody_has_confirmed_it(site: Everything, lang: str) -> None:
    entries = [practice for practice in site.reader(lang).all(Practice) if practice.status == "starter"]
    assert entries
    assert [entry.slug for entry in entries if STARTER[lang] not in site.page_of(entry, lang).main.text] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_starter_entries_says_that_nobody_has_confirmed_them(site: Everything, lang: str) -> None:
    assert STARTER[lang] in site.pages[f"/{lang}/library/"].main.text


def test_no_page_fails_to_be_made(site: Everything) -> None:
    failed = [path for path, made in site.built.made.items() if made.status >= 500]
    assert [path for path in failed if not path.startswith("error/")] == []


def test_the_page_of_every_error_is_in_its_language(site: Everything) -> None:
    names = [name for name in site.built.made if name.startswith("error/")]
    assert names
    assert [name for name in names if Page(site.built.bytes_of(name).decode()).lang != name[-2:]] == []


def test_every_page_arrives_in_the_first_round_trip_and_weighs_no_more_than_that_with_its_stylesheet(
    site: Everything,
) -> None:
    """With its script a page fits into what a server sends at once; without it, which is JavaScript, so do page and sheet."""
    pages = dict(site.listed())
    assert [path for path, page in pages.items() if not checks.fits(page.source)] == []
    bare = {path: page.source.replace(SCRIPT, "") for path, page in pages.items()}
    room = {path: checks.A_ROUND_TRIP - site.weight_of_sheets(page) for path, page in pages.items()}
    assert [path for path, source in bare.items() if not checks.fits(source, room[path])] == []
