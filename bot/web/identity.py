"""身份: who asks. A bearer token (JWT) says the role; without one it is an anonymous visitor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

import jwt
from fastapi import Request

from bot.dialogue.asker import Asker
from bot.settings import Settings
from bot.web import keys
from bot.web.problems import Problem

ROLES = ("business", "operator", "staff", "reviewer")


@dataclass(frozen=True)
class Identity(Asker):
    """Who asks, and what a conversation of theirs is bound to. `supervisor` is the claim of an operator who leads others."""

    supervisor: bool = False

    @property
    def is_supervisor(self) -> bool:
        """督办、统计: legal reviewers, and operators whose token says so."""
        return self.role == "reviewer" or (self.role == "operator" and self.supervisor)


def make_token(
    settings: Settings, role: str, sub: str, party: str | None = None, minutes: int = 60, supervisor: bool = False
) -> str:
    """A signed token for development; ValueError when such a token would not be accepted."""
    if role not in ROLES:
        raise ValueError(f"role 只能是 {'、'.join(ROLES)}，收到的是“{role}”")
    if settings.jwt_keys:
        raise ValueError("设了 BOT_JWT_KEYS，令牌由统一身份认证签发，这里签的不算数。开发时先去掉这项设置。")
    if not sub:
        raise ValueError("sub 不能为空：它说明是谁")
    if role == "business" and not party:
        raise ValueError("business 要带 party：是哪一个当事人")
    expires = datetime.now(timezone.utc) + timedelta(minutes=minutes)
    claims = {"sub": sub, "role": role, "exp": expires} | ({"party": party} if party else {})
    claims |= {"supervisor": True} if supervisor else {}
    named = {"iss": settings.jwt_issuer, "aud": settings.jwt_audience}
    claims |= {claim: value for claim, value in named.items() if value}
    return jwt.encode(claims, settings.jwt_secret(), algorithm="HS256")


def identify(settings: Settings, header: str | None) -> Identity:
    """The identity behind an Authorization header; Problem 401 when there is one that does not hold."""
    if header is None:
        return Identity()
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise _refused("Authorization 要写成 Bearer 加令牌")
    return _from_claims(_claims(settings, token.strip()))


def _claims(settings: Settings, token: str) -> dict[str, Any]:
    issuer, audience = settings.jwt_issuer or None, settings.jwt_audience or None
    options: Any = {"require": ["exp", "sub"], "verify_aud": audience is not None}
    try:
        check = keys.check_of(settings, token)
        claims: dict[str, Any] = jwt.decode(
            token, check.key, [check.algorithm], options, audience=audience, issuer=issuer, leeway=5
        )
    except keys.BadKeys:
        raise
    except jwt.ExpiredSignatureError:
        raise _refused("令牌已经过期，请重新登录") from None
    except (jwt.PyJWTError, ValueError):
        raise _refused("令牌不正确") from None
    return claims


def _from_claims(claims: dict[str, Any]) -> Identity:
    role, sub, party = claims.get("role"), claims.get("sub"), claims.get("party") or ""
    if not isinstance(role, str) or role not in ROLES:
        raise _refused("令牌里的角色不认识")
    if not isinstance(sub, str) or not sub or not isinstance(party, str):
        raise _refused("令牌里没有说明是谁")
    if role == "business" and not party:
        raise _refused("企业的令牌里没有说明是哪一家")
    return Identity(role, sub, party, supervisor=claims.get("supervisor") is True)


def _refused(detail: str) -> Problem:
    return Problem(401, f"{detail}。", headers={"WWW-Authenticate": "Bearer"})


async def current_identity(request: Request) -> Identity:
    """FastAPI dependency: who sent this request: by its token, else as signed in on one of our own pages."""
    from bot.web import signin

    settings: Settings = request.app.state.shared.settings
    header = request.headers.get("authorization")
    return (header is None and signin.api_identity(request)) or identify(settings, header)
