"""What holds of every page of the site, in both languages: of the hub's own content, and of a small one that has one of everything."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import brotli
import pytest
from built import Built, Element, Page, small_site
from notices import EXHIBITION, PROGRAMME, STARTER
from own import own_site

from hub.content.edition import Reader
from hub.content.model.kinds import Model
from hub.features.agenda.model import Session
from hub.features.gallery.model import Room, Tour, Work
from hub.features.library.model import Practice
from hub.i18n.languages import LANGS
from hub.web.context import Routes
from hub.web.endpoints.pdf import pdf_named
from hub.web.headers import SECURITY
from hub.web.inline_script import SCRIPT

ORIGIN = "http://localhost:8000"
A_ROUND_TRIP = 14 * 1024  # bytes that a connection carries before it waits for the first answer
HELP = {"vi": "Tìm hỗ trợ | HN 22.10", "en": "Get help | HN 22.10"}
NUMBERED = {"vi": r"Tác phẩm \d+ \| HN 22\.10", "en": r"Work \d+ \| HN 22\.10"}
REQUESTED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "video": ("src", "poster"),
    "object": ("data",),
}
REQUESTED |= {
    "audio": ("src",),
    "embed": ("src",),
    "track": ("src",),
    "form": ("action",),
    "button": ("formaction",),
    "use": ("href", "xlink:href"),
}
THE_ONE_SCRIPT = " ".join(SCRIPT.split())
LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "dns-prefetch", "preconnect"}


class Everything:
    """A built site, with every page parsed once."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self.pages = dict(built.pages())
        self.sitemap = re.findall(r"<loc>([^<]*)</loc>", built.ask("/sitemap.xml").text)
        whole = built.worker.application()  # beside the site stands the desk, where a feature declares one
        self.routes: Routes = getattr(whole, "site", whole).extensions["hub.routes"]

    def listed(self) -> Iterator[tuple[str, Page]]:
        """The pages that the sitemap names, by path."""
        for address in self.sitemap:
            path = address.removeprefix(ORIGIN)
            yield path, self.pages[path]

    def has(self, path: str) -> bool:
        """Whether something is at an address: a page, a machine format, a file, what is made on demand, or what leads on to one."""
        made = self.built.made.get(path)
        if made is not None and made.status == 302:
            return self.has(dict(made.headers)["Location"])
        return made.status == 200 if made is not None else self.built.ask(path).status == 200

    def reader(self, lang: str) -> Reader:
        return self.built.worker.edition().read_in("en" if lang == "en" else "vi")

    def page_of(self, entry: Model, lang: str) -> Page:
        kind = self.built.worker.registry.kinds[entry.kind]
        return self.pages[self.routes.of_entry(lang, kind, entry)]


@pytest.fixture(scope="module", params=["small", "own"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Everything:
    root = tmp_path_factory.mktemp(f"pages-{request.param}")
    if request.param == "small":
        return Everything(small_site(root))
    return Everything(own_site(root))


def test_the_sitemap_names_pages_in_both_languages(site: Everything) -> None:
    assert {path[:4] for path, _ in site.listed()} == {"/vi/", "/en/"}


def test_tags_nest_and_close(site: Everything) -> None:
    assert {path: page.faults for path, page in site.pages.items() if page.faults} == {}


def test_every_page_is_in_the_language_of_its_address(site: Everything) -> None:
    assert [path for path, page in site.pages.items() if page.lang != path[1:3]] == []


def test_every_page_has_one_heading_of_its_own(site: Everything) -> None:
    assert [path for path, page in site.pages.items() if [bool(h1.text) for h1 in page.all("h1")] != [True]] == []


def test_no_level_of_headings_is_skipped(site: Everything) -> None:
    def levels(page: Page) -> list[int]:
        return [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4", "h5", "h6")]

    assert [
        path
        for path, page in site.pages.items()
        if any(b - a > 1 for a, b in zip([0, *levels(page)], levels(page), strict=False))
    ] == []


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
    drawings = [(path, svg) for path, page in site.pages.items() for svg in page.all("svg")]
    assert [path for path, svg in drawings if svg.get("aria-hidden") != "true" and svg.get("role") != "img"] == []


def test_every_field_has_a_label(site: Everything) -> None:
    def labelled(field: Element, page: Page) -> bool:
        named = {label.get("for") for label in page.all("label") if label.text}
        return field.get("id") in named or field.inside("label") or bool(field.get("aria-label"))

    fields = [
        (path, field.attributes)
        for path, page in site.pages.items()
        for field in page.all("input", "select", "textarea")
        if field.get("type") not in ("hidden", "submit", "button") and not labelled(field, page)
    ]
    assert fields == []


def test_every_button_and_link_says_what_it_does(site: Everything) -> None:
    silent = [
        (path, element.attributes)
        for path, page in site.pages.items()
        for element in page.all("a", "button", "summary")
        if not element.text and not element.get("aria-label")
    ]
    assert silent == []


def test_nothing_is_styled_or_scripted_inside_a_page(site: Everything) -> None:
    def inline(element: Element) -> bool:
        data = element.get("type") == "application/ld+json"  # which no browser runs
        running = element.tag in ("style", "base") or (
            element.tag == "script" and not element.get("src") and not data and element.text != THE_ONE_SCRIPT
        )
        urls = any(re.match(r"\s*(?:javascript|data|vbscript):", value, re.I) for value in element.attributes.values())
        return (
            running
            or urls
            or any(name == "style" or name == "srcdoc" or name.startswith("on") for name in element.attributes)
        )

    assert [
        (path, element.tag, element.attributes)
        for path, page in site.pages.items()
        for element in page.elements
        if inline(element)
    ] == []


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
    def requested(element: Element) -> Iterator[str]:
        for name in REQUESTED.get(element.tag, ()):
            if name in element.attributes:
                yield element[name]
        if element.tag == "link" and set(element.get("rel").split()) & LOADED:
            yield element["href"]

    elsewhere = [
        (path, url)
        for path, page in site.pages.items()
        for element in page.elements
        for url in requested(element)
        if not url.startswith(("/", "#")) or url.startswith("//")
    ]
    assert elsewhere == []


def test_what_a_page_requests_is_there(site: Everything) -> None:
    requested = {
        urlsplit(element.get("src") or element.get("href")).path
        for page in site.pages.values()
        for element in page.all("script", "img", "link")
        if (element.tag != "link" or set(element.get("rel").split()) & LOADED)
        and element.text != THE_ONE_SCRIPT
        and element.get("type") != "application/ld+json"
    }
    elsewhere = [path for path in requested if unquote(path) not in site.built.made]
    assert [path for path in elsewhere if site.built.ask(path).status != 200] == []


def test_stylesheets_and_scripts_request_nothing_from_elsewhere(site: Everything) -> None:
    found = []
    for path in site.built.made:
        if path.endswith((".css", ".js")):
            text = re.sub(r"/\*.*?\*/|^\s*//.*$", "", site.built.bytes_of(path).decode(), flags=re.S | re.M)
            found += [
                (path, url)
                for url in re.findall(r"""url\(\s*["']?([^)"']*)|@import\s+["']([^"']*)""", text)
                if re.match(r"[a-z]+:|//", "".join(url))
            ]
            found += [(path, url) for url in re.findall(r"""["'`]((?:https?:)?//[^"'`]*)""", text)]
    assert found == []


def test_no_id_stands_twice_on_a_page(site: Everything) -> None:
    twice = {
        path: ids
        for path, page in site.pages.items()
        if (
            ids := [
                id
                for id, count in Counter(
                    element.get("id") for element in page.elements if "id" in element.attributes
                ).items()
                if count > 1
            ]
        )
    }
    assert twice == {}


def test_every_id_that_a_page_refers_to_is_on_it(site: Everything) -> None:
    missing = []
    for path, page in site.pages.items():
        ids = {element.get("id") for element in page.elements}
        for element in page.elements:
            named = " ".join(
                element.get(name) for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")
            ).split()
            missing += [(path, name) for name in named if name not in ids]
    assert missing == []


def test_every_internal_link_leads_to_a_page(site: Everything) -> None:
    nowhere = []
    made_later = {pdf_named(made.headers) for made in site.built.made.values()}
    for path, page in site.pages.items():
        for link in page.all("a"):
            href = urlsplit(link.get("href"))
            if (
                not href.scheme
                and not href.netloc
                and href.path
                and not site.has(unquote(href.path))
                and href.path not in {"/leave", *made_later}
            ):
                nowhere.append((path, link["href"]))
    assert nowhere == []


def test_every_anchor_that_is_linked_to_is_there(site: Everything) -> None:
    ids = {path: {element.get("id") for element in page.elements} for path, page in site.pages.items()}
    nowhere = []
    for path, page in site.pages.items():
        for link in page.all("a"):
            href = urlsplit(link.get("href"))
            if (
                href.fragment
                and not href.scheme
                and unquote(href.fragment) not in ids.get(unquote(href.path) or path, set())
            ):
                nowhere.append((path, link["href"]))
    assert nowhere == []


def test_every_link_has_an_address(site: Everything) -> None:
    odd = [
        (path, link.get("href"))
        for path, page in site.pages.items()
        for link in page.all("a")
        if not re.match(
            r"(?:/(?!/)|#\S|https?://[a-z0-9]|tel:[0-9+*]|webcal://[a-z0-9]|sms:[0-9+]|mailto:\S+@)", link.get("href")
        )
    ]
    assert odd == []


def test_the_languages_of_a_page_name_each_other(site: Everything) -> None:
    one_sided = []
    for path, page in site.listed():
        for lang, address in page.alternates.items():
            other = site.pages.get(address.removeprefix(ORIGIN))
            if other is None or other.alternates != page.alternates or (lang != "x-default" and other.lang != lang):
                one_sided.append((path, lang, address))
    assert one_sided == []


def test_every_listed_page_is_one_of_its_languages(site: Everything) -> None:
    assert [path for path, page in site.listed() if page.alternates.get(page.lang) != ORIGIN + path] == []


def test_every_listed_page_has_a_default_language(site: Everything) -> None:
    assert [
        path
        for path, page in site.listed()
        if page.alternates.get("x-default") not in {page.alternates.get("vi"), page.alternates.get("en")}
    ] == []


def test_the_default_language_is_the_original(site: Everything) -> None:
    wrong = []
    for kind in site.built.worker.registry.kinds:
        for entry in site.reader("vi").all_of(kind):
            page = site.pages.get(site.routes.of_entry("vi", site.built.worker.registry.kinds[kind], entry))
            if (
                page is not None
                and page.alternates
                and page.alternates["x-default"] != page.alternates[entry.original_lang]
            ):
                wrong.append((kind, entry.slug))
    assert wrong == []


def test_every_listed_page_is_its_own_canonical_address(site: Everything) -> None:
    assert [path for path, page in site.listed() if page.canonical != ORIGIN + path] == []


def test_a_page_that_is_not_listed_is_canonical_elsewhere_or_kept_from_search_engines(site: Everything) -> None:
    listed = {path for path, _ in site.listed()}
    wrong = [
        path
        for path, page in site.pages.items()
        if path not in listed
        and page.canonical.removeprefix(ORIGIN) not in listed
        and not any(meta.get("name") == "robots" and "noindex" in meta.get("content") for meta in page.all("meta"))
    ]
    assert wrong == []


def test_the_switch_leads_to_the_same_page_in_the_other_language(site: Everything) -> None:
    wrong = []
    for path, page in site.pages.items():
        (switch,) = [link for link in page.all("a") if "data-keep-anchor" in link.attributes]
        other = "en" if page.lang == "vi" else "vi"
        if (switch["href"], switch.lang, switch.get("hreflang")) != (f"/{other}{path[3:]}", other, other) or switch[
            "href"
        ] not in site.pages:
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
    shown = Page(site.built.ask(address).text)
    (switch,) = [link for link in shown.all("a") if "data-keep-anchor" in link.attributes]
    path = address.partition("?")[0]
    assert switch["href"] == f"/{'en' if path[1:3] == 'vi' else 'vi'}{path[3:]}{kept}"


def test_the_way_past_the_menu_leads_to_the_text(site: Everything) -> None:
    assert [
        path
        for path, page in site.pages.items()
        if page.all("a")[0]["href"] != "#content" or page.main.get("id") != "content"
    ] == []


def test_help_stands_in_the_same_place_on_every_page(site: Everything) -> None:
    places = set()
    for page in site.pages.values():
        bar = [
            link["href"].replace(f"/{page.lang}/", "/L/")
            for link in page.all("a")
            if link.inside("header") and link.get("class") in ("help", "leave")
        ]
        menu = next(link["href"].replace(f"/{page.lang}/", "/L/") for link in page.all("a") if link.inside("nav"))
        places.add((*bar, menu))
    assert places == {("/L/help/", "/leave", "/L/help/")}


@pytest.mark.parametrize("site", ["own"], indirect=True)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_places_that_help_come_in_the_order_in_which_they_are_needed(site: Everything, lang: str) -> None:
    lines = [
        element["id"] for element in site.pages[f"/{lang}/help/"].main_elements() if element.get("class") == "line"
    ]
    assert lines == [
        *(
            "vn-113",
            "vn-111",
            "vn-1900969680",
            "int-take-it-down",
            "int-stopncii",
            "vn-cop",
            "gb-iwf",
            "us-cybertipline",
        ),
        *("au-1800respect", "au-esafety"),
    ]


def test_help_is_one_step_away_from_every_page(site: Everything) -> None:
    assert [
        path
        for path, page in site.pages.items()
        if f"/{page.lang}/help/" not in {link.get("href") for link in page.all("a")}
    ] == []


def test_every_page_says_that_it_is_not_the_official_portal(site: Everything) -> None:
    words = {"vi": "không phải cổng thông tin chính thức", "en": "not the official portal"}
    said = {path: page.one("footer").text for path, page in site.pages.items()}
    said |= {f"/{lang}/": site.pages[f"/{lang}/"].one("main").text for lang in LANGS}  # home says it once, at length
    assert [path for path, page in site.pages.items() if words[page.lang] not in said[path]] == []


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
    assert [
        entry.slug
        for entry in site.reader(lang).all(model)
        if EXHIBITION[lang] not in site.page_of(entry, lang).main.text
    ] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("page", ["gallery/", "gallery/text/", "gallery/phong-1/text/"])
def test_the_lists_of_works_say_where_they_come_from(site: Everything, page: str, lang: str) -> None:
    assert EXHIBITION[lang] in site.pages[f"/{lang}/{page}"].main.text


@pytest.mark.parametrize("lang", LANGS)
def test_every_starter_entry_says_that_nobody_has_confirmed_it(site: Everything, lang: str) -> None:
    practices = [practice for practice in site.reader(lang).all(Practice) if practice.status == "starter"]
    assert practices
    assert [
        practice.slug for practice in practices if STARTER[lang] not in site.page_of(practice, lang).main.text
    ] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_starter_entries_says_that_nobody_has_confirmed_them(site: Everything, lang: str) -> None:
    assert STARTER[lang] in site.pages[f"/{lang}/library/"].main.text


def test_no_page_fails_to_be_made(site: Everything) -> None:
    assert [
        path for path, made in site.built.made.items() if made.status >= 500 and not path.startswith("error/")
    ] == []


def test_the_page_of_every_error_is_in_its_language(site: Everything) -> None:
    names = [name for name in site.built.made if name.startswith("error/")]
    assert names
    assert [name for name in names if Page(site.built.bytes_of(name).decode()).lang != name[-2:]] == []


def test_every_page_arrives_in_the_first_round_trip_and_weighs_no_more_than_that_with_its_stylesheet(
    site: Everything,
) -> None:
    """With its script a page fits into what a server sends at once; without it, which is JavaScript, so do page and sheet."""
    weights = {
        path: len(brotli.compress(site.built.bytes_of(path))) for path in site.built.made if path.endswith(".css")
    }

    def awaited(page: Page) -> int:
        return sum(weights[link["href"]] for link in page.all("link") if waits_for(link))

    pages = dict(site.listed())
    assert [path for path, page in pages.items() if not fits(page.source.encode(), A_ROUND_TRIP)] == []
    assert [
        path
        for path, page in pages.items()
        if not fits(page.source.replace(SCRIPT, "").encode(), A_ROUND_TRIP - awaited(page))
    ] == []


def waits_for(link: Element) -> bool:
    """Whether a screen shows nothing before it has this file."""
    return link.get("rel") == "stylesheet" and not link.get("media") and not link.inside("noscript")


def fits(page: bytes, room: int) -> bool:
    """Whether a page is small enough, compressed; to the end only where a quick compression does not show it."""
    return any(len(brotli.compress(page, quality=quality)) <= room for quality in (5, 11))
