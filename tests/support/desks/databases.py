"""Both databases on which the desk runs: a SQLite file, and Debian's PostgreSQL, started by the tests for themselves."""

import gc
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import psycopg
import pytest
from running import wait_until
from shared import shared

from hub.config import Settings

NOBODY = ("postgres", "nobody")  # PostgreSQL refuses to run as root: one of these runs it then
PLACES = "/usr/lib/postgresql/*/bin"  # where Debian puts what it does not put on the path


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is."""
    found = [str(path) for path in sorted(Path("/").glob(f"{PLACES[1:]}/{name}"), reverse=True)]
    return shutil.which(name) or next(iter(found), None)


class Server:
    """A PostgreSQL of its own, in a temporary folder, reached by a socket there and by no network."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # the path of a socket is at most 107 bytes long
        self.user = next((pwd.getpwnam(name) for name in NOBODY if _exists(name)), None) if os.geteuid() == 0 else None
        if self.user is not None:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        options = ["-U", "hub", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", str(self.folder / "data")]
        self._run([program("initdb") or "initdb", *options]).wait()
        options = [
            "-D",
            str(self.folder / "data"),
            "-k",
            str(self.folder),
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
        ]
        self.process = self._run([program("postgres") or "postgres", *options])
        wait_until(self._answers, "PostgreSQL answers")

    def _run(self, command: list[str]) -> "subprocess.Popen[bytes]":
        who = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        with (self.folder / "said.txt").open("ab") as said:
            return subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **who)  # type: ignore[call-overload,no-any-return]

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "said.txt").read_text()
        try:
            psycopg.connect(self._where("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def _where(self, name: str) -> str:
        return f"host={self.folder} user=hub dbname={name}"

    def new(self) -> str:
        """The URL of a new database that has the desk's tables, empty."""
        return self.empty(self.tables)

    def empty(self, template: str = "template0") -> str:
        """The URL of a new, empty database, or of a copy of one."""
        name = f"hub_{secrets.token_hex(4)}"
        with psycopg.connect(self._where("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")  # type: ignore[arg-type]
        return f"postgresql://hub@/{name}?host={self.folder}"

    @cached_property
    def tables(self) -> str:
        """The name of a database that has the desk's tables, empty; it is only copied."""
        url = self.empty()
        _migrate(self.folder, url)
        return url.removeprefix("postgresql://hub@/").partition("?")[0]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGQUIT)  # at once: after SIGTERM it would wait for connections that are open
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def with_tables(instance: Path) -> Path:
    """Lay a SQLite file with the desk's tables, empty, where a desk looks for it, if there is none; the folder.

    Making one takes Alembic longer than many a test takes.
    """
    if not (instance / "hub.sqlite").exists():
        instance.mkdir(parents=True, exist_ok=True)
        shutil.copy(shared("tables", _migrate) / "hub.sqlite", instance)
    return instance


def _migrate(instance: Path, url: str = "") -> None:
    from hub.desk.database import database_application, db

    with database_application(Settings(instance=instance, database_url=url)).app_context():
        db.engine.dispose()


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


@pytest.fixture(scope="session", autouse=True)
def no_connection_left() -> Iterator[None]:
    """At the end close what applications that are still there have open: Python complains of what is left."""
    yield
    if "sqlalchemy" in sys.modules:
        from sqlalchemy import Engine

        for engine in [each for each in gc.get_objects() if type(each) is Engine]:  # no proxy is woken
            engine.dispose()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """One PostgreSQL for all tests of this process."""
    if program("initdb") is None or program("postgres") is None:
        from browsing import missing

        missing("there is no PostgreSQL here; install Debian's package postgresql")
    server = Server()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def no_tables(request: pytest.FixtureRequest) -> str:
    """What HUB_DATABASE_URL says of an empty database, of each sort; "" is the file under instance/."""
    if request.param == "sqlite":
        return ""
    server: Server = request.getfixturevalue("postgresql")
    return server.empty()


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> str:
    """The same of one that has the desk's tables, but for the file: see `with_tables`."""
    if request.param == "sqlite":
        return ""
    server: Server = request.getfixturevalue("postgresql")
    return server.new()
