"""Messages: every one is found in the code, and an update brings it into the catalogues."""

import subprocess
import sys
from pathlib import Path

import pytest
from small_catalogues import VIEWS, change, po, problems

from hub.i18n.catalogues import extract, update
from hub.problems import Unreadable

REPOSITORY = Path(__file__).resolve().parents[2]


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
