"""How long one keystroke of the desk's search takes at the server, with 10,000 answered tickets. Aim: at most 50 ms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, insert

from bot import clock
from bot.dialogue.services import Services
from bot.records.tickets import Ticket
from bot.web.app import create_app
from bot.web.identity import make_token

TICKETS = 10_000
TYPED = ["违", "违停", "违停 警告", "wfgd", "过期食品 货值", "行政处罚法 三十三条", "没有任何地方写着的词"]


@pytest.fixture(scope="module")
def desk(services: Services) -> Iterator[TestClient]:
    """A signed-in operator over the real lists and many answered (synthetic) tickets."""
    with services.database.session() as session:
        session.execute(insert(Ticket), [_ticket(number) for number in range(TICKETS)])
    client = TestClient(create_app(services))
    client.post("/signin", data={"token": make_token(services.settings, "operator", "坐席01")})
    client.get("/desk/search", params={"q": "违停"})  # makes the index, as the server does at its start
    yield client
    with services.database.session() as session:
        session.execute(delete(Ticket))


def _ticket(number: int) -> dict[str, Any]:
    return {
        "id": f"GD20261101{number:06d}", "received_at": clock.now() - timedelta(minutes=number), "source": "hotline",
        "kind": "consult", "urgency": "normal", "state": "answered", "text": f"合成第{number}号：车停在路边被贴了条，怎么处理" * 4,
        "categories": [], "department": "洛阳市城市管理局", "days": 2, "due_note": "", "owner": "o", "transcript": [],
        "answer": "首次轻微违停，十五分钟内挪车的不予处罚，请按单子上的说明办理。" * 6,
    }  # fmt: skip


@pytest.mark.parametrize("words", TYPED)
def test_one_keystroke(benchmark: Any, desk: TestClient, words: str) -> None:
    headers = {"HX-Request": "true"}
    answer = benchmark(lambda: desk.get("/desk/search", params={"q": words}, headers=headers))
    assert answer.status_code == 200
