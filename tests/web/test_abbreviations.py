"""Abbreviations are explained where a page first uses them: in words where words can be added, else by an `abbr`."""

import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path

import pytest
from built import VOID, Built, Page
from desk import Desk
from own import own_site
from running import REPOSITORY
from small import put, small

from hub.content.model.vocabulary import Term
from hub.content.source.vocabulary_file import read_vocabulary
from hub.i18n.languages import Lang
from hub.web.templating.abbreviations import Abbreviations

LIST = """title: {vi: a, en: b}
terms:
  - {id: OCSEA, label: {vi: bóc lột trẻ em, en: exploitation of children}, aliases: {en: [abuse of children]}}
  - {id: TF-GBV, label: {vi: bạo lực giới, en: violence & technology}}
  - {id: GBV, label: {vi: bạo lực, en: violence}}
"""
OCSEA = '<abbr title="exploitation of children">OCSEA</abbr>'


@pytest.fixture
def known() -> Abbreviations:
    return Abbreviations(read_vocabulary("abbreviations", LIST, "f", Term)[0].terms)


def main_of(known: Abbreviations, html: str, lang: Lang = "en") -> str:
    page = known.explained(f"<title>OCSEA</title><nav>OCSEA</nav><main>{html}</main><footer>OCSEA</footer>", lang)
    found = re.fullmatch(r"<title>OCSEA</title><nav>OCSEA</nav><main>(.*)</main><footer>OCSEA</footer>", page, re.S)
    assert found is not None, page
    return found[1]


@pytest.mark.parametrize(
    ("html", "explained"),
    [
        ("<p>On OCSEA and OCSEA.</p>", "<p>On OCSEA (exploitation of children) and OCSEA.</p>"),
        ("<ul><li>OCSEA’s harm</li></ul>", "<ul><li>OCSEA (exploitation of children)’s harm</li></ul>"),
        ("<p><strong>OCSEA</strong></p>", "<p><strong>OCSEA (exploitation of children)</strong></p>"),
        ("<p>TF-GBV</p>", "<p>TF-GBV (violence &amp; technology)</p>"),
        ("<p>TF-GBV, GBV</p>", "<p>TF-GBV (violence &amp; technology), GBV (violence)</p>"),
        (
            "<h1>OCSEA</h1><p>OCSEA</p><p>OCSEA</p>",
            f"<h1>{OCSEA}</h1><p>OCSEA (exploitation of children)</p><p>OCSEA</p>",
        ),
        ('<p><a href="/">OCSEA</a></p>', f'<p><a href="/">{OCSEA}</a></p>'),
        ("<blockquote><p>OCSEA</p></blockquote>", f"<blockquote><p>{OCSEA}</p></blockquote>"),
        (
            '<section class="section own-words"><p>OCSEA</p></section>',
            f'<section class="section own-words"><p>{OCSEA}</p></section>',
        ),
        ("<table><tr><td>OCSEA</td></tr></table>", f"<table><tr><td>{OCSEA}</td></tr></table>"),
        (
            "<table><tr><td>9% of them<br>OCSEA</td></tr></table>",
            f"<table><tr><td>9% of them<br>{OCSEA}</td></tr></table>",
        ),
        ("<p>harm (OCSEA too)</p>", f"<p>harm ({OCSEA} too)</p>"),
        ('<p lang="vi">OCSEA</p>', '<p lang="vi">OCSEA (bóc lột trẻ em)</p>'),
        ('<p><abbr title="own words">OCSEA</abbr></p>', '<p><abbr title="own words">OCSEA</abbr></p>'),
    ],
)
def test_the_first_use_is_explained(known: Abbreviations, html: str, explained: str) -> None:
    assert main_of(known, html) == explained


@pytest.mark.parametrize(
    "html",
    [
        "<p>Exploitation of children (OCSEA) and OCSEA</p>",
        "<p>abuse of\nchildren (OCSEA)</p>",
        "<p><em>exploitation of children</em> (OCSEA)</p>",
        "<p>OCSEA (exploitation of children)</p>",
        "<p>OCSEA is the exploitation of children.</p>",
        '<p title="OCSEA">x</p><img alt="OCSEA">',
        "<select><option>OCSEA</option></select>",
        "<p>xOCSEA OCSEAs NON-GBV-X GBV2</p>",
        "<p>TF-<mark>GBV</mark></p>",
        "<p>nothing</p>",
    ],
)
def test_what_is_explained_already_or_is_no_such_word_stays(known: Abbreviations, html: str) -> None:
    assert main_of(known, html) == html


def test_without_a_list_a_page_stays_as_it_is() -> None:
    assert main_of(Abbreviations({}), "<p>OCSEA</p>") == "<p>OCSEA</p>"


def test_a_page_is_made_again_when_the_list_changes(tmp_path: Path) -> None:
    root = small(tmp_path)
    put(
        root / "content/pages/about.en.md",
        (root / "content/pages/about.en.md").read_text().replace("Page About", "On OCSEA"),
    )
    hub = Built(root)
    assert "<p>On OCSEA.</p>" in hub.ask("/en/pages/about/").text
    put(root / "content/vocabulary/abbreviations.yaml", LIST)
    hub.build()
    assert "<p>On OCSEA (exploitation of children).</p>" in hub.ask("/en/pages/about/").text


# every page of the site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return own_site(tmp_path_factory.mktemp("site"))


def first_uses(html: str, terms: dict[str, Term], lang: str) -> list[str]:
    """The abbreviations whose first use in a page's main part stands without what it means; its language by inheritance."""
    main = html[html.index("<main") : html.index("</main>")]
    whole = unescape(re.sub(r"<[^>]*>", "", main))
    unexplained, seen, stack, text = [], set(), [lang], ""
    titles: list[str] = [""]
    for piece in re.split(r"(<[^>]*>)", main):
        if tag := re.match(r"<(/?)(\w+)", piece):
            if tag[1]:
                stack.pop(), titles.pop()
            elif tag[2] not in VOID and not piece.endswith("/>"):
                stack.append(found[1] if (found := re.search(r'\blang="(\w+)"', piece)) else stack[-1])
                titles.append(found[1] if (found := re.search(r'<abbr title="([^"]*)"', piece)) else titles[-1])
            continue
        for match in re.finditer(r"(?<![\w-])[A-Z][A-Z-]+(?!\w)", unescape(piece)):
            if (term := terms.get(match[0])) is None or match[0] in seen:
                continue
            seen.add(match[0])
            label = term.label.read_in("en" if stack[-1] == "en" else "vi")
            meanings = [label, *(term.aliases.en if stack[-1] == "en" else term.aliases.vi)]
            place = len(text) + match.start()
            around = plain(whole[max(0, place - 160) : place]) + "…" + plain(whole[place + len(match[0]) :][:160])
            if unescape(titles[-1]) != label and not any(plain(meaning) in around for meaning in meanings):
                unexplained.append(match[0])
        text += unescape(piece)
    return unexplained


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()


def test_on_every_page_of_the_sitemap_each_known_abbreviation_is_explained_at_its_first_use(
    site: Built, tmp_path: Path
) -> None:
    text = (REPOSITORY / "content/vocabulary/abbreviations.yaml").read_text(encoding="utf-8")
    terms = dict(read_vocabulary("abbreviations", text, "f", Term)[0].terms)
    paths = [
        element.attrib["href"]
        for element in ElementTree.fromstring(site.ask("/sitemap.xml").text).iter()
        if "hreflang" in element.attrib
    ]
    pages = {path.partition("localhost:8000")[2] for path in paths} - {""}
    assert len(pages) > 60
    assert {path[1:3] for path in pages} == {"vi", "en"}
    left = {path: first_uses(html, terms, path[1:3]) for path in sorted(pages) for html in [site.ask(path).text]}
    assert {path: names for path, names in left.items() if names} == {}


def test_a_page_with_explanations_still_nests(site: Built) -> None:
    assert {path: page.faults for path, page in site.pages() if page.faults} == {}


def test_the_words_of_a_statement_stay_as_they_were_printed(site: Built) -> None:
    page = Page(site.ask("/en/statements/phat-bieu-pho-dai-su-australia/").text)
    (quote,) = page.all("blockquote")
    assert quote.text.startswith("“Through this collaboration with MPS and Australia, Vietnam is taking")
    assert [abbr["title"] for abbr in page.all("abbr") if abbr.inside("blockquote")] == [
        "Ministry of Public Security of Viet Nam"
    ]


def test_the_hubs_own_lists_have_nothing_wrong(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for name in ("abbreviations", "words", "glossary"):
        desk.write(
            f"vocabulary/{name}.yaml", raw=(REPOSITORY / f"content/vocabulary/{name}.yaml").read_text(encoding="utf-8")
        )
    assert desk.problems() == []
