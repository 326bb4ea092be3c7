"""Every address of the desk, asked by every role, of one's own draft and of another's: only what the table allows."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from flask import Flask
from members import client_as, desk_of, member
from small import small

from hub.content.write.draft import Page
from hub.desk.database import db
from hub.desk.permissions import ACTIONS, ROLES, allowed
from hub.desk.tables import Account, SignIn
from hub.features.contribute.drafting import begin
from hub.features.contribute.tables import Draft

NOW = datetime(2025, 10, 2, 2, 0, tzinfo=UTC)
ANYBODY, SIGNED_IN = "anybody", "signed in"
# What each view takes: an action of the table, an account of any role, or nothing. `decide` asks the table for the
# action that its form names; tests/features/contribute/reviewing/test_steps_of_review.py walks those.
TAKES = {
    "account.sign_in": ANYBODY,
    "account.sign_in_with_password": ANYBODY,
    "account.sign_in_with_passkey": ANYBODY,
    "account.proof": SIGNED_IN,
    "account.give_proof": SIGNED_IN,
    "account.prove": ANYBODY,
    "account.prove_by_code": ANYBODY,
    "account.sign_out": ANYBODY,
    "account.signed_out": ANYBODY,
    "account.forgotten": ANYBODY,
    "account.send_reset": ANYBODY,
    "account.reset": ANYBODY,
    "account.choose_password": ANYBODY,
    "account.reset_sent": ANYBODY,
    "account.invitation": ANYBODY,
    "account.accept": ANYBODY,
    "account.index": SIGNED_IN,
    "account.change": SIGNED_IN,
    "account.kept": SIGNED_IN,
    "account.kept_json": SIGNED_IN,
    "account.change_password": SIGNED_IN,
    "account.add_passkey": SIGNED_IN,
    "account.second_factor": SIGNED_IN,
    "account.set_up_codes": SIGNED_IN,
    "account.remove_codes": SIGNED_IN,
    "account.qr": SIGNED_IN,
    "account.renew_recovery_codes": SIGNED_IN,
    "account.end_others": SIGNED_IN,
    "account.invitations": "account.invite",
    "account.invite": "account.invite",
    "account.withdraw": "account.invite",
    "contribute.index": SIGNED_IN,
    "contribute.queue": "draft.read",
    "contribute.new": "draft.begin",
    "contribute.propose": "draft.begin",
    "contribute.begin_taking_over": "draft.begin",
    "contribute.attachments": "draft.read",
    "contribute.attachment": "draft.read",
    "contribute.add_attachment": "draft.attach",
    "contribute.remove_attachment": "draft.attach",
    "contribute.add_picture": "draft.attach",
    "contribute.put_into_quarantine": "attachment.quarantine",
    "contribute.comment": "draft.comment",
    "contribute.settle": "draft.comment",
    "contribute.decide": "draft.read",
    "contribute.discard": "draft.discard",
    "contribute.do_discard": "draft.discard",
    "contribute.draft": "draft.read",
    "contribute.edit": "draft.write",
    "contribute.keep": "draft.write",
    "contribute.preview": "draft.read",
    "contribute.state": "draft.write",
    "contribute.submit": "draft.submit",
    "contribute.review": "draft.read",
    "contribute.review_against": "draft.read",
    "contribute.ask_signature": "signoff.ask",
    "contribute.publish": "draft.publish",
    "contribute.do_publish": "draft.publish",
    "contribute.reopen": "draft.publish",
    "contribute.entries": "entry.withdraw",
    "contribute.withdraw": "entry.withdraw",
    "contribute.take_over": "entry.take_over",
    "contribute.offer": "entry.take_over",
    "contribute.sign": ANYBODY,
    "contribute.give": ANYBODY,
    "contribute.signed": ANYBODY,
}
# Rows of one's own: somebody else's is not found, whatever the role.
OF_ONE_ACCOUNT = {"account.remove_passkey", "account.end_session"}
# In an instance to try things in alone.
ELSEWHERE_ABSENT = {"contribute.demo", "contribute.become"}
SIGN_IN = "/vi/account/sign-in/"


class Address(NamedTuple):
    """A view with its path for a draft of one organisation, and one method that it answers."""

    endpoint: str
    method: str
    path: str
    own: bool


class House(NamedTuple):
    """A desk with an account for each role, one without any, and a draft of each of two organisations."""

    app: Flask
    people: dict[str, int]
    drafts: dict[bool, int]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    app = desk_of(small(tmp_path_factory.mktemp("house")))
    people = {role: member(app, role, organisation="Ours" if role == "contributor" else "") for role in ROLES}
    people["nobody"] = member(app)
    writers = {True: people["contributor"], False: member(app, "contributor", organisation="Theirs")}
    drafts = {}
    with app.app_context():
        for own, writer in writers.items():
            account = db.session.get_one(Account, writer)
            pages = {"vi": Page({"title": "Đường dây"}, {})}
            slug = "cua-minh" if own else "cua-nguoi"
            drafts[own] = begin(db.session(), NOW, account, "practice", slug, "", pages, None, {}).id
        db.session.commit()
    return House(app, people, drafts)


def addresses(house: House) -> Iterator[Address]:
    """Every address of the desk with every method, for a draft of one's own organisation and for another's."""
    adapter = house.app.url_map.bind("localhost")
    for rule in house.app.url_map.iter_rules():
        if "lang" not in rule.arguments or rule.endpoint in OF_ONE_ACCOUNT | ELSEWHERE_ABSENT:
            continue
        of_draft = "/drafts/" in rule.rule
        for own in (True, False) if of_draft else (True,):
            given = {"lang": "vi", "token": "x" * 20, "paper": 1, "comment_id": 1, "against": 1}
            given |= {"number": house.drafts[own] if of_draft else 1, "kind": "practice", "slug": "duong-day"}
            path = adapter.build(rule.endpoint, {name: given[name] for name in rule.arguments})
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield Address(rule.endpoint, method, path, own)


def may(house: House, who: str | None, address: Address) -> bool:
    """Whether the table allows somebody what an address takes."""
    takes = TAKES[address.endpoint]
    if takes == ANYBODY or who is None:
        return takes == ANYBODY
    if takes == SIGNED_IN:
        return True
    with house.app.app_context():
        account = db.session.get_one(Account, house.people[who])
        draft = db.session.get_one(Draft, house.drafts[address.own]) if "/drafts/" in address.path else None
        return allowed(takes, account, draft)


def rows(house: House) -> list[tuple[object, ...]]:
    """What the drafts are, as far as an act could change it."""
    with house.app.app_context():
        drafts = db.session.scalars(db.select(Draft).order_by(Draft.id))
        return [(one.id, one.state, one.number, len(one.comments), len(one.attachments)) for one in drafts]


def test_every_address_says_here_what_it_takes(house: House) -> None:
    asked = {rule.endpoint for rule in house.app.url_map.iter_rules() if "lang" in rule.arguments}
    assert asked == TAKES.keys() | OF_ONE_ACCOUNT | ELSEWHERE_ABSENT
    assert {takes for takes in TAKES.values() if takes not in (ANYBODY, SIGNED_IN)} <= ACTIONS.keys()


@pytest.mark.parametrize("who", [None, "nobody", *ROLES])
def test_nobody_gets_what_the_table_does_not_allow(house: House, who: str | None) -> None:
    client, before = client_as(house.app, house.people[who] if who else None), rows(house)
    for address in addresses(house):
        if may(house, who, address):
            continue
        response = client.open(address.path, method=address.method)
        if who is None:
            assert response.status_code == 303 and response.location.startswith(SIGN_IN), address
        else:
            assert response.status_code in (403, 404), (who, address, response.status_code)
            assert not re.search("cua-nguoi|Đường dây hỗ trợ", response.text), address
        assert rows(house) == before, address


@pytest.mark.parametrize("who", [None, *ROLES])
def test_everybody_gets_to_read_what_the_table_allows(house: House, who: str | None) -> None:
    client = client_as(house.app, house.people[who] if who else None)
    for address in addresses(house):
        asks = address.method == "GET" and may(house, who, address)
        if asks and address.endpoint not in ("contribute.attachment", "account.qr"):  # there is none to show
            response = client.get(address.path)
            assert response.status_code not in (401, 403, 405, 500), (who, address, response.status_code)
            assert TAKES[address.endpoint] == ANYBODY or SIGN_IN not in response.headers.get("Location", ""), address


@pytest.mark.parametrize("who", [None, "contributor", "admin"])
def test_nobody_becomes_somebody_else_outside_of_an_instance_to_try_things_in(house: House, who: str | None) -> None:
    client = client_as(house.app, house.people[who] if who else None)
    assert client.get("/vi/contribute/demo/").status_code == 404
    assert client.post("/vi/contribute/demo/", data={"who": "admin"}).status_code == 404


@pytest.mark.parametrize("endpoint", sorted(OF_ONE_ACCOUNT))
def test_what_is_another_accounts_is_not_found(house: House, endpoint: str) -> None:
    adapter = house.app.url_map.bind("localhost")
    admin, other = client_as(house.app, house.people["admin"]), client_as(house.app, house.people["editor"])
    with house.app.app_context():
        number = db.session.scalar(db.select(SignIn.id).where(SignIn.account_id == house.people["editor"]))
    path = adapter.build(endpoint, {"lang": "vi", "number": number}, method="POST")
    assert admin.post(path).status_code == 404
    assert other.get("/vi/account/").status_code == 200
