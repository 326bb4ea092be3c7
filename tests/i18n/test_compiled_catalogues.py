"""Compiled catalogues: whole or not at all, named by what they hold, and read by the site."""

import gettext
import multiprocessing
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel

from hub.i18n.catalogues import compile_catalogues, compiled_before
from hub.problems import Unreadable

PLURAL_FORMS = {"vi": "nplurals=1; plural=0;", "en": "nplurals=2; plural=(n != 1);"}
VIETNAMESE = """
msgid "Agenda"
msgstr "Chương trình"

msgid "13%% of children"
msgstr "13%% trẻ em"

msgid "%(count)s work"
msgid_plural "%(count)s works"
msgstr[0] "%(count)s tác phẩm"
"""
ENGLISH = """
msgid "Agenda"
msgstr "Agenda"

msgid "%(count)s work"
msgid_plural "%(count)s works"
msgstr[0] "%(count)s work"
msgstr[1] "%(count)s works"
"""
PAGE = """
<h1>{{ _("Agenda") }}</h1>
<p>{% trans count=works|length %}{{ count }} work{% pluralize %}{{ count }} works{% endtrans %}</p>
<p>{% trans %}13% of children{% endtrans %}</p>
"""


def po(translations: Path, language: str) -> Path:
    return translations / language / "LC_MESSAGES/messages.po"


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A folder of translations."""
    for language, messages in (("vi", VIETNAMESE), ("en", ENGLISH)):
        header = f'"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {PLURAL_FORMS[language]}\\n"\n'
        po(tmp_path, language).parent.mkdir(parents=True)
        po(tmp_path, language).write_text('msgid ""\nmsgstr ""\n' + header + messages, encoding="utf-8")
    return tmp_path


@pytest.fixture
def compiled(whole: Path) -> Path:
    """The folder of the compiled catalogues."""
    return whole / "into" / compile_catalogues(whole, whole / "into")


def test_compiled_catalogues_translate(compiled: Path) -> None:
    assert gettext.translation("messages", compiled, ["vi"]).gettext("Agenda") == "Chương trình"


def test_compiled_plurals_follow_their_language(compiled: Path) -> None:
    ngettext = [gettext.translation("messages", compiled, [lang]).ngettext for lang in ("vi", "en", "en")]
    counts = [say("%(count)s work", "%(count)s works", n) for say, n in zip(ngettext, (1, 1, 2), strict=True)]
    assert counts == ["%(count)s tác phẩm", "%(count)s work", "%(count)s works"]


def test_a_page_shows_the_translation(compiled: Path) -> None:
    app = Flask("hub")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Babel(app, default_translation_directories=str(compiled), locale_selector=lambda: "vi")
    with app.test_request_context():
        page = render_template_string(PAGE, works=["a", "b"])
    assert page == "\n<h1>Chương trình</h1>\n<p>2 tác phẩm</p>\n<p>13% trẻ em</p>"


def test_compiling_again_gives_the_same_folder_untouched(compiled: Path, whole: Path) -> None:
    before = compiled.stat().st_mtime_ns
    assert compile_catalogues(whole, compiled.parent) == compiled.name
    assert compiled.stat().st_mtime_ns == before


def test_what_was_compiled_of_the_same_files_is_known_while_it_is_whole(compiled: Path, whole: Path) -> None:
    assert compiled_before(whole, compiled.parent) == compiled.name
    path = compiled / "vi/LC_MESSAGES/messages.mo"
    path.write_bytes(path.read_bytes()[:-1])
    assert compiled_before(whole, compiled.parent) == ""


def test_what_was_compiled_of_other_files_is_not_taken(compiled: Path, whole: Path) -> None:
    po(whole, "en").write_text(f"# A remark.\n{po(whole, 'en').read_text(encoding='utf-8')}", encoding="utf-8")
    assert compiled_before(whole, compiled.parent) == ""
    assert compile_catalogues(whole, compiled.parent) == compiled.name == compiled_before(whole, compiled.parent)


def test_the_same_catalogues_give_the_same_digest_anywhere(compiled: Path, whole: Path) -> None:
    assert compile_catalogues(whole, whole / "elsewhere") == compiled.name


def test_another_translation_gives_another_digest(compiled: Path, whole: Path) -> None:
    po(whole, "vi").write_text(po(whole, "vi").read_text(encoding="utf-8").replace("Chương", "Lịch"), encoding="utf-8")
    assert compile_catalogues(whole, compiled.parent) != compiled.name


def test_nothing_but_the_result_is_left_behind(compiled: Path) -> None:
    assert list(compiled.parent.iterdir()) == [compiled]


def test_several_processes_compile_at_once(whole: Path) -> None:
    into = whole / "into"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        digests = pool.starmap(compile_catalogues, [(whole, into)] * 8)
    assert [path.name for path in into.iterdir()] == sorted(set(digests))


def test_a_broken_catalogue_is_not_compiled(whole: Path) -> None:
    po(whole, "vi").write_text("nonsense")
    with pytest.raises(Unreadable):
        compile_catalogues(whole, whole / "into")
    assert not (whole / "into").exists()
