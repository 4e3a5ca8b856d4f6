"""Moments of the synthetic city, as the bulk writer takes them."""

from __future__ import annotations

from datetime import datetime, timedelta

_AHEAD = timedelta(hours=8)


def text_of(local: datetime) -> str:
    """A moment told in Chinese time without a zone, as UTC text with microseconds."""
    return (local - _AHEAD).isoformat(" ", "microseconds")
