"""What was sent under a client's own id, and how answers were rated."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import columns

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "sent_turns",
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("client_turn", sa.String(64), nullable=False),
        sa.Column("message", sa.String(64), nullable=False),
        sa.Column("answer", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("begun_at", columns.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "client_turn", name="pk_sent_turns"),
    )
    op.create_index("ix_sent_turns_begun_at", "sent_turns", ["begun_at"])
    op.create_table(
        "ratings",
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("subject_kind", sa.String(8), nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("comment", sa.String(500), nullable=False),
        sa.Column("channel", sa.Integer, nullable=False),
        sa.Column("rated_at", columns.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name="ck_ratings_score_level"),
        sa.CheckConstraint("subject_kind IN ('verdict', 'turn')", name="ck_ratings_subject_kind_known"),
        sa.PrimaryKeyConstraint("conversation", "subject", name="pk_ratings"),
    )
    op.create_index("ix_ratings_rated_at", "ratings", ["rated_at"])


def downgrade() -> None:
    """Without them."""
    op.drop_table("ratings")
    op.drop_table("sent_turns")
