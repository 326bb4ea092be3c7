"""What an author takes back is gone at once, however it is written and whatever else is wrong with the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from effort import at_most_millions

from hub.content.edition import Edition

Write = Callable[..., Path]
Problems = Callable[[], list[str]]
ReadEdition = Callable[..., Edition]
GOOD = "title: Trang\nupdated: 2025-10-20"
BROKEN = "title: Trang: bản mới\nupdated: 2025-10-20"
WORK = (
    "title: A\nsummary: s\nupdated: 2025-10-20\norder: 1\nmedia: a.svg\ncredit: {vi: a, en: a}\nrights: CC0-1.0\n"
    "consent: {basis: x}\nsources: [y]\nmedium: m\nalt: a\ndescription: d"
)
WISHES = [
    "draft: true", "draft:true", 'draft: "true"', "draft: 'true'", "draft: yes", "draft: on", "draft: 1", "draft: True",
    "draft: TRUE", "draft: có", "draft: đúng", "Draft: true", "DRAFT: TRUE", '"draft": true', "“draft”: “true”", " draft: true",
    "\tdraft: true", "draft:\ttrue", "draft : true", "draft:\u00a0true", "\u00a0draft: true", "draft\u00a0: true",
    "draft：true", "draft： true", "ｄｒａｆｔ: true", "dra\u00adft: true", "\u200bdraft: true", "draft: true\u200b", "- draft: true",
    "+draft: true", "draft = true", "draft true", "draft", "draft:\n  true", "draft: [true]", "drafts: true", "darft: true",
    "draft: true # chưa xong", "draft: true,", "{draft: true}", "draft: perhaps", "status: withdrawn", "status: Withdrawn",
    "status: WITHDRAWN", 'status: "withdrawn"', "status:withdrawn", "Status: withdrawn", "status：withdrawn",
    "status:\u00a0Withdrawn", "status: withdrawen", "status: withdraw", "status: đã rút", "state: withdrawn", "status: >-\n  withdrawn",
]  # fmt: skip
KEPT = [
    "draft: false", "draft: no", "draft: off", 'draft: "false"', "draft: không", "draft:", "Draft: False", "# draft: true",
    "#draft: true", "  # status: withdrawn", "status: shown", "order: 1 # draft: true", "summary: Bản draft đầu tiên",
]  # fmt: skip


def is_public(edition: Edition, kind: str = "page") -> bool:
    return any(not card.withdrawn for card in edition.cards[kind].values())


# A file that cannot be read


@pytest.mark.parametrize("wish", WISHES)
def test_a_page_is_taken_back_though_its_yaml_is_broken(write: Write, edition: ReadEdition, wish: str) -> None:
    write("pages/a.vi.md", GOOD, "Nội dung.")
    assert is_public(edition())
    write("pages/a.vi.md", f"{BROKEN}\n{wish}\nmenu: none", "Nội dung.")
    assert not is_public(edition())


@pytest.mark.parametrize("words", KEPT)
def test_a_page_that_nobody_takes_back_keeps_its_last_good_version(
    write: Write, edition: ReadEdition, words: str
) -> None:
    write("pages/a.vi.md", GOOD)
    edition()
    write("pages/a.vi.md", f"{BROKEN}\n{words}")
    assert is_public(edition())


@pytest.mark.parametrize("asked_in", ["vi", "en"])
def test_a_page_is_taken_back_in_both_languages(write: Write, edition: ReadEdition, asked_in: str) -> None:
    for lang in ("vi", "en"):
        write(f"pages/a.{lang}.md", GOOD)
    edition()
    write(f"pages/a.{asked_in}.md", f"{BROKEN}\ndraft:true")
    assert not is_public(edition())


@pytest.mark.parametrize("asked_in", ["vi", "en"])
def test_a_page_that_is_new_is_taken_back_in_both_languages(write: Write, edition: ReadEdition, asked_in: str) -> None:
    for lang in ("vi", "en"):
        write(f"pages/a.{lang}.md", f"{BROKEN}\ndraft:true" if lang == asked_in else GOOD)
    assert not is_public(edition())


@pytest.mark.parametrize(
    "raw",
    [
        f"---\n{GOOD}\n<<<<<<< HEAD\ndraft: true\n=======\nmenu: none\n>>>>>>> sửa\n---\nChữ.",
        f"---\n{GOOD}\n<<<<<<< HEAD\nmenu: none\n=======\ndraft: true\n>>>>>>> sửa\n---\nChữ.",
        f"---\n{GOOD}\ndraft: true\n---\n<<<<<<< HEAD\nChữ.\n=======\nChữ khác.\n>>>>>>> sửa\n",
        f"<<<<<<< HEAD\n---\n{GOOD}\n---\nChữ.\n=======\n---\n{GOOD}\ndraft: true\n---\nChữ.\n>>>>>>> sửa\n",
        f"---\n{GOOD}\n<<<<<<< HEAD\n---\n=======\ndraft: true\n---\n>>>>>>> sửa\nChữ.",
        f"---\n{GOOD}\n=======\ndraft: true\n>>>>>>> sửa\n---\nChữ.",
    ],
    ids=["ours", "theirs", "in the text", "the whole file", "around the fence", "half mended"],
)
def test_a_conflict_keeps_nothing_public_that_was_taken_back(write: Write, edition: ReadEdition, raw: str) -> None:
    write("pages/a.vi.md", GOOD)
    edition()
    write("pages/a.vi.md", raw=raw)
    assert not is_public(edition())


def test_the_name_of_a_branch_takes_nothing_back(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", GOOD)
    edition()
    write("pages/a.vi.md", raw=f"---\n{GOOD}\n<<<<<<< draft\nmenu: none\n=======\nmenu: main\n>>>>>>> draft\n---\n")
    assert is_public(edition())


@pytest.mark.parametrize(
    "raw",
    [
        f"---\n{GOOD}\ndraft: true\n---\n".encode() + b"\xc4\n",
        b"---\ntitle: Tr\xe0ng\nupdated: 2025-10-20\ndraft:\xa0true\n---\n",
        f"---\n{GOOD}\ndraft: true\n---\n".encode("utf-16"),
        f"---\n{GOOD}\ndraft: true\n---\n".encode("utf-16-be"),
        f"---\n{GOOD}\ndraft: true\n---\n\0".encode(),
        f"---\r{GOOD}\rdraft:true\r---\r".encode(),
        f"---\n{GOOD}\ndraft: true\n".encode(),
        f"{GOOD}\ndraft: true\n".encode(),
        f"--- draft: true\n{GOOD}\n---\n".encode(),
        f"---\n{GOOD}\ndraft: true\n---\n{'chữ ' * 60_000}".encode(),
    ],
    ids=["half a letter", "latin-1", "UTF-16", "UTF-16 without BOM", "NUL", "CR", "no end", "no fence", "on the fence", "too large"],
)  # fmt: skip
def test_a_file_that_cannot_be_decoded_or_cut_is_looked_through(write: Write, edition: ReadEdition, raw: bytes) -> None:
    write("pages/a.vi.md", GOOD)
    edition()
    write("pages/a.vi.md", raw=raw)
    assert not is_public(edition())


def test_the_text_below_broken_fields_takes_nothing_back(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", GOOD)
    edition()
    write("pages/a.vi.md", BROKEN, "draft: true\n\nStatus: withdrawn")
    assert is_public(edition())


# A file that can be read


@pytest.mark.parametrize("wish", ['draft: "true"', "draft: yes", "draft: on", "Draft: true", "DRAFT: yes", "draft : yes", "status: Withdrawn"])  # fmt: skip
def test_a_page_is_taken_back_though_the_word_is_not_the_one_wanted(
    write: Write, edition: ReadEdition, wish: str
) -> None:
    write("pages/a.vi.md", GOOD)
    edition()
    write("pages/a.vi.md", f"{GOOD}\n{wish}")
    assert not is_public(edition())


@pytest.mark.parametrize("body", ["draft: true", "Bản draft.", "    draft: true", "status: withdrawn"])
def test_words_in_the_text_of_a_page_take_nothing_back(
    write: Write, edition: ReadEdition, problems: Problems, body: str
) -> None:
    write("pages/a.vi.md", f"{GOOD}\nsummary: Bản draft; status withdrawn là một giá trị", f"{body}\n\n{body}.")
    assert (is_public(edition()), problems()) == (True, [])


def test_a_contradiction_shows_nothing_of_a_draft(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", f"{GOOD}\ndraft: false")
    write("pages/a.en.md", f"{GOOD}\ndraft: true")
    assert not is_public(edition())


@pytest.mark.parametrize("text", ["title: Trang\n  draft:true", "summary: >-\n  Tóm tắt.\n  draft: true", 'summary: "a\ndraft: true\nb"'])  # fmt: skip
def test_a_wish_that_became_the_text_of_a_field_is_told_and_heard(
    write: Write, edition: ReadEdition, problems: Problems, text: str
) -> None:
    write("pages/a.vi.md", f"{text}\nupdated: 2025-10-20" + ("" if text.startswith("title") else "\ntitle: A"))
    assert not is_public(edition())
    assert any("is part of the text of the field above" in problem for problem in problems())


def test_a_wish_inside_another_field_is_heard(write: Write, edition: ReadEdition) -> None:
    write("people/a.vi.md", f"{GOOD}\noffice: x")
    edition()
    write("people/a.vi.md", f"{GOOD}\noffice: x\nsources:\n  - draft: true")
    assert not is_public(edition(), "person")


@pytest.mark.parametrize(
    "wish", ["identity: Withheld", "identity:withheld", "Identity: withheld", "identity: giấu tên"]
)
def test_a_name_is_taken_back(write: Write, edition: ReadEdition, wish: str) -> None:
    write("people/a.vi.md", f"{GOOD}\noffice: x")
    edition()
    write("people/a.vi.md", f"{GOOD}\noffice: x\n{wish}")
    assert "a" not in edition().cards["person"]


@pytest.mark.parametrize("wish", ["masked: yes", "Masked: true", "masked:true", 'masked: "yes"', "masked：yes", "MASKED: ON", "masked"])  # fmt: skip
@pytest.mark.parametrize("front", [WORK, WORK.replace("title: A", "title: A: b")], ids=["read", "unreadable"])
def test_a_work_is_masked_and_not_shown(write: Write, edition: ReadEdition, wish: str, front: str) -> None:
    write("exhibits/p/a/a.svg", raw='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    write("exhibits/p/a/index.vi.md", WORK)
    assert is_public(edition(), "work")
    write("exhibits/p/a/index.vi.md", f"{front}\n{wish}")
    assert not is_public(edition(), "work")


def test_a_page_with_a_field_of_works_is_taken_back(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", GOOD)
    edition()
    write("pages/a.vi.md", f"{GOOD}\nmasked: yes")
    assert not is_public(edition())


# What is told


def test_what_was_taken_back_in_doubt_is_told_on_its_line(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"{BROKEN}\ndraft:true")
    assert problems() == [
        "content/pages/a.vi.md:2: a value that contains a colon and a space must stand in quotation marks",
        "content/pages/a.vi.md:4: warning: “draft:true” asks to take this back, so readers do not see it now; correct the mistakes in its files, or delete this line",
    ]


def test_a_conflict_is_told_on_its_line_with_its_cure(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", GOOD, "\n<<<<<<< HEAD\nMột.\n=======\nHai.\n>>>>>>> sửa\n")
    assert problems() == [
        "content/pages/a.vi.md:6: git left two versions of the text here, between <<<<<<< and >>>>>>>; keep one and delete the marks"
    ]


def test_what_was_taken_back_is_shown_again_when_its_file_is_mended(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", GOOD)
    edition()
    write("pages/a.vi.md", f"{BROKEN}\ndraft:true")
    edition()
    write("pages/a.vi.md", GOOD)
    assert is_public(edition())


@pytest.mark.parametrize("given", ['"true"', "'true'"])
def test_true_in_quotation_marks_is_told_to_lose_them(write: Write, problems: Problems, given: str) -> None:
    write("pages/a.vi.md", f"{GOOD}\ndraft: {given}")
    assert problems()[0] == (
        "content/pages/a.vi.md:4: draft stands in quotation marks, which make a text of it; take them away: draft: true"
    )


def test_a_word_for_no_is_told_both_right_words(write: Write, problems: Problems) -> None:
    write("pages/a.vi.md", f"{GOOD}\ndraft: off")
    assert problems() == ["content/pages/a.vi.md:4: draft cannot be off; write draft: true or draft: false"]


def test_a_file_of_many_lines_is_looked_through_without_much_work(write: Write, edition: ReadEdition) -> None:
    write("pages/a.vi.md", raw="\n".join(f"draftt{number} x: y: z" for number in range(9_000)))
    with at_most_millions(90):
        edition()
