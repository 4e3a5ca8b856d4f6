"""Parties, vehicles, recorded acts, orders and corrections, permits, cards, exemptions, look-ups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.records import columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "lookups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", columns.Moment(timezone=True), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("party", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("unmasked", sa.Boolean(), nullable=False),
        sa.Column("found", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lookups"),
    )
    op.create_index("ix_lookups_at", "lookups", ["at"])
    op.create_index("ix_lookups_party", "lookups", ["party", "at"])

    op.create_table(
        "parties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_initials", sa.String(length=60), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("district", sa.String(length=20), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("trade", sa.String(length=40), nullable=True),
        sa.Column("size", sa.String(length=8), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.CheckConstraint("kind IN ('enterprise', 'household', 'person')", name="ck_parties_kind_known"),
        sa.CheckConstraint("size IN ('micro', 'small', 'medium', 'large')", name="ck_parties_size_known"),
        sa.PrimaryKeyConstraint("id", name="pk_parties"),
        sa.UniqueConstraint("credit_code", name="uq_parties_credit_code"),
        sa.UniqueConstraint("ref", name="uq_parties_ref"),
    )
    op.create_index("ix_parties_name", "parties", ["name"])
    op.create_index("ix_parties_name_initials", "parties", ["name_initials"])
    op.create_index("ix_parties_phone", "parties", ["phone"])

    op.create_table(
        "drivers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_no", sa.String(length=18), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("licence_class", sa.String(length=8), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name="fk_drivers_party_id_parties", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_drivers"),
        sa.UniqueConstraint("file_no", name="uq_drivers_file_no"),
    )
    op.create_index("ix_drivers_party_id", "drivers", ["party_id"])

    op.create_table(
        "permits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name="fk_permits_party_id_parties", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_permits"),
        sa.UniqueConstraint("number", name="uq_permits_number"),
    )
    op.create_index("ix_permits_party", "permits", ["party_id", "kind"])

    op.create_table(
        "vehicles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plate", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('private_small', 'unit_small', 'commercial_small', 'light_truck', 'heavy_truck', 'bus', 'hazmat', 'motorcycle', 'other')",
            name="ck_vehicles_kind_known",
        ),
        sa.CheckConstraint("seats > 0", name="ck_vehicles_seats_positive"),
        sa.ForeignKeyConstraint(["owner_id"], ["parties.id"], name="fk_vehicles_owner_id_parties", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_vehicles"),
        sa.UniqueConstraint("plate", name="uq_vehicles_plate"),
    )
    op.create_index("ix_vehicles_owner_id", "vehicles", ["owner_id"])

    op.create_table(
        "acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_no", sa.String(length=80), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("vehicle_id", sa.Integer(), nullable=True),
        sa.Column("driver_id", sa.Integer(), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=True),
        sa.Column("item", sa.String(length=100), nullable=True),
        sa.Column("article", sa.String(length=200), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("district", sa.String(length=20), nullable=True),
        sa.Column("committed_at", columns.Moment(timezone=True), nullable=False),
        sa.Column("discovered_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("decided_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("how_found", sa.String(length=12), nullable=True),
        sa.Column("treatment", sa.String(length=16), nullable=False),
        sa.Column("amount_fen", columns.Yuan(), nullable=True),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("settled_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("known", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "agency IN ('traffic_police', 'city_management', 'market', 'culture', 'tax', 'fire', 'housing', 'other')",
            name="ck_acts_agency_known",
        ),
        sa.CheckConstraint(
            "how_found IN ('on_site', 'camera', 'inspection', 'complaint', 'reported', 'transferred')",
            name="ck_acts_how_found_known",
        ),
        sa.CheckConstraint(
            "treatment IN ('record_removed', 'no_penalty', 'may_waive', 'fine_waived', 'warning', 'no_coercion', 'mitigated', 'lenient', 'ordinary')",
            name="ck_acts_treatment_known",
        ),
        sa.CheckConstraint("amount_fen >= 0", name="ck_acts_amount_not_negative"),
        sa.CheckConstraint("settled_at IS NULL OR settled", name="ck_acts_settled_when_dated"),
        sa.ForeignKeyConstraint(["driver_id"], ["drivers.id"], name="fk_acts_driver_id_drivers", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name="fk_acts_party_id_parties", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicles.id"], name="fk_acts_vehicle_id_vehicles", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_acts"),
        sa.UniqueConstraint("decision_no", name="uq_acts_decision_no"),
    )
    op.create_index("ix_acts_decided_at", "acts", ["decided_at"])
    op.create_index("ix_acts_driver", "acts", ["driver_id", "committed_at"])
    op.create_index("ix_acts_party", "acts", ["party_id", "committed_at"])
    op.create_index("ix_acts_vehicle", "acts", ["vehicle_id", "committed_at"])

    op.create_table(
        "exemptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_no", sa.String(length=80), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=True),
        sa.Column("vehicle_id", sa.Integer(), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=True),
        sa.Column("item", sa.String(length=100), nullable=True),
        sa.Column("treatment", sa.String(length=16), nullable=False),
        sa.Column("committed_at", columns.Moment(timezone=True), nullable=False),
        sa.Column("decided_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "agency IN ('traffic_police', 'city_management', 'market', 'culture', 'tax', 'fire', 'housing', 'other')",
            name="ck_exemptions_agency_known",
        ),
        sa.CheckConstraint(
            "treatment IN ('record_removed', 'no_penalty', 'may_waive', 'fine_waived', 'warning', 'no_coercion', 'mitigated', 'lenient', 'ordinary')",
            name="ck_exemptions_treatment_known",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name="fk_exemptions_party_id_parties", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicles.id"], name="fk_exemptions_vehicle_id_vehicles", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_exemptions"),
        sa.UniqueConstraint("decision_no", name="uq_exemptions_decision_no"),
    )
    op.create_index("ix_exemptions_party", "exemptions", ["party_id", "committed_at"])
    op.create_index("ix_exemptions_vehicle", "exemptions", ["vehicle_id", "committed_at"])

    op.create_table(
        "service_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vehicle_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("since", columns.Moment(timezone=True), nullable=False),
        sa.Column("until", columns.Moment(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('green', 'red', 'none')", name="ck_service_cards_state_known"),
        sa.ForeignKeyConstraint(
            ["vehicle_id"], ["vehicles.id"], name="fk_service_cards_vehicle_id_vehicles", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service_cards"),
        sa.UniqueConstraint("vehicle_id", "since", name="uq_service_cards_vehicle_id_since"),
    )
    op.create_table(
        "act_sources",
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["acts.id"], name="fk_act_sources_act_id_acts", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("act_id", name="pk_act_sources"),
    )
    op.create_table(
        "correction_orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_no", sa.String(length=80), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("recorded_act_id", sa.Integer(), nullable=True),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=True),
        sa.Column("issued_at", columns.Moment(timezone=True), nullable=False),
        sa.Column("due_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "agency IN ('traffic_police', 'city_management', 'market', 'culture', 'tax', 'fire', 'housing', 'other')",
            name="ck_correction_orders_agency_known",
        ),
        sa.CheckConstraint("due_at IS NULL OR due_at >= issued_at", name="ck_correction_orders_due_after_issued"),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name="fk_correction_orders_party_id_parties", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_act_id"], ["acts.id"], name="fk_correction_orders_recorded_act_id_acts", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_correction_orders"),
        sa.UniqueConstraint("order_no", name="uq_correction_orders_order_no"),
    )
    op.create_index("ix_correction_orders_party", "correction_orders", ["party_id", "issued_at"])
    op.create_index("ix_correction_orders_recorded_act_id", "correction_orders", ["recorded_act_id"])

    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("recorded_act_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=True),
        sa.Column("corrected_at", columns.Moment(timezone=True), nullable=False),
        sa.Column("verified_at", columns.Moment(timezone=True), nullable=True),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["correction_orders.id"],
            name="fk_corrections_order_id_correction_orders",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["parties.id"], name="fk_corrections_party_id_parties", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_act_id"], ["acts.id"], name="fk_corrections_recorded_act_id_acts", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_order_id", "corrections", ["order_id"])
    op.create_index("ix_corrections_party", "corrections", ["party_id", "corrected_at"])
    op.create_index("ix_corrections_recorded_act_id", "corrections", ["recorded_act_id"])


def downgrade() -> None:
    """Without the records."""
    for table in (
        "corrections",
        "correction_orders",
        "act_sources",
        "service_cards",
        "exemptions",
        "acts",
        "vehicles",
        "permits",
        "drivers",
        "parties",
        "lookups",
    ):
        op.drop_table(table)
