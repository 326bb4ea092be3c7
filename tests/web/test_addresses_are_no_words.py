"""An abbreviation is never explained inside an address, a mail address or code."""

import pytest

from hub.content.model.vocabulary import Term
from hub.content.source.vocabulary_file import read_vocabulary
from hub.web.templating.abbreviations import Abbreviations

LIST = """title: {vi: a, en: b}
terms:
  - {id: UNODC, label: {vi: Cơ quan phòng chống ma túy, en: Office on Drugs}}
  - {id: UNICEF, label: {vi: Quỹ Nhi đồng, en: Children’s Fund}}
"""
KNOWN = Abbreviations(read_vocabulary("abbreviations", LIST, "f", Term)[0].terms)


def explained(html: str) -> str:
    return KNOWN.explained(f"<main>{html}</main>", "vi")[6:-7]


@pytest.mark.parametrize(
    "words",
    [
        "https://www.unodc.org/UNODC/report",
        "(https://unodc.org/UNODC).",
        "http://UNODC/",
        "www.UNODC.org",
        "UNODC.org",
        "unodc.org/vi/UNODC?x=UNICEF#UNODC",
        "info@UNICEF.example",
        "UNICEF@lienhopquoc.vn",
        "mailto:UNICEF",
        "/vi/UNODC/",
        "bao-cao-UNODC.pdf",
        "@UNICEF",
        "#UNICEF",
        "ftp://a/UNODC",
        "https://a.org/<wbr>UNODC",
        "<em>info@</em>UNICEF<em>.example</em>",
        "UNICEF<strong>.example/x</strong>",
        "<a href='https://a.org/'>https://a.org/UNODC</a>",
        "<code>UNODC</code>",
        "<code>https://a.org/UNODC</code>",
    ],
)
@pytest.mark.parametrize(
    "block", ["<p>Xem {} nhé</p>", "<ul><li>{}</li></ul>", "<h2>{}</h2>", "<table><tr><td>{}</td></tr></table>"]
)
def test_nothing_is_explained_inside_an_address(words: str, block: str) -> None:
    assert explained(block.format(words)) == block.format(words)


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("Theo UNODC.", "Theo UNODC (Cơ quan phòng chống ma túy)."),
        ("UNODC/UNICEF", "UNODC (Cơ quan phòng chống ma túy)/UNICEF (Quỹ Nhi đồng)"),
        ("“UNICEF”, a@b.vn", "“UNICEF (Quỹ Nhi đồng)”, a@b.vn"),
        ("a@b.vn, UNICEF", "a@b.vn, UNICEF (Quỹ Nhi đồng)"),
    ],
)
def test_beside_an_address_it_is_explained(words: str, html: str) -> None:
    assert explained(f"<p>{words}</p>") == f"<p>{html}</p>"


def test_the_first_use_in_words_is_explained_though_an_address_had_it_before() -> None:
    assert explained("<p>https://a.org/UNICEF</p><p>UNICEF</p>").endswith("<p>UNICEF (Quỹ Nhi đồng)</p>")
