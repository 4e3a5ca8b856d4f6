"""Tokens: who is let in as whom, and who is not."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import jwt
import pytest
from problem_document import problem

from bot.web.identity import Identity, identify, make_token

SOON = datetime.now(timezone.utc) + timedelta(hours=1)


def ask(client, header):
    return client.post("/api/chat", json={"message": "你好"}, headers={"Authorization": header})


def signed(settings, secret=None, algorithm="HS256", **claims):
    return jwt.encode(claims, secret or settings.jwt_secret(), algorithm=algorithm)


def test_nobody_is_a_visitor(settings):
    assert identify(settings, None) == Identity()


def test_a_token_says_who(settings):
    token = make_token(settings, "business", "张三", "P1")
    assert identify(settings, f"Bearer {token}") == Identity("business", "张三", "P1")


def test_owners_differ_however_the_names_are_cut():
    owners = {
        Identity("staff", "a", "b,c").owner,
        Identity("staff", "a,b", "c").owner,
        Identity("reviewer", "a", "b,c").owner,
    }
    assert len(owners) == 3
    assert all(len(owner) <= 200 for owner in owners | {Identity("staff", "长" * 9000).owner})


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer x", "Bearer a.b.c", "token", "Bearer é"]
)
def test_a_malformed_header_is_401(client, header):
    response = ask(client, header.encode())
    problem(response, 401)
    assert response.headers["www-authenticate"] == "Bearer"


def test_an_expired_token_is_401(client, settings):
    token = make_token(settings, "operator", "u1", minutes=-5)
    assert "过期" in problem(ask(client, f"Bearer {token}"), 401)["detail"]


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "u1", "role": "admin", "exp": SOON},
        {"sub": "u1", "role": None, "exp": SOON},
        {"sub": "u1", "role": ["operator"], "exp": SOON},
        {"sub": "u1", "exp": SOON},
        {"role": "operator", "exp": SOON},
        {"sub": "", "role": "operator", "exp": SOON},
        {"sub": "u1", "role": "operator"},
        {"sub": "u1", "role": "business", "exp": SOON},
        {"sub": "u1", "role": "business", "party": 5, "exp": SOON},
    ],
)
def test_claims_that_do_not_hold_are_401(client, settings, claims):
    problem(ask(client, f"Bearer {signed(settings, **claims)}"), 401)


def test_another_signature_is_401(client, settings):
    claims = {"sub": "u1", "role": "staff", "exp": SOON}
    problem(ask(client, f"Bearer {signed(settings, secret='x' * 40, **claims)}"), 401)
    problem(ask(client, f"Bearer {jwt.encode(claims, None, algorithm='none')}"), 401)
    problem(ask(client, f"Bearer {signed(settings, algorithm='HS512', **claims)}"), 401)


def test_a_bad_token_is_401_also_where_no_identity_is_needed_for_the_answer(client):
    problem(client.post("/api/evaluate", json={"violation": "违停"}, headers={"Authorization": "Bearer x"}), 401)


@pytest.mark.parametrize("claims", [("admin", "u1", None), ("staff", "", None), ("business", "u1", None)])
def test_no_token_is_made_that_would_be_refused(settings, claims):
    with pytest.raises(ValueError, match="role|sub|party"):
        make_token(settings, *claims)
