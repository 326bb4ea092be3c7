"""Markdown to HTML that is safe to show: the house's headings, links, pictures and notes; and texts made to hang."""

import gc
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from effort import at_most_millions

from hub.content.markdown.renderer import Renderer
from hub.content.markdown.sanitiser import plain_text, sanitised
from hub.content.markdown.sections import digest, written_sections
from hub.problems import Unreadable

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
PAGE = "title: Chào\nupdated: 2026-11-24"

PLACES = frozenset({"help"})


def render(text: str) -> str:
    """The HTML of a text without sections."""
    rendered, _, _ = Renderer(PLACES).render(text, "f", 1)
    return "\n".join(rendered.html)


def links(text: str) -> list[str]:
    return Renderer(PLACES).render(text, "f", 1)[1]


def remarks(text: str) -> list[str]:
    return [problem.text(str) for problem in Renderer(PLACES).render(text, "f", 1)[2]]


# Sections


def test_a_text_is_cut_at_its_headings_of_the_second_level() -> None:
    rendered, _, _ = Renderer().render("trước\n\n## Một {#mot}\n\na\n\n### Nhỏ\n\nb\n\n## Hai\n\nc", "f", 1)
    assert [(section.id, section.heading) for section in rendered.sections] == [
        ("body", ""),
        ("mot", "Một"),
        ("muc-1", "Hai"),
    ]
    assert rendered.part("mot") == '<p>a</p><h3 id="muc-0-1">Nhỏ</h3><p>b</p>'


def test_a_section_keeps_its_place_whatever_else_its_heading_carries() -> None:
    rendered, _, _ = Renderer().render("## Một *nhấn* {#mot lang=en title=x .y}\n\na", "f", 1)
    assert [(section.id, section.heading) for section in rendered.sections] == [("mot", "Một nhấn")]


def test_sections_without_an_id_have_the_same_numbers_in_both_languages() -> None:
    def ids(text: str) -> list[str]:
        return [section.id for section in Renderer(PLACES).render(text, "f", 1)[0].sections]

    assert (
        ids("## Một\n\n## Hai {#hai}\n\n## Ba")
        == ids("## One\n\n## Two {#hai}\n\n## Three")
        == ["muc-1", "hai", "muc-2"]
    )


def test_an_id_that_no_address_can_carry_is_replaced() -> None:
    assert (
        written_sections("## Đặng {#Đặng}\n\na", 1)[0].id
        == Renderer().render("## Đặng {#Đặng}\n\na", "f", 1)[0].sections[0].id
        == "muc-1"
    )


def test_a_heading_of_the_first_level_is_moved_down_and_told() -> None:
    rendered, _, told = Renderer().render("## a\n\n# b\n\nc", "f", 1)
    assert [section.heading for section in rendered.sections] == ["a", "b"]
    assert [problem.text(str) for problem in told] == [
        "f:3: warning: headings in a text begin with ##; the page has its own heading"
    ]


def test_a_heading_within_a_list_begins_no_section() -> None:
    rendered, _, told = Renderer().render("- a\n\n    ## X {#x}\n\n    b\n", "f", 1)
    assert rendered.html == ('<ul><li><p>a</p><h3 id="x">X</h3><p>b</p></li></ul>',)
    assert (
        told[0].text(str)
        == "f:3: warning: the heading X is inside a list or a quotation; leave an empty line before it, or write ###"
    )


def test_underlined_lines_are_no_headings() -> None:
    assert render("a\n---\n\nb\n===") == "<p>a</p><hr><p>b\n===</p>"


def test_parts_know_their_lines_and_their_text() -> None:
    assert [
        (part.id, part.heading, part.line, part.text) for part in written_sections("x\n\n## Một {#mot}\n\na\n", 7)
    ] == [
        ("body", "", 7, "x\n"),
        ("mot", "Một", 9, "## Một {#mot}\n\na\n"),
    ]


def test_a_digest_does_not_see_space_at_the_ends_of_lines() -> None:
    assert digest("a \nb\t\n\n") == digest("\na\nb") == digest("a\nb")
    assert digest("a\nb") != digest("a\n b")


# What Markdown may do


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "*a* **b** `c` _d_ __e__",
            "<p><em>a</em> <strong>b</strong> <code>c</code> <em>d</em> <strong>e</strong></p>",
        ),
        ("chỉ _nhấn_ thôi", "<p>chỉ <em>nhấn</em> thôi</p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("`a\nb`", "<p><code>a\nb</code></p>"),
        ("    a <b>", "<pre><code>a &lt;b&gt;\n</code></pre>"),
        ("a & b &amp; c &copy; <d>", "<p>a &amp; b &amp; c © &lt;d&gt;</p>"),
        ("TF-GBV\n\n*[TF-GBV]: bạo lực", '<p><abbr title="bạo lực">TF-GBV</abbr></p>'),
        ("a\n{: lang=en }", '<p lang="en">a</p>'),
        ("***", "<hr>"),
        ("\\*a\\*", "<p>*a*</p>"),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert render(text) == html


def test_a_table_keeps_its_alignment_as_classes() -> None:
    html = render("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    assert (
        '<th class="left">a</th>' in html and '<td class="center">2</td>' in html and '<td class="right">3</td>' in html
    )
    assert "style" not in html


def test_a_note_and_its_reference_lead_to_one_another() -> None:
    rendered, found, told = Renderer().render("a[^x]\n\n[^x]: chú thích\n", "f", 1)
    assert (found, told) == ([], [])
    assert 'href="#fn:x"' in rendered.html[0] and 'id="fn:x"' in rendered.notes and 'href="#fnref:x"' in rendered.notes


def test_a_note_that_nobody_refers_to_is_told() -> None:
    assert remarks("a\n\n[^x]: chú thích\n") == [
        "f:3: warning: the text does not refer to the note [^x]; refer to it or remove it"
    ]


def test_a_reference_without_its_note_is_told() -> None:
    assert remarks("a\n\nb[^x]\n") == ["f:3: warning: there is no note [^x]; write it as [^x]: …"]


def test_a_reference_shown_as_code_is_left_alone() -> None:
    assert remarks("Viết `[^x]` trong bài.") == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>a</b>",
        "<?a?>",
        "<![CDATA[a]]>",
        "<div markdown=1>\n\n*a*\n\n</div>",
        "&lt;b&gt;",
    ],
)
def test_raw_html_is_shown_as_what_it_is(text: str) -> None:
    html = render(text)
    assert html.replace("<p>", "").replace("</p>", "").replace("<em>", "").replace("</em>", "").count("<") == 0
    assert "&lt;" in html


@pytest.mark.parametrize("attributes", ["id", "href", "src", "class", "title", "lang", "start", "id href src"])
def test_an_attribute_without_a_value_is_as_good_as_none(attributes: str) -> None:
    for text in (
        "## a {: X }\n\nb",
        "[a](practice/b){: X }",
        "![a](b.png){: X }",
        "[@a]{: X }",
        "a\n{: X }",
        "| a {: X } |\n|--:|\n| b |",
        "- a\n{: X }",
    ):
        Renderer(PLACES).render(text.replace("X", attributes), "f", 1)


def test_attributes_cannot_reach_what_the_house_decides() -> None:
    html = render(
        '[a](practice/b){: href="javascript:alert(1)" onclick=x style=y class=z }\n\n![c](d.png){: src="//evil.example/x.png" onerror=x width=1 }'
    )
    assert html == '<p><a class="" rel="noopener noreferrer">a</a></p><p><span>c</span></p>'


# Links


@pytest.mark.parametrize(
    ("target", "href", "noted"),
    [
        ("practice/vn-hotline-111", "hub:practice/vn-hotline-111", ["practice/vn-hotline-111"]),
        ("session/a#b", "hub:session/a#b", ["session/a#b"]),
        ("help", "hub:help", ["help"]),
        ("help#danger", "hub:help#danger", ["help#danger"]),
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&amp;d=e#f", []),
        ("http://example.org", "http://example.org", []),
        ("HTTPS://EXAMPLE.ORG/A", "HTTPS://EXAMPLE.ORG/A", []),
        ("tel:111", "tel:111", []),
        ("tel:+84243", "tel:+84243", []),
        ("mailto:a@b.example", "mailto:a@b.example", []),
        ("mailto:a@b.example?bcc=evil@c.example&body=x", "mailto:a@b.example", []),
    ],
)
def test_a_link_that_leads_somewhere_is_kept(target: str, href: str, noted: list[str]) -> None:
    assert render(f"[x]({target})") == f'<p><a href="{href}" rel="noopener noreferrer">x</a></p>'
    assert (links(f"[x]({target})"), remarks(f"[x]({target})")) == (noted, [])


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "javascript&colon;alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "//evil.example", "/vi/help/", "../x", "x.md", "hub:practice/x", "hub:cite/x", "hub:media/x.png", "https://", "https://user@example.org/",
        "https://user:pass@example.org/", "ftp://example.org/", "tel:*%2321%23", "tel:1;x=y", "mailto:a", "Practice/X", "practice/", "practice/x/y", "http://[::1", "?q=x",
    ],
)  # fmt: skip
def test_a_link_that_leads_nowhere_keeps_its_words_alone_and_is_told(target: str) -> None:
    assert render(f"[x]({target})") == '<p><a rel="noopener noreferrer">x</a></p>'
    assert "leads nowhere; write kind/slug, https://… or tel:…" in remarks(f"[x]({target})")[0]


def test_an_address_for_mail_between_angles_is_a_link() -> None:
    assert render("<a@b.example>") == '<p><a href="mailto:a@b.example" rel="noopener noreferrer">a@b.example</a></p>'
    assert remarks("<a@b.example>") == []


def test_a_link_to_an_id_of_the_text_needs_nothing_else() -> None:
    assert links("[a](#mot) [b](#doan) [c](#muc-1)\n\n## Một {#mot}\n\nx\n{: #doan }\n\n## Hai\n") == []


def test_a_link_to_an_id_that_is_not_there_is_handed_on() -> None:
    assert links("[a](#hai)\n\n## Một {#mot}") == ["#hai"]


def test_the_line_of_a_link_that_leads_nowhere_is_its_own() -> None:
    assert remarks("a\n\nb\n[x](javascript:y)")[0].startswith("f:4: ")


@pytest.mark.parametrize("text", ["[@a-1]", "số liệu [@a-1].", "| [@a-1] |\n|---|\n| b |"])
def test_a_source_is_cited_by_its_id(text: str) -> None:
    assert '<a class="cite" href="hub:cite/a-1"' in render(text)
    assert links(text) == ["hub:cite/a-1"]


@pytest.mark.parametrize("id", ["Src", "a b", "a; @b", "á", "a<b", 'a"b'])
def test_what_is_no_id_of_a_source_is_handed_on_to_be_refused(id: str) -> None:
    assert links(f"x [@{id}]") == [f"hub:cite/{id}"]


def test_a_link_whose_words_begin_with_an_at_sign_is_a_link() -> None:
    assert (
        render("[@ai](https://example.org)") == '<p><a href="https://example.org" rel="noopener noreferrer">@ai</a></p>'
    )


def test_a_thousand_bad_links_are_told_a_page_at_a_time() -> None:
    with at_most_millions(250):
        assert len(remarks("[x](java:y)\n\n" * 3_000)) == 50


# Pictures


def test_a_picture_beside_the_text_is_kept_with_its_words() -> None:
    assert (
        render('![một "hình"](a-1.svg "tên"){: #x lang=en }')
        == '<p><img alt="một &quot;hình&quot;" src="hub:media/a-1.svg"></p>'
    )
    assert links("![a](a-1.svg)") == ["media/a-1.svg"]


@pytest.mark.parametrize(
    "target",
    [
        "https://tracker.example/p.gif",
        "//tracker.example/p.png",
        "/static/x.png",
        "../x.png",
        "data:image/png;base64,AA",
        "x.mp4",
        "a/b.png",
        "hub:media/a.png",
    ],
)
def test_a_picture_from_elsewhere_is_left_out_and_told(target: str) -> None:
    assert render(f"![từ]({target})") == "<p><span>từ</span></p>"
    assert "is not a file beside this text; put it there and write its name" in remarks(f"![từ]({target})")[0]


@pytest.mark.parametrize("words", ["", "  "])
def test_a_picture_without_words_is_left_out_and_told(words: str) -> None:
    assert remarks(f"![{words}](a.png)") == [
        "f:1: warning: the picture a.png has no text for people who cannot see it; write ![text](file.svg)"
    ]


# Sanitised, and plain


def test_the_sanitiser_is_the_last_word() -> None:
    assert sanitised(
        '<p onclick="x" style="y" class="z" id="a">b<script>c</script><iframe src="d"></iframe><a href="javascript:e">f</a></p>'
    ) == ('<p id="a">b<a rel="noopener noreferrer">f</a></p>')


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("a &amp; b", "a & b"),
        ("<p>a <em>b</em></p><p>c</p>", "a b\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<p>a<br>b</p>", "a\nb"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ('<p>a <a class="cite" href="hub:cite/x">x</a>.</p>', "a ."),
        ("<p>&lt;b&gt;</p>", "<b>"),
    ],
)
def test_plain_text_is_the_words_alone(html: str, words: str) -> None:
    assert plain_text(html) == words


# Texts made to hang

LARGEST = 200 * 1024 - 200
LISTS = "\n".join(" " * (4 * (number % 20)) + "- x" for number in range(60_000))
PATHOLOGICAL = {
    "brackets": "[" * LARGEST,
    "brackets, a line each": "[\n" * (LARGEST // 2),
    "pictures": "![" * (LARGEST // 2),
    "links begun": "[a](<b" * (LARGEST // 6),
    "link titles begun": '[a](b "' * (LARGEST // 7),
    "empty links": "[]()" * (LARGEST // 4),
    "stars": "*" * LARGEST,
    "stars and words": "*a **b " * (LARGEST // 7),
    "stars by the line": ("*" * 1_900 + "a\n") * 100,
    "stress within stress": "*a " * 900 + "b* " * 900,
    "underscores and stars": "*a _b " * 950,
    "quotations": ">" * LARGEST,
    "quotations by the line": "\n".join(">" * (number % 12 + 1) + " a" for number in range(14_000)),
    "lists in quotations": "> - " * 20_000,
    "lists and numbers in quotations": "> 1. > - " * 20_000,
    "lists in lists": "\n".join(" " * (4 * (number % 24)) + "- x" for number in range(4_000)),
    "bullets": "- " * (LARGEST // 2),
    "backticks": " ".join("`" * number for number in range(1, 600)),
    "angles": "<a@b " * 40_000,
    "comments begun": "<!--" * (LARGEST // 4),
    "sections of data begun": "<![CDATA[" * (LARGEST // 9),
    "entities begun": "&#x" * (LARGEST // 3),
    "a table as wide as long": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b\n" * 60_000,
    "a wide table": "|a" * 190 + "\n" + "|-" * 190 + "\n" + "|b\n" * 60_000,
    "a long table": "a|b\n-|-\n" + "a|b\n" * 45_000,
    "notes": "".join(f"[^{number}]: x\n" for number in range(14_000)),
    "references to one note": "[^1]\n" * 30_000 + "\n[^1]: x",
    "abbreviations": "".join(f"*[A{number}]: x\n" for number in range(9_000)) + "A1 " * 10_000,
    "an abbreviation of many words": f"*[A]: {'x' * 19_000}\n\n" + ("A " * 90 + "\n") * 100,
    "a long title at each link": '[a]: http://x/\n "' + "y" * 19_000 + '"\n\n' + ("[a] " * 45 + "\n") * 100,
    "headings": "## a\n" * 39_000,
    "paragraphs": "a\n\n" * 60_000,
    "broken lines": "a  \n" * 45_000,
    "spaces": " " * LARGEST + "a",
    "placeholders": "\x02klzzwxh:0000\x03 wzxhzdk:0 " * 5_000,
}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see the next test
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_a_text_made_to_hang_is_rendered_or_refused_in_time(
    tmp_path: Path, write: Write, problems: Problems, name: str
) -> None:
    write("pages/a.vi.md", PAGE, PATHOLOGICAL[name][:LARGEST])
    with at_most_millions(250):  # the limit is in seconds, of which a fast machine makes more
        told = problems()
    assert all(line.startswith("content/pages/a.vi.md:") for line in told)
    assert sum(path.stat().st_size for path in (tmp_path / "packs").glob("*.pack")) < 20_000_000


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_time_limit_that_is_lost_in_the_garbage_collector_is_called_out_again() -> None:
    lost: list[TimeoutError] = []

    def dawdle(phase: str, info: dict[str, int]) -> None:
        """Be where the first limit strikes: an error raised here goes nowhere."""
        try:
            while not lost and signal.getitimer(signal.ITIMER_PROF)[0]:
                pass
        except TimeoutError as error:
            lost.append(error)
            raise

    gc.callbacks.append(dawdle)
    try:
        with pytest.raises(Unreadable, match="too tangled"):
            Renderer().render("|a" * 190 + "\n" + "|-" * 190 + "\n" + "|b\n" * 60_000, "f", 1)
    finally:
        gc.callbacks.remove(dawdle)
    assert len(lost) == 1


def test_a_line_that_is_too_tangled_is_told_by_its_number(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", PAGE, f"a\n\nb\n{'[' * 3_000}\n")
    assert problems() == ["content/pages/a.vi.md:8: this line is nested too deeply or too long; simplify it"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_text_that_took_too_long_leaves_nothing_behind_for_the_next() -> None:
    renderer = Renderer()
    sample = "> a\n\n- b\n\n    c\n\n1. *d* _e_\n\n| f |\n|---|\n| g[^1] |\n\n[^1]: h\n"
    for text in (LISTS, "[\n" * 100_000, "> - " * 20_000, "*a _b " * 30_000 + "\n" + "a  \n" * 40_000):
        with pytest.raises(Unreadable):
            renderer.render(text, "f", 1)
        assert renderer.render(sample, "f", 1) == Renderer().render(sample, "f", 1)


def in_a_thread(work: Callable[[], None]) -> None:
    """Do something off the main thread; what it raises is raised here."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def test_off_the_main_thread_a_text_is_rendered_as_on_it() -> None:
    text = "# a\n\n## Một {#mot}\n\n[x](practice/x) [y](java:z) ![t](media/x.svg) b[^1]\n\n[^1]: Đặng\n"
    found = []
    in_a_thread(lambda: found.append(Renderer(PLACES).render(text, "f", 7)))
    assert found == [Renderer(PLACES).render(text, "f", 7)]


@pytest.mark.parametrize("text", ["[" * 50_000, "[\n" * 50_000, LISTS])
def test_off_the_main_thread_a_text_made_to_hang_is_refused_and_the_next_is_rendered(text: str) -> None:
    renderer = Renderer()

    def work() -> None:
        with pytest.raises(Unreadable, match="simplify"):
            renderer.render(text, "f", 1)
        assert renderer.render("*a*", "f", 1)[0].html == ("<p><em>a</em></p>",)

    in_a_thread(work)


def test_off_the_main_thread_a_line_that_is_nested_too_deeply_is_told_by_its_number() -> None:
    def work() -> None:
        with pytest.raises(Unreadable) as caught:
            Renderer().render(f"a\n\nb\n{'[' * 3_000}\n", "f", 7)
        assert [(problem.file, problem.line) for problem in caught.value.problems] == [("f", 10)]

    in_a_thread(work)


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    renderer = Renderer()
    renderer.render("[a]: https://example.org\n\n*[B]: c\n\n[^1]: d\n\nx[^1]", "f", 1)
    assert renderer.render("[a] B [^1]", "f", 1)[0].html == ("<p>[a] B [^1]</p>",)


def test_an_honest_text_of_200_kb_is_rendered(write: Write, problems: Problems) -> None:
    paragraph = "Hội thảo bàn về *an toàn* của **phụ nữ và trẻ em** trên môi trường mạng, xem [chương trình](https://example.org/). "
    write("pages/a.vi.md", PAGE, f"{paragraph * 6}\n\n" * (LARGEST // (len((paragraph * 6).encode()) + 2)))
    assert problems() == []
