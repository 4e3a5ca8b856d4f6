"""Changing a rule in conversation (起草): what staff say is made an edit of a draft, or refused with the reason.

Only the whole message is a command, and only from staff and reviewers; everything else they say is an ordinary turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from bot.dialogue import draft_elsewhere, draft_impact, draft_review, draft_trial, listing
from bot.dialogue.draft_desk import Drafting
from bot.dialogue.draft_replies import draft_reply, moment
from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.drafting import names, sentences
from bot.drafting.commands import Command, parse
from bot.drafting.editing import Editor
from bot.drafting.errors import EditError
from bot.eligibility.model import Item
from bot.language import dates
from bot.policy.drafts.desk import DraftError
from bot.policy.drafts.patches import Edit

# What nobody says of a case of their own, and staff say when they want a rule or a draft changed.
_MEANS_A_CHANGE = re.compile(
    r"草案|起草|(?:清单|条件|第[\d一二三四五六七八九十]+项).{0,12}(?:改成|改为|加一条|去掉|删掉)|(?:把|将).{2,30}(?:改成|改为|缩短|延长|放宽)"
)
_HOW = (
    "没听懂要改什么。可以这样说：把优驾容错的六个月改成三个月；去掉城市区这个条件；加一条：未造成交通拥堵；第3项改成减轻；"
    "从明年一月一日起施行；撤销上一步；现在改了哪些；提交审核，理由：……。说不清的，到草案页改清单文件。"
)
_EDITS = {"take_over", "change", "remove_condition", "add_condition", "add_item", "remove_item", "treatment"}


def follow_up(turn: Turn) -> list[Reply] | None:
    """The replies to a command; None when the message is none, or its sender may not draft."""
    if turn.asker.role not in ("staff", "reviewer"):
        return None
    list_id, text = names.split(turn.text, _resolve(turn))
    command = parse(text)
    if command is None or command.kind not in COMMANDS:
        return [answer("clarify", _HOW)] if _MEANS_A_CHANGE.search(turn.text) else None
    before = turn.state.draft
    try:
        if list_id is None and command.kind in _EDITS and (missing := names.unknown(turn.text)):
            raise EditError(f"没有“{missing}”这份清单，清单的名称见 /lists")
        if turn.asker.role != "staff" and command.kind not in FOR_REVIEWERS:
            return [answer("capability", "起草由工作人员做，审核的人看草案、通过或者退回。")]
        if turn.asker.role == "staff" and command.kind in _REVIEWERS_ONLY:
            return [answer("capability", "通过和退回由法制审核的人做，起草的人不能自己通过。")]
        with turn.services.database.session() as session:
            return COMMANDS[command.kind](Drafting(turn, session, command, list_id))
    except (EditError, DraftError) as error:
        turn.state.draft = before
        reason = f"{str(error).removesuffix('，没有改。').rstrip('。')}。"
        return [answer("clarify", f"没有改：{reason}" if command.kind in _EDITS else reason)]


def beside(turn: Turn, replies: list[Reply]) -> list[Reply]:
    """What follows the verdicts of a turn while staff have a draft at hand: the same case under the draft."""
    if turn.asker.role != "staff" or not turn.state.draft or all(reply["kind"] != "verdict" for reply in replies):
        return []
    with turn.services.database.session() as session:
        return draft_trial.after_verdict(Drafting(turn, session, Command("compare"), None))


def _resolve(turn: Turn) -> names.Resolve:
    def resolve(name: str) -> str | None:
        return listing.called(turn.catalogue, name, turn.services.settings.place)

    return resolve


def _edit(work: Drafting) -> list[Reply]:
    if work.command.kind == "add_item":
        work.list_id = names.only(work.command.list, _resolve(work.turn))
    draft = work.draft(opens=True)
    body, catalogue = work.desk.body(draft), work.turn.catalogue
    editor = Editor(body, catalogue.facts, sentences.reader(catalogue, body), _act(work.turn))
    edit = editor.edit(work.command, work.turn.raw.strip())
    work.desk.edit(draft, edit, work.by)
    return [draft_reply(work.desk, draft, "改好了（草案，没有发布）：", edit, editor.notes)]


def _act(turn: Turn) -> Callable[[str], Item | None]:
    """Finds the act that a name means, in the wording of the clause that says its ordinary penalty when there is one."""

    def find(name: str) -> Item | None:
        found = turn.understanding.finder.find(name)
        if not found:
            return None
        items = turn.items_for(found[0].act)
        return next((item for item in items if item.ordinary_penalty), turn.catalogue.items[found[0].item])

    return find


def _from(work: Drafting) -> list[Reply]:
    """From when it is to apply: said once for the whole draft."""
    draft = work.draft()
    try:
        found = dates.find(work.command.text, work.turn.as_of)
    except dates.BadDate as error:
        raise EditError(f"“{error.text}”这一天不存在") from error
    if not found:
        raise EditError(f"没听懂“{work.command.text}”是哪一天，请说年月日")
    day = found[0].earliest
    if day < datetime.now():
        raise EditError(f"{moment(day)}已经过去，规则不能往前发布，请说以后的日子")
    edit = Edit(work.turn.raw.strip(), (), applies_from=day.isoformat())
    work.desk.edit(draft, edit, work.by)
    return [draft_reply(work.desk, draft, f"记下了：从{moment(day)}起施行。", None)]


def _undo(work: Drafting) -> list[Reply]:
    draft = work.draft()
    taken_back = work.desk.undo(draft, work.by)
    return [draft_reply(work.desk, draft, f"撤销了“{taken_back.words}”。草案{draft.id}现在：")]


def _show(work: Drafting) -> list[Reply]:
    return [draft_reply(work.desk, work.draft())]


def _discard(work: Drafting) -> list[Reply]:
    draft = work.draft()
    work.desk.discard(draft, work.by)
    work.turn.state.draft = ""
    reply = draft_reply(work.desk, draft)
    return [{**reply, "text": f"草案{draft.id}放弃了，现行规则没有变。"}]


def _restore(work: Drafting) -> list[Reply]:
    list_id = work.list_id or str(work.draft().list_id)
    draft = work.desk.withdraw(list_id, int(work.command.text), work.by)
    work.turn.state.draft = str(draft.id)
    return [draft_reply(work.desk, draft, f"开了一份恢复第{work.command.text}版的草案，还要审核才生效：")]


COMMANDS: dict[str, Callable[[Drafting], list[Reply]]] = {
    **dict.fromkeys(_EDITS, _edit),
    "from": _from,
    "undo": _undo,
    "show": _show,
    "discard": _discard,
    "restore": _restore,
    "submit": draft_review.submit,
    "pending": draft_review.pending,
    "view": draft_review.view,
    "approve": draft_review.approve,
    "send_back": draft_review.send_back,
    "compare": draft_trial.beside,
    "elsewhere": draft_elsewhere.elsewhere,
    "take_over": draft_elsewhere.take_over,
    "impact": draft_impact.impact,
    "save_scenario": draft_trial.save_scenario,
    "run_scenarios": draft_trial.run_scenarios,
}
FOR_REVIEWERS = frozenset({"pending", "view", "approve", "send_back"})
_REVIEWERS_ONLY = frozenset({"approve", "send_back"})
