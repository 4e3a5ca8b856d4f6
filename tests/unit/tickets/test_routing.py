"""Which office a ticket goes to, and its district."""

from __future__ import annotations

import pytest

from bot.policy.dictionary import load_citations, load_facts
from bot.policy.loader import load_list
from bot.settings import ROOT
from bot.tickets.routing import Offices

OFFICES = Offices.load(ROOT / "data" / "tickets.yml")


@pytest.mark.parametrize(
    ("department", "text", "name", "district"),
    [
        ("公安局", "涧西区违停", "洛阳市公安局交通警察支队", "涧西区"),
        ("城市管理局", "在瀍河停车被贴条", "瀍河回族区城市管理局", "瀍河回族区"),
        ("市场监督管理局", "店里卖过期食品", "洛阳市市场监督管理局", None),
        ("税务局", "没报税", "国家税务总局洛阳市税务局", None),
        (None, "工地欠薪三个月", None, None),
        (None, "老板欠薪三个月，在伊川", "伊川县人力资源和社会保障局", "伊川县"),
        (None, "老城改造什么时候完", None, None),
    ],
)
def test_the_office_by_item_or_words(department: str | None, text: str, name: str | None, district: str | None) -> None:
    found = OFFICES.place(department, text)
    assert (found.name, found.district) == (name or OFFICES.hotline, district)


def test_the_item_goes_before_the_words() -> None:
    assert OFFICES.place("城市管理局", "交警和税务都来了").office == "city_management"
    assert OFFICES.place("城市管理局", "x").ground == "item"


def test_words_that_point_to_two_offices_leave_it_to_a_person() -> None:
    found = OFFICES.place(None, "城管和交警都来了")
    assert (found.office, found.name, found.ground) == ("", OFFICES.hotline, "")


def test_a_district_that_does_not_exist_is_not_taken_over() -> None:
    assert OFFICES.place("城市管理局", "违停", "朝阳区").name == "洛阳市城市管理局"


def test_every_exemption_list_has_an_office() -> None:
    facts, citations = load_facts(ROOT / "data" / "facts.yml"), load_citations(ROOT / "data" / "law")
    found = [load_list(path, facts, citations) for path in sorted((ROOT / "data" / "lists").rglob("*.yml"))]
    local = [one for one in found if one["kind"] == "exemption" and one["place"] in ("洛阳市", "河南省", "全国")]
    assert {one["department"] for one in local if OFFICES.by_department(one["department"]) is None} == set()
