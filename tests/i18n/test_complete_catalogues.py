"""Catalogues are complete: whatever a translation lacks or has too much of is named, with its line."""

from pathlib import Path

import pytest
from small_catalogues import change, line_of, po, problems

from hub.i18n.catalogues import extract, update

REPOSITORY = Path(__file__).resolve().parents[2]


def one_problem(root: Path, text: str, message: str) -> bool:
    """Tell whether the only problem is this one, at the msgid's line."""
    return problems(root) == [f"translations/vi/LC_MESSAGES/messages.po:{line_of(root, text)}: {message}"]


# completeness


def test_complete_catalogues_have_no_problem(whole: Path) -> None:
    assert problems(whole) == []


def test_an_untranslated_message_is_named(whole: Path) -> None:
    change(whole, 'msgstr "Phát biểu"', 'msgstr ""')
    assert one_problem(whole, 'msgid "Statements"', "“Statements” is not translated; fill in its msgstr")


def test_an_empty_plural_form_is_named(whole: Path) -> None:
    change(whole, 'msgstr[0] "%(num)d tác phẩm"', 'msgstr[0] ""')
    assert one_problem(whole, 'msgid "%(num)d work"', "“%(num)d work” has an empty msgstr[0]; fill it in")


def test_a_missing_english_plural_form_is_named(whole: Path) -> None:
    change(whole, 'msgstr[1] "%(num)d works"\n', "", "en")
    assert "“%(num)d work” has an empty msgstr[1]; fill it in" in problems(whole)[0]


def test_a_fuzzy_message_is_named(whole: Path) -> None:
    change(whole, 'msgid "Statements"', '#, fuzzy\nmsgid "Statements"')
    text = "“Statements” is marked fuzzy; correct it and remove the mark"
    assert one_problem(whole, 'msgid "Statements"', text)


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("tác phẩm", "—"),
        ("%d tác phẩm", "%d"),
        ("%(so)d tác phẩm", "%(so)d"),
        ("%(num)s tác phẩm", "%(num)s"),
        ("%(num)d %", "% %(num)d"),
    ],
)
def test_a_wrong_placeholder_is_named(whole: Path, wrong: str, found: str) -> None:
    change(whole, 'msgstr[0] "%(num)d tác phẩm"', f'msgstr[0] "{wrong}"')
    text = f"“%(num)d work” must have the placeholders %(num)d; its translation has {found}"
    assert one_problem(whole, 'msgid "%(num)d work"', text)


def test_the_vietnamese_form_needs_the_number_that_only_the_english_plural_has(whole: Path) -> None:
    (whole / "hub/features/agenda/more.py").write_text('ngettext("One room", "%(num)d rooms", n)')
    update(whole)
    change(whole, 'rooms"\nmsgstr[0] ""', 'rooms"\nmsgstr[0] "Phòng"')
    text = "“One room” must have the placeholders %(num)d; its translation has —"
    assert one_problem(whole, 'msgid "One room"', text)


def test_the_vietnamese_form_may_have_the_number_that_the_english_singular_lacks(whole: Path) -> None:
    (whole / "hub/features/agenda/more.py").write_text('ngettext("One room in %(at)s", "%(num)d rooms in %(at)s", n)')
    update(whole)
    change(whole, 'rooms in %(at)s"\nmsgstr[0] ""', 'rooms in %(at)s"\nmsgstr[0] "%(num)d phòng ở %(at)s"')
    assert problems(whole) == []


def test_a_placeholder_where_the_message_has_none_is_named(whole: Path) -> None:
    change(whole, 'msgstr "Phát biểu"', 'msgstr "%(num)d phát biểu"')
    text = "“Statements” must have the placeholders —; its translation has %(num)d"
    assert one_problem(whole, 'msgid "Statements"', text)


def test_a_per_cent_sign_need_not_stay(whole: Path) -> None:
    change(whole, 'msgstr "13%% trẻ em"', 'msgstr "mười ba phần trăm trẻ em"')
    assert problems(whole) == []


def test_a_catalogue_that_begins_with_a_bom_is_read(whole: Path) -> None:
    po(whole, "vi").write_bytes(b"\xef\xbb\xbf" + po(whole, "vi").read_bytes())
    assert problems(whole) == []


def test_a_translation_in_nfd_is_named(whole: Path) -> None:
    change(whole, "Tìm hỗ trợ", "Tìm ho\u0302\u0303 trợ")
    text = "the translation of “Where to get help” has letters split from their marks; write it in NFC"
    assert one_problem(whole, 'msgid "Where to get help"', text)


def test_an_obsolete_message_is_named(whole: Path) -> None:
    with po(whole, "vi").open("a", encoding="utf-8") as file:
        file.write('\n#~ msgid "Old"\n#~ msgstr "Cũ"\n')
    assert one_problem(whole, '#~ msgid "Old"', "“Old” is obsolete; delete it")


def test_a_message_that_stands_twice_is_named(whole: Path) -> None:
    with po(whole, "vi").open("a", encoding="utf-8") as file:
        file.write('\n\nmsgid  "Agenda"\nmsgstr "Lịch"\n')
    assert one_problem(whole, 'msgid  "Agenda"', "“Agenda” appears here twice; keep one")


def test_other_plural_rules_are_named(whole: Path) -> None:
    change(whole, "nplurals=1; plural=0;", "nplurals=2; plural=(n != 1);")
    assert "messages.po:1: Plural-Forms has nplurals=2; write nplurals=1; plural=0;" in problems(whole)[0]


def test_a_message_of_the_template_that_a_catalogue_lacks_is_named(whole: Path) -> None:
    change(whole, 'msgid "Agenda"', 'msgid "Programme"')
    assert [text.partition(": ")[2] for text in problems(whole)] == [
        "“Agenda” is missing here; run python3 run.py translate update",
        "“Programme” is not in messages.pot any more; run python3 run.py translate update",
    ]


def test_a_missing_catalogue_is_named(whole: Path) -> None:
    po(whole, "vi").unlink()
    text = "this catalogue is missing; run python3 run.py translate update"
    assert problems(whole) == [f"translations/vi/LC_MESSAGES/messages.po:1: {text}"]


def test_a_conflict_that_git_left_is_named_with_its_line(whole: Path) -> None:
    change(whole, '\nmsgid "Statements"', '\n<<<<<<< HEAD\nmsgid "Statements"')
    line = line_of(whole, "<<<<<<< HEAD")
    assert problems(whole)[0].startswith(
        f"translations/vi/LC_MESSAGES/messages.po:{line}: this is not a valid catalogue"
    )


def test_a_catalogue_that_is_not_utf_8_is_named(whole: Path) -> None:
    po(whole, "vi").write_bytes(po(whole, "vi").read_bytes() + b'\nmsgid "x"\nmsgstr "\xff"\n')
    assert "messages.po:1: this is not a valid catalogue" in problems(whole)[0]


# the hub's own


def test_the_hubs_template_of_messages_is_what_its_code_says() -> None:
    kept = (REPOSITORY / "translations/messages.pot").read_text(encoding="utf-8")
    assert kept == extract(REPOSITORY), "run python3 run.py translate update"


def test_the_hubs_catalogues_are_complete() -> None:
    assert problems(REPOSITORY) == []
