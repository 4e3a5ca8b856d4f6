"""Tokens that an identity service signs (RS256): keys from a PEM or a JWKS file, and what is refused."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import RSAAlgorithm
from problem_document import problem

from bot.web import keys
from bot.web.identity import make_token

FIRST, SECOND, STRANGER = (rsa.generate_private_key(65537, 2048) for _ in range(3))


def pem(key):
    kinds = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(*kinds)


def jwks(**by_kid):
    made = [RSAAlgorithm.to_jwk(key.public_key(), as_dict=True) | {"kid": kid} for kid, key in by_kid.items()]
    return json.dumps({"keys": made}).encode()


def token(key, kid=None, algorithm="RS256", minutes=5, **claims):
    expires = datetime.now(timezone.utc) + timedelta(minutes=minutes)
    claims = {"sub": "op1", "role": "operator", "exp": expires, **claims}
    return jwt.encode(claims, key, algorithm, headers={"kid": kid} if kid else None)


def status(client, signed):
    return client.get("/api/tickets.csv", headers={"Authorization": f"Bearer {signed}"}).status_code


@pytest.fixture
def keyed(tmp_path, make_client):
    """A client of a service whose keys are these bytes."""

    def make(content, **changed):
        (tmp_path / "keys").write_bytes(content)
        return make_client(jwt_keys=str(tmp_path / "keys"), **changed)

    return make


@pytest.mark.parametrize("content", [pem(FIRST), jwks(a=FIRST, b=SECOND)])
def test_a_token_signed_with_the_key_is_let_in(keyed, content):
    assert status(keyed(content), token(FIRST, "a")) == 200


def test_each_key_of_a_set_counts_for_its_own_kid_only(keyed):
    client = keyed(jwks(a=FIRST, b=SECOND))
    assert status(client, token(SECOND, "b")) == 200
    assert status(client, token(SECOND, "a")) == 401


@pytest.mark.parametrize(
    "signed",
    [
        token(FIRST, "c"),
        token(FIRST),
        token(STRANGER, "a"),
        token(FIRST, "a", minutes=-5),
        token(FIRST, "a", algorithm="RS512"),
        token(FIRST, "a", algorithm="PS256"),
        token(None, "a", algorithm="none"),
        token(FIRST, "a", role="admin"),
    ],
    ids=["unknown kid", "no kid", "another key", "expired", "RS512", "PS256", "none", "unknown role"],
)
def test_a_token_is_refused_for(keyed, signed):
    assert status(keyed(jwks(a=FIRST)), signed) == 401


def test_the_public_key_is_no_shared_secret(keyed, settings):
    """A token signed by HS256 with the public key as the secret (algorithm confusion), or with our own secret."""
    client = keyed(pem(FIRST))
    header, claims = jwt.utils.base64url_encode(b'{"alg":"HS256"}'), token(FIRST).split(".")[1].encode()
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    forged = b".".join([header, claims])
    forged += b"." + jwt.utils.base64url_encode(signature.sign(forged, pem(FIRST)))
    assert status(client, forged.decode()) == 401
    assert status(client, make_token(settings, "operator", "op1")) == 401


def test_without_the_setting_tokens_of_a_key_are_refused(client):
    assert status(client, token(FIRST)) == 401


def test_keys_are_exchanged_without_a_restart(keyed, tmp_path):
    client = keyed(jwks(a=FIRST))
    (tmp_path / "keys").write_bytes(jwks(b=SECOND))
    os.utime(tmp_path / "keys", ns=(1, 1))
    assert status(client, token(SECOND, "b")) == 200 and status(client, token(FIRST, "a")) == 401


def test_issuer_and_audience_are_looked_at_where_they_are_set(keyed):
    client = keyed(pem(FIRST), jwt_issuer="https://sso.example.cn", jwt_audience="assistant")
    assert status(client, token(FIRST, iss="https://sso.example.cn", aud="assistant")) == 200
    assert status(client, token(FIRST, iss="https://sso.example.cn", aud="another")) == 401
    assert status(client, token(FIRST, aud="assistant")) == 401


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no key",
        b'{"keys": []}',
        b'{"keys": [{"kty": "RSA", "kid": "a"}]}',
        pem(rsa.generate_private_key(65537, 1024)),
        pem(ec.generate_private_key(ec.SECP256R1())),
    ],
)
def test_a_file_that_holds_no_usable_key_is_said(tmp_path, content):
    (tmp_path / "keys").write_bytes(content)
    with pytest.raises(ValueError, match="BOT_JWT_KEYS"):
        keys.load(tmp_path / "keys")


def test_a_broken_key_file_is_our_fault_and_not_the_tokens(keyed):
    client = keyed(b"half a file")
    problem(client.get("/api/tickets.csv", headers={"Authorization": f"Bearer {token(FIRST)}"}), 500)


def test_no_development_token_is_made_beside_an_identity_service(keyed, tmp_path, settings):
    with pytest.raises(ValueError, match="BOT_JWT_KEYS"):
        make_token(replace(settings, jwt_keys=str(tmp_path / "keys")), "operator", "u")
