"""第一次启动: a small city for an empty record, and an example whose answer rests on a record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import clock
from bot.city.build import City, build, is_empty
from bot.clock import CHINA
from bot.database import Database
from bot.records.acts import RecordedAct
from bot.records.parties import Party
from bot.records.vehicles import Driver, Vehicle
from bot.settings import Settings

SEED = 1
QUESTION = "我的车{day}在西工区违停被交警贴条了，能不罚吗？"


def settle(settings: Settings, say: Callable[[str], None]) -> None:
    """Give a database without any party a small city, and say how to ask about a record; nothing where there is one."""
    if not settings.city_parties:
        return
    database = Database(settings.database_url)
    try:
        database.create()
        if is_empty(database):
            build(database, settings.data / "city.yml", City(settings.city_parties, SEED, clock.today()))
            say(f"放进了一座合成的洛阳（{settings.city_parties} 个演示当事人；BOT_CITY=0 就不放）")
            with database.session() as session:
                say(example(session, clock.today(), f"http://{settings.host}:{settings.port}"))
    finally:
        database.close()


def example(session: Session, today: date, address: str) -> str:
    """A question about somebody with one car and one recent traffic act, with the command that makes the token."""
    ref = somebody(session, today)
    if ref is None:
        return "用 .venv/bin/python -m bot token 做一个令牌，就可以问记录。"
    yesterday = today - timedelta(days=1)
    question = QUESTION.format(day=f"{yesterday.month}月{yesterday.day}日")
    body = json.dumps({"conversation": None, "message": question}, ensure_ascii=False)
    return (
        f"问一条记录，比如合成的当事人 {ref}（服务启动后，在另一个终端里）：\n"
        f"    TOKEN=$(.venv/bin/python -m bot token --role business --party {ref})\n"
        f'    curl -s {address}/api/chat -H "Authorization: Bearer $TOKEN"'
        f" -H 'Content-Type: application/json' -d '{body}'"
    )


def somebody(session: Session, today: date) -> str | None:
    """The first such party by its reference."""
    since = datetime.combine(today - timedelta(days=150), datetime.min.time(), CHINA)
    cars = select(Vehicle.owner_id).group_by(Vehicle.owner_id).having(func.count() == 1)
    recent = (
        select(RecordedAct.party_id)
        .where(RecordedAct.agency == "traffic_police", RecordedAct.committed_at >= since)
        .group_by(RecordedAct.party_id)
        .having(func.count() == 1)
    )
    wanted = (
        select(Party.ref)
        .where(Party.synthetic, Party.id.in_(cars), Party.id.in_(recent), Party.id.in_(select(Driver.party_id)))
        .order_by(Party.ref)
    )
    found = session.execute(wanted.limit(1)).scalar_one_or_none()
    return None if found is None else str(found)
