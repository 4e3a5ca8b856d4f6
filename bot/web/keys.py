"""验签的钥匙: what a token's signature is checked with: our own secret (HS256), or public keys of whoever signs (RS256).

BOT_JWT_KEYS names a file: one RSA public key (PEM), or a JWKS (RFC 7517) of several. The file is read again when it has
changed, so that keys are exchanged without a restart. Where it is set, tokens of the secret no longer count.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from bot.settings import Settings

SHORTEST = 2048  # bits of an RSA key (NIST SP 800-131A)


class BadKeys(ValueError):
    """The file of BOT_JWT_KEYS cannot be used: nobody's token is at fault."""


@dataclass(frozen=True)
class Check:
    """How to check one token: the key and the only algorithm that counts with it."""

    key: Any
    algorithm: str


def check_of(settings: Settings, token: str) -> Check:
    """The key for a token; jwt.InvalidTokenError when no key of ours fits its `kid`, BadKeys."""
    if not settings.jwt_keys:
        return Check(settings.jwt_secret(), "HS256")
    keys = load(Path(settings.jwt_keys))
    kid = str(jwt.get_unverified_header(token).get("kid"))
    if "" in keys:
        return Check(keys[""], "RS256")  # the only one there is, whatever the signer calls it
    if kid not in keys:
        raise jwt.InvalidTokenError("unknown kid")
    return Check(keys[kid], "RS256")


def load(path: Path) -> Mapping[str, RSAPublicKey]:
    """Public keys by `kid` ("" for that of a PEM file); BadKeys says what is wrong with the file."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise BadKeys(f"BOT_JWT_KEYS: {path} cannot be read ({error.strerror})") from None


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> Mapping[str, RSAPublicKey]:
    raw = path.read_bytes()
    try:
        found = _from_jwks(json.loads(raw)) if raw.lstrip().startswith(b"{") else {"": load_pem_public_key(raw)}
    except (ValueError, KeyError, TypeError, jwt.PyJWTError) as error:
        expected = 'one RSA public key in PEM, or a JWKS {"keys": [{"kty": "RSA", "kid": …, "n": …, "e": …}]}'
        raise BadKeys(f"BOT_JWT_KEYS: {path} holds no usable keys ({error}); expected {expected}") from None
    return {kid: _checked(path, kid, key) for kid, key in found.items()}


def _from_jwks(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The set's RSA keys for signatures; others in it serve somebody else."""
    fitting = [
        one
        for one in raw["keys"]
        if one["kid"]
        and one.get("kty") == "RSA"
        and one.get("use", "sig") == "sig"
        and one.get("alg", "RS256") == "RS256"
    ]
    if not fitting:
        raise ValueError("no RSA key for signatures in it")
    return {one["kid"]: jwt.PyJWK(one, "RS256").key for one in fitting}


def _checked(path: Path, kid: str, key: Any) -> RSAPublicKey:
    if not isinstance(key, RSAPublicKey) or key.key_size < SHORTEST:
        raise BadKeys(f"BOT_JWT_KEYS: key {kid!r} of {path} is no RSA public key of at least {SHORTEST} bits")
    return key
