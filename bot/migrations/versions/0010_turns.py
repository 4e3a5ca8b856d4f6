"""One store of what was answered: a sent message names its turn, and a turn keeps its replies whole and its item."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Sent messages are kept for an hour only: those of before are let go."""
    op.execute("DELETE FROM sent_turns")
    with op.batch_alter_table("sent_turns") as table:
        table.drop_column("answer")
        table.add_column(sa.Column("turn", sa.String(40), nullable=True))
    with op.batch_alter_table("chat_turns") as table:
        table.add_column(sa.Column("item", sa.String(160), nullable=True))
        table.create_index("ix_chat_turns_turn", ["turn"], unique=True)


def downgrade() -> None:
    """Back to two stores."""
    op.execute("DELETE FROM sent_turns")
    with op.batch_alter_table("chat_turns") as table:
        table.drop_index("ix_chat_turns_turn")
        table.drop_column("item")
    with op.batch_alter_table("sent_turns") as table:
        table.drop_column("turn")
        table.add_column(sa.Column("answer", sa.JSON(none_as_null=True), nullable=True))
