"""The script that is read out: two sentences, then the steps, in the verdict's own words."""

from __future__ import annotations

from bot.eligibility.aloud import script

TEXT = """结论：按你说的情况，只给警告，不罚款。《优驾容错》第1项“违停”的条件都符合。
逐条看：
✓ 首次——你提供的情况：没有
接下来：
1. 把车挪走
2. 请你在3日内办理
还要说明：
1. 这一条不是步骤
依据：
· 《优驾容错》"""


def test_the_answer_then_the_ground() -> None:
    said = script({"text": TEXT})
    assert said.answer == "按您说的情况，只给警告，不罚款。"
    assert said.ground == "《优驾容错》第1项“违停”的条件都符合。最终以执法机关认定为准。"


def test_the_steps_are_those_under_their_heading() -> None:
    assert script({"text": TEXT}).steps == ("把车挪走", "请您在3日内办理")


def test_a_full_stop_within_quotes_does_not_end_a_sentence() -> None:
    said = script({"text": "结论：不能免罚。不符合“首次。以记录为准”。你仍可以申辩。"})
    assert said.ground.startswith("不符合“首次。以记录为准”。")
    assert said.steps == ("您仍可以申辩。",)


def test_words_before_the_conclusion_are_not_read_out() -> None:
    assert script({"text": "明白了：第一次。\n结论：还不能下结论。"}).answer == "还不能下结论。"
