"""The four kinds of file: 双公示 行政处罚, 交通违法, 机动车登记, 当事人. Headers may use the codes or the Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.imports import fields as read
from bot.imports.fields import Field
from bot.records.acts import AGENCIES, HOW_FOUND
from bot.records.parties import DISTRICTS, KINDS, SIZES

VEHICLES = {
    "小型汽车": "private_small",
    "单位小型汽车": "unit_small",
    "营运小型汽车": "commercial_small",
    "轻型货车": "light_truck",
    "重型货车": "heavy_truck",
    "大型客车": "bus",
    "危险品运输车": "hazmat",
    "摩托车": "motorcycle",
    "其他": "other",
}
TREATMENTS = {
    "罚款": "ordinary",
    "警告": "warning",
    "减轻处罚": "mitigated",
    "从轻处罚": "lenient",
    "不予处罚": "no_penalty",
    "免予罚款": "fine_waived",
}
_LEGAL_KINDS = {"法人及非法人组织": "enterprise", "法人": "enterprise", "个体工商户": "household", "自然人": "person"}
_SAME_DISTRICT = {name: name for name in DISTRICTS}


def _said(table: Mapping[str, str]) -> Mapping[str, str]:
    return {word: name for name, word in table.items()}


@dataclass(frozen=True)
class Format:
    """A kind of file: its columns, and the one that tells rows apart (a later row of the same number replaces it)."""

    name: str
    title: str
    key: str
    fields: tuple[Field, ...]


# 信用中国双公示标准：行政处罚. Amounts in 万元; 违法时间 is not among its columns.
DECISIONS = Format(
    "decisions",
    "双公示行政处罚",
    "decision_no",
    (
        Field(("CF_XDR_MC", "行政相对人名称"), "party_name", read.text(200), True),
        Field(("CF_XDR_LB", "行政相对人类别"), "party_kind", read.one_of(_LEGAL_KINDS), True),
        Field(("CF_XDR_SHXYM", "统一社会信用代码"), "credit_code", read.credit_code),
        Field(("CF_WSH", "行政处罚决定书文号"), "decision_no", read.text(80), True),
        Field(("CF_WFXW", "违法行为类型"), "act", read.text(2000), True),
        Field(("CF_SY", "违法事实"), "facts", read.text(5000)),
        Field(("CF_YJ", "处罚依据"), "article", read.text(2000)),
        Field(("CF_CFLB", "处罚类别"), "penalty", read.text(200), True),
        Field(("CF_NR", "处罚内容"), "content", read.text(5000)),
        Field(("CF_NR_FK", "罚款金额（万元）"), "amount_fen", read.wan_yuan),
        Field(("CF_NR_WFFF", "没收违法所得、没收非法财物的金额（万元）"), "confiscated_fen", read.wan_yuan),
        Field(("CF_JDRQ", "处罚决定日期"), "decided_at", read.moment, True),
        Field(("CF_YXQ", "处罚有效期"), "valid_to", read.day),
        Field(("CF_GSJZQ", "公示截止期"), "shown_to", read.day),
        Field(("CF_CFJG", "处罚机关"), "department", read.text(80), True),
        Field(("CF_CFJGDM", "处罚机关统一社会信用代码"), "department_code", read.credit_code),
        Field(("BZ", "备注"), "note", read.text(2000)),
    ),
)

TRAFFIC = Format(
    "traffic",
    "交通违法",
    "decision_no",
    (
        Field(("决定书编号",), "decision_no", read.text(80), True),
        Field(("号牌号码",), "plate", read.plate),
        Field(("档案编号",), "file_no", read.text(18)),
        Field(("查处部门",), "agency", read.one_of(_said(AGENCIES)), True),
        Field(("违法行为",), "act", read.text(2000), True),
        Field(("违法时间",), "committed_at", read.moment, True),
        Field(("违法地点",), "place", read.text(120)),
        Field(("区县",), "district", read.one_of(_SAME_DISTRICT)),
        Field(("发现方式",), "how_found", read.one_of(_said(HOW_FOUND))),
        Field(("决定时间",), "decided_at", read.moment),
        Field(("处理方式",), "treatment", read.one_of(TREATMENTS), True),
        Field(("罚款金额（元）",), "amount_fen", read.yuan),
        Field(("是否处理完毕",), "settled", read.yes_no, True),
        Field(("处理时间",), "settled_at", read.moment),
        Field(("依据",), "article", read.text(200)),
    ),
)

VEHICLE_REGISTER = Format(
    "vehicles",
    "机动车登记",
    "plate",
    (
        Field(("号牌号码",), "plate", read.plate, True),
        Field(("车辆类型",), "kind", read.one_of(VEHICLES), True),
        Field(("核定载客",), "seats", read.whole),
        Field(("所有人编号",), "owner", read.text(40)),
        Field(("备注",), "note", read.text(200)),
    ),
)

PARTIES = Format(
    "parties",
    "当事人",
    "ref",
    (
        Field(("当事人编号",), "ref", read.text(40), True),
        Field(("名称",), "name", read.text(200), True),
        Field(("类别",), "kind", read.one_of(_said(KINDS)), True),
        Field(("统一社会信用代码",), "credit_code", read.credit_code),
        Field(("区县",), "district", read.one_of(_SAME_DISTRICT)),
        Field(("地址",), "address", read.text(200)),
        Field(("行业",), "trade", read.text(40)),
        Field(("规模",), "size", read.one_of(_said(SIZES))),
        Field(("电话",), "phone", read.text(20)),
        Field(("成立日期",), "registered_on", read.day),
    ),
)

FORMATS = {form.name: form for form in (DECISIONS, TRAFFIC, VEHICLE_REGISTER, PARTIES)}
