"""Items that nobody has written aliases for are found by what their official names mean."""

from datetime import date

import pytest

from bot.evaluation.newly_read import measure, paraphrases
from bot.policy.catalogue import Catalogue


@pytest.mark.parametrize("name", ["paraphrases.yml", "paraphrases_2.yml"])
def test_nine_of_ten_sayings_find_their_item_by_its_official_name(name: str, catalogue: Catalogue) -> None:
    found = measure(paraphrases(name), catalogue, "洛阳市", date(2026, 11, 26))
    assert found.top(3) >= 0.90
