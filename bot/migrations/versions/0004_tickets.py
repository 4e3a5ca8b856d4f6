"""Tickets with their history and messages, and what was said turn by turn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import columns

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "chat_turns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.String(length=40), nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=False),
        sa.Column("at", columns.Moment(timezone=True), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("replies", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_turns")),
    )
    with op.batch_alter_table("chat_turns", schema=None) as batch_op:
        batch_op.create_index("ix_chat_turns_at", ["at"], unique=False)
        batch_op.create_index("ix_chat_turns_conversation", ["conversation", "id"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("received_at", columns.Moment(timezone=True), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("urgency", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=120), nullable=False),
        sa.Column("district", sa.String(length=20), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("due_note", sa.String(length=120), nullable=False),
        sa.Column("handling", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("closed_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("told_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("resolved", sa.Boolean(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("dissatisfaction", sa.String(length=500), nullable=False),
        sa.Column("followed_up_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("filed_by", sa.String(length=200), nullable=False),
        sa.Column("conversation", sa.String(length=64), nullable=True),
        sa.Column("party", sa.String(length=200), nullable=True),
        sa.Column("item", sa.String(length=160), nullable=True),
        sa.Column("audit", sa.String(length=64), nullable=True),
        sa.Column("verdict", sa.JSON(), nullable=True),
        sa.Column("transcript", sa.JSON(), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "kind IN ('consult', 'help', 'complaint', 'report', 'suggestion')", name=op.f("ck_tickets_kind_known")
        ),
        sa.CheckConstraint("source IN ('widget', 'hotline', 'api')", name=op.f("ck_tickets_source_known")),
        sa.CheckConstraint(
            "state IN ('received', 'assigned', 'returned', 'answered', 'closed')", name=op.f("ck_tickets_state_known")
        ),
        sa.CheckConstraint("urgency IN ('normal', 'urgent', 'critical')", name=op.f("ck_tickets_urgency_known")),
        sa.CheckConstraint("satisfaction BETWEEN 1 AND 5", name=op.f("ck_tickets_satisfaction_levels")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("owner", "conversation", "request", name=op.f("uq_tickets_owner_conversation_request")),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index("ix_tickets_conversation", ["conversation"], unique=False)
        batch_op.create_index("ix_tickets_party", ["party"], unique=False)
        batch_op.create_index("ix_tickets_received", ["received_at"], unique=False)
        batch_op.create_index("ix_tickets_state", ["state", "due"], unique=False)

    op.create_table(
        "ticket_deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("ticket", sa.String(length=20), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", columns.Moment(timezone=True), nullable=False),
        sa.Column("claimed_until", columns.Moment(timezone=True), nullable=True),
        sa.Column("delivered_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("gave_up_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.id"], name=op.f("fk_ticket_deliveries_ticket_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_ticket_deliveries_key")),
    )
    with op.batch_alter_table("ticket_deliveries", schema=None) as batch_op:
        batch_op.create_index("ix_ticket_deliveries_open", ["delivered_at", "next_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ticket_deliveries_ticket"), ["ticket"], unique=False)

    op.create_table(
        "ticket_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.String(length=20), nullable=False),
        sa.Column("at", columns.Moment(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket"], ["tickets.id"], name=op.f("fk_ticket_events_ticket_tickets"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_events")),
    )
    with op.batch_alter_table("ticket_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ticket_events_ticket"), ["ticket"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("ticket_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_events_ticket"))

    op.drop_table("ticket_events")
    with op.batch_alter_table("ticket_deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ticket_deliveries_ticket"))
        batch_op.drop_index("ix_ticket_deliveries_open")

    op.drop_table("ticket_deliveries")
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_state")
        batch_op.drop_index("ix_tickets_received")
        batch_op.drop_index("ix_tickets_party")
        batch_op.drop_index("ix_tickets_conversation")

    op.drop_table("tickets")
    with op.batch_alter_table("chat_turns", schema=None) as batch_op:
        batch_op.drop_index("ix_chat_turns_conversation")
        batch_op.drop_index("ix_chat_turns_at")

    op.drop_table("chat_turns")
