"""A list as the YAML of data/lists: conditions in one line each, remarks as comments at the top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

_SHORT = {"conditions", "in_force", "parameters", "aliases", "citations"}


class _Dumper(yaml.SafeDumper):
    """Block style outside, flow style for conditions and short lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Everything is written out: a clerk reads no anchors."""
        return True


class _Flow(dict[str, Any]):
    """A mapping in one line."""


class _FlowList(list[Any]):
    """A list in one line."""


_Dumper.add_representer(_Flow, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", v, flow_style=True))
_Dumper.add_representer(_FlowList, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", v, flow_style=True))


def write(body: Mapping[str, Any], remarks: Iterable[str] = ()) -> str:
    """The text of the file; reading it again gives the same content."""
    head = "".join(f"# {line}\n" for remark in remarks for line in remark.splitlines())
    return head + yaml.dump(_styled(body), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=118)


def _styled(body: Mapping[str, Any]) -> dict[str, Any]:
    styled: dict[str, Any] = {}
    for name, value in body.items():
        if name == "items":
            styled[name] = [_styled(item) for item in value]
        elif name == "conditions":
            styled[name] = [_Flow(condition) for condition in value]
        elif name in _SHORT:
            styled[name] = _Flow(value) if isinstance(value, Mapping) else _FlowList(value)
        else:
            styled[name] = value
    return styled
