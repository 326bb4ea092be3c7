"""Two texts on one page: each has its own notes and ids; and no address of ours is left on a page."""

import re

import pytest
from built import Built, Page
from small import document, put, small

STATEMENT = {
    "title": "Statement",
    "original": True,
    "summary": "What is said.",
    "in_short": "Short.",
    "reference": "HN2025-TT-09",
    "office": {"vi": "Bộ A", "en": "Ministry A"},
    "delivered_on": "2025-10-22",
    "status": "quoted",
    "authentic_language": "en",
    "sources": ["report"],
}
ENGLISH = "> First words[^1], [see](#part), [note](#fn:1).\n\n## Part {#part}\n\n### Small {#small}\n\nx[^1]\n\n[^1]: Note in English."
VIETNAMESE = "Lời đầu[^1], [xem](#part).\n\n## Phần {#part}\n\n### Nhỏ {#small}\n\nx\n\n[^1]: Chú thích."


TABLE = "| Năm | Cuộc *gọi* |\n|---|--:|\n| 2024 | 1.200 |\n\n```\nmã\n```"
LINKS = [
    "[@x.y] [@Src] **[@a b]** [[@x.y]](page/about) [a [@x.y] b](help)",
    "![a > b](khong-co.svg) [x](foo/bar) [x](hub:cite/a){: class=cite } [x](page/khong-co#y)",
    "- [@x.y]\n  - [x](khong/co)\n\n> [@x.y]\n\n| [@x.y] |\n|---|\n| [x](khong/co) |\n\na[^1]\n\n[^1]: [@x.y] [x](khong/co)",
    "## [@x.y] [x](khong/co) {#a}\n\n[x](khong/co){: title='\"hub:x' }",
]


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = small(tmp_path_factory.mktemp("texts"))
    put(root / "content/statements/f-stat.en.md", document(STATEMENT, ENGLISH))
    translated = {"title": "Phát biểu", "summary": "Nội dung.", "in_short": "Ngắn."}
    put(root / "content/statements/f-stat.vi.md", document(translated, VIETNAMESE))
    for work, note in (("tp-01", "Chú một."), ("tp-03", "Chú ba.")):
        path = root / f"exhibits/phong-1/{work}/index.vi.md"
        if path.exists():
            put(path, path.read_text(encoding="utf-8") + f"\nLời[^1].\n\n[^1]: {note}\n")
    put(root / "content/pages/bang.vi.md", document({"title": "Bảng"}, TABLE))
    text = "Chữ. <!-- riêng -->\n\n<!--\nriêng -->"
    put(root / "content/pages/ghi.vi.md", document({"title": "Ghi chú"}, text))
    for number, text in enumerate(LINKS):
        put(root / f"content/pages/la-{number}.vi.md", document({"title": "Lạ"}, text))
    return Built(root)


def ids_and_links(page: Page) -> tuple[list[str], set[str]]:
    ids = [element["id"] for element in page.elements if element.get("id")]
    links = {element["href"][1:] for element in page.all("a") if element.get("href").startswith("#")}
    return ids, links


def test_the_authentic_text_below_a_translation_has_its_own_notes(hub: Built) -> None:
    html = hub.ask("/vi/statements/f-stat/").text
    assert html.count("Note in English.") == html.count("Chú thích.") == 1
    assert re.search(r'First words<sup id="t2-fnref\d*:1"><a class="footnote-ref" href="#t2-fn:1"', html)
    assert re.search(r'<li id="t2-fn:1">\s*<p>Note in English\.', html)
    assert re.search(r'Lời đầu<sup id="fnref:1"><a class="footnote-ref" href="#fn:1"', html)


@pytest.mark.parametrize("path", ["/vi/statements/f-stat/", "/en/statements/f-stat/", "/vi/gallery/phong-1/text/"])
def test_no_id_stands_twice_on_a_page_of_several_texts_and_every_link_leads_somewhere(hub: Built, path: str) -> None:
    ids, links = ids_and_links(Page(hub.ask(path).text))
    assert len(ids) == len({*ids})
    assert links <= {*ids}


def test_the_works_of_a_room_in_words_have_their_notes(hub: Built) -> None:
    assert "Chú một." in hub.ask("/vi/gallery/phong-1/text/").text


@pytest.mark.parametrize("number", range(len(LINKS)))
def test_no_address_of_ours_is_left_on_a_page(hub: Built, number: int) -> None:
    answer = hub.ask(f"/vi/pages/la-{number}/")
    assert answer.status in (200, 404)  # a text with an error is not shown while it has no good version
    assert re.findall(r' (?:href|src)="hub:[^"]*"', answer.text) == []


def test_a_table_has_a_box_that_says_what_it_holds(hub: Built) -> None:
    page = Page(hub.ask("/vi/pages/bang/").text)
    box = page.one("section", class_="scroll")
    assert (box["aria-label"], box["tabindex"]) == ("Bảng: Năm, Cuộc gọi", "0")
    assert page.one("pre")["tabindex"] == "0"
    assert page.faults == []


@pytest.mark.parametrize("path", ["/vi/pages/ghi/", "/vi/search/?q=ghi+chu"])
def test_a_comment_is_not_published(hub: Built, path: str) -> None:
    answer = hub.ask(path)
    assert (answer.status, "riêng -->" in answer.text, "&lt;!--" in answer.text) == (200, False, False)
