"""The record's facts for one case: what the covering items read, looked up for the party in question.

The service between the rules and the record, used by conversations and by the evaluate API.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.assess import Case, assess
from bot.policy.catalogue import Catalogue
from bot.records.on_file import NOTHING, OnFile, find, find_party, look_up


def for_case(session: Session, catalogue: Catalogue, case: Case, party: str, plate: str = "") -> OnFile:
    """What is on file of the facts that can matter for the case; nothing when there is no such party."""
    read, book = assess(catalogue, case).facts_read, catalogue.facts
    wanted = {name for name in book.on_record if name in read or book.dependents(name) & read}
    rules = [rule for name in wanted if (rule := book[name].record)]
    asks_of_vehicle = any(rule.needs_vehicle for rule in rules)
    subject = find(session, party, plate) if asks_of_vehicle else find_party(session, party)
    if subject is None:
        return NOTHING
    return look_up(session, subject, case.acts, wanted, book, case.violation, case.as_of)
