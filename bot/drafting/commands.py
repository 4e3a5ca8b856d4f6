"""What a person of the department wants of a draft, from their words (起草的话). Only whole messages are commands: a
question about the law that happens to hold such words is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = r"第?(?P<item>\d+|[一二三四五六七八九十]+)(?:项|条|号)(?:事项)?"
_DRAFT = r"(?:这份|当前)?(?:草案)?(?P<draft>[Dd][0-9a-fA-F]{8})?(?:这份)?(?:草案)?"
_OUT = "去掉|删掉|删除|去除|移除|拿掉|取消|删了|去了|不要"
_TO = "改成|改为|换成|换为|变成|调整为|调整到|缩短到|缩短为|延长到|延长为|降到|降为|降低到|提高到|提到|放宽到|放宽为|收紧到"
_IN = "加进|加到|加入|添加到|纳入|列入|列进|放进|放到|补进|补到|并入"
_POLITE = re.compile(
    r"^(?:请|麻烦|劳驾|帮我|给我|我想|我要|想|要|那|好|然后|再|现在|在草案里|草案里|把草案的?){0,4}(?:你|您)?[，,]?|(?:吧|一下|哈|谢谢|好吗|行吗)?[。！!\s]*$"
)
_QUOTED = "[“”\"「」『』‘’']"

# kind → pattern of the whole message, the most particular first
_KINDS: tuple[tuple[str, str], ...] = (
    ("undo", r"(?:撤销|撤回|取消|退回|回退|还原)(?:到)?(?:上一步|上一个(?:改动|修改)?|刚才(?:的|那一?步|那个)?(?:修改|改动)?|最后一步)|上一步(?:撤销|撤回|不要了|取消)"),
    ("show", r"(?:现在|目前|到现在|草案|一共|总共)?(?:都|已经)?(?:改了|改过|改动了?|动了)(?:哪些|些?什么|啥|几处|多少)(?:地方|内容|东西)?[?？]?|(?:看看|查看|显示|列出)(?:这份|当前|现在的)?(?:草案|改动)(?:的?(?:改动|内容))?"),
    ("submit", r"(?:把?(?:这份)?草案)?(?:提交|送交?|报)(?:给?)(?:法制)?(?:审核|审查|复核)(?:[，,。；;\s]*(?:理由|原因|因为)(?:是|为)?[:：]?\s*(?P<reason>.+))?"),
    ("approve", rf"(?:我)?(?:审核)?(?:通过|同意|批准|发布){_DRAFT}|{_DRAFT.replace('draft', 'draft2')}(?:审核)?(?:通过|同意(?:发布)?|批准)"),
    ("send_back", rf"(?:退回|打回|驳回|不同意){_DRAFT}[，,。：:；;\s]*(?:意见|理由|原因|因为)?(?:是|为)?[:：]?\s*(?P<remark>.*)"),
    ("pending", r"(?:现在)?(?:有)?(?:哪些|什么|几份)?(?:草案)?(?:要|等着?|待|等待)(?:我)?(?:审核|审查|审)(?:的)?(?:草案)?(?:有哪些|有什么)?[?？]?|(?:所有|全部|有哪些|列出)(?:的)?草案[?？]?"),
    ("view", rf"(?:看看?|查看|打开|显示)(?=.*(?:草案|D[0-9a-f]{{8}})){_DRAFT}"),
    ("discard", r"(?:放弃|作废|丢弃|删除|删掉)(?:这份|这个|当前)?草案|(?:这份)?草案(?:不要了|放弃|作废)"),
    ("compare", r"(?:换成|按照?|用)(?P<which>现行|现在|老|旧|草案|新)的?(?:规则|规定|清单|条件)?的?(?:再|重新)?(?:问|算|看|判|试|答|来)一?(?:遍|次|下|看)?|(?:现行|草案)[和跟与同](?:现行|草案)的?(?:比一?比|对比|比较)(?:一下)?|(?:比一?比|对比|比较)(?:一下)?(?:现行|草案|新旧)[和跟与]?(?:现行|草案)?的?(?:规则|结果|结论)?"),
    ("impact", r"(?:这样改|这么改|改了以?后|草案|这份草案)?(?:会|能|要|大概)?(?:影响|牵涉|涉及)(?:到)?(?:多少|几个|几件|哪些|多大|什么样的)(?:个|件|起|的)?(?:案子|案件|人|范围|当事人)?[?？]?|影响(?:分析|评估|测算|有多大)[?？]?"),
    ("save_scenario", r"(?:把)?(?:这个|这件|当前)?(?:案子|情形|情况|案件|问题|对话)?(?:存|保存|记)(?:为|成|下来?|作|一下)?(?:一个)?(?:测试)?(?:场景|情形|用例)(?:[，,：:\s]*(?:叫|名字是|名称是)?\s*(?P<name>.+))?"),
    ("run_scenarios", r"(?:跑|运行|试|测|重跑|过)(?:一?遍|一下)?(?:所有|全部|一遍)?(?:的)?(?:测试)?(?:场景|用例)(?:一?遍|试试)?"),
    ("elsewhere", r"(?:别的|其他|其它|外地|外省|别处)(?:的)?(?:城市|地方|省市|市|省)?(?:的?(?:清单|规定))?(?:对|在)?(?:这一?项|这个|这件事|这种情况|第?(?P<item>\d+|[一二三四五六七八九十]+)项)?(?:都)?(?:是)?(?:怎么|如何|咋|怎样)(?:规定|写|定|说|办|弄)的?[?？]?"),
    ("take_over", r"(?:把|照|用|采用|搬|借鉴)(?P<place>.{2,16}?)(?:的)?第?(?P<number>\d+|[一二三四五六七八九十]+)(?:个|条)(?:条件)?(?:搬|拿|加|抄|放)?(?:过来|进来|进草案|进去|到草案)?"),
    ("from", r"(?:从|自|改成从|定在)?(?P<date>.{2,16}?)(?:起|开始|以后|之后)(?:正式)?(?:施行|执行|生效|适用|实施|开始用)"),
    ("add_item", rf"(?:把|将)?{_QUOTED}?(?P<title>.{{2,60}}?){_QUOTED}?(?:这一?项|这个行为|这种行为)?(?:也|一起|都)?(?:{_IN})(?P<list>.{{2,40}}?)(?:清单)?(?:里|中|里面)?"),
    ("add_condition", rf"(?:给|在)?(?:{_ITEM})?(?:里|的|上)?(?:再)?(?:加|增加|添加|添|补充|新增)(?:上)?(?:一|1)?(?:个|条|项)?(?:条件|要求)?[:：,，\s]+{_QUOTED}?(?P<text>.{{2,120}}?){_QUOTED}?|(?:给|在)?(?:{_ITEM.replace('item', 'item2')})?(?:再)?(?:加|增加|添加)(?:上)?(?:一|1)?(?:个|条)?{_QUOTED}(?P<text2>.{{2,120}}?){_QUOTED}(?:这个|这一?条)?(?:条件|要求)?"),
    ("remove_item", rf"(?:{_OUT}){_ITEM}|(?:把|将){_ITEM.replace('item', 'item2')}(?:{_OUT})"),
    ("restore", r"(?:恢复|退回|回到|还原)(?:到|成|为)?第?(?P<version>\d+)版(?:的内容)?"),
    ("treatment", rf"(?:把|将)?{_ITEM}(?:的)?(?:处理方式|处理|后果|结果)?(?:从?(?P<old>[^，,]{{2,8}}))?(?:{_TO})(?P<new>不予处罚|免予处罚|不罚|不处罚|免罚|可以不予处罚|可以不罚|可不予处罚|警告|只警告|从轻(?:处罚)?|减轻(?:处罚)?|免缴罚款|免罚款|不罚款|不采取强制措施|不采取强制)"),
    ("change", rf"(?:把|将)?(?:{_ITEM}(?:的|里的?))?{_QUOTED}?(?P<old>.{{1,80}}?){_QUOTED}?(?:这个|这一?条)?(?:条件|要求)?(?:{_TO}){_QUOTED}?(?P<new>.{{1,120}}?){_QUOTED}?"),
    ("remove_condition", rf"(?:{_OUT})(?:{_ITEM}的)?{_QUOTED}?(?P<text>.{{2,80}}?){_QUOTED}?(?:(?:这个|这一?条|那个|那一?条|的)?(?:条件|限制|要求|规定)|这一?条|那一?条)|(?:把|将)(?:{_ITEM.replace('item', 'item2')}的)?{_QUOTED}?(?P<text2>.{{2,80}}?){_QUOTED}?(?:这个|这一?条|的)?(?:条件|限制|要求)?(?:{_OUT})|(?:{_OUT}){_QUOTED}(?P<text3>.{{2,80}}?){_QUOTED}"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_HANZI = "一二三四五六七八九十"


@dataclass(frozen=True)
class Command:
    """One thing asked of a draft; the parts that its kind has are filled."""

    kind: str
    item: str = ""
    old: str = ""
    new: str = ""
    text: str = ""
    list: str = ""
    draft: str = ""


def parse(message: str) -> Command | None:
    """The command that the whole message is; None when it is none."""
    said = _POLITE.sub("", message.strip())
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(said):
            return _command(kind, match)
    return None


def _command(kind: str, match: re.Match[str]) -> Command:
    parts = {name: value for name, value in match.groupdict().items() if value}

    def first(*names: str) -> str:
        return next((parts[name].strip() for name in names if name in parts), "")

    draft = first("draft", "draft2")
    draft = draft and "D" + draft[1:].lower()
    text = first("text", "text2", "text3", "title", "date", "reason", "name", "version", "which", "place", "remark")
    number = first("item", "item2", "number")
    return Command(kind, _number(number), first("old"), first("new"), text, first("list"), draft)


def _number(written: str) -> str:
    """十二 → 12; digits as they are."""
    if not written or written.isdecimal():
        return written
    if "十" not in written:
        return str(_HANZI.index(written) + 1) if len(written) == 1 else ""
    tens, _, ones = written.partition("十")
    return str((_HANZI.index(tens) + 1 if tens else 1) * 10 + (_HANZI.index(ones) + 1 if ones else 0))
