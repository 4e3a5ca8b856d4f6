"""Answers that are not verdicts: why, what to do, what if, which lists, which article, which penalty, how to object …

Each keeps the thread: a question that is open is asked again after the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.dialogue import acts, assessing, guiding, listing, timeline
from bot.dialogue.hearing import answers_the_question
from bot.dialogue.replies import Reply, answer, item_name
from bot.dialogue.turn import Turn
from bot.eligibility.explain import HOW_SURE
from bot.eligibility.model import Item
from bot.eligibility.values import Value, to_wire
from bot.eligibility.verdict import cite
from bot.language import dates
from bot.language.answers import is_asking

OPENING = 6  # a message this long that describes something opens a matter even when it asks for advice
Answerer = Callable[[Turn], list[Reply]]


def handle(turn: Turn, answerer: Answerer, takes_up: bool = False) -> list[Reply]:
    """Answer a question of the person's own. With `takes_up`, a message that names an act is first judged:
    没带本被查了咋弄 asks what to do, but nothing can be said before that is known."""
    if _is_rather_an_answer(turn) or _tries_to_answer(turn) or (takes_up and _opens_a_matter(turn, answerer)):
        return assessing.listen_and_assess(turn)
    replies = answerer(turn)
    return [*replies, *assessing.ask_again(turn)]


def _is_rather_an_answer(turn: Turn) -> bool:
    """A short plain answer, or a choice from what was offered, is one whatever the classifier says."""
    if turn.state.choosing and acts.pick(turn) is not None:
        return True
    if turn.state.conflict is not None:
        return True
    return answers_the_question(turn)


_QUESTION = re.compile(
    r"[?？]|[吗么呢](?:$|[，。！!])|什么|啥|怎么|怎样|如何|咋|哪(?!怕)|几(?!天|个|次|回|分|块|十|百)|多少|多久|多长|谁(?!也|都)|为何|凭|告诉我|想(?:知道|问|了解)|问一?[下问]|请问|(?:解释|说明|讲|说|查|看)一下|讲讲|说说|介绍"
    r"|([能会要是算用该可])(?:不|没)\1|有没有|[^，。]不$|不中$|中不|可不可以|条款|条文|法条|依据|规定"
)


_ANYTHING = re.compile(  # asks nothing: 没啥, 谁都没, 叫干啥干啥
    r"[没不未无](?:有|算|是|太|叫|用|出|造成|影响|得)*(?:什么|啥|谁|哪儿?|怎么|多少|几|多大)"
    r"|(?:什么|啥|谁|哪儿?|哪里|几|怎么)[^，。]{0,3}(?:也|都)|(?:叫|让|说)[^，。]{0,2}(什么|啥)[^，。]{0,2}\1?(?:什么|啥)|有(?:什么|啥)[^，。]{0,2}(?:说|报|交)(?:什么|啥)"
)
_SAID_FOR = {  # what must be said for an intent to be meant while a question is open
    "ask_what_if": re.compile(r"如果|要是|假如|假设|万一|若|换成|的话"),
    "ask_remedy": re.compile(r"不服|复议|诉讼|起诉|打官司|申诉|申辩|陈述|听证|告你|上诉"),
    "ask_ticket": re.compile(r"工单|单号|办到哪|进度"),
    "ask_as_of": re.compile(r"版|规定|规矩|政策|当时|那时"),
    "privacy": re.compile(r"隐私|信息|泄[露漏]|资料|存(?:着|多久)"),
    "start_again": re.compile(r"重新|重来|从头|不算|清空|换(?:个|一件)|另(?:外)?(?:一件|问)|restart", re.IGNORECASE),
    "greet": re.compile(r"你好|您好|在(?:吗|不)|哈喽|嗨|早上好|下午好|晚上好|喂|hello|hi", re.IGNORECASE),
    "goodbye": re.compile(r"再见|拜|走了|回见|下次|先这样|bye|88", re.IGNORECASE),
    "thanks": re.compile(r"谢|感激|感谢|辛苦|麻烦(?:你|您)|多亏|3q", re.IGNORECASE),
    "handoff": re.compile(r"人工|真人|活人|客服|电话|转接|找(?:个)?人|工作人员|领导|接线|坐席|同志"),
}


def _tries_to_answer(turn: Turn) -> bool:
    """With a question open, words that ask nothing are an attempt to answer it, whatever the classifier says."""
    if turn.state.asked is None or is_asking(turn.text):
        return False
    if turn.intent in _SAID_FOR:
        return not _SAID_FOR[turn.intent].search(turn.text)
    return not _QUESTION.search(_ANYTHING.sub("", turn.text))


def _opens_a_matter(turn: Turn, answerer: Answerer) -> bool:
    if turn.state.has_matter or len(turn.text) < OPENING:
        return False
    if answerer is lists and (
        listing.named(turn) or re.search(r"哪些|什么(?:样的)?清单|清单[里上中]|几[项条个种]", turn.text)
    ):
        return False
    return bool(acts.named(turn).acts) or (answerer in (todo, why) and acts.describes_something(turn))


def prepared(topic: str, kind: str) -> Answerer:
    """An answerer that gives a prepared text."""

    def reply(turn: Turn) -> list[Reply]:
        text, citations = turn.services.knowledge.answer(topic, turn.text)
        return [answer(kind, text, citations)]

    return reply


def care(turn: Turn) -> list[Reply]:
    """Before anything else, for a person who speaks of ending their life."""
    return prepared("distress", "smalltalk")(turn) if turn.services.knowledge.fits("distress", turn.text) else []


def why(turn: Turn) -> list[Reply]:
    """Why this question, why this verdict."""
    state = turn.state
    if turn.services.knowledge.fits("tolerance", turn.text):
        return prepared("tolerance", "item")(turn)
    if state.asked and state.has_matter:
        return [answer("item", _why_asked(turn, state.asked), _item_citations(turn))]
    if state.verdict is None:
        return prepared("why_general", "basis")(turn)
    return [answer("item", _why_verdict(turn), state.verdict["citations"])]


def _why_asked(turn: Turn, asked: str) -> str:
    found = next((q for q in turn.assess().questions if q.fact == asked), None)
    fact = turn.catalogue.facts[asked]
    if found is None:
        return f"问“{fact.title}”是为了判断能不能免罚。"
    return f"因为{item_name(found.item, turn.catalogue)}要求“{found.condition}”，这一条要靠“{fact.title}”来判断；不清楚可以说“不知道”。"


def _why_verdict(turn: Turn) -> str:
    verdict = turn.assess().verdict(turn.state.verdict["audit"] if turn.state.verdict else "")
    lines = [f"{_STATE_WORDS[c['state']]}：{c['text']}——{c['evidence']['text']}" for c in verdict["conditions"]]
    head = verdict["text"].split("\n", 1)[0]
    return "\n".join([head.replace("结论：", "理由："), *lines])


_STATE_WORDS = {"met": "符合", "unmet": "不符合", "unknown": "还不知道"}


def todo(turn: Turn) -> list[Reply]:
    """What the person must or can do now."""
    if not turn.state.has_matter:
        return prepared("todo", "item")(turn)
    assessment = turn.assess()
    best = assessment.decision.best
    steps = [change.do for change in assessment.changes]
    if best is not None:
        steps += [*best.item.procedure, *(best.item.afterwards if assessment.decision.treatment else ())]
    text, citations = turn.services.knowledge.answer("todo", turn.text)
    if steps:
        text = "\n".join(f"{n}. {step}" for n, step in enumerate(dict.fromkeys(steps), 1)) + "\n" + text
    return [answer("item", text, citations)]


def what_if(turn: Turn) -> list[Reply]:
    """The same matter under other facts, without keeping them."""
    supposed: dict[str, Value] = {reading.fact: reading.value for reading in turn.readings}
    if not turn.state.has_matter or not supposed:
        return assessing.listen_and_assess(turn)
    assessment = turn.assess(supposed)
    said = "；".join(turn.catalogue.facts.say(name, value) for name, value in supposed.items())
    decision = assessment.decision
    if assessment.next_question is not None:
        condition = assessment.next_question.condition
        text = f"如果{said}：还不能定，要再看“{condition}”等条件。"
    else:
        head = (
            assessment.verdict("").get("text", "").split("\n", 1)[0].replace("结论：", "").replace("按你说的情况，", "")
        )
        text = f"如果{said}：{head}"
    note = "（这是假设，没有改动你前面说的情况。）"
    reply = answer("item", text + note, _item_citations(turn))
    return [
        {**reply, "supposed": {name: to_wire(value) for name, value in supposed.items()}, "status": decision.status}
    ]


def lists(turn: Turn) -> list[Reply]:
    """Which lists there are, or what is in one of them."""
    if timeline.asks_about_time(turn) and dates.find(turn.text, turn.as_of):
        return timeline.as_of(turn)
    if turn.services.knowledge.fits("not_on_list", turn.text):
        return prepared("not_on_list", "lists")(turn)
    return [listing.one_or_all(turn)]


def basis(turn: Turn) -> list[Reply]:
    """The articles of the act at hand, or of the one named."""
    item = _item(turn)
    if item is None:
        return prepared("basis_general", "basis")(turn)
    cited = [turn.catalogue.citations[name] for name in item.citations]
    lines = [f"《{c.document.strip('《》')}》{c.article}：{c.meaning}（{HOW_SURE[c.how_sure]}）" for c in cited]
    rules = turn.catalogue.editions[item.edition]
    head = f"“{item.title}”的依据（{rules.title}，{rules.issuer}，{HOW_SURE[rules.how_sure]}）："
    return [answer("basis", "\n".join([head, *lines]), [cite(c) for c in cited])]


def penalty(turn: Turn) -> list[Reply]:
    """The ordinary penalty of the act at hand, or of the one named; a new act is assessed right after."""
    named = acts.named(turn).acts
    item = _item(turn)
    if item is None:
        return (
            assessing.listen_and_assess(turn)
            if acts.describes_something(turn)
            else prepared("penalty_general", "penalty")(turn)
        )
    reply = answer("penalty", _penalty_text(turn, item), [cite(turn.catalogue.citations[c]) for c in item.citations])
    if named and not turn.state.has_matter:
        return [reply, *assessing.listen_and_assess(turn)]
    return [reply]


def _penalty_text(turn: Turn, item: Item) -> str:
    covering = [i for i in turn.items_for(item.act) if i.ordinary_penalty]
    source = item if item.ordinary_penalty else covering[0] if covering else None
    if source is None:
        return (
            f"“{item.title}”一般怎么罚，我手上的材料没有写明，请问{turn.catalogue.editions[item.edition].department}。"
        )
    points = next((i.points for i in (source, *covering) if i.points), None)
    tail = f"记分：{points}。" if points else ""
    return f"“{source.title}”一般的处理：{source.ordinary_penalty}。{tail}能不能免，要看条件。"


def remedy(turn: Turn) -> list[Reply]:
    """How to object; a camera record that may have to be removed is judged."""
    if not turn.state.has_matter and any(_can_be_removed(turn, act) for act in acts.named(turn).acts):
        return assessing.listen_and_assess(turn)
    return prepared("remedy", "remedy")(turn)


def _can_be_removed(turn: Turn, act: str) -> bool:
    return any(item.treatment == "record_removed" for item in turn.items_for(act))


def definition(turn: Turn) -> list[Reply]:
    """What a word means, list by list."""
    for topic in ("not_on_list", "mitigated_vs_lenient", "tolerance"):
        if turn.services.knowledge.fits(topic, turn.text):
            return prepared(topic, "definition")(turn)
    found = turn.services.knowledge.define(turn.text)
    if found is not None:
        return [answer("definition", *found)]
    if acts.named(turn).acts or acts.describes_something(turn) and turn.state.has_matter is False:
        return assessing.listen_and_assess(turn)
    return prepared("clarify", "clarify")(turn)


def limitation(turn: Turn) -> list[Reply]:
    """追责时效: the prepared answer, or the case itself when the message tells what was done and how long ago."""
    told = {reading.fact for reading in turn.readings}
    if "undiscovered_years" in told and (turn.state.has_matter or acts.describes_something(turn)):
        return assessing.listen_and_assess(turn)
    return prepared("limitation", "limitation")(turn)


def start_again(turn: Turn) -> list[Reply]:
    """Forget the matter and the facts; go on at once when the same message already tells a new one."""
    if _is_rather_an_answer(turn) or _tries_to_answer(turn):
        return assessing.listen_and_assess(turn)
    turn.state.forget_matter(frozenset())
    if acts.named(turn).acts:
        return assessing.listen_and_assess(turn)
    return [answer("clarify", "好，前面说的都不算了。请说说是什么事、谁查处的。")]


def out_of_scope(turn: Turn) -> list[Reply]:
    """Off topic, unless the message names an act or tells facts of the matter at hand."""
    if acts.named(turn).acts or (turn.readings and (turn.state.has_matter or turn.state.asked)):
        return assessing.listen_and_assess(turn)
    return guiding.dispute_instead(turn) or prepared("out_of_scope", "out_of_scope")(turn)


def _item(turn: Turn) -> Item | None:
    """The item the question is about: the act named in it, else the one at hand."""
    named = acts.named(turn).acts
    act = named[0] if named else (turn.state.acts[0] if turn.state.acts else None)
    if act is None:
        return None
    verdict = turn.state.verdict
    if not named and verdict and verdict.get("item"):
        return turn.catalogue.items.get(verdict["item"]["id"])
    found = turn.items_for(act)
    return found[0] if found else None


def _item_citations(turn: Turn) -> list[Reply]:
    item = _item(turn)
    return [cite(turn.catalogue.citations[name]) for name in item.citations] if item else []
