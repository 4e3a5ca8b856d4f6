"""Around the routes: headers, health, metrics, logs, the page, and what happens when something breaks."""

from __future__ import annotations

import socket
from copy import copy
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from problem_document import problem

from bot.database import Database
from bot.web.app import create_app, serve


@pytest.mark.parametrize("path", ["/", "/page/chat.js", "/api/lists", "/nope", "/healthz"])
def test_every_answer_has_the_security_headers(client, path):
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_answers_of_the_api_are_not_kept_by_caches(client):
    assert client.get("/api/lists").headers["cache-control"] == "no-store"


def test_health_and_readiness(client, make_client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert make_client(None).get("/healthz").status_code == 200
    assert "助手" in problem(make_client(None).get("/readyz"), 503)["detail"]


def test_metrics_count_turns_and_verdicts_without_text_or_ids(client):
    started = client.post("/api/chat", json={"message": "豫C12345"}).json()["conversation"]
    audit = client.post("/api/evaluate", json={"item": "ly-police-youjia/1"}).json()["audit"]
    text = client.get("/metrics").text
    assert 'bot_turns_total{outcome="answered"} 1.0' in text
    assert 'bot_verdicts_total{by="evaluate",status="undetermined"} 1.0' in text
    assert "bot_turn_seconds_bucket" in text
    assert not any(secret in text for secret in ("豫C12345", started, audit))


def test_what_breaks_unforeseen_is_500_with_an_incident_in_the_log(make_client, echo, caplog):
    client = make_client(echo)

    @client.app.get("/api/broken")
    def broken() -> None:
        raise RuntimeError("secret detail")

    body = problem(client.get("/api/broken"), 500)
    assert body["incident"] in caplog.text
    assert "secret" not in body["detail"]


def test_the_log_has_no_query_no_ids_no_message(client, caplog):
    caplog.set_level("INFO", "bot.web")
    client.get("/api/lists?as_of=2026-01-01")
    client.get("/api/items/ly-police-youjia/1")
    client.post("/api/chat", json={"message": "我是张三"})
    lines = [record.getMessage() for record in caplog.records if record.name == "bot.web"]
    assert [line.rsplit(" ", 1)[0] for line in lines] == [
        "GET /api/lists 200",
        "GET /api/items/{list_id}/{no:path} 200",
        "POST /api/chat 200",
    ]


def test_no_interactive_docs_from_elsewhere(client):
    for path in ("/docs", "/redoc", "/openapi.json"):
        problem(client.get(path), 404)


def test_files_outside_the_page_are_not_served(client):
    for path in ("/page/../app.py", "/page/%2e%2e/app.py", "/page/"):
        problem(client.get(path), 404)


def test_not_ready_when_the_database_does_not_answer(services, tmp_path, echo):
    gone = Database(f"sqlite:///{tmp_path / 'gone.sqlite3'}")
    (tmp_path / "gone.sqlite3").mkdir()
    here = copy(services)
    here.database = gone
    client = TestClient(create_app(here, echo), raise_server_exceptions=False)
    assert "数据库" in problem(client.get("/readyz"), 503)["detail"]
    assert problem(client.post("/api/chat", json={"message": "你好"}), 503)["kept"]
    assert client.get("/healthz").status_code == 200


def test_a_port_in_use_is_said_before_anything_is_loaded(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit, match="BOT_PORT"):
        serve(replace(settings, port=taken.getsockname()[1]))
