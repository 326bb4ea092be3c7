"""Words that this site does not say: found in every kind of text, and left where they are quoted for a reason."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

from hub.config import ROOT
from hub.content.checks.proofreading import Proofreader, every_problem
from hub.content.checks.words.avoided_words import Avoided, AvoidedWords, Exemption
from hub.content.model.fields import Exempt, Words

DAY = date(2026, 11, 24)
SAY = Words(vi="lời khác", en="other words")
FRONT = "title: A page\nupdated: 2026-11-24"
TERM: dict[str, Any] = {
    "id": "csam", "label": {"vi": "tài liệu xâm hại", "en": "abuse material"}, "note": {"vi": "vì thế", "en": "that is why"},
    "avoid": {"vi": ["khiêu dâm trẻ em", "hoà giải"], "en": ["child pornography", "kiddie"]}, "elsewhere": {"vi": ["buổi"]},
}  # fmt: skip
Read = Callable[..., list[str]]


@pytest.fixture
def words(desk: Desk) -> Callable[..., None]:
    """Writes the list of words with one term."""

    def write(**more: Any) -> None:
        listed = {"title": {"vi": "Từ", "en": "Words"}, "terms": [TERM | more]}
        desk.write("vocabulary/words.yaml", raw=json.dumps(listed, ensure_ascii=False, indent=1))

    write()
    return write


@pytest.fixture
def said(desk: Desk, words: Callable[..., None]) -> Read:
    """What there is to say of everything that lies on the desk, and which exemptions of lists are of no use."""

    def read(lists: bool = False) -> list[str]:
        desk.edition()
        proofreader = Proofreader()
        found = proofreader.read(desk.archive, DAY)
        return [
            problem.text(str) for problem in [*found, *(proofreader.unused_exemptions(desk.archive) if lists else ())]
        ]

    return read


def found(phrases: list[str], text: str) -> list[str]:
    return [
        occurrence.avoided.word
        for occurrence in AvoidedWords(Avoided(phrase, SAY, None) for phrase in phrases).find(text)
    ]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("buôn người", "Nạn Buôn Người trên mạng"),
        ("hoà giải", "sự hòa giải"),
        ("hòa giải", "sự hoà giải"),
        ("thuỷ chung", "THỦY CHUNG"),
        ("child pornography", "> about child\n> pornography, and"),
        ("child pornography", "in_short: >-\n  about child\n  pornography"),
        ("child pornography", "of **child** pornography"),
        ("child pornography", "child-pornography offences"),
        ("child pornography", "child\u00a0pornography"),
        ("child prostitute", "child prostitutes"),
        ("child prostitute", "a child prostitute’s"),
        ("18+", "phim 18+ ở đây"),
        ("TG&VN", "báo TG&VN,"),
        ("ấu dâm", "Ấu dâm"),
    ],
)
def test_a_word_is_found_however_it_is_written(phrase: str, text: str) -> None:
    assert found([phrase], text) == [phrase]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("buôn người", "buồn người"),  # marks make another word
        ("kiddie", "kiddieland"),
        ("porn", "pornography"),
        ("ảnh nóng", "ảnh nóngs2"),
        ("nhà", "nhàn"),
        ("hoà", "hoàn"),
        ("quý", "qúi"),
    ],
)
def test_a_part_of_a_word_or_another_word_is_not_found(phrase: str, text: str) -> None:
    assert found([phrase], text) == []


def test_the_longest_of_several_phrases_is_told() -> None:
    assert found(["ảnh", "ảnh nóng", "ảnh nóng của"], "ảnh nóng của ai, ảnh nóng, ảnh") == [
        "ảnh nóng của",
        "ảnh nóng",
        "ảnh",
    ]


@pytest.mark.parametrize("blank", ["", " ", "*"])
def test_a_line_without_a_word_is_found_nowhere(blank: str) -> None:
    assert found([blank, "clip nóng"], "một clip nóng") == ["clip nóng"]


def test_a_title_with_many_tones_is_exempt_in_every_spelling_and_stays_as_long_as_it_is() -> None:
    exempt = Exemption(Exempt(text="hoà " * 16 + "clip nóng", reason="…"))  # written out, 65,536 titles
    text = "hoà hòa " * 8 + "clip nóng"
    (occurrence,) = AvoidedWords([Avoided("clip nóng", SAY, None)]).find(text)
    assert exempt.holds(occurrence, text)
    assert len(exempt.pattern.pattern) < 1_000


def test_no_list_means_no_finding() -> None:
    assert found([], "child pornography") == []


def test_a_word_in_a_text_is_told_with_what_to_write_in_its_language(desk: Desk, said: Read) -> None:
    desk.write("pages/a.en.md", FRONT, "\nOf child\npornography.")
    desk.write("pages/a.vi.md", FRONT, "\nVề khiêu dâm trẻ em.")
    assert said() == [
        "content/pages/a.en.md:6: “child pornography”: write “abuse material” (that is why); a quoted title can be listed under exempt, with the reason",
        "content/pages/a.vi.md:6: “khiêu dâm trẻ em”: write “tài liệu xâm hại” (vì thế); a quoted title can be listed under exempt, with the reason",
    ]


def test_a_field_is_looked_at_as_well_as_the_text(desk: Desk, said: Read) -> None:
    desk.write("pages/a.en.md", f"{FRONT}\nsummary: >-\n  Of child\n  pornography.")
    assert [line.partition(": ")[0] for line in said()] == ["content/pages/a.en.md:5"]


def test_an_english_word_in_a_vietnamese_text_is_found(desk: Desk, said: Read) -> None:
    desk.write("pages/a.vi.md", FRONT, "Nghĩa của child pornography.")
    assert len(said()) == 1


def test_in_a_draft_it_is_a_remark(desk: Desk, said: Read) -> None:
    desk.write("pages/a.en.md", f"{FRONT}\ndraft: true", "Of kiddies.")
    assert said()[0].startswith("content/pages/a.en.md:6: warning: “kiddie”")


def test_the_page_is_shown_all_the_same(desk: Desk, words: Callable[..., None]) -> None:
    desk.write("pages/a.en.md", FRONT, "Of kiddies.")
    assert (list(desk.edition().entries["page"]), desk.problems()) == (["a"], [])


def test_a_word_that_is_good_elsewhere_is_left_alone(desk: Desk, said: Read) -> None:
    desk.write("pages/a.vi.md", FRONT, "Một buổi họp.")
    assert said() == []


@pytest.mark.parametrize(
    "text",
    [
        "[here](https://law.example/child-pornography-act)",
        "[@child-pornography]",
        "## Law {#child-pornography}\n\nWords.",
        "child-pornography.example.org",
        "[x](page/child-pornography)",
    ],
)
def test_what_is_an_address_or_a_name_is_no_word(desk: Desk, said: Read, text: str) -> None:
    desk.write("pages/a.en.md", FRONT, text)
    assert said() == []


def test_a_remark_between_the_fields_is_not_looked_at(desk: Desk, said: Read) -> None:
    desk.write("pages/a.en.md", f"{FRONT}\n# never say child pornography")
    assert said() == []


def test_a_quoted_title_is_exempt_where_the_author_says_why(desk: Desk, said: Read) -> None:
    desk.write(
        "pages/a.en.md",
        f'{FRONT}\nexempt:\n  - {{text: "Child Pornography Act", reason: name of a law}}',
        "Under the Child\nPornography Act of 1995.",
    )
    assert said() == []


def test_beside_an_exempt_title_the_word_is_found(desk: Desk, said: Read) -> None:
    desk.write(
        "pages/a.en.md",
        f'{FRONT}\nexempt:\n  - {{text: "Child Pornography Act", reason: name of a law}}',
        "The Child Pornography Act is about\nchild pornography.",
    )
    assert [line.partition(": ")[0] for line in said()] == ["content/pages/a.en.md:8"]


@pytest.mark.parametrize("body", ["Nothing.", "Of kiddies."])
def test_an_exemption_that_nothing_needs_is_told(desk: Desk, said: Read, body: str) -> None:
    desk.write("pages/a.en.md", f'{FRONT}\nexempt:\n  - {{text: "Child Pornography Act", reason: name of a law}}', body)
    assert (
        "content/pages/a.en.md:5: the exempt words “Child Pornography Act” are found nowhere, or contain no word that is avoided; remove them"
        in said()
    )


def test_an_exemption_without_a_reason_is_refused(desk: Desk, problems: Callable[[], list[str]]) -> None:
    desk.write("pages/a.en.md", f"{FRONT}\nexempt:\n  - {{text: a}}")
    assert problems() == ["content/pages/a.en.md:5: exempt.0.reason is missing; add it"]


def test_a_title_that_is_exempt_in_the_list_is_exempt_everywhere(
    desk: Desk, said: Read, words: Callable[..., None]
) -> None:
    words(exempt=[{"text": "Child Pornography Act", "reason": "name of a law"}])
    desk.write("pages/a.en.md", FRONT, "The Child Pornography Act.")
    assert said(lists=True) == []


def test_an_exemption_of_the_list_that_nothing_needs_is_told_on_its_line(
    desk: Desk, said: Read, words: Callable[..., None]
) -> None:
    words(exempt=[{"text": "Child Pornography Act", "reason": "name of a law"}])
    (line,) = said(lists=True)
    assert line.startswith("content/vocabulary/words.yaml:") and "Child Pornography Act" in line


def test_labels_and_notes_of_lists_are_looked_at_and_what_they_quote_is_not(desk: Desk, said: Read) -> None:
    term = "{id: a, label: {vi: x, en: of kiddies}, aliases: {en: [kiddie]}, avoid: {en: [kiddie]}, source: kiddie}"
    desk.write("vocabulary/harms.yaml", raw=f"title: {{vi: a, en: b}}\nterms:\n  - {term}\n")
    assert [line.partition(": write")[0] for line in said()] == ["content/vocabulary/harms.yaml:3: “kiddie”"]


def test_templates_and_catalogues_are_looked_at(desk: Desk, words: Callable[..., None], tmp_path: Path) -> None:
    template = tmp_path / "hub/x/templates/x/a.html"
    template.parent.mkdir(parents=True)
    template.write_text("{# no kiddie #}\n<p title='kiddie'>{{ kiddie }}</p>\n")
    for lang, text in (("vi", "về khiêu dâm trẻ em"), ("en", "fine")):
        folder = tmp_path / f"translations/{lang}/LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").write_text(
            f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "fine"\nmsgstr "{text}"\n'
        )
    edition = desk.edition()
    told = [problem.text(str) for problem in every_problem(edition, desk.archive, tmp_path, tmp_path / "translations")]
    assert [line.partition(": write")[0] for line in told if "write “" in line] == [
        "hub/x/templates/x/a.html:2: “kiddie”",
        "translations/vi/LC_MESSAGES/messages.po:5: “khiêu dâm trẻ em”",
    ]


def test_only_what_has_changed_is_read_again(desk: Desk, words: Callable[..., None]) -> None:
    proofreader = Proofreader()
    for name in "ab":
        desk.write(f"pages/{name}.en.md", FRONT, "Of kiddies.")
    desk.edition()
    assert len(proofreader.read(desk.archive, DAY)) == 2
    desk.write("pages/b.en.md", FRONT, "Of kiddies again.")
    desk.edition()
    assert [problem.file for problem in proofreader.read(desk.archive, DAY)] == ["content/pages/b.en.md"]


def test_another_list_of_words_reads_everything_again(desk: Desk, words: Callable[..., None]) -> None:
    proofreader = Proofreader()
    desk.write("pages/a.en.md", FRONT, "Of somebody.")
    desk.edition()
    assert proofreader.read(desk.archive, DAY) == []
    words(avoid={"en": ["somebody"]})
    desk.edition()
    assert [problem.values["word"] for problem in proofreader.read(desk.archive, DAY)] == ["somebody"]


def test_of_very_much_at_once_nothing_is_said(desk: Desk, words: Callable[..., None]) -> None:
    for name in "abc":
        desk.write(f"pages/{name}.en.md", FRONT, "Of kiddies.")
    desk.edition()
    assert Proofreader().read(desk.archive, DAY, most=2) == []


@pytest.mark.parametrize(
    "word",
    [
        "child pornography",
        "child prostitution",
        "revenge porn",
        "kiddie",
        "khiêu dâm trẻ em",
        "clip nóng",
        "sextortion",
        "child sex tourism",
    ],
)
def test_the_hubs_own_lists_know_the_words_that_must_not_be_said(tmp_path: Path, word: str) -> None:
    desk = Desk(tmp_path)
    for name in ("words", "glossary"):
        desk.write(
            f"vocabulary/{name}.yaml", raw=(ROOT / f"content/vocabulary/{name}.yaml").read_text(encoding="utf-8")
        )
    desk.write("pages/a.en.md", FRONT, f"Of {word}.")
    desk.edition()
    assert [problem.file for problem in Proofreader().read(desk.archive, DAY)] == ["content/pages/a.en.md"]
