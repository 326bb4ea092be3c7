"""How Alembic runs the migrations: in the application's own database, one process at a time, all of them or none.

A new migration is one more file in versions/, written by hand after the last one; its number is the next.
"""

from alembic import context
from flask import current_app
from sqlalchemy import text

from hub.desk.database import Base, db
from hub.feature import discover

LOCK = 2_210_2025  # any number of our own; PostgreSQL keeps it for the transaction


def declared() -> None:
    """Import the tables of every feature, so that Alembic can compare them with the database."""
    from importlib import import_module
    from importlib.util import find_spec

    for feature in discover():
        if find_spec(f"{feature.package}.tables") is not None:
            import_module(f"{feature.package}.tables")


with current_app.app_context():
    declared()
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transactional_ddl=True,  # SQLite too: our engine begins transactions itself
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            context.run_migrations()
