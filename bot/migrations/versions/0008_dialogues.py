"""What is known in each conversation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import columns

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "dialogues",
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("changed_at", columns.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name="pk_dialogues"),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("dialogues")
