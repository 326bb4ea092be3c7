"""Approved drafts become the files of their entries, and withdrawn entries leave a tombstone."""

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from contributing import Team, pair
from contributing import page as one_page
from members import desk_of
from small import small

from hub.content.model.kinds import Kind, Model
from hub.content.model.registry import Registry
from hub.content.write import publishing as files
from hub.content.write.checking import ContentChecker
from hub.content.write.draft import read_page
from hub.content.write.journal import Change, written
from hub.content.write.publishing import Published, Stale
from hub.desk.audit import broken_links
from hub.desk.database import db
from hub.errors import UserError
from hub.features.contribute import drafting, publishing
from hub.features.contribute.drafting import Overtaken, Saved, rebase
from hub.features.contribute.operations import NotAllowed, NotNow, ReasonMissing
from hub.features.contribute.publishing import Behind
from hub.features.contribute.tables import Draft
from hub.features.contribute.views.blueprint import bp, finish_publications
from hub.i18n.languages import LANGS


class Publishers(Team):
    """A team with one checker for all that it publishes, as a worker has."""

    @cached_property
    def checker(self) -> ContentChecker:
        return ContentChecker(self.roots, self.registry, self.root / "checking")

    def publish(self, name: str, draft: int, checker: ContentChecker | None = None) -> Any:
        return super().publish(name, draft, checker or self.checker)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return Publishers(small(tmp_path_factory.mktemp("team")))


def withdraw(
    team: Team, slug: str, reason: str = "Sai sự thật", name: str = "editor", kind: str = "page",
    registry: Registry | None = None,
) -> object:  # fmt: skip
    with team.at_work() as session:
        return publishing.withdraw(
            session, team.now, team.who(name), kind, slug, reason, registry=registry or team.registry, roots=team.roots,
            instance=team.instance,
        )  # fmt: skip


def test_a_new_entry_becomes_a_pair_of_files(team: Team) -> None:
    draft = team.approved(team.begin("author", "moi", pair("x", mot="Một.")))
    result = team.publish("editor", draft)
    assert isinstance(result, Published)
    assert [path.name for path in result.written] == ["moi.vi.md", "moi.en.md"]
    assert "title: Bài x" in team.file("content/pages/moi.vi.md")
    assert team.state(draft) == "published"
    assert team.decisions(draft)[-1] == ("publish", 1)


@pytest.mark.parametrize(
    "kind, slug, parent, name",
    [
        ("practice", "duong-day", "", "content/library/duong-day"),
        ("work", "tp-01", "phong-1", "exhibits/phong-1/tp-01/index"),
        ("session", "khai-mac", "", "content/agenda/khai-mac"),
    ],
)
def test_every_kind_goes_the_same_way(team: Team, kind: str, slug: str, parent: str, name: str) -> None:
    before = team.file(f"{name}.en.md")
    draft = team.taken(kind, slug, parent, "Tên mới")
    assert isinstance(team.publish("editor", draft), Published)
    assert read_page(team.file(f"{name}.vi.md")).fields["title"] == "Tên mới"
    assert team.file(f"{name}.en.md") == before


def test_an_error_is_told_and_nothing_is_written(team: Team) -> None:
    pages = {lang: replace(page, fields={"summary": "Không có tên."}) for lang, page in pair("x").items()}
    draft = team.approved(team.begin("author", "khong-ten", pages))
    problems = team.publish("editor", draft)
    assert isinstance(problems, list)
    assert "content/pages/khong-ten.vi.md" in {problem.file for problem in problems}
    assert team.state(draft) == "approved"
    assert not (team.root / "content/pages/khong-ten.vi.md").exists()
    team.act("editor", draft, "reopen", "Thiếu tên")
    assert team.state(draft) == "changes"


def test_a_slug_that_no_entry_may_have_is_told(team: Team) -> None:
    draft = team.approved(team.begin("author", "print", pair("x")))
    (problem,) = team.publish("editor", draft)
    assert (problem.file, problem.values) == ("page/print", {"slug": "print"})
    assert team.state(draft) == "approved"


def test_a_slug_that_leads_out_of_its_folder_begins_no_draft(team: Team) -> None:
    for slug, parent in (("../../khac", ""), ("tp-09", "../phong-1"), ("", "")):
        with pytest.raises(UserError):
            team.begin("author", slug, pair("x"), parent=parent)


def test_only_what_was_approved_is_published_and_only_by_editors(team: Team) -> None:
    draft = team.begin("author", "chua-duyet", pair("x"))
    with pytest.raises(NotNow):
        team.publish("editor", draft)
    team.approved(draft)
    with pytest.raises(NotAllowed):
        team.publish("author", draft)


def test_what_was_killed_between_the_files_and_the_database_is_published_by_doing_it_again(team: Team) -> None:
    draft = team.approved(team.begin("author", "nua-chung", pair("x", mot="Một.")))
    with team.app.app_context():
        publishing.publish(
            db.session(), team.now, team.who("editor"), team.draft(draft), team.registry, team.roots, team.instance
        )
        db.session.rollback()
    written = team.file("content/pages/nua-chung.vi.md")
    assert team.state(draft) == "approved"
    team.later(days=3)
    result = team.publish("editor", draft)
    assert isinstance(result, Published)
    assert result.written == ()
    assert (team.state(draft), team.file("content/pages/nua-chung.vi.md")) == ("published", written)


def test_what_was_killed_between_two_files_is_finished_when_a_desk_begins(team: Team) -> None:
    texts = {lang: f"---\ntitle: Dở dang {lang}\nsummary: A.\nupdated: 2025-09-01\n---\nLời.\n" for lang in LANGS}
    changes = [Change("content", f"pages/do-dang.{lang}.md", None, text) for lang, text in texts.items()]
    changes[0].place(team.roots).write_text(changes[0].after, encoding="utf-8")
    left = team.instance / "publishing/journal.json"
    left.parent.mkdir(exist_ok=True)
    left.write_text(written(changes), encoding="utf-8")
    desk_of(team.root)
    assert {lang: team.file(f"content/pages/do-dang.{lang}.md") for lang in LANGS} == texts
    assert not left.exists()


def test_a_desk_begins_although_what_was_killed_cannot_be_finished_now(
    team: Team, caplog: pytest.LogCaptureFixture
) -> None:
    left = team.instance / "publishing/journal.json"
    left.mkdir(parents=True)  # nothing that can be read
    try:
        finish_publications(bp.make_setup_state(team.app, {}))
    finally:
        left.rmdir()
    assert "cannot be finished" in caplog.text


def test_what_somebody_edited_in_the_files_meanwhile_is_shown_three_way_and_can_be_taken_in(team: Team) -> None:
    published = team.approved(team.begin("author", "song-song", pair("x", mot="1", hai="2")))
    team.publish("editor", published)
    there = files.current(team.registry.kinds["page"], "song-song", "", team.roots, team.instance)
    changed = {lang: replace(page, sections={"mot": "một", "hai": "2"}) for lang, page in there.pages.items()}
    draft = team.approved(team.begin("author", "song-song", changed, existing=True))
    path = team.root / "content/pages/song-song.vi.md"
    path.write_text(path.read_text(encoding="utf-8").replace("\n2\n", "\nhai\n"), encoding="utf-8")
    edited = path.read_bytes()
    behind = team.publish("editor", draft)
    assert isinstance(behind, Behind)
    assert isinstance(behind, Stale)
    assert behind.merged.conflicts == ()
    assert behind.merged.pages["vi"].sections == {"mot": "một", "hai": "hai"}
    assert (team.state(draft), path.read_bytes()) == ("approved", edited)

    team.act("editor", draft, "reopen", "Tệp đã đổi")
    now = files.current(team.registry.kinds["page"], "song-song", "", team.roots, team.instance)
    with team.at_work() as session:
        saved = rebase(session, team.now, team.who("author"), team.draft(draft), 1, now)
    assert isinstance(saved, Saved)
    team.approved(draft)
    assert isinstance(team.publish("editor", draft), Published)
    assert read_page(path.read_text(encoding="utf-8")).sections == {"mot": "một", "hai": "hai"}


def test_a_place_that_was_changed_in_the_files_too_is_chosen_by_a_person(team: Team) -> None:
    team.publish("editor", team.approved(team.begin("author", "trung-cho", pair("x", mot="1"))))
    there = files.current(team.registry.kinds["page"], "trung-cho", "", team.roots, team.instance)
    ours = {lang: replace(page, sections={"mot": "ta"}) for lang, page in there.pages.items()}
    draft = team.begin("author", "trung-cho", ours, existing=True)
    path = team.root / "content/pages/trung-cho.vi.md"
    path.write_text(path.read_text(encoding="utf-8").replace("\n1\n", "\nhọ\n"), encoding="utf-8")
    now = files.current(team.registry.kinds["page"], "trung-cho", "", team.roots, team.instance)
    with team.at_work() as session:
        refused = rebase(session, team.now, team.who("author"), team.draft(draft), 1, now)
        assert isinstance(refused, Overtaken)
        assert [(one.lang, one.place, one.base, one.ours, one.theirs) for one in refused.conflicts] == [
            ("vi", "#mot", "1", "ta", "họ")
        ]
        saved = rebase(session, team.now, team.who("author"), team.draft(draft), 1, now, pages=ours)
        assert saved == Saved(2, ours)
    assert isinstance(team.publish("editor", team.approved(draft)), Published)
    assert read_page(path.read_text(encoding="utf-8")).sections == {"mot": "ta"}


def test_a_text_begun_in_english_alone_stays_the_original(team: Team) -> None:
    draft = team.begin("author", "tieng-anh", {"en": one_page("x", "en")})
    team.save("translator", draft, 1, pair("x"))
    team.publish("editor", team.approved(draft))
    assert "original: true" in team.file("content/pages/tieng-anh.en.md")
    assert "translates:" in team.file("content/pages/tieng-anh.vi.md")


def test_a_translation_that_was_not_touched_is_not_said_to_be_up_to_date(team: Team) -> None:
    team.publish("editor", team.approved(team.begin("author", "dich", pair("x", mot="1"))))
    before = team.file("content/pages/dich.en.md")
    team.later(days=1)
    team.publish("editor", team.taken("page", "dich", change="Tên khác"))
    assert team.file("content/pages/dich.en.md") == before


def test_a_minor_edit_leaves_the_translation_fresh(team: Team) -> None:
    team.publish("editor", team.approved(team.begin("author", "nho", pair("x", mot="1"))))
    there = files.current(team.registry.kinds["page"], "nho", "", team.roots, team.instance)
    draft = team.begin("author", "nho", there.pages, existing=True)
    fixed = dict(there.pages) | {"vi": replace(there.pages["vi"], sections={"mot": "1."})}
    team.save("author", draft, 1, fixed, minor=True)
    old = read_page(team.file("content/pages/nho.en.md")).fields["translates"]
    team.publish("editor", team.approved(draft))
    new = read_page(team.file("content/pages/nho.en.md")).fields["translates"]
    assert new["mot"] != old["mot"]
    assert {**new, "mot": ""} == {**old, "mot": ""}


def test_withdrawing_says_why_to_those_who_worked_on_it_once(team: Team) -> None:
    team.publish("editor", team.approved(team.begin("author", "rut", pair("x"))))
    for _ in range(2):
        assert isinstance(withdraw(team, "rut"), Published)
    told = [mail for mail in team.mails("author") if mail.key.startswith("withdrawn")]
    assert len(told) == 1
    assert "> Sai sự thật" in told[0].text
    assert "status: withdrawn" in team.file("content/pages/rut.vi.md")


def test_a_kind_with_a_status_leaves_a_tombstone(tmp_path: Path) -> None:
    team = Team(small(tmp_path))
    assert isinstance(withdraw(team, "duong-day", kind="practice"), Published)
    assert "status: withdrawn" in team.file("content/library/duong-day.vi.md").replace('"', "")


class Note(Model):
    """An entry of a kind that has no word for being withdrawn."""


def test_an_entry_of_a_kind_without_a_status_is_hidden_and_nobody_is_told_that_its_address_stays(team: Team) -> None:
    kind = Kind("note", Note, folder="notes", title="Ghi chú", desk="contributors")
    registry = replace(team.registry, kinds={**team.registry.kinds, "note": kind})
    for lang in LANGS:
        path = team.root / f"content/notes/mot.{lang}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"---\ntitle: Một {lang}\nsummary: Tóm tắt.\nupdated: 2025-09-01\n---\nLời.\n", encoding="utf-8"
        )
    with team.at_work() as session:
        there = files.current(kind, "mot", "", team.roots, team.instance)
        drafting.begin(
            session, team.now, team.who("author"), "note", "mot", "", there.pages, there.pages, there.digests
        )
    for _ in range(2):
        assert isinstance(withdraw(team, "mot", "Sai người", kind="note", registry=registry), Published)
    for lang in LANGS:
        page = read_page(team.file(f"content/notes/mot.{lang}.md"))
        assert (page.fields["draft"], page.lead.strip(), "status" in page.fields) == (True, "Lời.", False)
    told = [mail.text for mail in team.mails("author") if "note/mot" in mail.text]
    assert len(told) == 1
    assert "> Sai người" in told[0]
    assert "Địa chỉ của mục không còn mở được" in told[0]
    assert "vẫn còn" not in told[0]


def test_withdrawing_takes_an_editor_and_a_reason(team: Team) -> None:
    with pytest.raises(NotAllowed):
        withdraw(team, "gioi-thieu", name="reviewer")
    with pytest.raises(ReasonMissing):
        withdraw(team, "gioi-thieu", " ")


def test_all_of_it_is_in_the_audit(team: Team) -> None:
    with team.at_work() as session:
        assert list(broken_links(session)) == []
        published = session.query(Draft).filter_by(state="published").count()
        lines = session.execute(db.text("SELECT count(*) FROM audit_line WHERE action = 'draft.publish'")).scalar()
        assert lines == published > 0
