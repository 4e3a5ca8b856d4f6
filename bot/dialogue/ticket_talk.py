"""Tickets in conversation: 我的工单办到哪了, answers that have come in, and the follow-up (回访)."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from bot import clock
from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.records import ticket_lists
from bot.records.ticketing import Ticketing
from bot.records.tickets import Ticket
from bot.tickets.deadline import LIGHTS
from bot.tickets.model import KINDS, SATISFACTION, STATES

_NUMBER = re.compile(r"GD\d{14}", re.IGNORECASE)
_LEVEL = re.compile(r"^(?:(?:已经?|都)?(?P<solved>解决了?)|(?P<unsolved>没有?解决|还没解决))?[，,、。\s]*"
                    r"(?P<level>非常满意|非常不满意|很不满意|基本满意|比较满意|很满意|不满意|满意|[1-5]分?)?(?:[，,、：:\s]+(?P<reason>.{1,200}))?[。！!]*$")  # fmt: skip
_LEVELS = {"很满意": 5, "比较满意": 4, "很不满意": 1, **{name: level for level, name in SATISFACTION.items()}}
_ASK = "请说说解决了没有、满不满意（非常满意、满意、基本满意、不满意、非常不满意），比如“解决了，满意”。"


def progress(turn: Turn) -> list[Reply]:
    """Where the asker's tickets are; another's ticket is not told apart from none."""
    named = _NUMBER.search(turn.raw)
    party = turn.asker.party or None
    with turn.services.database.session() as session:
        if named:
            one = ticket_lists.own(session, named.group().upper(), turn.conversation, party)
            found = [one] if one else []
        else:
            found = ticket_lists.of_asker(session, turn.conversation, party, 5)
        told = [_line(turn, ticket) for ticket in found]
        numbers = [ticket.id for ticket in found]
    if not told:
        return [answer("ticket", _NONE)]
    return [{**answer("ticket", "\n".join(told)), "tickets": numbers}]


_NONE = (
    "在这个对话里没有查到你的工单。工单要用提交时的那个对话，或者登录后来查；"
    "打12345提交的，请拨打12345并报工单编号。要提交新的，按“转人工”填写就行。"
)


def news(turn: Turn) -> list[Reply]:
    """Answers that have come in since the last turn: each is told once, with the question of the follow-up."""
    if not turn.conversation or turn.asker.is_official:
        return []
    with turn.services.database.reading() as session:
        if not ticket_lists.has_untold(session, turn.conversation):
            return []
    with turn.services.database.session() as session:
        desk = _ticketing(turn, session)
        told = []
        for ticket in ticket_lists.untold(session, turn.conversation):
            desk.told(ticket)
            text = f"你的工单{ticket.id}有答复了（{ticket.department}）：\n{ticket.answer}\n{_ASK}"
            told.append({**answer("ticket", text), "tickets": [ticket.id]})
    return told


def follow_up(turn: Turn) -> list[Reply]:
    """Take a message like 解决了，满意 as the follow-up of an answered ticket; nothing when it is not one."""
    match = _LEVEL.match(turn.raw.strip())
    is_one = bool(match and (match["level"] or match["solved"] or match["unsolved"]))
    if not match or not is_one or not turn.conversation or turn.state.asked or turn.state.choosing:
        return []
    with turn.services.database.session() as session:
        ticket = ticket_lists.awaiting_follow_up(session, turn.conversation)
        if ticket is None:
            return []
        if match["level"] is None:
            return [answer("ticket", "谢谢。满意度选哪一级？" + "、".join(SATISFACTION.values()))]
        level = _level(match["level"])
        resolved = match["unsolved"] is None and (match["solved"] is not None or level > 2)
        _ticketing(turn, session).follow_up(ticket, "本人", resolved, level, match["reason"] or "")
        return [answer("ticket", _thanks(ticket, resolved))]


def _thanks(ticket: Ticket, resolved: bool) -> str:
    said = f"记下了：工单{ticket.id}，{'已解决' if resolved else '没有解决'}，{SATISFACTION[ticket.satisfaction]}。"
    if ticket.state == "closed":
        return said + "谢谢，工单已办结。"
    return said + "这张工单会列入督办，有新的答复还会在这里告诉你。"


def _level(words: str) -> int:
    return int(words[0]) if words[0].isdigit() else _LEVELS[words]


def _line(turn: Turn, ticket: Ticket) -> str:
    rules, today = turn.services.tickets, clock.today()
    head = f"工单{ticket.id}（{KINDS[ticket.kind]}）：{STATES[ticket.state]}，{ticket.department}。"
    if ticket.answer and ticket.state in ("answered", "closed"):
        return f"{head}答复：{ticket.answer}"
    light = rules.light(ticket.state, ticket.due, today)
    return f"{head}{ticket.due_note}{'，' + LIGHTS[light] if light in ('amber', 'red') else ''}。"


def _ticketing(turn: Turn, session: Session) -> Ticketing:
    pushes = bool(turn.services.settings.webhook_url)
    return Ticketing(session, turn.services.tickets, clock.now(), pushes)
