"""Messages: every one is found in the code, and none is half translated."""

import subprocess
import sys
from pathlib import Path

import pytest

from hub.i18n.catalogues import catalogue_problems, extract, update
from hub.problems import Unreadable

REPOSITORY = Path(__file__).resolve().parents[2]
VIEWS = """
from hub.messages import N_

def title():
    # Translators: the name of a day's plan
    return _("Agenda")

def count(n):
    return ngettext("%(num)d work", "%(num)d works", n) + gettext("Where to get help")

KIND = N_("Statements")
"""
PAGE = """
<h1>{{ _("Agenda") }}</h1>
<p>{% trans count=works|length %}{{ count }} picture{% pluralize %}{{ count }} pictures{% endtrans %}</p>
<p>{% trans %}13% of children{% endtrans %}</p>
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small tree of code and templates with messages in it."""
    files = {"hub/features/agenda/views.py": VIEWS, "hub/features/agenda/templates/agenda/day.html": PAGE}
    files["hub/templates/base.html"] = '{{ gettext("Leave this page") }}\n'
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def po(root: Path, language: str) -> Path:
    return root / f"translations/{language}/LC_MESSAGES/messages.po"


VIETNAMESE = {
    'msgid "Agenda"\nmsgstr ""': 'msgid "Agenda"\nmsgstr "Chương trình"',
    'msgid "Leave this page"\nmsgstr ""': 'msgid "Leave this page"\nmsgstr "Rời trang này"',
    'msgid "Statements"\nmsgstr ""': 'msgid "Statements"\nmsgstr "Phát biểu"',
    'msgid "Where to get help"\nmsgstr ""': 'msgid "Where to get help"\nmsgstr "Tìm hỗ trợ"',
    'msgid "13%% of children"\nmsgstr ""': 'msgid "13%% of children"\nmsgstr "13%% trẻ em"',
    'works"\nmsgstr[0] ""': 'works"\nmsgstr[0] "%(num)d tác phẩm"',
    'pictures"\nmsgstr[0] ""': 'pictures"\nmsgstr[0] "%(count)s bức tranh"',
}


@pytest.fixture
def whole(root: Path) -> Path:
    """The same tree with complete catalogues."""
    update(root)
    for empty, full in VIETNAMESE.items():
        change(root, empty, full)
    return root


def change(root: Path, old: str, new: str, language: str = "vi") -> None:
    text = po(root, language).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    po(root, language).write_text(text.replace(old, new), encoding="utf-8")


def problems(root: Path) -> list[str]:
    return [problem.text(lambda message: message) for problem in catalogue_problems(root / "translations")]


def line_of(root: Path, text: str, language: str = "vi") -> int:
    return po(root, language).read_text(encoding="utf-8").splitlines().index(text) + 1


def one_problem(root: Path, text: str, message: str) -> bool:
    """Tell whether the only problem is this one, at the msgid's line."""
    return problems(root) == [f"translations/vi/LC_MESSAGES/messages.po:{line_of(root, text)}: {message}"]


# finding


@pytest.mark.parametrize(
    "entry",
    [
        '#. the name of a day\'s plan\n#: hub/features/agenda/templates/agenda/day.html hub/features/agenda/views.py\nmsgid "Agenda"\n',
        '#: hub/templates/base.html\nmsgid "Leave this page"\n',
        '#: hub/features/agenda/views.py\nmsgid "Statements"\n',
        '#: hub/features/agenda/views.py\nmsgid "Where to get help"\n',
        'msgid "%(num)d work"\nmsgid_plural "%(num)d works"\n',
        'msgid "%(count)s picture"\nmsgid_plural "%(count)s pictures"\n',
        'msgid "13%% of children"\n',
    ],
)
def test_a_message_is_found_where_it_is_written(root: Path, entry: str) -> None:
    assert entry in extract(root)


def test_files_outside_hub_and_its_templates_are_not_read(root: Path) -> None:
    (root / "tests").mkdir()
    for name in ("tests/test_agenda.py", "hub/features/agenda/notes.html"):
        (root / name).write_text('_("Nowhere")')
    assert "Nowhere" not in extract(root)


def test_the_text_of_messages_stays_the_same_when_lines_move(root: Path) -> None:
    before = extract(root)
    (root / "hub/features/agenda/views.py").write_text("\n\n\n" + VIEWS, encoding="utf-8")
    assert extract(root) == before


def test_a_broken_template_is_named_with_its_line(root: Path) -> None:
    (root / "hub/templates/base.html").write_text("\n{% if %}")
    with pytest.raises(Unreadable) as raised:
        extract(root)
    assert [(problem.file, problem.line) for problem in raised.value.problems] == [("hub/templates/base.html", 2)]


def test_pybabel_finds_the_same_messages(root: Path) -> None:
    config = REPOSITORY / "translations/babel.cfg"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", str(config), "-k", "N_"]
    command += ["--no-location", "--sort-output", "--no-wrap", "-o", "found.pot", "."]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    found = (root / "found.pot").read_text(encoding="utf-8")
    lines = [[line for line in text.splitlines() if line.startswith("msg")] for text in (found, extract(root))]
    assert lines[0] == lines[1]


# updating


def test_update_fills_english_with_itself(root: Path) -> None:
    update(root)
    entry = 'msgid_plural "%(num)d works"\nmsgstr[0] "%(num)d work"\nmsgstr[1] "%(num)d works"\n'
    assert entry in po(root, "en").read_text()


def test_update_leaves_new_messages_empty_in_vietnamese(root: Path) -> None:
    update(root)
    assert 'msgid "Agenda"\nmsgstr ""\n' in po(root, "vi").read_text()


def test_update_writes_one_vietnamese_plural_form(root: Path) -> None:
    update(root)
    assert 'msgid_plural "%(num)d works"\nmsgstr[0] ""\n\n' in po(root, "vi").read_text()


def test_update_keeps_translations_comments_and_marks(whole: Path) -> None:
    change(whole, 'msgid "Statements"', '#, fuzzy\nmsgid "Statements"')
    change(whole, "#: hub/templates/base.html", "# để cạnh ngón cái\n#: hub/templates/base.html")
    before = po(whole, "vi").read_text(encoding="utf-8")
    (whole / "hub/features/agenda/more.py").write_text('_("Programme")')
    update(whole)
    new = '#: hub/features/agenda/more.py\nmsgid "Programme"\nmsgstr ""\n\n'
    assert po(whole, "vi").read_text(encoding="utf-8").replace(new, "") == before


def test_update_drops_messages_that_are_gone(whole: Path) -> None:
    (whole / "hub/templates/base.html").write_text("")
    update(whole)
    assert "Leave this page" not in po(whole, "vi").read_text(encoding="utf-8")


def test_update_marks_a_message_that_has_become_plural(whole: Path) -> None:
    (whole / "hub/features/agenda/views.py").write_text(VIEWS + '\nngettext("Statements", "%(num)d statements", n)\n')
    update(whole)
    assert "“Statements” is marked fuzzy" in problems(whole)[0]


def test_update_says_in_english_what_has_become_plural(whole: Path) -> None:
    (whole / "hub/features/agenda/views.py").write_text(VIEWS + '\nngettext("Statements", "%(num)d statements", n)\n')
    update(whole)
    said = 'msgid_plural "%(num)d statements"\nmsgstr[0] "Statements"\nmsgstr[1] "%(num)d statements"\n'
    assert said in po(whole, "en").read_text(encoding="utf-8")


def test_update_marks_a_message_whose_forms_were_of_other_plural_rules(whole: Path) -> None:
    change(whole, "nplurals=1; plural=0;", "nplurals=2; plural=(n != 1);")
    update(whole)
    assert "nplurals=1; plural=0;" in po(whole, "vi").read_text(encoding="utf-8")
    assert ["is marked fuzzy" in text for text in problems(whole)] == [True, True]


def test_update_names_what_it_changed(whole: Path) -> None:
    po(whole, "en").unlink()
    assert update(whole) == [po(whole, "en")]


def test_a_second_update_changes_nothing(whole: Path) -> None:
    assert update(whole) == []


def test_update_writes_nothing_when_a_catalogue_cannot_be_read(whole: Path) -> None:
    po(whole, "vi").write_text("<<<<<<< HEAD\n")
    (whole / "hub/features/agenda/more.py").write_text('_("Programme")')
    before = (whole / "translations/messages.pot").read_text()
    with pytest.raises(Unreadable):
        update(whole)
    assert (whole / "translations/messages.pot").read_text() == before


# checking


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
