"""For those who run it: is the process alive, is it ready, what did it do."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from starlette.responses import Response

from bot.web.logs import log
from bot.web.openapi import documented
from bot.web.problems import Problem, new_incident
from bot.web.shared import Shared, shared

router = APIRouter(tags=["运行"])


@router.get("/healthz", summary="进程是否活着")
async def healthz() -> dict[str, str]:
    """Answers as long as the process does."""
    return {"status": "ok"}


@router.get("/readyz", summary="能否接待", responses=documented(503))
def readyz(here: Shared = Depends(shared)) -> dict[str, str]:
    """The database answers, rules are loaded and the assistant is there; 503 says what is missing."""
    missing = [
        name for name, is_there in (("数据库", _answers(here)), ("助手", here.assistant is not None)) if not is_there
    ]
    if missing:
        raise Problem(503, f"还不能接待：{'、'.join(missing)}没有就绪。", incident=new_incident())
    return {"status": "ready"}


def _answers(here: Shared) -> bool:
    try:
        with here.database.session() as session:
            session.execute(text("SELECT 1"))
        return bool(here.source.current().lists)
    except Exception as error:
        log.error("the database does not answer", exc_info=error)
        return False


@router.get(
    "/metrics", summary="Prometheus 指标", response_class=Response, responses={200: {"content": {"text/plain": {}}}}
)
def metrics(here: Shared = Depends(shared)) -> Response:
    """Counters and the histogram of turn times."""
    return Response(here.metrics.text(), media_type=CONTENT_TYPE_LATEST)
