"""Rasa's graph without dask: the same nodes of the same trained model, called one after the other.

Dask plans the graph anew for every message, hashes the messages in it and writes all of them into a debug line that
nobody sees: a third of what understanding and predicting cost together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner


class InOrder:
    """Takes the place of the runner that Rasa made when it loaded the model."""

    def __init__(self, made: DaskGraphRunner):
        self._nodes, self._needs = made._instantiated_nodes, {}
        for name, node in made._graph_schema.nodes.items():
            self._needs[name] = tuple(node.needs.values())
        self._orders: dict[tuple[str, ...], list[str]] = {}

    def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, Any]:
        """What the targets give; KeyError when an input that they need is missing."""
        done = dict(inputs)
        for name in self._order(tuple(targets)):
            _, done[name] = self._nodes[name](*((need, done[need]) for need in self._needs[name]))
        return {target: done[target] for target in targets}

    def _order(self, targets: tuple[str, ...]) -> list[str]:
        if targets not in self._orders:
            self._orders[targets] = list(dict.fromkeys(name for target in targets for name in self._before(target)))
        return self._orders[targets]

    def _before(self, name: str) -> Iterator[str]:
        """The nodes that a node needs, each before what needs it, and the node itself; inputs are no nodes."""
        if name in self._needs:
            for need in self._needs[name]:
                yield from self._before(need)
            yield name
