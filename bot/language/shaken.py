"""What is said and yet not meant as it stands: denied talk (谁说我没证), others' affairs (隔壁有), what was so once
(上回赔了，这回没有), hopes and near misses (还以为绿着呢, 差点撞上), double denials (不是没地方), half concessions (有是有，不够).

The words of such an answer say less than, or the opposite of, what they say elsewhere. Single rules are not believed in
it; the model, which has seen how such answers are meant, must be sure by itself.
"""

from __future__ import annotations

import re

_TALK = r"谁(?:跟|和)?(?:你|您|恁|你们)?(?:说|讲|告诉)(?!得清|不是)|(?:哪|怎么|咋)(?:有|会|能)?不[^，。]{1,6}(?:道理|行)|[谈称]不上|不好说是?"
_OTHERS = (
    r"隔壁|邻居(?!都|也?没)|旁边(?:那|的|摊|店|儿)|别人(?:家|的)?(?:店|摊|车|证|那)|人家(?:店|那家|的车)|同行|对门"
    r"|(?:另外?|别的)(?:那|一)?(?:台|辆|家|个店|店|摊|车)|(?:老婆|媳妇|老公|老伴|儿子|同事|朋友|公司|店里|老板|俺爹|俺妈)[^，。]{0,2}那(?:台|辆|个|家)"
)
_THEN_AND_NOW = (
    r"(?:上[次回]|以前|之前|从前|去年|前年|原先|原来|开始|开头|起先|起初|本来|昨天|早先|过去)[^，。；]{0,16}[，,；。]"
    r"[^，。；]{0,8}(?:这[次回台辆张家]|现在|今[年天儿早]|后来|如今|眼下|这会儿|可|却|倒)"
)
_HOPED = r"(?:还|本|我|俺|都|原)以为|盼着|指望|来着|本想|原想|差(?:一)?点儿?(?!钱|意思)|险些"
_IF_ONLY = r"要(?:是|不是)[^，。]{0,18}(?:就|我认|我也|[，,])|早知道|换了别"
_DOUBLE = r"(?:不是|并非|不能说|说不上|也没)(?:没|不)(?!了|是)"
_CONCEDED = r"([一-龥]{1,2})(?:倒)?(?:是|归|也|倒是)\1(?:了|过|的|着)?[，,。]"
_SHAKEN = re.compile("|".join((_TALK, _OTHERS, _THEN_AND_NOW, _HOPED, _IF_ONLY, _DOUBLE, _CONCEDED)))
_NO_STATEMENT = re.compile("|".join((_TALK, _OTHERS, _HOPED, _IF_ONLY)))


def is_shaken(text: str) -> bool:
    """True when the words of an answer may mean something else than they say."""
    return bool(_SHAKEN.search(text))


def is_no_statement(clause: str) -> bool:
    """True when a clause tells of something else than the matter itself: 隔壁有证, 还以为能停."""
    return bool(_NO_STATEMENT.search(clause))
