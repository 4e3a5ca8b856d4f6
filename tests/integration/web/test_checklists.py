"""/checklist: the risk points of a trade, to print."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient


def test_every_trade_has_one(client: TestClient, services) -> None:
    page = client.get("/checklist").text
    for trade in services.prevention.trades:
        assert f"/checklist/{trade.id}" in page
        sheet = client.get(f"/checklist/{trade.id}")
        assert sheet.status_code == 200 and sheet.text.count('class="tick"') >= 4


def test_a_point_says_how_to_avoid_it_what_is_looked_at_what_it_costs_and_how_it_may_be_waived(
    client: TestClient,
) -> None:
    page = client.get("/checklist/catering").text
    point = page.split("经营超过保质期的食品、食品添加剂的")[1].split("</li>")[0]
    for said in ("怎么避免：", "检查时看：", "5万元以上10万元以下罚款", "不予处罚", "不超过500元", "只读到一部分"):
        assert said in point


def test_the_gravest_come_first(client: TestClient) -> None:
    page = client.get("/checklist/netbar").text
    grave = [page.find(f"后果：{level}") for level in "重中轻"]
    found = [at for at in grave if at >= 0]
    assert len(found) >= 2 and found == sorted(found)


@pytest.mark.parametrize("name", ["no-such-trade", "catering/x", "%2e%2e"])
def test_what_does_not_exist_is_404(client: TestClient, name: str) -> None:
    assert client.get(f"/checklist/{name}").status_code == 404
