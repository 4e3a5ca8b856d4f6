"""What can be found: the lists, items and articles of one catalogue, and the prepared answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from bot.eligibility.explain import HOW_SURE, document
from bot.eligibility.model import TREATMENTS, Citation, Item, RuleList
from bot.policy.catalogue import Catalogue
from bot.policy.places import binding
from bot.search.index import Entry

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
    for rules in catalogue.lists.values():
        standing, rank = standing_of(rules, place, today)
        yield _list(rules, standing, rank)
        for item in rules.items:
            yield _item(item, rules, standing, rank)
    for citation in catalogue.citations.values():
        yield _article(citation)


def of_answers(prepared: Iterable[tuple[str, str]]) -> Iterator[Entry]:
    """Prepared answers of law: (topic, text) pairs; the first line is the title."""
    for number, (topic, text) in enumerate(pair for pair in prepared if pair[0] in TOPICS):
        first = text.strip().split("\n")[0]
        yield Entry("answer", f"{topic}-{number}", first[:60], text, f"现成答复·{TOPICS[topic]}")


def standing_of(rules: RuleList, place: str, today: date) -> tuple[str, float]:
    """Whether a list binds at the place today, in words, and how much it is lifted."""
    start = datetime.combine(today, datetime.min.time())
    if rules.state in STATES:
        return STATES[rules.state], 0.0
    if rules.place not in binding(place):
        return f"{rules.place}的规定，{place}不适用", 0.1
    return ("现行", 0.9) if rules.in_force(start, start + timedelta(days=1)) else ("今天不在施行期内", 0.2)


def _list(rules: RuleList, standing: str, rank: float) -> Entry:
    titles = "；".join(item.title for item in rules.items)
    where = f"{rules.issuer}，{rules.place}，{standing}"
    return Entry("list", rules.id, rules.title, titles, where, HOW_SURE[rules.how_sure], (), rank)


def _item(item: Item, rules: RuleList, standing: str, rank: float) -> Entry:
    text = "；".join((*(c.text for c in item.conditions), item.ordinary_penalty or "", *item.notes)).strip("；")
    where = f"{document(rules.title)}第{item.no}项，{TREATMENTS[item.treatment]}，{standing}"
    return Entry("item", item.id, item.title, text, where, HOW_SURE[rules.how_sure], item.aliases, rank)


def _article(citation: Citation) -> Entry:
    title = f"{document(citation.document)}{citation.article}"
    return Entry("article", citation.id, title, citation.meaning, "条文", HOW_SURE[citation.how_sure], (), 0.4)


KINDS: Mapping[str, str] = {"item": "事项", "list": "清单", "article": "条文", "answer": "答复"}
