"""导入进度: how far the import of a file has come, kept in the transaction of its rows."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, UniqueConstraint

from bot.database import Base
from bot.records.columns import Moment


class ImportRun(Base):
    """The import of one file, told by its kind and its hash. `report_bytes`: how long the report of refusals was then."""

    __tablename__ = "imports"
    __table_args__ = (UniqueConstraint("kind", "sha256"),)

    id = Column(Integer, primary_key=True)
    kind = Column(String(20), nullable=False)
    sha256 = Column(String(64), nullable=False)
    rows_read = Column(Integer, nullable=False, default=0)
    added = Column(Integer, nullable=False, default=0)
    replaced = Column(Integer, nullable=False, default=0)
    refused = Column(Integer, nullable=False, default=0)
    report_bytes = Column(BigInteger, nullable=False, default=0)
    finished = Column(Boolean, nullable=False, default=False)
    at = Column(Moment, nullable=False)
