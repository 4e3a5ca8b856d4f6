"""What can be found: the lists, items and articles of one catalogue, and the prepared answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.eligibility.explain import HOW_SURE, document
from bot.eligibility.model import TREATMENTS, Citation, Item, RuleList
from bot.guidance.mediation import Disputes
from bot.guidance.prevention import Prevention
from bot.policy.catalogue import Catalogue
from bot.policy.places import binding
from bot.search.index import Entry

BINDS_NOW = "现行"
BEHIND = 0.05
LONGEST_TITLE = 60
STATES = {"draft": "征求意见稿，没有施行", "repealed": "已经失效"}
TOPICS = {
    "remedy": "不服怎么办",
    "deadline": "期限",
    "limitation": "追责时效",
    "todo": "接下来做什么",
    "why_general": "为什么",
    "penalty_general": "怎么处罚",
    "basis_general": "依据",
    "privacy": "个人信息",
    "as_of": "规定的时间",
    "tolerance": "容错",
    "not_on_list": "清单之外",
    "mitigated_vs_lenient": "从轻和减轻",
    "definition": "词语的意思",
}


def of_catalogue(catalogue: Catalogue, place: str, today: date) -> Iterator[Entry]:
    """Every list, item and article; those that bind at the place today are lifted."""
    binding_here = _by_act(catalogue, place, today)
    for rules in catalogue.lists.values():
        standing, rank = standing_of(rules, place, today)
        yield _list(rules, standing, rank)
        for item in rules.items:
            yield _item(item, rules, standing, rank, _beside(item, binding_here))
    for citation in catalogue.citations.values():
        yield _article(citation)


def of_answers(prepared: Iterable[tuple[str, str]]) -> Iterator[Entry]:
    """Prepared answers of law: (topic, text) pairs; the first line is the title."""
    for number, (topic, text) in enumerate(pair for pair in prepared if pair[0] in TOPICS):
        yield Entry("answer", f"{topic}-{number}", _headline(text), text, f"现成答复·{TOPICS[topic]}")


def of_guidance(
    disputes: Disputes, prevention: Prevention, catalogue: Catalogue, place: str, today: date
) -> Iterator[Entry]:
    """The doors of the disputes that are mediated, and the check-list of every trade."""
    for kind in disputes.kinds:
        yield Entry("answer", f"mediation-{kind.id}", kind.title, kind.say(), "行政调解：找谁、带什么", rank=0.9)
    for trade in prevention.trades:
        risks = prevention.risks(trade, catalogue, place, today)
        points = "；".join(f"{risk.title}：{risk.avoid}" for risk in risks)
        yield Entry(
            "checklist", trade.id, f"{trade.title}检查表", points, f"事前指导，{len(risks)}项，可以打印", rank=0.9
        )


def standing_of(rules: RuleList, place: str, today: date) -> tuple[str, float]:
    """Whether a list binds at the place today, in words, and how much it is lifted."""
    start = datetime.combine(today, datetime.min.time())
    if rules.state in STATES:
        return STATES[rules.state], 0.0
    if rules.place not in binding(place):
        return f"{rules.place}的规定，{place}不适用", 0.1
    return (BINDS_NOW, 0.9) if rules.in_force(start, start + timedelta(days=1)) else ("今天不在施行期内", 0.2)


def _list(rules: RuleList, standing: str, rank: float) -> Entry:
    titles = "；".join(item.title for item in rules.items)
    where = f"{rules.issuer}，{rules.place}，{standing}"
    return Entry("list", rules.id, rules.title, titles, where, HOW_SURE[rules.how_sure], (), rank)


def _headline(text: str) -> str:
    """The first sentence of a prepared answer; … where it is cut."""
    first = text.strip().split("\n")[0].split("。")[0]
    return first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE] + "…"


def _by_act(catalogue: Catalogue, place: str, today: date) -> Mapping[str, list[tuple[str, str]]]:
    """For each act the (item, department) of the lists that bind here today."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for rules in catalogue.lists.values():
        if rules.kind != "general" and standing_of(rules, place, today)[0] == BINDS_NOW:
            for item in rules.items:
                found[item.act].append((item.id, rules.department))
    return found


def _beside(item: Item, binding_here: Mapping[str, list[tuple[str, str]]]) -> str:
    """同样的行为还见 …: the other items that bind here, counted by department."""
    others = Counter(office for name, office in binding_here.get(item.act, ()) if name != item.id)
    return "、".join(f"{office}{n}项" for office, n in others.most_common())


def _item(item: Item, rules: RuleList, standing: str, rank: float, beside: str) -> Entry:
    text = "；".join((*(c.text for c in item.conditions), item.ordinary_penalty or "", *item.notes)).strip("；")
    where = f"{document(rules.title)}第{item.no}项，{TREATMENTS[item.treatment]}，{standing}"
    lifted = rank - BEHIND if item.treatment == "ordinary" else rank  # what may be waived is looked for first
    return Entry("item", item.id, item.title, text, where, HOW_SURE[rules.how_sure], item.aliases, lifted, beside)


def _article(citation: Citation) -> Entry:
    title = f"{document(citation.document)}{citation.article}"
    return Entry("article", citation.id, title, citation.meaning, "条文", HOW_SURE[citation.how_sure], (), 0.4)


KINDS: Mapping[str, str] = {"item": "事项", "list": "清单", "checklist": "检查表", "article": "条文", "answer": "答复"}
