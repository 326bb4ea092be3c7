"""Invitations: one address, one role, once; and nobody invites to more than they may themselves."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from members import client_as, desk_of, member
from small import small
from visiting import PASSWORD, Visitor, link_in, mails, path_in

from hub.desk.audit import AuditLine, broken_links
from hub.desk.database import db
from hub.desk.tables import Account, Invitation
from hub.features.accounts.inviting import Refused, Wanted, accept, invite, opened
from hub.web.site import site_of

ORIGIN = "https://hub.example.org"
TABLE = "/en/account/invitations/"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return desk_of(small(tmp_path_factory.mktemp("inviting")), public_url=ORIGIN)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    url = request.getfixturevalue("postgresql").new() if request.param == "postgresql" else ""
    yield desk_of(small(tmp_path), public_url=ORIGIN, database_url=url)


def invited(app: Flask, email: str, role: str = "contributor", lang: str = "vi") -> str:
    """The path of a new invitation."""
    with app.app_context():
        now = site_of(app).clock.now()
        wanted = Wanted(email, role, "Nguyễn Thị An", lang, "Bộ Công an | Ministry of Public Security")  # type: ignore[arg-type]
        _, token = invite(db.session(), now, app.config["SECRET_KEY"], None, wanted)
        db.session.commit()
    return f"/{lang}/account/invitation/{token}/"


def test_an_invitation_opens_an_account_once_on_both_databases(either: Flask) -> None:
    path = invited(either, "an@example.org")
    first, second = Visitor(either), Visitor(either)
    second.go(path)
    assert first.go(path).status_code == 200
    assert "Nguyễn Thị An" in first.text and "Bộ Công an" in first.text and "an@example.org" in first.text
    first.send(path, name="Nguyễn An", lang="en", password=PASSWORD)
    assert first.path.startswith("/vi/contribute/") and first.go("/en/account/").status_code == 200
    assert second.send(path, name="Mallory", lang="vi", password=PASSWORD).status_code == 410
    assert "Lời mời này đã được nhận" in second.text
    with either.app_context():
        (account,) = db.session.query(Account).all()
        assert (account.email, account.name, account.lang) == ("an@example.org", "Nguyễn An", "en")
        assert (account.role_names, account.organisation.name_en) == ({"contributor"}, "Ministry of Public Security")  # type: ignore[union-attr]
        assert [line.action for line in db.session.query(AuditLine).order_by(AuditLine.id)] == [
            "invitation.made", "account.opened",
        ]  # fmt: skip
        assert list(broken_links(db.session())) == []


def test_of_two_who_accept_at_once_one_has_the_account(either: Flask) -> None:
    path = invited(either, "an@example.org")
    with either.app_context():
        now, key = site_of(either).clock.now(), either.config["SECRET_KEY"]
        found = opened(db.session(), now, key, path.split("/")[-2])
        assert isinstance(found, Invitation)
        assert accept(db.session(), now, found, "An", "vi", "hash") is not None
        assert accept(db.session(), now, found, "Bình", "vi", "hash") is None
        db.session.rollback()


def test_who_reviews_proves_it_twice_before_anything_else_opens(app: Flask) -> None:
    path = invited(app, "reviewer@example.org", "reviewer", "en")
    visitor = Visitor(app)
    visitor.go(path)
    visitor.send(path, name="Bình", lang="en", password=PASSWORD)
    assert visitor.path == "/en/account/second-factor/"
    for other in ("/en/account/", "/en/account/kept/", "/en/account/kept.json", TABLE):
        assert visitor.go(other).request.path == "/en/account/second-factor/"
    visitor.go("/en/account/second-factor/")
    assert (
        visitor.send("/en/account/", follow=False, name="Changed").headers["Location"] == "/en/account/second-factor/"
    )


@pytest.mark.parametrize(
    "password", ["", "short", "aaaaaaaaaaaaaaaaaaaa", "reviewer.three@example.org", "12345678901234567890"]
)
def test_an_account_is_opened_with_no_weak_password(app: Flask, password: str) -> None:
    path = invited(app, "reviewer.three@example.org", "contributor", "en")
    visitor = Visitor(app)
    visitor.go(path)
    assert visitor.send(path, name="Ba", lang="en", password=password).status_code == 422
    assert 'id="password-error"' in visitor.text and 'value="Ba"' in visitor.text
    assert password == "" or password not in visitor.text.replace("reviewer.three@example.org", "")


def test_a_link_that_is_not_ours_or_not_whole_opens_nothing(app: Flask) -> None:
    path = invited(app, "whole@example.org")
    for broken in (path[:-3] + "x/", "/vi/account/invitation/x/", path.replace(".", "x", 1)):
        assert Visitor(app).go(broken).status_code in (404, 410)


def test_an_invitation_expires_after_a_week(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    path = invited(app, "late@example.org", lang="en")
    now = site_of(app).clock.now()
    for days, status in ((6.9, 200), (7.1, 410)):
        later = now + timedelta(days=days)
        monkeypatch.setattr(site_of(app), "clock", type("Later", (), {"now": staticmethod(lambda later=later: later)}))
        visitor = Visitor(app)
        assert visitor.go(path).status_code == status
    assert "has expired" in visitor.text


def test_a_second_invitation_ends_the_first(app: Flask) -> None:
    first = invited(app, "twice@example.org")
    second = invited(app, "Twice@Example.org")
    assert (Visitor(app).go(first).status_code, Visitor(app).go(second).status_code) == (410, 200)


def test_the_database_keeps_no_link(app: Flask) -> None:
    token = invited(app, "kept@example.org").split("/")[-2]
    with app.app_context():
        assert all(token not in kept for kept in db.session.scalars(db.select(Invitation.token)))


# In the site


def test_an_editor_invites_by_mail_in_the_receivers_language_and_withdraws(app: Flask) -> None:
    editor = Visitor(app)
    editor.client = client_as(app, member(app, "editor"))
    editor.go(TABLE)
    editor.send(TABLE, email="chi@example.org", name="Chi", role="reviewer", lang="vi")
    assert editor.path == TABLE and "chi@example.org is invited" in editor.text
    (mail,) = mails(app, "chi@example.org")
    assert mail.subject == "Lời mời tham gia trang HN 22.10"
    assert "người thẩm định" in mail.text and link_in(mail).startswith(f"{ORIGIN}/vi/account/invitation/")
    assert link_in(mail) in editor.text
    assert link_in(mail) not in editor.go(TABLE).text  # it is shown once
    with app.app_context():
        number = db.session.scalar(db.select(Invitation.id).where(Invitation.email == "chi@example.org"))
    editor.send(f"{TABLE}{number}/withdraw/")
    assert Visitor(app).go(path_in(mail)).status_code == 410


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_an_editor_invites_nobody_who_may_do_more(app: Flask, role: str) -> None:
    editor = Visitor(app)
    editor.client = client_as(app, member(app, "editor"))
    editor.go(TABLE)
    assert f'value="{role}"' not in editor.text
    assert editor.send(TABLE, email="up@example.org", role=role, lang="en").status_code == 422
    assert mails(app, "up@example.org") == []


@pytest.mark.parametrize("role", ["", "contributor", "reviewer", "safeguarding", "translator"])
def test_others_invite_nobody(app: Flask, role: str) -> None:
    client = client_as(app, member(app, *filter(None, [role])))
    for method in ("get", "post"):
        response = getattr(client, method)(TABLE, base_url=ORIGIN, data={"email": "x@example.org", "role": "reviewer"})
        assert response.status_code == 403
    assert client.post(f"{TABLE}1/withdraw/", base_url=ORIGIN).status_code == 403


def test_a_name_in_an_invitation_is_text(app: Flask) -> None:
    """Indico CVE-2023-37901: whoever invites cannot write markup into the page or a header into the mail."""
    editor = Visitor(app)
    editor.client = client_as(app, member(app, "editor"))
    editor.go(TABLE)
    hostile = "<script>alert(1)</script>\r\nBcc: all@example.org"
    editor.send(TABLE, email="evil@example.org", name=hostile, role="reviewer", lang="en", organisation_vi="<b>x</b>")
    (mail,) = mails(app, "evil@example.org")
    assert "\n" not in mail.subject and "\nBcc:" not in mail.text
    page = Visitor(app).go(path_in(mail)).text
    assert "<script>alert" not in page and "<b>x</b>" not in page and "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("nobody", "reviewer"), Wanted("a@b", "reviewer"), Wanted("đ@example.org", "reviewer"),
        Wanted("a@example.org", "boss"), Wanted("a@example.org", "contributor"), Wanted("a b@example.org", "reviewer"),
    ],
)  # fmt: skip
def test_what_cannot_be_invited_is_refused(app: Flask, wanted: Wanted) -> None:
    with app.app_context(), pytest.raises(Refused):
        invite(db.session(), site_of(app).clock.now(), "key", None, wanted)
