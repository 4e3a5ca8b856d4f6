"""In conversation: a case under live and draft side by side, cases kept and all run again (对照、场景)."""

from __future__ import annotations

from typing import Any

from bot.assess import Assessment, Case
from bot.dialogue.draft_desk import Drafting
from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.drafting import scenarios
from bot.drafting.scenarios import STATUSES
from bot.drafting.trial import DRAFT_NOTICE, Comparison, compare, outcome
from bot.eligibility.model import TREATMENTS
from bot.policy.drafts import scenarios as kept
from bot.policy.drafts.desk import DraftError
from bot.records.given import case_to_wire

_STATES = {"met": "符合", "unmet": "不符合", "unknown": "还不知道", None: "没有这一条"}
_SHOWN = 8


def beside(work: Drafting) -> list[Reply]:
    """换成现行（草案）规则再问一遍: the matter at hand under both."""
    if not work.turn.state.has_matter:
        raise DraftError("还没有说是什么事。先问一个案子，比如“洛阳牌照的私家车在涧西违停被交警贴条了”")
    draft = work.draft()
    return [comparison(str(draft.id), compare(work.turn.catalogue, work.desk.body(draft), case_at_hand(work.turn)))]


def after_verdict(work: Drafting) -> list[Reply]:
    """The comparison that follows a verdict while a draft with changes is at hand; nothing otherwise."""
    draft = work.at_hand()
    if draft is None or not work.desk.edits(draft):
        return []
    return [comparison(str(draft.id), compare(work.turn.catalogue, work.desk.body(draft), case_at_hand(work.turn)))]


def case_at_hand(turn: Turn) -> Case:
    """The matter of this conversation as a case."""
    return turn.assess().case


def comparison(draft: str, found: Comparison) -> Reply:
    """A `comparison` reply; the draft's verdict says that it is one."""
    live, drafted = found.live.verdict(""), found.draft.verdict("")
    drafted = {**drafted, "notice": DRAFT_NOTICE, "is_draft": True}
    conditions = found.conditions()
    question = found.draft.next_question
    lines = [
        f"现行：{_say(found.live)}",
        f"草案：{_say(found.draft)}（没有施行）",
        "两边结果" + ("不一样。" if found.differs else "一样。"),
        *(f"第{c['item']}项“{c['text']}”：现行{_STATES[c['live']]}，草案{_STATES[c['draft']]}" for c in conditions),
    ]
    if question is not None:
        lines.append(f"按草案还要问：{found.draft.catalogue.facts[question.fact].ask}")
    return {
        "kind": "comparison",
        "text": "\n".join(lines),
        "draft_id": draft,
        "live": live,
        "draft": drafted,
        "differs": found.differs,
        "conditions": conditions,
        "asks": question.fact if question else None,
    }


def _say(found: Assessment) -> str:
    decision = found.decision
    head = STATUSES[decision.status]
    return head + (f"，{TREATMENTS[decision.treatment]}" if decision.treatment and decision.status != "fails" else "")


def save_scenario(work: Drafting) -> list[Reply]:
    """Keep the matter at hand as a case to try drafts on."""
    turn = work.turn
    if not turn.state.has_matter:
        raise DraftError("还没有案子可以存。先问一个案子，有了结论再存")
    found = turn.assess()
    name = work.command.text or _name(turn)
    row = kept.save(work.session, name, case_to_wire(found.case), outcome(found), work.by)
    told = "；".join(turn.catalogue.facts.say(fact, value) for fact, value in found.case.facts.items())
    text = f"存好了场景“{row.name}”：{scenarios.say(row.outcome)}。事实：{told or '没有说'}。以后每份草案都会用它试。"
    return [{**answer("lists", text), "scenario": row.id}]


def _name(turn: Turn) -> str:
    if turn.state.verdict and turn.state.verdict.get("item"):
        return str(turn.state.verdict["item"]["title"])[:50]
    title = (
        next((turn.catalogue.items[i.id].title for i in turn.items_for(turn.state.acts[0])), "")
        if turn.state.acts
        else ""
    )
    return f"{title or turn.state.described}"[:50]


def run_scenarios(work: Drafting) -> list[Reply]:
    """All kept cases under the draft."""
    results = scenarios.run(kept.all_of(work.session), work.turn.catalogue, work.desk.body(work.draft()))
    if not results:
        return [answer("lists", "还没有存过场景。问完一个案子以后说“把这个案子存成场景：名字”。")]
    return [{**answer("lists", scenarios_text(results)), "scenarios": results}]


def scenarios_text(results: list[dict[str, Any]]) -> str:
    """The figures, then those that do not stay the same."""
    found = scenarios.counts(results)
    head = f"共{len(results)}个场景：" + "，".join(f"{scenarios.CHANGES[c]}{n}个" for c, n in found.items() if n) + "。"
    moved = [r for r in results if r["change"] != "same"]
    lines = [f"· {r['name']}：{scenarios.say(r['live'])} → {scenarios.say(r['draft'])}" for r in moved[:_SHOWN]]
    drifted = [r["name"] for r in results if r["drifted"]]
    tail = [f"存下以后现行规则已经变过结果的：{'、'.join(drifted[:_SHOWN])}。"] if drifted else []
    return "\n".join([head, *lines, *tail])
