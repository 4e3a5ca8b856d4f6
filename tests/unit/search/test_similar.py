"""Similar items and versions, over the real lists."""

from __future__ import annotations

from datetime import date, datetime

from bot.policy.catalogue import CatalogueSource
from bot.policy.publication import Version
from bot.search.similar import editions, similar

TODAY = date(2026, 11, 26)


def test_parking_is_on_other_departments_lists_too(source: CatalogueSource) -> None:
    catalogue = source.current()
    found = similar(catalogue, catalogue.items["ly-police-youjia/1"], "洛阳市", TODAY)
    lists = [one.rules.id for one in found]
    assert "ly-cg-card-quarter" in lists and "mps-first-warning-10" in lists and "ly-police-youjia" not in lists
    assert found[0].standing == "现行"


def _version(number: int, since: datetime | None, title: str, texts: list[str]) -> Version:
    conditions = [{"text": text, "test": {"fact": "plate_local"}} for text in texts]
    item = {"no": "1", "title": title, "act": "parking", "treatment": "warning", "conditions": conditions}
    body = {
        "id": "x", "title": "演示清单", "kind": "exemption", "issuer": "演示机关", "department": "公安局", "place": "洛阳市",
        "how_sure": "read in full", "in_force": {"from": None, "to": None}, "items": [item],
    }  # fmt: skip
    return Version("x", number, "", body, since, None)


def test_what_changed_between_versions_is_said() -> None:
    first = _version(1, None, "违停", ["洛阳号牌"])
    second = _version(2, datetime(2026, 1, 1), "违规停车", ["首次"])
    newest, oldest = editions([first, second], "x/1")
    assert newest.changed == ("名称：违停→违规停车", "增加条件：首次", "删去条件：洛阳号牌")
    assert oldest.changed == ()


def test_a_version_without_the_item_says_so() -> None:
    first = _version(1, None, "违停", [])
    newest, _ = editions([first, _version(2, datetime(2026, 1, 1), "违停", [])], "x/2")
    assert newest.item is None
