"""The words dates are made of, and the pattern that finds them: 去年, 上个月, 初, 上半年, 礼拜五.

`DATE` matches one date in text; what its groups mean is `dates`' business.
"""

from __future__ import annotations

import re

from bot.language import festivals
from bot.language.figures import DIGITS, read

YEARS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1}
DAYS = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "前": -2,
    "昨天": -1,
    "昨日": -1,
    "昨儿": -1,
    "昨": -1,
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "今": 0,
    "刚才": 0,
    "刚刚": 0,
    "明天": 1,
    "后天": 2,
}
RECENT = {"前几天": (10, 2), "前两天": (4, 1), "前些天": (15, 2), "前几日": (10, 2), "这两天": (2, 0), "这几天": (7, 0),
          "前阵子": (90, 7), "前一阵": (90, 7), "前段时间": (90, 7), "前一段时间": (90, 7)}  # fmt: skip
SHIFTS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1}
THIRDS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "中": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
PARTS = {
    "年初": (1, 3),
    "初": (1, 3),
    "上半年": (1, 6),
    "开年": (1, 3),
    "开春": (2, 4),
    "春天": (3, 5),
    "春上": (3, 5),
    "麦收": (5, 6),
    "收麦": (5, 6),
    "入夏": (5, 7),
    "年中": (5, 8),
    "夏天": (6, 8),
    "暑假": (7, 8),
    "寒假": (1, 2),
    "下半年": (7, 12),
    "入秋": (8, 10),
    "秋天": (9, 11),
    "秋上": (9, 11),
    "入冬": (11, 12),
    "年底": (10, 12),
    "年末": (10, 12),
    "底": (10, 12),
    "冬天": (12, 14),
}
WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}

_CN = "[一二三四五六七八九十]"
_TWO = rf"(?:\d{{1,2}}|{_CN}{{1,3}})"
_CLEAR = r"(?=\s*(?:$|[，。,.;；!！?？、早上中下晚凌傍夜半清到至~～—的我在被]))"
_FESTIVAL = "|".join(sorted(set(festivals.NAMES) - {"十一"}, key=len, reverse=True))
_THIRD = "初|上旬|中旬|下旬|底|末|中(?![午旬间])"
_YEAR = rf"(?:(?P<year>(?:19|20)\d{{2}}|[一二][〇零一二三四五六七八九○]{{3}})年|(?P<short>(?<!\d)[12]\d)年(?={_TWO}月)|(?P<relyear>{'|'.join(YEARS)})(?![检审]))\s?的?"
_IN_YEAR = (
    rf"(?P<month>{_TWO})月(?!之?内|以内)份?(?:(?P<day>{_TWO})[日号]|(?P<loneday>{_TWO}){_CLEAR}|(?P<third>{_THIRD}))?",
    rf"(?P<festival>{_FESTIVAL}|十一(?=假|长假|黄金周|国庆|期间|[，。,\s]|$))节?(?P<itself>当天|那天|当日|那日)?(?:假期|长假|小长假|期间|黄金周)?(?![前后路街村花牌]|之前|之后|以前|以来|广场)",
    rf"(?:大年|正月)(?P<newyear>初?{_CN}{{1,3}})",
    rf"(?P<part>{'|'.join(sorted(PARTS, key=len, reverse=True))})",
)
DATE = re.compile(
    r"(?=[\d〇一二三四五六七八九十上下这本前大昨今明后刚去春清端中国元五双六三除过新年劳儿妇正月周星礼夏秋冬暑开入寒麦收])(?:"
    r"(?<![\d.])(?P<iy>(?:19|20)\d\d)(?P<sep>[-/.])(?P<im>\d{1,2})(?P=sep)(?P<id>\d{1,2})(?!\d)T?|"
    r"(?<!\d)(?P<cy>(?:19|20)\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?!\d)|"
    rf"(?P<recent>{'|'.join(RECENT)})|"
    rf"(?P<dayword>大前天|前[天日]|昨[天日儿]|今[天日儿](?!后)|明天|(?<!大)后天|刚[才刚]|[昨今](?=[晚夜早晨])|(?<![之以])前(?=晚))|"
    rf"(?P<relmonth>上上|上|这|本|下)个?月(?:(?P<mday>{_TWO})[日号]|(?P<mthird>{_THIRD}))?|"
    rf"(?P<relweek>上上|上|这|本|下)个?(?:周|星期|礼拜)(?![岁边围年])(?P<relwd>[一二三四五六日天末])?|"
    rf"(?:周|星期|礼拜)(?P<wd>[一二三四五六日天末])|"
    rf"(?<!农历)(?<!阴历)(?<![\d第块元毛角])(?:{_YEAR})?(?:{'|'.join(_IN_YEAR)})|{_YEAR.replace('?P<year>', '?P<ayear>').replace('?P<short>', '?P<ashort>').replace('?P<relyear>', '?P<arelyear>')}|"
    rf"(?<![\d一二三四五六七八九十正腊冬])(?P<monthpart>月[初底中末])|"
    rf"(?<![\d第第月.A-Za-z])(?P<dayonly>{_TWO})(?:号(?![线楼院店门车桌令文公路街厂段机码牌柜单])|日(?![内游报前]|之内|以内))"
    r")",
    re.ASCII,
)


def number(written: str) -> int:
    """A year, month or day as written: 24, 二零二四, 十二."""
    if written.isdecimal():
        return int(written)
    if len(written) == 4:
        return int("".join("0" if c == "○" else str(DIGITS[c]) for c in written))
    value = read(written)
    return int(value) if isinstance(value, float) else 0


def shifted(year: int, month: int, by: int) -> tuple[int, int]:
    """The year and month so many months on."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1
