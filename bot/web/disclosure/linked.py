"""A list as JSON-LD in the words of schema.org (Legislation), for other systems to read."""

from __future__ import annotations

from typing import Any

from bot.eligibility.model import TREATMENTS, Item, RuleList
from bot.policy.catalogue import Catalogue

Json = dict[str, Any]
MEDIA = "application/ld+json"
_FORCE = {"in_force": "InForce", "draft": "NotInForce", "repealed": "NotInForce"}


def list_as_linked(rules: RuleList, catalogue: Catalogue, address: str, sha256: str) -> Json:
    """The whole list; `address` is the page of the list."""
    plain = {
        "legislationIdentifier": rules.doc_no,
        "legislationDate": rules.issued,
        "sameAs": rules.url,
        "abstract": rules.how_sure_note or None,
    }
    return {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "name": rules.title,
        "inLanguage": "zh-CN",
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": rules.issuer},
        "legislationResponsible": {"@type": "GovernmentOrganization", "name": rules.department},
        "legislationLegalForce": f"https://schema.org/{_FORCE[rules.state]}",
        "spatialCoverage": {"@type": "Place", "name": rules.place},
        "temporalCoverage": _span(rules),
        "version": rules.version,
        "identifier": {"@type": "PropertyValue", "propertyID": "SHA-256", "value": sha256},
        "additionalProperty": {"@type": "PropertyValue", "name": "how_sure", "value": rules.how_sure},
        "isBasedOn": [_article(name, catalogue) for name in rules.citations],
        "hasPart": [_item(item, catalogue, address) for item in rules.items],
        **{name: value for name, value in plain.items() if value},
    }


def _item(item: Item, catalogue: Catalogue, address: str) -> Json:
    conditions = "；".join(condition.text for condition in item.conditions)
    return {
        "@type": "Legislation",
        "@id": f"{address}#{item.no}",
        "legislationIdentifier": item.no,
        "name": item.title,
        "alternateName": list(item.aliases),
        "abstract": TREATMENTS[item.treatment],
        "text": conditions or item.capped or "没有另外的条件",
        "isBasedOn": [_article(name, catalogue) for name in item.citations],
    }


def _article(name: str, catalogue: Catalogue) -> Json:
    cited = catalogue.citations[name]
    return {
        "@type": "Legislation",
        "name": cited.document,
        "legislationIdentifier": cited.article,
        "text": cited.meaning,
    }


def _span(rules: RuleList) -> str:
    """ISO 8601 interval; .. for an end that is open or not known."""
    first, last = rules.applies[0] or rules.first_day, rules.until or rules.applies[1]
    return f"{first.date().isoformat() if first else '..'}/{last.date().isoformat() if last else '..'}"
