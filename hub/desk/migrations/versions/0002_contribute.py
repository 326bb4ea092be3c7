"""Drafts with their versions, comments, decisions, signatures and attachments, and who has one open."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

OPEN = sa.text("state NOT IN ('published', 'discarded')")
TABLES = "presence attachment decision sign_off comment draft_version draft"


def upgrade() -> None:
    """Bring the database to this state."""
    _drafts()
    _said()
    _decided()
    _beside()


def downgrade() -> None:
    """Take it back."""
    for table in TABLES.split():
        op.drop_table(table)


def _number(name: str = "id") -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _to(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete=ondelete)


def _drafts() -> None:
    op.create_table(
        "draft",
        _number(),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("parent", sa.String(120), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        _number("number"),
        sa.Column("minor", sa.Boolean(), nullable=False),
        sa.Column("takes_over", sa.Boolean(), nullable=False),
        _number("author_id"),
        sa.Column("organisation_id", sa.Integer()),
        sa.Column("writers", sa.JSON(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("base_files", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("entered", sa.DateTime(), nullable=False),
        _to("draft", "author_id", "account"),
        _to("draft", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_state", "draft", ["state"])
    op.create_index("uq_draft_open", "draft", ["kind", "slug"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_table(
        "draft_version",
        _number(),
        _number("draft_id"),
        _number("number"),
        _number("account_id"),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        _to("draft_version", "draft_id", "draft", "CASCADE"),
        _to("draft_version", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_version"),
        sa.UniqueConstraint("draft_id", "number", name="uq_draft_version_draft_id"),
    )
    op.create_index("ix_draft_version_draft_id", "draft_version", ["draft_id"])


def _said() -> None:
    op.create_table(
        "comment",
        _number(),
        _number("draft_id"),
        _number("account_id"),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        _number("number"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        _to("comment", "draft_id", "draft", "CASCADE"),
        _to("comment", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
    )
    op.create_index("ix_comment_draft_id", "comment", ["draft_id"])


def _decided() -> None:
    op.create_table(
        "sign_off",
        _number(),
        _number("draft_id"),
        _number("number"),
        _number("asked_by"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("office", sa.String(200), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime()),
        sa.Column("overtaken", sa.DateTime()),
        sa.Column("action", sa.String(20)),
        _to("sign_off", "draft_id", "draft", "CASCADE"),
        _to("sign_off", "asked_by", "account"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_off"),
        sa.UniqueConstraint("token", name="uq_sign_off_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sign_off_draft_id", "sign_off", ["draft_id"])
    op.create_table(
        "decision",
        _number(),
        _number("draft_id"),
        sa.Column("account_id", sa.Integer()),
        sa.Column("sign_off_id", sa.Integer()),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        _number("number"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        _to("decision", "draft_id", "draft", "CASCADE"),
        _to("decision", "account_id", "account"),
        _to("decision", "sign_off_id", "sign_off", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_draft_id", "decision", ["draft_id"])


def _beside() -> None:
    op.create_table(
        "attachment",
        _number(),
        _number("draft_id"),
        _number("account_id"),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("type", sa.String(80), nullable=False),
        _number("size"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("moment", sa.DateTime(), nullable=False),
        _to("attachment", "draft_id", "draft", "CASCADE"),
        _to("attachment", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
    )
    op.create_index("ix_attachment_draft_id", "attachment", ["draft_id"])
    op.create_table(
        "presence",
        _number("draft_id"),
        _number("account_id"),
        sa.Column("seen", sa.DateTime(), nullable=False),
        _to("presence", "draft_id", "draft", "CASCADE"),
        _to("presence", "account_id", "account", "CASCADE"),
        sa.PrimaryKeyConstraint("draft_id", "account_id", name="pk_presence"),
    )
