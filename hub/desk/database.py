"""The database of the desk: people, and work that is not published yet. No public page asks it anything."""

import sqlite3
import threading
import time
import weakref
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, TypeDecorator, event, inspect, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.pool import NullPool

from hub.config import Settings
from hub.errors import UserError
from hub.messages import N_

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

MIGRATIONS = Path(__file__).parent / "migrations"
WAIT = 10  # seconds that a request waits for another one that writes to the SQLite file
UNREACHED = N_("the database cannot be reached (%(why)s); check HUB_DATABASE_URL and whether it runs")
NEWER = N_(
    "the database was written by a newer version of the hub (migration %(found)s; this version knows those up to %(newest)s); "
    "run the newer version, or restore the backup from before the update"
)
MIGRATING = threading.Lock()  # Alembic knows one migration at a time in a process
MIGRATED = "hub.desk.migrated"  # whether an application has brought its database up to date
# Alembic can only change a constraint that has a name.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class NewerDatabase(UserError):
    """A newer version of the hub has written the database, and this one cannot know what is in it."""


class Moment(TypeDecorator[datetime]):
    """A moment with its offset; kept in UTC, so that both databases compare and return the same."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, without its offset. Raises ValueError for a moment without an offset."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no offset")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


At = Annotated[datetime, mapped_column(Moment)]


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base)


def database_url(settings: Settings) -> str:
    """Return the URL of the database: that of HUB_DATABASE_URL, or of a SQLite file under instance/."""
    url = settings.database_url or f"sqlite:///{settings.instance / 'hub.sqlite'}"
    # Heroku's and Debian's manuals write both; SQLAlchemy wants the driver named.
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def connect(app: Flask, settings: Settings) -> None:
    """Give an application its database, which need not be there yet (see `migrate`)."""
    url = database_url(settings)
    options: dict[str, Any] = {"pool_pre_ping": True}
    if url.startswith("sqlite:"):
        settings.instance.mkdir(parents=True, exist_ok=True)
        # A file is opened anew each time: nobody goes on writing into one that was deleted or put back from a backup.
        options = {"connect_args": {"timeout": WAIT}, "poolclass": NullPool}
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SQLALCHEMY_ENGINE_OPTIONS=options)
    app.extensions[MIGRATED] = threading.Event()
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _durable(db.engine)
        weakref.finalize(app, db.engine.dispose)  # an application that goes leaves no connection open


def database_application(settings: Settings) -> Flask:
    """Return an application that has the database, brought up to date, and nothing else: what commands need."""
    app = Flask("hub", static_folder=None)
    connect(app, settings)
    try:
        migrate(app)
    except OperationalError as error:
        raise UserError(UNREACHED, why=str(error.orig).strip().splitlines()[0]) from error
    return app


def migrate(app: Flask) -> None:
    """Bring the database to the state that the tables want; it is made if there is none.

    Raises OperationalError if it cannot be reached, NewerDatabase.
    """
    with MIGRATING, app.app_context():
        if _revision(db.engine) != newest_migration():
            # Alembic takes a command longer to import than the rest of it takes; almost every start does without.
            from alembic.command import upgrade

            upgrade(alembic_config(), "head")
    app.extensions[MIGRATED].set()


def alembic_config() -> "AlembicConfig":
    """Return what Alembic wants to know: where the migrations are. The database is that of the current application."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def newest_migration() -> str:
    """Return the revision that the tables want: the files of migrations are numbered, and the number is the revision."""
    return max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def _revision(engine: Engine) -> str:
    """Return the migration that a database has last seen; "" for an empty one. Raises NewerDatabase."""
    with engine.connect() as connection:
        found = ""
        if inspect(connection).has_table("alembic_version"):
            found = connection.scalar(text("SELECT version_num FROM alembic_version")) or ""
    if found > newest_migration():
        raise NewerDatabase(NEWER, found=found, newest=newest_migration())
    return found


def _durable(engine: Engine) -> None:
    """Make SQLite keep what it has acknowledged, hold foreign keys, and begin every transaction as a writer.

    A transaction that begins by reading cannot wait for a writer later on: SQLite would refuse it at once.
    """

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver begins no transaction of its own
        _keep_a_journal(connection)
        for pragma in ("synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _keep_a_journal(connection: Any) -> None:
    """Have a SQLite file written by way of a journal (WAL), so that readers wait for no writer.

    The file remembers it. Of processes that open a new file at once SQLite makes one change it, and refuses the others
    without a wait.
    """
    for left in range(WAIT * 20, -1, -1):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if not left or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.05)
        except (
            sqlite3.DatabaseError
        ) as error:  # the file is something else, or damaged: like a database that is not there
            raise sqlite3.OperationalError(str(error)) from error
