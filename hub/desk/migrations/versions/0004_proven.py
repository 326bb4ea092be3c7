"""When the owner of a session last proved that it is them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment; of a session that is open already, signing in was the proof."""
    op.add_column("sign_in", sa.Column("proven", sa.DateTime(), nullable=True))
    op.execute(sa.text("UPDATE sign_in SET proven = begun"))
    with op.batch_alter_table("sign_in") as table:
        table.alter_column("proven", existing_type=sa.DateTime(), nullable=False)


def downgrade() -> None:
    """Remove it."""
    with op.batch_alter_table("sign_in") as table:
        table.drop_column("proven")
