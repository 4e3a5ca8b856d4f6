"""The spaCy pipeline of the project: Chinese by characters, with the facts of a message as spans.

`spacy.blank("zh")` cuts into single characters, so that no word boundary ever cuts through an entity.
(No `from __future__ import annotations` here: spaCy resolves the types of component arguments itself.)
The pipeline is made by `build` and loaded by Rasa's SpacyNLP from models/zh_enforcement.
"""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot import clock
from bot.language import cues
from bot.language.reader import Reader
from bot.policy.dictionary import load_facts
from bot.settings import ROOT

NAME = "zh_enforcement"
SPANS = "facts"


@Language.factory("fact_reader", default_config={"data": ""})
class FactReader:
    """spaCy component: doc._.readings (bot.language.reader.Reading) and doc.spans["facts"], labelled by fact id."""

    def __init__(self, nlp: Language, name: str, data: str):
        folder = Path(data) if data else ROOT / "data"
        book = load_facts(folder / "facts.yml")
        self._reader = Reader(cues.load(folder / "cues.yml", book), book)
        if not Doc.has_extension("readings"):
            Doc.set_extension("readings", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Read the facts of one document."""
        readings = self._reader.read(doc.text, clock.today())
        doc._.readings = tuple(readings)
        spans = (doc.char_span(r.start, r.end, label=r.fact, alignment_mode="expand") for r in readings)
        doc.spans[SPANS] = [span for span in spans if isinstance(span, Span)]
        return doc

    def to_disk(self, path: Path, exclude: object = ()) -> None:
        """Nothing is kept with the pipeline: cues and facts are read from data/."""

    def from_disk(self, path: Path, exclude: object = ()) -> "FactReader":
        """See `to_disk`."""
        return self


def build(folder: Path) -> Path:
    """Make the pipeline in a folder of models; returns where it lies."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("fact_reader")
    path = folder / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(path)
    return path
