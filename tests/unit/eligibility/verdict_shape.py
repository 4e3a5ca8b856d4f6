"""The verdict of the API contract as a JSON Schema, written from the contract and not from the code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema

TEXT = {"type": "string", "minLength": 1}
TEXT_OR_NULL = {"type": ["string", "null"], "minLength": 1}
STATUSES = ["qualifies", "fails", "undetermined", "not_listed"]
TREATMENTS = [
    *(
        "no_penalty",
        "may_waive",
        "warning",
        "fine_waived",
        "mitigated",
        "lenient",
        "no_coercion",
        "record_removed",
        "ordinary",
    )
]
HOW_SURE = ["read in full", "read in part", "recalled", "seed"]


def shape(**fields: Any) -> dict[str, Any]:
    """An object that has at least these fields."""
    return {"type": "object", "required": list(fields), "properties": fields}


def or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "null"}, schema]}


def array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


VERDICT = shape(
    kind={"const": "verdict"},
    text=TEXT,
    status={"enum": STATUSES},
    treatment={"enum": [*TREATMENTS, None]},
    item=or_null(shape(id=TEXT, title=TEXT, no=TEXT)),
    list=or_null(
        shape(id=TEXT, title=TEXT, version=TEXT, in_force=shape(**{"from": TEXT_OR_NULL, "to": TEXT_OR_NULL}))
    ),
    conditions=array(
        shape(
            text=TEXT,
            state={"enum": ["met", "unmet", "unknown"]},
            evidence=shape(source={"enum": ["record", "statement", "default"]}, text=TEXT, date=TEXT_OR_NULL),
        )
    ),
    routes=array(shape(list=TEXT, item=TEXT, status={"enum": STATUSES}, treatment={"enum": TREATMENTS})),
    to_qualify=array(TEXT),
    ordinary_penalty=TEXT_OR_NULL,
    points=TEXT_OR_NULL,
    deadline=TEXT_OR_NULL,
    citations=array(shape(document=TEXT, article=TEXT, meaning=TEXT, url=TEXT_OR_NULL, how_sure={"enum": HOW_SURE})),
    as_of={"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    violation_date=TEXT_OR_NULL,
    audit=TEXT,
    notice={"const": "本答复为政策解释，最终以执法机关认定为准"},
)


def faults(verdict: Mapping[str, Any]) -> list[str]:
    """What of the contract a verdict does not keep."""
    return [f"{error.json_path}: {error.message}" for error in jsonschema.Draft7Validator(VERDICT).iter_errors(verdict)]
