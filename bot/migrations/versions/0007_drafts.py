"""Drafts of lists and their edits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(16), nullable=False),
        sa.Column("list_id", sa.String(80), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("author", sa.String(120), nullable=False),
        sa.Column("base", sa.JSON, nullable=False),
        sa.Column("base_sha", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True)),
        sa.Column("frozen", sa.JSON(none_as_null=True)),
        sa.Column("reviewer", sa.String(120)),
        sa.Column("remark", sa.Text),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("applies_from", sa.DateTime),
        sa.Column("version", sa.Integer),
        sa.CheckConstraint("state IN ('editing', 'in_review', 'published', 'discarded')", name="ck_drafts_state_known"),
        sa.CheckConstraint("reviewer IS NULL OR reviewer <> author", name="ck_drafts_two_people"),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    for column in ("list_id", "state", "author"):
        op.create_index(f"ix_drafts_{column}", "drafts", [column])
    op.create_table(
        "draft_edits",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("draft_id", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("edit", sa.JSON, nullable=False),
        sa.Column("made_by", sa.String(120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name="fk_draft_edits_draft_id_drafts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_draft_edits"),
        sa.UniqueConstraint("draft_id", "number", name="uq_draft_edits_draft_id_number"),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_table("draft_edits")
    op.drop_table("drafts")
