"""The page of sources: every figure and document of the site, made from the data, and made again when the data change."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from built import Built, Page, small_site
from own import own_site
from small import FIGURE, MASKED, document, pair, put, small

from hub.features.library.model import Practice
from hub.i18n.languages import LANGS
from hub.i18n.vietnamese import sort_key
from hub.web.templating.globals import upper_first

INDEX, LIBRARY = "/{lang}/pages/sources/", "/{lang}/pages/sources/library/"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of this repository."""
    return own_site(tmp_path_factory.mktemp("sources-own"))


@pytest.fixture
def site(tmp_path: Path) -> Built:
    """The small site, in which a page cites the document, and the masked work draws the figure."""
    site = small_site(tmp_path)
    for name in ("vi", "en"):
        file = tmp_path / f"exhibits/phong-1/tp-02/index.{name}.md"
        if "masked" in file.read_text(encoding="utf-8"):
            put(file, file.read_text(encoding="utf-8").replace("masked:", 'figure: "online"\nmasked:', 1))
    pair(
        tmp_path,
        "content/pages/dan",
        {"order": 7},
        {"title": "Trang có dẫn"},
        {"title": "A page that cites"},
        ("Chữ [@report].", "Words [@report]."),
    )
    site.build()
    return site


def page(site: Built, pattern: str = INDEX, lang: str = "en") -> Page:
    answer = site.ask(pattern.format(lang=lang))
    assert answer.status == 200
    return Page(answer.text)


def part(shown: Page, id: str) -> str:
    """The text of the element around the one with an id."""
    [found] = [each for each in shown.elements if each.get("id") == id]
    return found.text if found.tag == "li" or found.parent is None else found.parent.text


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_of_the_seminar_stands_with_its_document(own: Built, lang: str) -> None:
    shown, reader = page(own, lang=lang), own.worker.edition().read_in("en" if lang == "en" else "vi")
    expected = [upper_first(reader.words(figure.label)) for figure in reader.terms("figures").values()]
    assert [heading.text for heading in shown.all("h3") if heading.get("id").startswith("figure-")] == expected
    assert len([link for link in shown.all("a") if link.inside("dl") and link["href"].startswith("#source-")]) == len(
        expected
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_indicator_of_the_library_stands_with_its_source(own: Built, lang: str) -> None:
    shown = page(own, LIBRARY, lang)
    rows = [row for row in shown.all("tr") if row.inside("tbody")]
    links = [link["href"] for link in shown.all("a") if "#source-" in link.get("href")]
    expected = [one for practice in own.worker.edition().read_in("vi").all(Practice) for one in practice.indicators]
    assert (len(rows), len(links)) == (len(expected), len(expected))


@pytest.mark.parametrize("lang", LANGS)
def test_every_document_stands_in_vietnamese_order(own: Built, lang: str) -> None:
    shown, reader = page(own, lang=lang), own.worker.edition().read_in("en" if lang == "en" else "vi")
    titles = sorted((reader.words(source.label) for source in reader.terms("sources").values()), key=sort_key)
    assert [cite.text for cite in shown.all("cite")] == titles


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_leads_to_it(own: Built, lang: str) -> None:
    home = Page(own.ask(f"/{lang}/").text)
    assert [link for link in home.all("a") if link.inside("footer") and link["href"] == INDEX.format(lang=lang)]


def test_a_document_names_what_uses_it(site: Built) -> None:
    told = part(page(site), "source-report")
    assert [
        name
        for name in ("A page that cites", "Words", "Thread of light", "Hotline 111", "1 figure of the seminar")
        if name not in told
    ] == []


def test_a_document_does_not_name_what_does_not_use_it(site: Built) -> None:
    assert "Handed on" not in part(page(site), "source-report")


def test_a_masked_work_is_named_by_its_number_alone(site: Built) -> None:
    shown = page(site, lang="vi")
    assert "Tác phẩm 2" in part(shown, "figure-online")
    assert MASKED not in shown.main.text


def test_what_is_not_confirmed_is_counted(site: Built) -> None:
    told = part(page(site), "unconfirmed")
    assert "1 of 1" in told.partition("Documents without a date of access")[2][:8]


Change = Callable[[Path], None]


def another_figure(root: Path) -> None:
    figures = [FIGURE, FIGURE | {"id": "new", "label": {"vi": "số mới", "en": "something new"}}]
    put(
        root / "content/vocabulary/figures.yaml",
        json.dumps({"title": {"vi": "a", "en": "a"}, "terms": figures}, ensure_ascii=False),
    )


def another_page(root: Path) -> None:
    pair(
        root,
        "content/pages/moi",
        {"order": 8},
        {"title": "Trang mới"},
        {"title": "Something new"},
        ("Chữ [@report].", "Words [@report]."),
    )


def another_indicator(root: Path) -> None:
    file = root / "content/library/duong-day.vi.md"
    one = {"id": "calls", "name": {"vi": "Cuộc gọi", "en": "something new"}, "value": "12", "source": "own"}
    put(
        file,
        file.read_text(encoding="utf-8").replace(
            "sources:", f"indicators: {json.dumps([one], ensure_ascii=False)}\nsources:", 1
        ),
    )


@pytest.mark.parametrize(
    ("change", "pattern"), [(another_figure, INDEX), (another_page, INDEX), (another_indicator, LIBRARY)]
)
def test_it_is_made_again_when_what_it_tells_changes(site: Built, tmp_path: Path, change: Change, pattern: str) -> None:
    assert "something new" not in site.ask(pattern.format(lang="en")).text.lower()
    change(tmp_path)
    site.build()
    assert "something new" in page(site, pattern).main.text.lower()


def test_it_stands_without_a_text_of_its_own(tmp_path: Path) -> None:
    put(small(tmp_path) / "content/pages/one.vi.md", document({"title": "Một"}, "Chữ."))
    assert page(Built(tmp_path)).main.text.startswith("Sources and figures")
