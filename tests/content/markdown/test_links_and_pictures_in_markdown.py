"""Links and pictures in Markdown: which are kept, and what is told of the others."""

import pytest
from effort import at_most_millions

from hub.content.markdown.renderer import Renderer

PLACES = frozenset({"help"})


def render(text: str) -> str:
    """The HTML of a text without sections."""
    rendered, _, _ = Renderer(PLACES).render(text, "f", 1)
    return "\n".join(rendered.html)


def links(text: str) -> list[str]:
    return Renderer(PLACES).render(text, "f", 1)[1]


def remarks(text: str) -> list[str]:
    return [problem.text(str) for problem in Renderer(PLACES).render(text, "f", 1)[2]]


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
