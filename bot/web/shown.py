"""给坐席和工作人员看的样子: personal data masked in what goes to officials, until one of them says why it is needed whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.records.callers import Caller
from bot.records.overview import Overview
from bot.records.parties import KINDS
from bot.records.plates import veil
from bot.web.identity import Identity
from bot.web.masking import mask_contact, mask_middle, mask_name

Json = dict[str, Any]
# What people wrote or what quotes them; ids, numbers and states are none of it.
_WORDS = frozenset({"text", "said", "replies", "note", "answer", "reason", "described", "head", "address"})


def to(identity: Identity, answer: Json, unmasked: bool = False) -> Json:
    """An answer as this identity sees it: officials masked, everybody else what they said themselves."""
    return masked(answer) if identity.is_official and not unmasked else answer


def masked(answer: Json, names: Mapping[str, str] | None = None) -> Json:
    """The JSON with every text in it masked; `names`: persons' names → what stands for them."""
    made: Json = _masked(answer, False, names or {})
    return made


def ticket(whole: Json) -> Json:
    """A ticket with its person, telephone and texts masked."""
    person, phone = whole.get("person") or "", whole.get("phone") or ""
    names = {person: mask_name(person)} if len(person) > 1 else {}
    return {**masked(whole, names), "person": mask_name(person), "phone": mask_contact(phone)}


def work_order(order: Mapping[str, str]) -> dict[str, str]:
    """A line of the ticket export with its person, telephone and texts masked."""
    person = order["反映人"]
    names = {person: mask_name(person)} if len(person) > 1 else {}
    whole: dict[str, str] = _masked({"text": list(order.values())}, False, names)["text"]
    shown = dict(zip(order, whole, strict=True))
    return {**shown, "反映人": mask_name(person), "来电号码": mask_contact(order["来电号码"])}


def caller(found: Caller) -> Caller:
    """Of a person the name and the plate; firms are public."""
    return replace(found, name=mask_name(found.name), plate=veil(found.plate)) if _is_person(found.kind) else found


def record(seen: Overview) -> Overview:
    """Of a person the name and the plates; firms are public."""
    if not _is_person(seen.kind):
        return seen
    return replace(seen, name=mask_name(seen.name), plates=tuple(map(veil, seen.plates)))


def _is_person(kind: str) -> bool:
    return kind == KINDS["person"]


def _masked(value: Any, is_words: bool, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {name: _masked(part, name in _WORDS, names) for name, part in value.items()}
    if isinstance(value, list):
        return [_masked(part, is_words, names) for part in value]
    if not is_words or not isinstance(value, str):
        return value
    for name, star in names.items():
        value = value.replace(name, star)
    return mask_middle(value)
