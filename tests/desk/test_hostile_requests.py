"""What strangers and members may send to the desk: it is refused in words, costs little, and breaks nothing."""

import random
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from itertools import cycle
from pathlib import Path

import pytest
from effort import at_most_millions
from flask import Flask
from flask.testing import FlaskClient
from members import client_as, desk_of, member
from small import small
from visiting import Visitor

from hub.content.history.differences import MOST_WORDS, Run, differences, longest_for
from hub.content.write.draft import Page, settled
from hub.desk.application import ATTEMPTS
from hub.desk.database import db
from hub.desk.limits import LARGEST_FORM, Attempts, Limit, line_of, number_of
from hub.desk.outbox import Mail
from hub.desk.sending import Server, message
from hub.desk.tables import Account
from hub.feature import discover
from hub.features.contribute.forms import MOST_SECTIONS, pages_of
from hub.features.contribute.writing.slots import slots_of

NOW = datetime(2025, 10, 1, 2, 0, tzinfo=UTC)
SIGN_IN = "/vi/account/sign-in/"
HUGE = "9" * 30
SERVER = Server("mail.example.org", 25, False, "", "", "hub@example.org", "example.org")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return desk_of(small(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="module")
def people(app: Flask) -> dict[str, int]:
    return {"author": member(app, "contributor", organisation="Ours"), "editor": member(app, "editor")}


@pytest.fixture
def editor(app: Flask, people: dict[str, int]) -> FlaskClient:
    app.extensions[ATTEMPTS] = Attempts()
    return client_as(app, people["editor"])


def test_a_number_that_no_row_can_have_is_not_found(editor: FlaskClient) -> None:
    for path in ("drafts/{}/edit", "drafts/{}/preview", "drafts/{}/review", "drafts/1/attachments/{}"):
        assert editor.get(f"/vi/contribute/{path.format(HUGE)}/").status_code == 404, path
    for path in ("sessions/{}/", "passkeys/{}/remove/", "invitations/{}/withdraw/"):
        assert editor.post(f"/vi/account/{path.format(HUGE)}").status_code == 404, path


@pytest.mark.parametrize("text", [HUGE, "-1", "-" + HUGE, "²", "٣", "1" * 5000, "", "1e3", " 1"])
def test_a_form_that_names_no_number_of_a_row_names_none(text: str) -> None:
    assert number_of(text) == 0


def test_a_form_saved_on_a_number_below_the_first_is_refused(app: Flask, people: dict[str, int]) -> None:
    author = client_as(app, people["author"])
    sent = author.post("/vi/contribute/new/", data={"kind": "practice", "title": "Số âm", "lang": "vi"})
    for number in ("0", "-1", "-" + HUGE):
        assert author.post(sent.headers["Location"], data={"number": number, "vi.title": "x"}).status_code == 400


def test_a_text_with_a_nul_reaches_no_database(app: Flask, editor: FlaskClient) -> None:
    before = len(app.extensions[ATTEMPTS])
    assert editor.post(SIGN_IN, data={"email": "a\0b@example.org", "password": "x"}).status_code == 400
    assert editor.post("/vi/account/", data={"name": "a\0b"}).status_code == 400
    assert len(app.extensions[ATTEMPTS]) == before


def test_a_stranger_sends_no_more_than_a_form_can_be(app: Flask, editor: FlaskClient) -> None:
    answer = editor.post(SIGN_IN, data={"email": "x" * LARGEST_FORM, "password": "x"})
    assert answer.status_code == 413 and 'lang="vi"' in answer.text


def test_an_address_that_is_no_address_in_the_referer_breaks_nothing(app: Flask) -> None:
    nobody = client_as(app, None)
    answer = nobody.post("/vi/account/", data={"name": "x"}, headers={"Referer": "http://["})
    assert answer.status_code == 303 and answer.headers["Location"].endswith(SIGN_IN)


def test_what_is_counted_of_an_attempt_takes_as_little_memory_for_a_long_address() -> None:
    attempts, limit = Attempts(), Limit(1, timedelta(minutes=1))
    assert attempts.wait("sign-in", "x" * 1_000_000, limit, NOW) == 0
    assert attempts.wait("sign-in", "x" * 1_000_000, limit, NOW) > 0
    assert attempts.wait("sign-in", "x" * 999_999, limit, NOW) == 0
    assert all(len(key) <= 32 for key in attempts._seen)


def test_a_client_that_is_refused_uses_up_the_attempts_of_no_address(app: Flask, people: dict[str, int]) -> None:
    app.extensions[ATTEMPTS] = Attempts()
    stranger = Visitor(app)
    stranger.go("/en/account/sign-in/")
    answers = [
        stranger.send("/en/account/sign-in/", follow=False, email=f"{n}@example.org").status_code for n in range(61)
    ]
    assert answers[-1] == 429
    counted = len(app.extensions[ATTEMPTS])
    for _ in range(3):
        assert stranger.client.post(SIGN_IN, headers=stranger.headers, base_url=stranger.origin).status_code == 400
    stranger.go("/en/account/signed-out/")
    stranger.send("/en/account/sign-in/", follow=False, email="somebody-new@example.org")
    assert len(app.extensions[ATTEMPTS]) == counted


def test_strangers_cannot_use_up_the_passkeys_of_everyone(app: Flask) -> None:
    app.extensions[ATTEMPTS] = Attempts()
    attempts: Attempts = app.extensions[ATTEMPTS]
    client = client_as(app, None)
    for number in range(5):
        for _ in range(60):
            place = {"REMOTE_ADDR": f"203.0.113.{number}"}
            sent = client.post("/vi/account/sign-in/passkey/", data={"passkey": "{}"}, environ_overrides=place)
            assert sent.status_code == 422
    assert len(attempts) == 5
    place = {"REMOTE_ADDR": "203.0.113.99"}
    sent = client.post("/vi/account/sign-in/passkey/", data={"passkey": "{}"}, environ_overrides=place)
    assert sent.status_code == 422


@pytest.mark.parametrize(
    "answer", ["[" * 100_000, "null", "[]", '{"rawId": 5}', '{"rawId": "é"}', '{"rawId": "AA", "response": 5}']
)
def test_an_answer_that_no_browser_gives_is_no_passkey(app: Flask, answer: str) -> None:
    app.extensions[ATTEMPTS] = Attempts()
    visitor = Visitor(app)
    visitor.go("/en/account/sign-in/")
    state = visitor.text.partition('name="state" value="')[2].partition('"')[0]
    assert state
    sent = visitor.send("/en/account/sign-in/passkey/", follow=False, state=state, passkey=answer)
    assert sent.status_code == 422


def test_a_name_is_kept_in_one_form_and_turns_nothing_around(app: Flask, people: dict[str, int]) -> None:
    author = client_as(app, people["author"])
    typed = "Nguye\u0302\u0303n \u202etxt.exe\r\nBcc: x@example.org"
    assert author.post("/vi/account/", data={"name": typed, "lang": "vi"}).status_code == 303
    with app.app_context():
        assert db.session.get_one(Account, people["author"]).name == "Nguyễn txt.exe Bcc: x@example.org"
    assert line_of("  a\u2028b\0 ") == "a b"


@pytest.mark.parametrize(
    "address", ["(!#]@).x)", ":@x,;.org", "b=@[^.x)", ",(*:@]-%.x)", "a b@c.org", "a@b", "a\x01@b.org", ".a@b.org"]
)
def test_an_address_at_which_no_header_can_be_written_stops_no_other_mail(
    app: Flask, editor: FlaskClient, address: str
) -> None:
    assert editor.post("/vi/account/invitations/", data={"email": address, "role": "translator"}).status_code == 422
    mail = Mail(id=1, key="k", address=address, lang="vi", subject="s", text="t", created=NOW)
    assert message(mail, SERVER) is None


@pytest.mark.parametrize("address", ["a+b@example.org", "o'neil@xn--vit-nam-hb4c.example", "a" * 242 + "@example.org"])
def test_an_unusual_address_gets_its_mail(app: Flask, editor: FlaskClient, address: str) -> None:
    assert editor.post("/vi/account/invitations/", data={"email": address, "role": "translator"}).status_code == 303
    mail = Mail(id=1, key="k", address=address, lang="vi", subject="Tiêu đề\r\nBcc: x@y.z", text="t", created=NOW)
    made = message_from_bytes(message(mail, SERVER) or b"", policy=default)
    assert (made["To"], made["Bcc"], made["Subject"]) == (address, None, "Tiêu đề Bcc: x@y.z")


def test_no_method_and_no_sort_of_body_breaks_a_page(app: Flask, editor: FlaskClient, tmp_path: Path) -> None:
    # Of these three every view sees the same, a form without a field: they are taken in turns.
    no_forms = cycle(
        (
            {"data": b"{}", "content_type": "application/json"},
            {"data": b"\xff\x00", "content_type": "multipart/form-data; boundary=x"},
            {"data": b"x", "content_type": "text/plain"},
        )
    )
    forms = (
        {"data": {name: HUGE for name in ("number", "known", "role", "solved", "decision", "add", "drop", "kind")}},
        {"data": {"add": "a\r\nb", "number": "1"}},
        {"data": {"drop": "a\r\nb", "number": "1"}},
    )
    sent = editor.post("/vi/contribute/new/", data={"kind": "practice", "title": "Lạ", "lang": "vi"})
    draft = int(sent.headers["Location"].split("/")[4])
    adapter = app.url_map.bind("localhost")
    given = {"lang": "vi", "token": "x", "paper": 1, "comment_id": 1, "against": 1, "number": draft, "kind": "practice"}
    for rule in list(app.url_map.iter_rules()):
        if "lang" not in rule.arguments or rule.endpoint == "account.sign_out" or "end_" in rule.endpoint:
            continue
        values = {name: (given | {"slug": "duong-day"})[name] for name in rule.arguments}
        path = adapter.build(rule.endpoint, values, method="POST" if "POST" in (rule.methods or ()) else "GET")
        assert editor.open(path, method="PROPFIND").status_code in (400, 405), path
        for body in (next(no_forms), *forms) if "POST" in (rule.methods or ()) else ():
            assert editor.post(path, **body).status_code < 500, (rule.endpoint, body)


def test_a_form_of_thousands_of_sections_adds_no_more_of_them_than_can_be_put_in_order_at_once() -> None:
    kind = discover().registry.kinds["practice"]
    form = {f"vi.#s{number}": ["x"] for number in range(20_000)} | {"vi.#problem": ["x"]}
    page = pages_of(kind, slots_of(kind, False), form, {})["vi"]
    assert len(page.sections) == MOST_SECTIONS


def test_thousands_of_equal_headings_typed_into_one_section_get_names_of_their_own() -> None:
    kind = discover().registry.kinds["practice"]
    typed = Page({}, {"problem": "## Một {#mot}\n" * 20_000}, "", {"problem": "Vấn đề"})
    found = list(settled(kind, typed).sections)
    assert (found[:4], found[-1]) == (["problem", "mot", "mot-2", "mot-3"], "mot-20000")


def test_long_texts_of_few_words_are_compared_by_words_only_where_that_is_soon_done() -> None:
    chance = random.Random(7)
    before, after = ([" ".join(chance.choices("ab", k=500)) for _ in range(98)] for _ in range(2))
    longest = longest_for([*before, *after])
    assert longest < 999
    with at_most_millions(40):
        found = differences(before, after, longest)
    assert len(found) == 196


def test_what_people_write_is_compared_by_words() -> None:
    assert longest_for(["Một câu như người ta viết. " * 20] * 60) == MOST_WORDS


def test_texts_of_thousands_of_recurring_paragraphs_are_compared_all_the_same() -> None:
    before = ["một", "hai", "ba"] * 10_000
    assert differences(before, [*before, "mới"]) == [(Run("added", "mới"),)]
