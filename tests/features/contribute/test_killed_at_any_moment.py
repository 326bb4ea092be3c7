"""A desk that is killed fifty times, while it writes, decides and publishes: what it acknowledged is there, whole, once."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from members import desk_of
from running import PATHS, REPOSITORY

from hub.desk.audit import broken_links
from hub.desk.database import db
from hub.features.contribute.tables import Decision, Draft, DraftVersion, SignOff
from hub.features.contribute.workflow import TRANSITIONS

pytestmark = pytest.mark.slow
ROUNDS = 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("killed")
    program = str(REPOSITORY / "tests/support/desks/killed_desk.py")
    command = [sys.executable, program, str(folder), str(ROUNDS), "20251022"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": PATHS})
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def rounds(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "rounds.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def session(folder: Path) -> Any:
    with desk_of(folder).app_context():
        yield db.session


def told(rounds: list[dict[str, Any]], what: str) -> list[list[Any]]:
    return [line for each in rounds for line in each["acknowledged"] if line[0] == what]


def test_every_sort_of_work_was_done_and_none_failed(rounds: list[dict[str, Any]]) -> None:
    counts = Counter(line[0] for each in rounds for line in each["acknowledged"])
    assert len(rounds) == ROUNDS
    assert set(counts) == {"begun", "saved", "decided", "signed", "published"}, counts


def test_every_text_that_was_acknowledged_is_kept(rounds: list[dict[str, Any]], session: Any) -> None:
    kept = {(each.draft_id, each.number): each.pages for each in session.scalars(db.select(DraftVersion))}
    lines = told(rounds, "begun") + told(rounds, "saved")
    lost = [line for _, draft, number, token in lines if f"Bài {token}" not in _titles(kept.get((draft, number))) for line in [token]]  # fmt: skip
    assert lost == []


def _titles(pages: Any) -> set[str]:
    titles = [page["fields"]["title"] for page in (pages or {}).values()]
    return set(titles) if len(titles) == 2 and len(set(titles)) == 1 else set()


def test_every_decision_that_was_acknowledged_is_there(rounds: list[dict[str, Any]], session: Any) -> None:
    there = {(each.draft_id, each.id) for each in session.scalars(db.select(Decision))}
    assert [line for line in told(rounds, "decided") if tuple(line[1:]) not in there] == []
    for what, action in (("signed", "sign"), ("published", "publish")):
        done = Counter(session.scalars(db.select(Decision.draft_id).where(Decision.action == action)))
        assert {line[1] for line in told(rounds, what)} <= done.keys()


def test_no_draft_is_half_way_between_two_states(session: Any) -> None:
    for draft in session.scalars(db.select(Draft)):
        state = "draft"
        for decision in draft.decisions:
            state = TRANSITIONS[state, decision.action].to  # type: ignore[index]
        assert (draft.id, state) == (draft.id, draft.state)
        newest = draft.versions[-1]
        assert (newest.number, newest.pages) == (draft.number, draft.pages)


def test_no_file_stands_without_its_other_language(rounds: list[dict[str, Any]]) -> None:
    pairs = [said for each in rounds for said in each["files"].values() if said]
    assert pairs
    assert [said for said in pairs if set(said) != {"vi", "en"} or len(set(said.values())) != 1] == []


def test_what_was_published_is_in_the_files(rounds: list[dict[str, Any]], session: Any) -> None:
    """At the end of each round the files say what the last published draft says, or the one that is being published."""
    words = {
        draft.id: draft.pages["vi"]["fields"]["title"].removeprefix("Bài ")
        for draft in session.scalars(db.select(Draft))
    }
    for each in rounds:
        for slug, files in each["files"].items():
            drafts = [(int(number), state) for number, (of, state) in each["drafts"].items() if of == slug]
            published = [words[number] for number, state in drafts if state == "published"]
            approved = [words[number] for number, state in drafts if state == "approved"]
            assert files.get("vi", "") in (*published[-1:], *approved, *([] if published else [""]))


def test_no_signature_is_given_twice(session: Any) -> None:
    for sign_off in session.scalars(db.select(SignOff)):
        used = session.scalars(
            db.select(Decision).where(Decision.sign_off_id == sign_off.id, Decision.action == "sign")
        )
        assert len(used.all()) == (sign_off.used is not None)


def test_the_audit_is_whole_and_tells_every_decision_once(session: Any) -> None:
    assert list(broken_links(session)) == []
    lines = Counter(
        session.execute(db.text("SELECT action, subject FROM audit_line WHERE action != 'draft.begin'")).all()
    )
    decisions = Counter(
        (f"draft.{each.action}", f"draft {each.draft_id}") for each in session.scalars(db.select(Decision))
    )
    assert {tuple(key): count for key, count in lines.items()} == decisions


def test_every_decision_is_told_to_each_who_took_part_once(session: Any) -> None:
    keys = session.scalars(db.text("SELECT key FROM mail")).all()
    told_to = Counter(key for key in keys if key.startswith("decision "))
    assert set(told_to.values()) == {1}
    author = 1
    wanted = {
        f"decision {each.id} {author}"
        for each in session.scalars(db.select(Decision))
        if each.action not in ("take", "ask_signature", "submit")
    }
    assert wanted <= told_to.keys()
    asked = {f"sign-off {each.id}" for each in session.scalars(db.select(SignOff))}
    assert asked == {key for key in keys if key.startswith("sign-off ")}


def test_the_file_of_the_database_is_whole(folder: Path) -> None:
    with sqlite3.connect(folder / "instance/hub.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
