"""读清单：把部门的表格、文档读成清单；条件句由语法读成 test，读不懂的留给人确认。

`read_condition(sentence, dictionary)` reads one sentence; `Grammar` reads many.
"""

from bot.reading.grammar import Grammar, Reading, read_condition

__all__ = ["Grammar", "Reading", "read_condition"]
