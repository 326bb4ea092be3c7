"""`invite` and `accounts`, as somebody types them: on a machine without a database they make one first."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands import OF_THE_DESK, Carry, commands_in
from members import desk_of
from running import REPOSITORY, folders
from small import small
from visiting import PASSWORD, Visitor, mails

Run = Callable[..., tuple[str, int]]


@pytest.fixture(scope="module")
def carry_out() -> Iterator[Carry]:
    with commands_in(REPOSITORY, OF_THE_DESK) as carry_out:
        yield carry_out


@pytest.fixture
def run(carry_out: Carry, tmp_path: Path) -> Run:
    """Carry out a command on the folder of the test: all that it says, and its exit status."""
    given = {**folders(tmp_path), "LC_ALL": "C.UTF-8", "HUB_PUBLIC_URL": "https://hub.example.org"}
    return lambda *words, **more: carry_out(*words, **given | more)


@pytest.mark.slow
def test_from_an_invitation_to_being_forgotten(run: Run, tmp_path: Path, no_tables: str) -> None:
    root = small(tmp_path)
    more = {"HUB_DATABASE_URL": no_tables} if no_tables else {}
    said, status = run("invite", "Editor@Example.org", "--role", "contributor", "--name", "An", "--lang", "en",
                       "--organisation", "Bộ Công an | Ministry of Public Security", **more)  # fmt: skip
    assert status == 0, said
    link = said.strip()
    assert link.startswith("https://hub.example.org/en/account/invitation/")
    app = desk_of(root, public_url="https://hub.example.org", database_url=no_tables)
    (mail,) = mails(app)
    assert mail.address == "editor@example.org" and link in mail.text and mail.text.startswith("Dear An,")
    visitor = Visitor(app)
    path = link.removeprefix("https://hub.example.org")
    visitor.go(path)
    visitor.send(path, name="An", lang="en", password=PASSWORD)
    assert visitor.go("/en/account/").request.path == "/en/account/"

    (listed,) = json.loads(run("accounts", "list", "--json", **more)[0])["items"]
    assert (listed["email"], listed["roles"], listed["active"]) == ("editor@example.org", ["contributor"], True)
    again = run("invite", "editor@example.org", "--role", "reviewer", **more)
    assert again == ("editor@example.org has an account already\n", 1)
    assert run("accounts", "deactivate", "editor@example.org", **more)[1] == 0
    assert visitor.go("/en/account/").request.path == "/en/account/sign-in/"
    assert run("accounts", "forget", "editor@example.org", **more)[1] == 0
    assert json.loads(run("accounts", "list", "--json", **more)[0])["items"] == []
    assert run("audit", "verify", **more)[0].startswith("4 lines are whole\n")
    said, status = run("accounts", "forget", "editor@example.org", LC_ALL="vi_VN.UTF-8", **more)
    assert status == 1 and "không có tài khoản nào" in said


def test_a_mistake_is_one_line_with_the_cure(run: Run) -> None:
    said, status = run("invite", "a@example.org", "--role", "boss")
    assert (status, said.count("\n")) == (1, 1) and "write one of: contributor" in said
    said, status = run("mail", "send")
    assert status == 1 and "HUB_MAIL_URL is not set" in said
    said, status = run("audit", "verify", HUB_TRUSTED_PROXIES="many")
    assert status == 1 and said.startswith("HUB_TRUSTED_PROXIES is many;")
