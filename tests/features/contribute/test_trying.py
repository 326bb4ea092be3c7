"""The instance to try things in: everybody can be entered by a press, and a draft stands in every state."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from members import client_as, desk_of
from running import REPOSITORY

from hub.config import Settings, as_environment, from_environment
from hub.content.model.dates import HANOI
from hub.desk.audit import broken_links
from hub.desk.database import db
from hub.features.contribute.tables import Draft
from hub.features.contribute.trying.drafts import fill
from hub.features.contribute.trying.people import PEOPLE
from hub.features.contribute.workflow import ENDS, TRANSITIONS

pytestmark = pytest.mark.slow
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=HANOI)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("demo")
    for folder in ("content", "exhibits"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    app = desk_of(root, demo=True)
    fill(app, NOW)
    return app


def test_a_draft_stands_in_every_state(demo: Flask) -> None:
    with demo.app_context():
        states = set(db.session.scalars(db.select(Draft.state)))
        assert list(broken_links(db.session())) == []
    assert states == {state for state, _ in TRANSITIONS} | ENDS


@pytest.mark.parametrize("who", [person.address for person in PEOPLE])
def test_everybody_can_be_entered_and_begins_where_they_work(demo: Flask, who: str) -> None:
    client = client_as(demo, None)
    entered = client.post("/vi/contribute/demo/", data={"who": who}, follow_redirects=True)
    assert entered.status_code == 200
    assert entered.request.path == ("/vi/account/invitations/" if who == "admin" else "/vi/contribute/")


def test_what_was_published_lies_beside_the_other_files(demo: Flask) -> None:
    folder = demo.extensions["hub"].settings.content / "library"
    assert {path.name for path in folder.glob("demo-*")} == {"demo-published.vi.md", "demo-published.en.md"}


def test_nobody_else_can_be_entered(demo: Flask) -> None:
    assert client_as(demo, None).post("/vi/contribute/demo/", data={"who": "chief"}).status_code == 404


def test_it_answers_under_the_name_of_this_machine_alone(tmp_path: Path) -> None:
    app = desk_of(tmp_path, demo=True, public_url="https://hub.example.org")
    client = client_as(app, None)
    assert client.get("/vi/contribute/demo/", base_url="https://hub.example.org").status_code == 404


def test_processes_of_a_server_get_the_settings_that_a_command_made(tmp_path: Path) -> None:
    settings = Settings(content=tmp_path / "nội dung", instance=tmp_path / "instance", demo=True, pocket=False)
    assert from_environment(as_environment(settings)) == settings
