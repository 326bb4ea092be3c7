"""The names that authors give to headings, notes and sources: they can stand in an address, or are told with one that can."""

import re

import pytest
from typed import RENDERER, render, told

from hub.content.markdown.sections import written_sections

# Names


@pytest.mark.parametrize(
    ("given", "near"),
    [
        ("mở-đầu", "mo-dau"),
        ("Before", "before"),
        ("so_lieu", "so-lieu"),
        ("2025", "phan-2025"),
        ("a b", "a-b"),
        ("số liệu", "so-lieu"),
        ("-", "phan-1"),
        ("a.b", "a-b"),
    ],
)
@pytest.mark.parametrize("signs", ["##", "###"])
def test_a_name_that_no_address_carries_is_told_with_one_that_will_do(given: str, near: str, signs: str) -> None:
    text = f"a\n\n{signs} Mục {{#{given}}}\n\nb"
    assert told(text) == [
        f"f:3: the name {{#{given}}} cannot stand in an address and is left out; write {{#{near}}}: lower-case letters a–z without marks, then digits or hyphens"
    ]
    assert "{" not in render(text)


@pytest.mark.parametrize(
    "line",
    [
        "## Sáu {#sau}",
        "## Sáu{#sau}",
        "## Sáu {: #sau }",
        "## Sáu {#sau} ##",
        "## Sáu {# sau}",
        "## Sáu {#sau lang=en}",
    ],
)
def test_a_name_is_kept_however_its_braces_are_typed(line: str) -> None:
    rendered, _, remarks = RENDERER.render(f"{line}\n\nb", "f", 1)
    assert ([*rendered.sections], remarks) == ([("sau", "Sáu")], [])
    assert [(part.id, part.heading) for part in written_sections(f"{line}\n\nb", 1)] == [("sau", "Sáu")]


def test_a_name_of_anything_else_is_held_to_the_same_pattern() -> None:
    assert render("Đoạn\n{: #doan }") == '<p id="doan">Đoạn</p>'
    assert render("Đoạn\n{: #Đoạn }") == "<p>Đoạn</p>"
    assert told("Đoạn\n{: #Đoạn }") == [
        "f:2: the name #Đoạn cannot stand in an address and is left out; write lower-case letters a–z without marks, then digits or hyphens"
    ]


@pytest.mark.parametrize("name", ["một", "a b", "*", "Ghi chú 1", "x.y"])
def test_a_note_has_an_id_that_an_address_carries_whatever_its_name(name: str) -> None:
    html = render(f"a[^{name}] b[^{name}] c[^1]\n\n[^{name}]: chú\n[^1]: hai")
    ids = re.findall(r' id="([^"]*)"', html)
    assert sorted(ids) == ["fn:1", "fn:n1", "fnref2:n1", "fnref:1", "fnref:n1"]
    assert {*re.findall(r' href="#([^"]*)"', html)} == {*ids}


def test_a_note_that_is_written_twice_is_told() -> None:
    assert told("a[^1]\n\n[^1]: chú một\n[^1]: chú hai") == [
        "f:4: the note [^1] is written twice, and only the last is shown; give one of them another name"
    ]


# Citations

NO_IDS = [
    "x.y",
    "Nguồn",
    "a b",
    "x/y",
    "a; @b",
    "..",
    "a_b",
    "'",
    "a&b",
    "A-1",
    "hub:cite/a",
    "*a*",
    "`a`",
    "wvr–report",
]
NESTINGS = [
    "{}",
    "**{}**",
    "[{}](page/about)",
    "[a {} b](page/about)",
    "> - {}",
    "| {} | b |\n|---|---|\n| c | {} |",
    "a[^1]\n\n[^1]: {}",
    "## {} {{#a}}\n\nx",
    "![{}](a.svg)",
    "[{}]: page/about",
]


@pytest.mark.parametrize("id", NO_IDS)
@pytest.mark.parametrize("nesting", NESTINGS)
def test_a_citation_of_what_is_no_id_is_no_link(id: str, nesting: str) -> None:
    assert re.findall(r' (?:href|src)="hub:cite', render(nesting.format(f"[@{id}]", f"[@{id}]"))) == []


def test_a_citation_of_what_is_no_id_stays_as_typed() -> None:
    assert render("Số liệu [@x.y].") == "<p>Số liệu <span>[@x.y]</span>.</p>"


@pytest.mark.parametrize(
    "text",
    [
        "[a](hub:cite/b){: class=cite }",
        '[*a*](hub:cite/b){: class="cite" }',
        "[@b]{: class=x href=hub:cite/c title=d }",
        "[a](page/x){: .cite }",
    ],
)
def test_nobody_but_the_hub_makes_a_citation(text: str) -> None:
    html = render(text)
    assert (
        'class="cite"' not in html or html == '<p><a class="cite" href="hub:cite/b" rel="noopener noreferrer">b</a></p>'
    )
