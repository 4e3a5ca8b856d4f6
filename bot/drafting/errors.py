"""Why a change that was asked for is not made."""

from __future__ import annotations


class EditError(ValueError):
    """A change that makes no sense, with the reason in the words of the person who gets it."""
