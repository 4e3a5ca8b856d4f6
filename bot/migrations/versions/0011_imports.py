"""How far imports are, and acts of which the source does not say whether they are settled."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The table and the column."""
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("rows_read", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("replaced", sa.Integer, nullable=False),
        sa.Column("refused", sa.Integer, nullable=False),
        sa.Column("report_bytes", sa.BigInteger, nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
        sa.UniqueConstraint("kind", "sha256", name="uq_imports_kind_sha256"),
    )
    op.add_column("acts", sa.Column("settled_known", sa.Boolean, nullable=False, server_default=sa.true()))


def downgrade() -> None:
    """Without them."""
    op.drop_table("imports")
    with op.batch_alter_table("acts") as acts:
        acts.drop_column("settled_known")
