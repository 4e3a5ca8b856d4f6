"""Changing a rule in conversation (起草): what staff say is made an edit of a draft, or refused with the reason.

Only the whole message is a command, and only from staff and reviewers; everything else they say is an ordinary turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import clock
from bot.dialogue import draft_elsewhere, draft_impact, draft_review, draft_trial, listing
from bot.dialogue.draft_desk import Drafting
from bot.dialogue.draft_replies import draft_reply, moment
from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.drafting import clauses, moments, names, sentences
from bot.drafting.clauses import Said
from bot.drafting.commands import Command
from bot.drafting.editing import Editor
from bot.drafting.errors import EditError
from bot.eligibility.model import Item
from bot.language.finder import CLEAR
from bot.policy.drafts.desk import DraftError
from bot.policy.drafts.patches import Edit

# What nobody says of a case of their own, and staff say when they want a rule or a draft changed.
_MEANS_A_CHANGE = re.compile(
    r"草案|起草|(?:清单|条件|第[\d一二三四五六七八九十]+项).{0,12}(?:改成|改为|加一条|去掉|删掉)|(?:把|将).{2,30}(?:改成|改为|缩短|延长|放宽)"
)
# The same from one who is at a draft.
_MEANS_A_CHANGE_AT_IT = re.compile(r"改|删|去掉|加一?[条项个]|撤|缩短|延长|放宽|收紧|生效|施行|场景|影响")
_HOW = (
    "没听懂要改什么。可以这样说：把优驾容错的六个月改成三个月；去掉城市区这个条件；加一条：未造成交通拥堵；第3项改成减轻；"
    "从明年一月一日起施行；撤销上一步；现在改了哪些；提交审核，理由：……。说不清的，到草案页改清单文件。"
)
_EDITS = {"take_over", "change", "by", "remove_condition", "add_condition", "add_item", "remove_item", "treatment"}


def follow_up(turn: Turn) -> list[Reply] | None:
    """The replies to commands; None when the message is none, or its sender may not draft."""
    if turn.asker.role not in ("staff", "reviewer"):
        return None
    at_it = bool(turn.state.draft) and turn.state.asked is None
    said = clauses.read(turn.text, _resolve(turn), at_it)
    if said is None or any(_is_of_no_place(turn, one.command) for one in said):
        return [answer("clarify", _HOW)] if _means_a_change(turn, at_it) else None
    if turn.asker.role == "reviewer":
        said = [
            replace(one, command=replace(one.command, kind="view")) if one.command.kind == "show" else one
            for one in said
        ]
    if refusal := _may_not(turn, said):
        return [answer("capability", refusal)]
    before = turn.state.draft
    try:
        with turn.services.database.session() as session:
            return _carry_out(turn, session, said)
    except (EditError, DraftError) as error:
        turn.state.draft = before
        return [answer("clarify", _refused(str(error), said))]


def _means_a_change(turn: Turn, at_it: bool) -> bool:
    if _MEANS_A_CHANGE.search(turn.text):
        return True
    return at_it and bool(_MEANS_A_CHANGE_AT_IT.search(turn.text)) and not turn.understanding.finder.find(turn.text)


def _is_of_no_place(turn: Turn, command: Command) -> bool:
    """违停怎么规定 asks of no other place."""
    return command.kind == "elsewhere" and bool(command.text) and not draft_elsewhere.is_place(turn, command.text)


def _may_not(turn: Turn, said: list[Said]) -> str:
    kinds = {one.command.kind for one in said}
    if turn.asker.role != "staff" and not kinds <= FOR_REVIEWERS:
        return "起草由工作人员做，审核的人看草案、通过或者退回。"
    if turn.asker.role == "staff" and kinds & _REVIEWERS_ONLY:
        return "通过和退回由法制审核的人做，起草的人不能自己通过。"
    return ""


def _refused(reason: str, said: list[Said]) -> str:
    reason = f"{reason.removesuffix('，没有改。').rstrip('。')}。"
    if len(said) > 1:
        return f"没有改：{reason}一句话里的{len(said)}处要改就一起改，所以都没有改。"
    return f"没有改：{reason}" if said[0].command.kind in _EDITS else reason


def _carry_out(turn: Turn, session: Session, said: list[Said]) -> list[Reply]:
    """All that one message asks for: the changes first, then from when, then the rest; all of it or nothing."""
    works, list_id = [], None
    for one in said:
        list_id = one.list_id or list_id
        if list_id is None and one.command.kind in _EDITS and (missing := names.unknown(one.words)):
            raise EditError(f"没有“{missing}”这份清单，清单的名称见 /lists")
        works.append(Drafting(turn, session, one.command, list_id, one.words if len(said) > 1 else turn.raw.strip()))
    works.sort(
        key=lambda work: 0 if work.command.kind in {*_EDITS, "undo"} else 1 if work.command.kind == "from" else 2
    )
    replies = [reply for work in works for reply in COMMANDS[work.command.kind](work)]
    made = [reply for reply in replies if reply["kind"] == "draft" and "at" not in reply]
    edits = [work for work in works if work.command.kind in _EDITS]
    if len(edits) < 2 and not (edits and len(made) > 1):
        return replies
    return [_together(made[: len(works)]), *(reply for reply in replies if reply not in made)]


def _together(replies: list[Reply]) -> Reply:
    """Several changes told at once."""
    last = replies[-1]
    made = [change for reply in replies for change in reply["made"]]
    notes = [note for reply in replies for note in reply["notes"]]
    lines = dict.fromkeys(line for reply in replies for line in reply["lines"])
    applies = last["applies_from"]
    tail = f"施行：{moment(datetime.fromisoformat(applies))}起。" if applies else "还没说从哪天起施行。"
    text = "\n".join(["改好了（草案，没有发布）：", *lines, *(f"{note}。" for note in notes), tail])
    return {**last, "text": text, "made": made, "notes": notes}


def beside(turn: Turn, replies: list[Reply]) -> list[Reply]:
    """What follows the verdicts of a turn while staff have a draft at hand: the same case under the draft."""
    if turn.asker.role != "staff" or not turn.state.draft or all(reply["kind"] != "verdict" for reply in replies):
        return []
    with turn.services.database.session() as session:
        return draft_trial.after_verdict(Drafting(turn, session, Command("compare"), None, ""))


def _resolve(turn: Turn) -> names.Resolve:
    def resolve(name: str) -> str | None:
        return listing.called(turn.catalogue, name, turn.services.settings.place)

    return resolve


def _edit(work: Drafting) -> list[Reply]:
    if work.command.kind == "add_item" and work.command.list:
        work.list_id = names.only(work.command.list, _resolve(work.turn))
    draft = work.draft(opens=True)
    body, catalogue = work.desk.body(draft), work.turn.catalogue
    edits = tuple(work.desk.edits(draft))
    editor = Editor(body, catalogue.facts, sentences.reader(catalogue, body), _act(work.turn), edits)
    edit = editor.edit(work.command, work.words)
    work.desk.edit(draft, edit, work.by)
    return [draft_reply(work.desk, draft, "改好了（草案，没有发布）：", edit, editor.notes)]


def _act(turn: Turn) -> Callable[[str], Item | None]:
    """Finds the act that a name means, in the wording of the clause that says its ordinary penalty when there is one."""

    def find(name: str) -> Item | None:
        found = turn.understanding.finder.find(name)
        if not found or found[0].score < CLEAR:
            return None
        items = turn.items_for(found[0].act)
        return next((item for item in items if item.ordinary_penalty), turn.catalogue.items[found[0].item])

    return find


def _from(work: Drafting) -> list[Reply]:
    """From when it is to apply: said once for the whole draft."""
    draft = work.draft()
    start = moments.start_of(work.command.text, work.turn.as_of)
    if start < clock.wall():
        raise EditError(f"{moment(start)}已经过去，规则不能往前发布，请说以后的日子")
    if start == work.desk.applies_from(draft):
        raise EditError(f"本来就是从{moment(start)}起施行，没有要改的")
    edit = Edit(work.words, (), applies_from=start.isoformat())
    work.desk.edit(draft, edit, work.by)
    return [draft_reply(work.desk, draft, f"记下了：从{moment(start)}起施行。", edit)]


def _undo(work: Drafting) -> list[Reply]:
    draft = work.draft()
    count = len(work.desk.edits(draft)) if work.command.text not in _COUNTS else _COUNTS[work.command.text]
    taken_back = [work.desk.undo(draft, work.by).words for _ in range(max(count, 1))]
    told = "、".join(f"“{words}”" for words in taken_back)
    return [draft_reply(work.desk, draft, f"撤销了{told}。草案{draft.id}现在：")]


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
_COUNTS = {"": 1, **{said: n for n, row in enumerate(("二两2", "三3", "四4", "五5"), 2) for said in row}}
FOR_REVIEWERS = frozenset({"pending", "view", "approve", "send_back"})
_REVIEWERS_ONLY = frozenset({"approve", "send_back"})
