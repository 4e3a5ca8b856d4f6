"""What is only meant or begun: 过几天就交, 马上就去弄, 给了十天第三天开始弄的, 答了一半. None of it has been done."""

from __future__ import annotations

import re

_UNFINISHED = re.compile(
    r"(?:过|等|再过|缓)(?:几|两|个|一|三)?[天日周会]儿?[^，。了]{0,3}(?:就|再|去)|打算|准备|回头|待会|一会儿|等会|明[天儿早]|下[周个](?!来)|改天|这就去|马上(?:就)?(?:去|要)|立马去"
    r"|一半(?:$|[，。])|还差|开始(?:弄|改|办|拆|补|整|清)|着手|正(?:在|找|弄|办)|[去来]问|打听|(?:怎么|咋|如何)(?:改|弄|办)|交的?了?申请(?:$|[，。])|(?:没|未|还没)(?:批|下来|办好|弄好|改好|弄完|改完)"
)
_FINISHED = re.compile(
    r"(?<!没)(?<!未)(?:办|弄|改|补|交|缴|整|清|拆|处理|做|答|搞)(?:好|完|妥|齐|清|掉|成|上|过|干净)了?(?!再)|(?<!没)(?<!没有)(?:批|办)?下来了|搞定|(?:已经?|都|全)[^，。没未]{0,4}(?:了|的)(?:$|[，。])"
)


def is_unfinished(text: str) -> bool:
    """True when a message tells what is meant or begun and nothing that is done."""
    return bool(_UNFINISHED.search(text)) and not _FINISHED.search(text)
