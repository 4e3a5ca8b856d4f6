"""Signing in: who gets a cookie, what it is good for, and that another site's requests are nobody's."""

from __future__ import annotations

import pytest
from fastapi import APIRouter, Depends
from fastapi.testclient import TestClient

from bot.web import signin
from bot.web.identity import Identity, current_identity, make_token


@pytest.fixture
def desk(client, settings) -> TestClient:
    """An application with a page, a form and an API route that say who asks."""
    router = APIRouter()
    router.add_api_route("/who", lambda who=Depends(signin.official): who.sub)
    router.add_api_route("/form", lambda who=Depends(signin.official_form): who.sub, methods=["POST"])
    router.add_api_route(
        "/api/who", lambda who=Depends(current_identity): who.role or "visitor", methods=["GET", "POST"]
    )
    router.add_api_route("/proof", lambda p=Depends(signin.proof): p)
    client.app.include_router(router)
    return client


def sign_in(client: TestClient, settings, role: str = "operator", to: str = "/desk"):
    token = make_token(settings, role, "王工", "P1" if role == "business" else None)
    return client.post("/signin", data={"token": token, "to": to}, follow_redirects=False)


def test_a_page_sends_a_visitor_to_the_form(desk):
    answer = desk.get("/who", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?to=/who")


def test_signed_in_the_page_knows_who(desk, settings):
    assert sign_in(desk, settings, to="/who").headers["location"] == "/who"
    assert desk.get("/who").json() == "王工"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(desk, settings):
    cookie = sign_in(desk, settings).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "secure" not in cookie


def test_over_https_the_cookie_is_secure(desk, settings):
    desk.base_url = "https://testserver"
    assert "secure" in sign_in(desk, settings).headers["set-cookie"].lower()


@pytest.mark.parametrize("token", ["", "x", "eyJhbGciOiJub25lIn0.eyJyb2xlIjoib3BlcmF0b3IifQ."])
def test_a_wrong_token_is_refused_with_the_reason(desk, token):
    answer = desk.post("/signin", data={"token": token})
    assert answer.status_code == 401 and 'role="alert"' in answer.text
    assert "set-cookie" not in answer.headers


def test_a_business_has_no_business_here(desk, settings):
    assert sign_in(desk, settings, "business").status_code == 403


@pytest.mark.parametrize(
    "to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\n"]
)
def test_it_never_sends_elsewhere(desk, settings, to):
    assert sign_in(desk, settings, to=to).headers["location"] == "/desk"


def test_a_form_without_proof_is_refused(desk, settings):
    sign_in(desk, settings)
    assert desk.post("/form", data={"csrf": "0" * 64}).status_code == 403
    assert desk.post("/form", data={"csrf": desk.get("/proof").json()}).json() == "王工"


def test_the_proof_of_another_session_is_refused(desk, settings):
    sign_in(desk, settings, "staff")
    other = desk.get("/proof").json()
    sign_in(desk, settings, "operator")
    assert desk.post("/form", data={"csrf": other}).status_code == 403


def test_the_cookie_alone_is_nobody_at_the_api(desk, settings):
    sign_in(desk, settings)
    assert desk.post("/api/who").json() == "visitor"


def test_with_proof_the_api_knows_who(desk, settings):
    sign_in(desk, settings)
    proof = desk.get("/proof").json()
    assert desk.post("/api/who", headers={"X-CSRF-Token": proof}).json() == "operator"
    assert desk.post("/api/who", headers={"X-CSRF-Token": "0"}).status_code == 403


def test_signing_out_forgets(desk, settings):
    sign_in(desk, settings)
    desk.post("/signout", data={"csrf": desk.get("/proof").json()})
    assert desk.get("/who", follow_redirects=False).status_code == 303


def test_who_is_an_official() -> None:
    assert Identity("reviewer", "x").is_official and not Identity("business", "x", "P1").is_official
