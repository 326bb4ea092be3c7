"""What is told by mail of drafts: to whom, in which language, and what it does not say."""

from pathlib import Path

import pytest
from contributing import PEOPLE, Team, pair
from members import client_as
from ways import link_in

from hub.desk.database import db
from hub.desk.outbox import Mail


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return Team(tmp_path_factory.mktemp("team"))


def reviewed(
    team: Team, slug: str, author: str = "author", action: str = "ask_changes", reason: str = "Sai\nở hai chỗ"
) -> int:
    draft = team.begin(author, slug, pair("BíMật"))
    team.act(author, draft, "submit")
    team.act("reviewer", draft, "take")
    with team.at_work() as session:
        session.execute(db.delete(Mail))
    team.act("reviewer", draft, action, reason)
    return draft


def test_a_reason_reaches_who_wrote_whole(team: Team) -> None:
    draft = reviewed(team, "ly-do")
    (mail,) = team.mails("author")
    assert mail.subject == f"HN 22.10: Bản thảo {draft} cần được chỉnh sửa"
    assert "> Sai\n> ở hai chỗ\n" in mail.text
    assert f"http://localhost:8000/vi/contribute/drafts/{draft}/" in mail.text


def test_the_link_in_a_mail_leads_everyone_on(team: Team) -> None:
    reviewed(team, "di-tiep")
    (mail,) = team.mails("author")
    path = link_in(mail.text)
    for who, step in (("author", "edit"), ("reviewer", "review")):
        assert client_as(team.app, team.numbers[who]).get(path).location == f"{path}{step}/"


def test_a_mail_is_in_the_language_of_who_reads_it(team: Team) -> None:
    draft = reviewed(team, "tieng-anh", "stranger")
    (mail,) = team.mails("stranger")
    assert (mail.lang, mail.subject) == ("en", f"HN 22.10: Changes are asked of draft {draft}")
    assert f"http://localhost:8000/en/contribute/drafts/{draft}/" in mail.text


def test_a_mail_says_no_title_no_slug_and_nobody_elses_name(team: Team) -> None:
    reviewed(team, "ten-rieng")
    (mail,) = team.mails("author")
    with team.at_work():
        others = [team.who(name) for name in PEOPLE if name != "author"]
        names = [text for each in others for text in (each.name, each.email)]
    said = mail.subject + mail.text
    assert [word for word in ("BíMật", "ten-rieng", *names) if word in said] == []


def test_whoever_decided_gets_no_mail_of_it(team: Team) -> None:
    reviewed(team, "tu-minh")
    assert team.mails("reviewer") == []


def test_what_waits_is_told_to_those_for_whom_it_waits(team: Team) -> None:
    reviewed(team, "dang-cho", action="pass")
    told = {name for name in PEOPLE if team.mails(name)}
    assert told == {"author", "guard", "guard2", "editor2", "reviewer2"}
    assert "Bản thảo đang chờ anh/chị xử lý." in team.mails("guard")[0].text
    assert "Bản thảo đang chờ anh/chị xử lý." not in team.mails("author")[0].text


def test_whoever_commented_is_told_too(team: Team) -> None:
    from hub.features.contribute.operations import comment

    draft = team.begin("author", "gop-y", pair("x"))
    with team.at_work() as session:
        said = comment(session, team.now, team.who("translator"), team.draft(draft), 1, "vi", "#mot", "Rõ hơn")
        assert said.text == "Rõ hơn"
    team.act("author", draft, "discard")
    assert [mail.subject for mail in team.mails("translator")] == [f"HN 22.10: Bản thảo {draft} đã bị bỏ"]


def test_an_account_that_was_closed_gets_no_mail(tmp_path: Path) -> None:
    team = Team(tmp_path)
    draft = reviewed(team, "da-dong")
    with team.at_work():
        team.who("author").active = False
    team.act("editor", draft, "submit")
    assert len(team.mails("author")) == 1


def test_the_link_of_a_signature_stands_in_one_mail_alone(team: Team) -> None:
    draft = team.begin("author", "chu-ky", pair("x"))
    for name, action in (("author", "submit"), ("reviewer", "take"), ("reviewer", "pass"), ("guard", "clear")):
        team.act(name, draft, action)
    token = team.ask("editor", draft, "vu-truong@ministry.example", "en")
    (mail,) = team.mails(address="vu-truong@ministry.example")
    assert (mail.lang, mail.subject) == ("en", "HN 22.10: A text waits for your signature")
    assert "15 October 2025" in mail.text
    with team.at_work() as session:
        assert [each.id for each in session.scalars(db.select(Mail).where(Mail.text.contains(token)))] == [mail.id]


def test_who_signed_is_told_that_it_is_published(team: Team) -> None:
    draft = team.begin("author", "da-ky", pair("x"))
    for name, action in (("author", "submit"), ("reviewer", "take"), ("reviewer", "pass"), ("guard", "clear")):
        team.act(name, draft, action)
    team.sign(team.ask("editor", draft, "cuc-truong@ministry.example"))
    team.publish("editor", draft)
    subjects = [mail.subject for mail in team.mails(address="cuc-truong@ministry.example")]
    assert subjects == ["HN 22.10: Một văn bản đang chờ ông/bà ký duyệt", f"HN 22.10: Bản thảo {draft} đã được đăng"]


def test_what_was_refused_is_told_to_nobody(team: Team) -> None:
    from hub.features.contribute.operations import ReasonMissing

    draft = team.begin("author", "khong-noi", pair("x"))
    team.act("author", draft, "submit")
    team.act("reviewer", draft, "take")
    before = len(team.mails("author"))
    with pytest.raises(ReasonMissing):
        team.act("reviewer", draft, "ask_changes", "")
    assert len(team.mails("author")) == before
