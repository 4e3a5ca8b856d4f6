"""data/act_cues.yml: every act in it is an act of some list."""

from __future__ import annotations

from bot.dialogue.services import Services
from bot.language import cues


def test_every_act_with_patterns_is_an_act_of_some_list(services: Services) -> None:
    known = {item.act for item in services.catalogue().items.values()}
    assert set(cues.load_skeletons(services.settings.data / "act_cues.yml")) <= known
