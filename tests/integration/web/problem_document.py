"""What every error answer must be."""

from __future__ import annotations

from typing import Any

from httpx import Response


def problem(response: Response, status: int) -> dict[str, Any]:
    """The problem document of an answer, checked: RFC 9457, Chinese, no stack trace."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert any("一" <= letter <= "龥" for letter in body["title"] + body["detail"])
    assert body["detail"]
    assert "Traceback" not in response.text and ".py" not in response.text
    assert ("incident" in body) == (status >= 500)
    return body
