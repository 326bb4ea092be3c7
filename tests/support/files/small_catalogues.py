"""A small tree of code and templates with messages in it, and what its catalogues say."""

from pathlib import Path

from hub.i18n.catalogues import catalogue_problems, update

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


def messages_in(root: Path) -> Path:
    """Write the tree; its root."""
    files = {"hub/features/agenda/views.py": VIEWS, "hub/features/agenda/templates/agenda/day.html": PAGE}
    files["hub/templates/base.html"] = '{{ gettext("Leave this page") }}\n'
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


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


def complete(root: Path) -> Path:
    """Make the catalogues of a tree and translate every message; the root."""
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
