"""From when a version of a list applies; an earlier database of ours may have the table already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it unless it is there."""
    if sa.inspect(op.get_bind()).has_table("list_publications"):
        return
    op.create_table(
        "list_publications",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version_id", sa.Integer, sa.ForeignKey("list_versions.id"), nullable=False, unique=True),
        sa.Column("applies_from", sa.DateTime, nullable=False),
        sa.Column("published_by", sa.String(120), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("list_publications")
