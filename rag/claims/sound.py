"""Sound verdicts: one that the words of the question or of the sentence speak against is not given.

A claim that is denied (“甲不是30件吧”) would be answered upside down, and what the sentence says with
the same figure is not wrong; the sentence then stands without a verdict.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.folding import fold
from index.numerals import parse_numeral
from rag.claims.paired import all_otherwise
from rag.draft import Draft
from rag.question import ParsedQuestion

_DENIED = re.compile(
    r"(?<!是)不(?:是(?!不|说)|属于|包括|包含|含|算(?!是)|在(?!于))|并非|并不|没有(?![吗么?？。]*$)"
)
_ASKED = re.compile(r"(?:是不是|有没有|属不属于|包不包括|算不算|在不在|对不对)")
_COMPARED = re.compile("不到|不足|少于|小于|低于|未达|多于|大于|高于|超过|不止")
"""Words of a bound: a claim of less than 50 is wrong though the text says 50."""
_NUMERAL = re.compile(r"[零一二三四五六七八九十百两]+(?=[年月日天个项条名人次种家倍])")
_FIGURE = re.compile(r"(\d[\d.]*)(?:多|余|来)?(月|日|年|个?百分点|%|万?亿|[\u4e00-\u9fff])")
_VERDICT = re.compile("(?:是的|不对|不是)[，。]?")
"""A verdict alone: one that says more has weighed the wording itself."""


def sound(question: ParsedQuestion, draft: Draft) -> Draft:
    """The draft, without a verdict that is not sound."""
    first, *rest = draft.statements or (None,)
    if first is None or not rest or first.form != "lead" or not _VERDICT.fullmatch(first.text):
        return draft
    text = fold("".join(s.text for s in rest))
    told = _digits(text)
    denied = bool(_DENIED.search(_ASKED.sub("", question.folded)))
    said = len(rest) == 1 and not _COMPARED.search(question.folded)
    right = first.text.startswith("不对") and said and _says_all(question.folded, told)
    if right and all_otherwise(question.folded, text):
        return draft  # the right figures of the wrong things
    return replace(draft, statements=tuple(rest)) if denied or right else draft


def _says_all(asked: str, told: str) -> bool:
    """Whether all figures of a question, one at least, stand in a text with their units."""
    figures = _FIGURE.findall(_digits(asked))
    return bool(figures) and all(
        re.search(rf"(?<![\d.]){re.escape(number)}[多余来]?{re.escape(unit)}", told)
        for number, unit in figures
    )


def _digits(folded: str) -> str:
    return _NUMERAL.sub(lambda found: str(parse_numeral(found[0]) or found[0]), folded)
