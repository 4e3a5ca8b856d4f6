"""/api/openapi.json: FastAPI's own description, made true where it is not."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from bot.web.problems import MEDIA_TYPE, TITLES
from bot.web.shapes import ProblemDocument

_PROBLEM = {"$ref": "#/components/schemas/ProblemDocument"}
_DESCRIPTION = (
    "洛阳市轻微违法免罚咨询。所有渠道（网页、12345 坐席、工作人员、热线软件）使用同一套接口。\n\n"
    "身份：Authorization: Bearer <JWT>（HS256；role、sub、party、exp）。不带就是匿名访客。"
)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for its `responses`."""
    return {s: {"description": TITLES[s], "content": {MEDIA_TYPE: {"schema": _PROBLEM}}} for s in statuses}


def install(app: FastAPI) -> None:
    """Publish the description; made once, when first asked for."""

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _describe(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(title=app.title, version=app.version, description=_DESCRIPTION, routes=app.routes)
    components = schema.setdefault("components", {})
    components.setdefault("schemas", {})["ProblemDocument"] = ProblemDocument.schema()
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    for path in schema["paths"].values():
        for operation in path.values():
            if "401" in operation["responses"]:
                operation["security"] = [{}, {"token": []}]
    return schema
