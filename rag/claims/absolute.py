"""Absolute words: “一律从轻” is not said by “可以从轻”, nor “全免” by “减半”: what goes beyond a sentence.

A verdict that all is right may not rest on a sentence that leaves such a word of the question unsaid.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.folding import fold
from rag.draft import Draft
from rag.question import ParsedQuestion

_ABSOLUTE = re.compile(
    r"一律|全免|全部|必须|只能|只有|只要|只需|仅限|都[要得能]|绝对|一定|随时|立即|立刻|自动|任何|永远|全额|无条件|一概|统统|完全|免除|应当|禁止|不得"
)
_DEGREES = (("全面", "基本"), ("全部", "基本"), ("完全", "基本"), ("全面", "初步"))
"""Words of degree, each with one that says less: “全面建成” is not “基本建成”."""
_OTHERWISE = {"都要": "应当", "都得": "应当", "必须": "应当", "只需": "只要"}
"""What official texts say for a word of the question."""


def unconfirmed(question: ParsedQuestion, draft: Draft) -> Draft:
    """The draft, without the verdict that all is right where the question goes beyond it, and with the
    opposite one where it states another degree."""
    first, *rest = draft.statements
    text = fold("".join(s.text for s in rest))
    if first.text != "是的。" or not rest:
        return draft
    if of_another_degree(question.folded, text):
        return replace(draft, statements=(replace(first, text="不对，"), *rest))
    beyond = goes_beyond(question.folded, text)
    return replace(draft, statements=tuple(rest)) if beyond else draft


def of_another_degree(asked: str, said: str) -> bool:
    """Whether a folded question states of a verb what a folded sentence says in another degree."""
    return any(
        f"{own}{verb}" not in said and f"{other}{verb}" in said
        for own, other in _DEGREES
        for verb in re.findall(rf"{own}([\u4e00-\u9fff]{{2}})", asked)
    )


def goes_beyond(asked: str, said: str) -> bool:
    """Whether a folded question has an absolute word that a folded sentence does not."""
    return any(
        word not in said and _OTHERWISE.get(word, word) not in said
        for word in _ABSOLUTE.findall(asked)
    )
