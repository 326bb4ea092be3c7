"""`invite` and `accounts`, as somebody types them: on a machine without a database they make one first."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from members import desk_of
from running import REPOSITORY, environment
from small import small
from visiting import PASSWORD, Visitor, mails


def run(root: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    given = environment(root, HUB_PUBLIC_URL="https://hub.example.org", **variables)
    command = [sys.executable, "-m", "hub", *words]
    return subprocess.run(command, cwd=REPOSITORY, env=given, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_from_an_invitation_to_being_forgotten(tmp_path: Path, databases: str) -> None:
    root = small(tmp_path)
    more = {"HUB_DATABASE_URL": databases} if databases else {}
    done = run(root, "invite", "Editor@Example.org", "--role", "contributor", "--name", "An", "--lang", "en",
               "--organisation", "Bộ Công an | Ministry of Public Security", **more)  # fmt: skip
    assert done.returncode == 0, done.stderr
    link = done.stdout.strip()
    assert link.startswith("https://hub.example.org/en/account/invitation/")
    app = desk_of(root, public_url="https://hub.example.org", database_url=databases)
    (mail,) = mails(app)
    assert mail.address == "editor@example.org" and link in mail.text and mail.text.startswith("Dear An,")
    visitor = Visitor(app)
    path = link.removeprefix("https://hub.example.org")
    visitor.go(path)
    visitor.send(path, name="An", lang="en", password=PASSWORD)
    assert visitor.go("/en/account/").request.path == "/en/account/"

    (listed,) = json.loads(run(root, "accounts", "list", "--json", **more).stdout)["items"]
    assert (listed["email"], listed["roles"], listed["active"]) == ("editor@example.org", ["contributor"], True)
    again = run(root, "invite", "editor@example.org", "--role", "reviewer", **more)
    assert (again.returncode, again.stderr) == (1, "editor@example.org has an account already\n")
    assert run(root, "accounts", "deactivate", "editor@example.org", **more).returncode == 0
    assert visitor.go("/en/account/").request.path == "/en/account/sign-in/"
    assert run(root, "accounts", "forget", "editor@example.org", **more).returncode == 0
    assert json.loads(run(root, "accounts", "list", "--json", **more).stdout)["items"] == []
    assert run(root, "audit", "verify", **more).stdout.startswith("4 lines are whole\n")
    missing = run(root, "accounts", "forget", "editor@example.org", LC_ALL="vi_VN.UTF-8", **more)
    assert missing.returncode == 1 and "không có tài khoản nào" in missing.stderr


def test_a_mistake_is_one_line_with_the_cure(tmp_path: Path) -> None:
    done = run(tmp_path, "invite", "a@example.org", "--role", "boss")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1) and "write one of: contributor" in done.stderr
    done = run(tmp_path, "mail", "send")
    assert done.returncode == 1 and "HUB_MAIL_URL is not set" in done.stderr
    done = run(tmp_path, "audit", "verify", HUB_TRUSTED_PROXIES="many")
    assert done.returncode == 1 and done.stderr.startswith("HUB_TRUSTED_PROXIES is many;")
