"""Training what is out of date: the spaCy pipeline and the Rasa model."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

from bot import clock
from bot.settings import ROOT, Settings

_SOURCES = (
    "config.yml",
    "domain.yml",
    "data/nlu/*.yml",
    "data/replies/*.yml",
    "data/openings/*.yml",
    "data/synonyms.yml",
    "data/cues.yml",
    "data/facts.yml",
    "data/facts/*.yml",
    "bot/language/*.py",
    "data/rules/*.yml",
    "data/normalise.yml",
)
Say = Callable[[str], None]


def fingerprint() -> str:
    """A hash of all that the trained model depends on."""
    parts = [path for pattern in _SOURCES for path in sorted(ROOT.glob(pattern))]
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in parts)).hexdigest()[:16]


def is_fresh(settings: Settings) -> bool:
    """True when the model on disk was trained from today's files."""
    return (
        _model(settings).is_file()
        and (settings.models / "answers" / "answers.joblib").is_file()
        and (settings.models / "acts" / "acts.joblib").is_file()
        and (settings.models / "zh_enforcement" / "config.cfg").is_file()
    )


def _model(settings: Settings) -> Path:
    return settings.models / f"{fingerprint()}.tar.gz"


def train(settings: Settings, say: Say = print, force: bool = False) -> Path:
    """Train unless it is fresh; returns the model. Older models are removed."""
    if is_fresh(settings) and not force:
        return _model(settings)
    from bot import quiet
    from bot.language import pipeline

    say("正在训练：中文处理管线（约1秒）……")
    pipeline.build(settings.models)
    say("正在训练：读回答（约10秒）……")
    _train_answers(settings)
    say("正在训练：认行为（约5秒）……")
    _train_acts(settings)
    say("正在训练：问题分类与对话规则（约20秒）……")
    quiet.configure_logging()
    return _train_rasa(settings)


def _train_answers(settings: Settings) -> None:
    from bot.language import answer_model, cues
    from bot.language.answering import Answering
    from bot.language.reader import Reader
    from bot.policy.dictionary import load_facts

    found = answer_model.examples(settings.data / "replies")
    book = load_facts(settings.data / "facts.yml").with_members(fact.replace("{window}", "1y") for fact, _, _ in found)
    rules = Answering(Reader(cues.load(settings.data / "cues.yml", book), book), book)
    found += answer_model.beside_the_question(found)
    signals = [rules.signals(book.sample(fact), said, clock.today()) for fact, _, said in found]
    answer_model.AnswerModel.train(found, signals).save(settings.models / "answers")


def _train_acts(settings: Settings) -> None:
    """From openings, the names in the list files of here, and answers, which name no act."""
    from bot.language import act_model, answer_model

    found = [*act_model.examples(settings.data / "openings"), *act_model.names(settings.data / "lists")]
    found += act_model.nothing(said for _, _, said in answer_model.examples(settings.data / "replies"))
    act_model.ActModel.train(found).save(settings.models / "acts")


def _train_rasa(settings: Settings) -> Path:
    import rasa.model_training

    made = rasa.model_training.train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data" / "nlu"), str(ROOT / "data" / "rules")],
        output=str(settings.models / "new"),
        force_training=True,
    )
    if made.code != 0 or made.model is None:
        raise RuntimeError(f"training failed with code {made.code}; run `rasa train` to see the messages")
    for old in settings.models.glob("*.tar.gz"):
        old.unlink()
    shutil.move(made.model, _model(settings))
    shutil.rmtree(settings.models / "new")
    return _model(settings)
