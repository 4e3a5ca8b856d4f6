"""In conversation: handing a draft in, and what the reviewer does with it (提交、审核、发布、退回)."""

from __future__ import annotations

from bot.dialogue.draft_desk import Drafting
from bot.dialogue.draft_replies import draft_reply, moment
from bot.dialogue.draft_trial import scenarios_text
from bot.dialogue.replies import Reply, answer
from bot.drafting import review
from bot.policy.drafts.desk import DraftError
from bot.policy.drafts.tables import STATES, Draft

_SHOWN = 10


def submit(work: Drafting) -> list[Reply]:
    """提交审核，理由：…"""
    draft = work.draft()
    turn, body = work.turn, work.desk.body(draft)
    counted = turn.services.impacts.frozen(turn.catalogue, body, turn.as_of)
    frozen = review.material(work.session, work.desk, draft, turn.catalogue, counted)
    work.desk.submit(draft, work.by, work.command.text, frozen)
    head = f"草案{draft.id}提交审核了，要由另一个人通过。理由：{draft.reason}。改动："
    return [{**draft_reply(work.desk, draft, head), "frozen": draft.frozen}]


def pending(work: Drafting) -> list[Reply]:
    """The drafts that wait for review, and one's own."""
    found = work.desk.all(("in_review",)) + [d for d in work.desk.all(("editing",)) if d.author == work.by]
    if not found:
        return [answer("lists", "没有等着审核的草案。")]
    lines = [
        f"· {d.id}（{work.desk.body(d)['title']}，{d.author}起草，{STATES[str(d.state)]}）" for d in found[:_SHOWN]
    ]
    tail = "说“看草案”加编号看改动，说“通过草案”或“退回草案”加编号作决定。"
    return [answer("lists", "\n".join(["草案：", *lines, tail]))]


def view(work: Drafting) -> list[Reply]:
    """One draft, with what was frozen when it was handed in."""
    draft = named(work)
    reply = draft_reply(work.desk, draft)
    frozen = draft.frozen or {}
    lines = [f"起草：{draft.author}。理由：{draft.reason or '还没写'}。"]
    if draft.remark and draft.state == "editing":
        lines.append(f"{draft.reviewer}退回的意见：{draft.remark}。")
    if results := frozen.get("scenarios", {}).get("results"):
        lines.append(scenarios_text(results))
    if frozen.get("impact"):
        lines.append(f"影响：{frozen['impact']['text']}")
    if work.turn.asker.role == "reviewer" or draft.author == work.by:
        work.turn.state.draft = str(draft.id)
    return [{**reply, "text": "\n".join([reply["text"], *lines]), "frozen": frozen or None}]


def approve(work: Drafting) -> list[Reply]:
    """通过草案: publish it."""
    draft = named(work)
    done = work.desk.approve(draft, work.by)
    head = f"草案{draft.id}通过，第{done.version}版发布了，从{moment(done.applies_from)}起适用。改动："
    return [{**draft_reply(work.desk, draft, head), "version": done.version, "sha256": done.sha256}]


def send_back(work: Drafting) -> list[Reply]:
    """退回草案: to its author, with a remark."""
    draft = named(work)
    work.desk.send_back(draft, work.by, work.command.text)
    return [draft_reply(work.desk, draft, f"草案{draft.id}退回给{draft.author}了，意见：{draft.remark}。改动：")]


def named(work: Drafting) -> Draft:
    """The draft that is named, else the one that was looked at last, else the only one that waits for review; what is
    approved must have been named or looked at."""
    wanted = work.command.draft or work.turn.state.draft
    waiting = work.desk.all(("in_review",))
    if not wanted and len(waiting) == 1 and work.command.kind != "approve":
        return waiting[0]
    if not wanted:
        seen = "先看过再通过，说“看草案”加编号" if work.command.kind == "approve" else "请带上编号"
        raise DraftError(f"是哪一份草案？{seen}，编号可以问“有哪些草案要审核”")
    return work.desk.get(wanted)
