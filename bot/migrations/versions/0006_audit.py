"""The chain of given verdicts, and the rule sets they were judged by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ADDED = (
    ("number", sa.Integer),
    ("previous", sa.String(64)),
    ("sha256", sa.String(64)),
    ("owner", sa.String(200)),
    ("trace", sa.JSON),
)


def upgrade() -> None:
    """Add the columns of the chain; verdicts given before stay outside of it."""
    with op.batch_alter_table("given_verdicts") as table:
        for name, kind in _ADDED:
            table.add_column(sa.Column(name, kind, nullable=True))
        table.create_index("ix_given_verdicts_number", ["number"], unique=True)
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    op.execute(f"INSERT INTO audit_head (id, entries, sha256) VALUES (1, 0, '{'0' * 64}')")
    op.create_table(
        "rule_sets",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_rule_sets"),
    )


def downgrade() -> None:
    """Without the chain."""
    op.drop_table("rule_sets")
    op.drop_table("audit_head")
    with op.batch_alter_table("given_verdicts") as table:
        table.drop_index("ix_given_verdicts_number")
        for name, _ in _ADDED:
            table.drop_column(name)
