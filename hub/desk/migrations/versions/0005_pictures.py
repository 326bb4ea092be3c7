"""What a picture beside a draft shows, in words; and since when a file lies in quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = "alt alt_lang quarantined destroyed"


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("attachment") as attachment:
        attachment.add_column(sa.Column("alt", sa.String(500), nullable=False, server_default=""))
        attachment.add_column(sa.Column("alt_lang", sa.String(2)))
        attachment.add_column(sa.Column("quarantined", sa.DateTime()))
        attachment.add_column(sa.Column("destroyed", sa.DateTime()))


def downgrade() -> None:
    """Remove the columns."""
    with op.batch_alter_table("attachment") as attachment:
        for column in COLUMNS.split():
            attachment.drop_column(column)
