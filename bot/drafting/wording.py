"""What staff type, in the spelling that commands are read in (整理说法): arrows, formal and circled numerals, short
forms and the usual slips of the keyboard. Nothing of a condition's own sentence is touched but numerals before 项, 个月 …
"""

from __future__ import annotations

import re

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_CIRCLED = str.maketrans({chr(0x2460 + n): str(n + 1) for n in range(20)})
_NUMERAL = re.compile("[壹贰叁肆伍陆柒捌玖拾]+(?=个?月|季度|年|[项条号个天日次元步])|(?<=第)[壹贰叁肆伍陆柒捌玖拾]+")
_ARROW = re.compile(r"\s*(?:→|->|=>|➡|——>)\s*")
_SLIPS = (
    (re.compile("该成|改城|改呈|盖成"), "改成"),
    (re.compile("该为(?=.)"), "改为"),
    (re.compile("撤消|彻销"), "撤销"),
    (re.compile("去吊|去调"), "去掉"),
    (re.compile("草按|操案"), "草案"),
    (re.compile("场境|厂景"), "场景"),
    (re.compile("试行(?=$)|施形"), "施行"),
    (re.compile("提缴(?=审核)"), "提交"),
    (re.compile("仨月|三个来月(?=$)"), "三个月"),
    (re.compile("俩月"), "两个月"),
    (re.compile(r"^[吧八巴](?=.+(?:改|换|删|去|加))"), "把"),
)
_POLITE = re.compile(
    r"^(?:请你?|麻烦你?|再(?=把|将|去|删|加|给|从)|又|并且|并|同时|另外(?!还)|还有|最后(?!加|一)|其次|首先|先|劳驾|帮忙|帮我|给我|我想|我要(?!求)|想|要(?!求)|那就|那么|那|好的|好|然后|接着|现在(?=把|给|从)|(?:在?草案里|把草案的?)(?!会|是|怎|该)|您|，|,|\s)+|"
    r"(?:[，,]?(?:谢谢|好吗|行吗|可以吗|哈|吧|一下|就行|即可))+[。！!\s]*$|[。！!\s]+$"
)


def tidy(text: str) -> str:
    """One message, ready for `commands.parse`."""
    text = _NUMERAL.sub(lambda found: found.group().translate(_FORMAL), text.strip().translate(_CIRCLED))
    text = _ARROW.sub("改成", text)
    for slip, meant in _SLIPS:
        text = slip.sub(meant, text)
    return polite(text)


def polite(text: str) -> str:
    """Without the words of courtesy at both ends."""
    for _ in range(2):
        text = _POLITE.sub("", text)
    return text
