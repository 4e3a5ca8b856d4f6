"""The first tables, as they were before there were migrations; a database that has them already is taken over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is missing."""
    there = set(sa.inspect(op.get_bind()).get_table_names())
    if "conversations" not in there:
        op.create_table(
            "conversations",
            sa.Column("id", sa.String(64), primary_key=True),
            sa.Column("owner", sa.String(200), nullable=False),
            sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        )
    if "given_verdicts" not in there:
        op.create_table(
            "given_verdicts",
            sa.Column("id", sa.String(64), primary_key=True),
            sa.Column("conversation", sa.String(64), nullable=True),
            sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("facts", sa.JSON, nullable=False),
            sa.Column("versions", sa.JSON, nullable=False),
            sa.Column("verdict", sa.JSON, nullable=False),
        )
        op.create_index("ix_given_verdicts_conversation", "given_verdicts", ["conversation"])
    if "list_versions" not in there:
        op.create_table(
            "list_versions",
            sa.Column("id", sa.Integer, primary_key=True),
            sa.Column("list_id", sa.String(80), nullable=False),
            sa.Column("version", sa.Integer, nullable=False),
            sa.Column("sha256", sa.String(64), nullable=False),
            sa.Column("body", sa.JSON, nullable=False),
            sa.Column("current", sa.Boolean, nullable=False),
            sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
            sa.UniqueConstraint("list_id", "version"),
        )
        op.create_index("ix_list_versions_list_id", "list_versions", ["list_id"])
        op.create_index("ix_list_versions_current", "list_versions", ["current"])


def downgrade() -> None:
    """Back to nothing."""
    for table in ("list_versions", "given_verdicts", "conversations"):
        op.drop_table(table)
