"""An entry in one language only: shown in the other under its own language, with a notice; never a 404, never in silence."""

import pytest
from built import Built, Page, small_site
from small import document, put

ORIGIN = "http://localhost:8000"
# An entry in Vietnamese alone and one in English alone: the path after the language, its own language, its notice in the other.
ONLY = {
    "a session in Vietnamese": ("agenda/chi-viet/", "vi", "Not yet in English. The text below is in Vietnamese."),
    "a page in English": ("pages/only-english/", "en", "Chưa có bản tiếng Việt. Nội dung dưới đây bằng tiếng Anh."),
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return small_site(tmp_path_factory.mktemp("missing"))


def other(lang: str) -> str:
    return "en" if lang == "vi" else "vi"


@pytest.fixture(params=ONLY)
def foreign(request: pytest.FixtureRequest, hub: Built) -> Page:
    """The page of an entry in the language that it does not have."""
    path, lang, _ = ONLY[request.param]
    answer = hub.ask(f"/{other(lang)}/{path}")
    assert answer.status == 200
    return Page(answer.text)


@pytest.mark.parametrize("which", ONLY)
def test_it_is_shown_in_the_other_language_too(hub: Built, which: str) -> None:
    path, lang, _ = ONLY[which]
    assert hub.ask(f"/{other(lang)}/{path}").status == 200


@pytest.mark.parametrize("which", ONLY)
def test_its_page_is_in_the_readers_language(hub: Built, which: str) -> None:
    path, lang, _ = ONLY[which]
    answer = hub.ask(f"/{other(lang)}/{path}")
    assert (Page(answer.text).lang, answer.headers["content-language"]) == (other(lang), other(lang))


@pytest.mark.parametrize("which", ONLY)
def test_a_notice_says_in_which_language_it_is(hub: Built, which: str) -> None:
    path, lang, notice = ONLY[which]
    assert notice in Page(hub.ask(f"/{other(lang)}/{path}").text).main.text


@pytest.mark.parametrize("which", ONLY)
def test_there_is_no_notice_in_its_own_language(hub: Built, which: str) -> None:
    path, lang, _ = ONLY[which]
    main = Page(hub.ask(f"/{lang}/{path}").text).main
    assert not any(notice in main.text for _, _, notice in ONLY.values())


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("a session in Vietnamese", ("Chỉ có tiếng Việt", "Chưa dịch.", "Chỉ một thứ tiếng", "Văn bản.")),
        ("a page in English", ("Only in English", "Not translated.", "Some English words.")),
    ],
)
def test_its_words_stand_under_their_own_language(hub: Built, which: str, words: tuple[str, ...]) -> None:
    path, lang, _ = ONLY[which]
    page = Page(hub.ask(f"/{other(lang)}/{path}").text)
    for said in words:
        innermost = [element for element in page.main_elements() if element.text == said][-1]
        assert innermost.lang == lang, said


@pytest.mark.parametrize("which", ONLY)
def test_the_canonical_address_is_the_originals(hub: Built, which: str) -> None:
    path, lang, _ = ONLY[which]
    assert Page(hub.ask(f"/{other(lang)}/{path}").text).canonical == f"{ORIGIN}/{lang}/{path}"


@pytest.mark.parametrize("which", ONLY)
@pytest.mark.parametrize("shown", ["vi", "en"])
def test_only_the_language_that_is_there_is_named(hub: Built, which: str, shown: str) -> None:
    path, lang, _ = ONLY[which]
    address = f"{ORIGIN}/{lang}/{path}"
    assert Page(hub.ask(f"/{shown}/{path}").text).alternates == {lang: address, "x-default": address}


@pytest.mark.parametrize("which", ONLY)
def test_the_sitemap_names_it_once(hub: Built, which: str) -> None:
    path, lang, _ = ONLY[which]
    sitemap = hub.ask("/sitemap.xml").text
    assert f"<loc>{ORIGIN}/{lang}/{path}</loc>" in sitemap
    assert f"{ORIGIN}/{other(lang)}/{path}" not in sitemap


@pytest.mark.parametrize("which", ONLY)
def test_the_switch_leads_to_the_original(hub: Built, which: str) -> None:
    path, lang, _ = ONLY[which]
    page = Page(hub.ask(f"/{other(lang)}/{path}").text)
    assert [link["href"] for link in page.all("a") if "data-keep-anchor" in link.attributes] == [f"/{lang}/{path}"]


def test_no_summary_in_another_language_describes_a_page(foreign: Page) -> None:
    assert [meta for meta in foreign.all("meta") if meta.get("name") == "description"] == []


def test_a_list_names_it_under_its_own_language(hub: Built) -> None:
    page = Page(hub.ask("/en/agenda/").text)
    (link,) = [link for link in page.all("a") if link["href"] == "/en/agenda/chi-viet/"]
    assert link.lang == "vi"


def test_a_search_in_one_language_finds_what_is_only_in_the_other(hub: Built) -> None:
    page = Page(hub.ask("/en/search/?q=chi+co+tieng+viet").text)
    assert "/en/agenda/chi-viet/" in [link["href"] for link in page.all("a")]


def test_a_translation_that_comes_later_takes_its_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    hub = small_site(tmp_path_factory.mktemp("later"))
    put(
        hub.root / "content/agenda/chi-viet.en.md",
        document({"title": "Now in English", "summary": "Translated."}, "## One {#one}\n\nText."),
    )
    hub.build()
    page = Page(hub.ask("/en/agenda/chi-viet/").text)
    assert (page.canonical, page.one("h1").text) == (f"{ORIGIN}/en/agenda/chi-viet/", "Now in English")


def test_a_translation_that_goes_away_leaves_the_original(tmp_path_factory: pytest.TempPathFactory) -> None:
    hub = small_site(tmp_path_factory.mktemp("gone"))
    (hub.root / "content/agenda/khai-mac.en.md").unlink()
    hub.build()
    answer = hub.ask("/en/agenda/khai-mac/")
    assert (answer.status, Page(answer.text).canonical) == (200, f"{ORIGIN}/vi/agenda/khai-mac/")
