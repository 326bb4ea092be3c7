"""The database comes to be, goes back, and comes again, on both; and of its record no line can be changed."""

import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import downgrade, upgrade
from alembic.migration import MigrationContext
from databases import with_tables
from flask import Flask
from members import desk_of
from running import REPOSITORY, environment
from small import small
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from hub import create_desk
from hub.config import Settings
from hub.desk.audit import BEGINNING, AuditLine, broken_links, last_hash, record
from hub.desk.database import Base, NewerDatabase, alembic_config, database_application, db, newest_migration
from hub.desk.tables import SignIn
from hub.errors import UserError
from hub.feature import discover, resolve

# One of the time before, by its columns in their order.
ACCOUNT = "1, 'a@example.org', 'An', 'vi', NULL, true, '2025-10-01', NULL, NULL, 'u', NULL, NULL, 0"


def settings_of(root: Path, url: str) -> Settings:
    return Settings(instance=root / "instance", database_url=url)


def settings_with_tables(root: Path, url: str) -> Settings:
    return Settings(instance=with_tables(root / "instance"), database_url=url)


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_the_migrations_make_what_the_tables_declare(tmp_path: Path, databases: str) -> None:
    for feature in discover():
        for reference in feature.desk.values():
            resolve(reference)  # which imports its tables
    with (
        database_application(settings_with_tables(tmp_path, databases)).app_context(),
        db.engine.connect() as connection,
    ):
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        migrated = tables(db.engine)
        differences = [each for each in compare_metadata(context, Base.metadata) if _table_of(each) in migrated]
    assert differences == []
    assert {"account", "sign_in", "invitation", "mail", "audit_line"} <= migrated


def _table_of(difference: object) -> str:
    flat = [part for part in (difference if isinstance(difference, tuple) else difference[0])]  # type: ignore[index]
    return next((str(getattr(part, "table", part)) for part in flat if hasattr(part, "table")), str(flat[-1]))


def test_the_newest_migration_is_known_by_its_name(tmp_path: Path) -> None:
    from alembic.script import ScriptDirectory

    from hub.desk.database import MIGRATIONS

    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [newest_migration()]


# Opens the database in three processes at once and then in another one, which import nothing twice. Says of each how it
# ended: 0, or 1 if it has imported Alembic or what makes pages, or 2 if it has failed.
OPENING = """
import os, sys
from hub.config import from_environment
from hub.desk.database import database_application

def begun():
    if child := os.fork():
        return child
    status = 2
    try:
        database_application(from_environment())
        status = int(bool({"alembic.command", "hub.web.page"} & sys.modules.keys()))
    finally:
        os._exit(status)

def ends(children):
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]

print([ends([begun() for _ in range(3)]), ends([begun()])])
"""


def test_processes_that_begin_at_once_make_the_tables_and_the_next_opens_them_without_alembic_and_without_pages(
    tmp_path: Path, no_tables: str
) -> None:
    more = {"HUB_DATABASE_URL": no_tables} if no_tables else {}
    command = [sys.executable, "-c", OPENING]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment(tmp_path, **more), text=True, capture_output=True)
    assert not done.stderr
    at_once, afterwards = json.loads(done.stdout)
    # One that comes late finds the tables made, and needs no Alembic either.
    assert 1 in at_once and set(at_once) <= {0, 1}
    assert afterwards == [0]


def written_by_a_newer_version(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, databases: str) -> None:
    app = database_application(settings_with_tables(tmp_path, databases))
    written_by_a_newer_version(app)
    with pytest.raises(NewerDatabase, match=r"migration 9999; this version knows those up to 0.*backup"):
        database_application(settings_of(tmp_path, databases))
    with app.app_context():
        assert "account" in tables(db.engine)


def test_a_desk_over_a_database_of_a_newer_version_says_that_it_cannot_be_reached(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    small(tmp_path)
    written_by_a_newer_version(desk_of(tmp_path))
    desk = create_desk(
        settings=Settings(content=tmp_path / "content", exhibits=tmp_path / "exhibits", instance=tmp_path / "instance")
    )
    assert desk.test_client().get("/vi/account/sign-in/").status_code == 503
    assert "newer version of the hub" in caplog.text


def test_the_migrations_go_back_and_come_again(tmp_path: Path, databases: str) -> None:
    with database_application(settings_with_tables(tmp_path, databases)).app_context():
        before = tables(db.engine)
        downgrade(alembic_config(), "base")
        assert tables(db.engine) == set()
        upgrade(alembic_config(), "head")
        assert tables(db.engine) == before


def test_of_a_session_that_was_open_before_signing_in_is_the_proof(tmp_path: Path, databases: str) -> None:
    with database_application(settings_with_tables(tmp_path, databases)).app_context():
        downgrade(alembic_config(), "0003")
        session = db.session()
        session.execute(text(f"INSERT INTO account VALUES ({ACCOUNT})"))
        columns = "id, account_id, token, browser, begun, used"
        session.execute(text(f"INSERT INTO sign_in ({columns}) VALUES (1, 1, 't', '', '2025-10-01', '2025-10-05')"))
        session.commit()
        upgrade(alembic_config(), "head")
        proven = session.scalars(db.select(SignIn.proven)).one()
        session.rollback()
        assert proven.isoformat() == "2025-10-01T00:00:00+00:00"
        downgrade(alembic_config(), "0003")
        assert "proven" not in {column["name"] for column in inspect(db.engine).get_columns("sign_in")}


def test_a_file_that_is_no_database_is_said_in_one_line_and_left_as_it_is(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")
    settings.instance.mkdir()
    file = settings.instance / "hub.sqlite"
    file.write_bytes(b"no database")
    with pytest.raises(UserError, match=r"file is not a database.*HUB_DATABASE_URL"):
        database_application(settings)
    assert file.read_bytes() == b"no database"


def test_a_new_file_that_another_process_has_begun_to_write_is_waited_for(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")
    settings.instance.mkdir()
    other = sqlite3.connect(settings.instance / "hub.sqlite", isolation_level=None)
    other.execute("CREATE TABLE note (text)")
    other.execute("BEGIN IMMEDIATE")
    opened: list[set[str]] = []

    def open_it() -> None:
        with database_application(settings).app_context():
            opened.append(tables(db.engine))

    opening = threading.Thread(target=open_it)
    opening.start()
    opening.join(0.5)  # refused at once, it would be over by then
    other.execute("COMMIT")
    other.close()
    opening.join()
    assert "account" in opened[0]


def test_a_database_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="HUB_DATABASE_URL"):
        database_application(settings_of(tmp_path, "postgresql://hub@127.0.0.1:9/none"))


# The audit


def test_no_line_of_the_audit_can_be_changed_or_deleted(tmp_path: Path, databases: str) -> None:
    from datetime import UTC, datetime

    with database_application(settings_with_tables(tmp_path, databases)).app_context():
        session = db.session()
        for number in range(3):
            record(session, datetime(2025, 10, 1, number, tzinfo=UTC), None, "tried", f"thing {number}")
        session.commit()
        for statement in (
            "UPDATE audit_line SET action = 'other'", "DELETE FROM audit_line WHERE id = 3", "DELETE FROM audit_line",
        ):  # fmt: skip
            with pytest.raises(DBAPIError, match="can be added to"):
                session.execute(text(statement))
            session.rollback()
        assert list(broken_links(session)) == []
        assert last_hash(session)[0] == 3


@pytest.mark.parametrize(
    "change", ["UPDATE audit_line SET subject = 'x' WHERE id = 2", "DELETE FROM audit_line WHERE id = 2"]
)
def test_what_was_changed_all_the_same_is_found(tmp_path: Path, databases: str, change: str) -> None:
    from datetime import UTC, datetime

    from hub.desk.audit import guards

    with database_application(settings_with_tables(tmp_path, databases)).app_context():
        session = db.session()
        for number in range(3):
            record(session, datetime(2025, 10, 1, number, tzinfo=UTC), None, "tried", f"thing {number}")
        session.commit()
        for statement in guards(db.engine.dialect.name, gone=True):
            session.execute(text(statement))
        session.execute(text(change))
        session.commit()
        assert [line.id for line in broken_links(session)][:1] == [2 if change.startswith("UPDATE") else 3]


def test_lines_of_many_at_once_stand_in_one_chain(tmp_path: Path, databases: str) -> None:
    from datetime import UTC, datetime

    app = database_application(settings_with_tables(tmp_path, databases))

    def work() -> None:
        with app.app_context():
            for number in range(10):
                record(db.session(), datetime(2025, 10, 1, number, tzinfo=UTC), None, "tried", "thing")
                db.session.commit()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        lines = db.session.query(AuditLine).order_by(AuditLine.id).all()
        assert (len(lines), lines[0].before) == (40, BEGINNING)
        assert list(broken_links(db.session())) == []
        db.session.remove()
        db.engine.dispose()
