"""草案的表: drafts and their edits. An edit is never deleted: what was taken back is marked so."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)

from bot.database import Base

STATES = {
    "editing": "起草中",
    "in_review": "审核中",
    "published": "已发布",
    "discarded": "已放弃",
}


class Draft(Base):
    """一份草案: a list's content on the way to its next version.

    `base` is the content it was opened on, with its hash; `frozen` what the reviewer decides by (differences,
    scenarios, impact), as it was when submitted. `applies_from` is wall-clock time of the place.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        CheckConstraint("state IN ('editing', 'in_review', 'published', 'discarded')", name="state_known"),
        CheckConstraint("reviewer IS NULL OR reviewer <> author", name="two_people"),
    )

    id = Column(String(16), primary_key=True)
    list_id = Column(String(80), nullable=False, index=True)
    state = Column(String(12), nullable=False, index=True)
    author = Column(String(120), nullable=False, index=True)
    base = Column(JSON, nullable=False)
    base_sha = Column(String(64), nullable=False)
    reason = Column(Text, nullable=False, default="")
    opened_at = Column(DateTime(timezone=True), nullable=False)
    submitted_at = Column(DateTime(timezone=True))
    frozen = Column(JSON(none_as_null=True))
    reviewer = Column(String(120))
    remark = Column(Text)
    decided_at = Column(DateTime(timezone=True))
    applies_from = Column(DateTime)
    version = Column(Integer)


class DraftEdit(Base):
    """一步改动: `edit` as `bot.policy.drafts.patches.Edit` dumps it."""

    __tablename__ = "draft_edits"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    id = Column(Integer, primary_key=True)
    draft_id = Column(String(16), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False)
    number = Column(Integer, nullable=False)
    edit = Column(JSON, nullable=False)
    made_by = Column(String(120), nullable=False)
    made_at = Column(DateTime(timezone=True), nullable=False)
    undone = Column(Boolean, nullable=False, default=False)
