"""Quiz drafts from facts: a figure to choose among others of its kind, or to fill in."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from index.documents import DocumentInfo, Fact, Outline, is_address
from rag.quiz_distractors import kind_of, taken_apart, wrong_figures
from rag.quiz_drafts import BLANK, Draft, inner
from rag.quiz_items import LETTERS
from rag.quiz_marks import amount, plain, same_answer
from rag.quiz_sentences import clause_of, window
from rag.tables.rows import measure_text

_SHORTEST, _LONGEST = 10, 110
_WORDS = re.compile("[\u4e00-\u9fff]{4}")
_AROUND, _MOST = 30, 400
_ENOUGH = len(LETTERS) - 1
_LONG_SUBJECT = 4
"""A shorter subject (依托与) stands in too many sentences to tell one figure from another."""


def figure_drafts(
    document: DocumentInfo, outline: Outline, facts: Sequence[Fact], dice: random.Random
) -> Iterator[Draft]:
    """The questions that the facts of one document allow, in reading order.

    Of more than 400 facts so many are tried, drawn by the dice.
    """
    known = _Known(facts)
    asked = [fact for fact in facts if _subject(fact) and not _trifling(fact)]
    if len(asked) > _MOST:
        asked = sorted(dice.sample(asked, _MOST), key=lambda each: each.span)
    for fact in asked:
        if not amount(fact.value).numbers:
            continue
        if outline.node(fact.node_id).kind == "row":
            yield from _of_row(document, outline, fact, known)
        else:
            yield from _of_sentence(document, outline, fact, known)


class _Known:
    """The facts of a document by what they measure: a long report has thousands."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._by_kind: dict[object, list[Fact]] = {}
        self._by_subject: dict[str, list[Fact]] = {}
        for fact in sorted(facts, key=lambda each: each.span):
            self._by_kind.setdefault(kind_of(fact), []).append(fact)
            self._by_subject.setdefault(plain(_subject(fact)), []).append(fact)

    def like(self, fact: Fact) -> list[Fact]:
        """The facts of the same kind that stand nearest, this one among them."""
        same = self._by_kind[kind_of(fact)]
        place = bisect_left(same, fact.span, key=lambda each: each.span)
        return same[max(0, place - _AROUND) : place + _AROUND + 1]

    def of_same_thing(self, fact: Fact) -> list[Fact]:
        """The facts that give a figure of the same thing, for one year as far as they say."""
        same = self._by_subject[plain(_subject(fact))]
        return [each for each in same if len({each.year, fact.year} - {None}) < 2]


def _trifling(fact: Fact) -> bool:
    """Spans of years and small counts in passing: “今后5年”, “3个转变”."""
    small = fact.number is not None and fact.number <= 5 and fact.upper is None
    return not fact.measure and fact.bound == "exact" and (fact.unit == "年" or small)


def _of_row(document: DocumentInfo, outline: Outline, fact: Fact, known: _Known) -> Iterator[Draft]:
    if _ambiguous(fact, known):
        return
    where, column = _table_name(outline, fact), _column(fact)
    unit = f"（单位：{fact.unit}）" if fact.unit else ""
    question = f"《{document.title}》{where}中，“{inner(_subject(fact))}”{column}是多少？{unit}"
    yield Draft(
        family="cell",
        topic=_topic(fact),
        document=document,
        node=outline.node(fact.node_id),
        question=question,
        answer=fact.value,
        wrong=_wrong(fact, known, question),
        quote=fact.sentence,
        unit=fact.unit,
        tells=((_subject(fact), fact.value),),
        subject=_subject(fact),
        table=outline.node(fact.node_id).parent or "",
    )


def _of_sentence(
    document: DocumentInfo, outline: Outline, fact: Fact, known: _Known
) -> Iterator[Draft]:
    text = outline.text
    span = window(text, fact.sentence, fact.span, _LONGEST)
    if span is None:
        return
    before, after = text[span[0] : fact.span[0]], text[fact.span[1] : span[1]]
    if span[1] - span[0] < _SHORTEST or not _WORDS.search(before + after):
        return
    said = f"《{document.title}》写道：“{inner(before + BLANK + after)}”空白处"
    unit = _written_unit(fact)
    questions = {
        "blank": f"{said}应填什么？" + (f"（单位：{unit}）" if unit else ""),
        "figure": f"{said}应是哪一项？",
    }
    wrong = {"blank": (), "figure": _wrong(fact, known, before + after)}
    tells: list[tuple[str, ...]] = [(clause_of(text, fact.sentence, fact.span),)]
    if len(_subject(fact)) >= _LONG_SUBJECT:
        tells.append((_subject(fact), fact.value))
    for family, question in questions.items():
        if family == "figure" and not wrong[family]:
            continue
        yield Draft(
            family=family,
            topic=_topic(fact),
            document=document,
            node=outline.node(fact.node_id),
            question=question,
            answer=fact.value,
            wrong=wrong[family],
            quote=span,
            unit=unit,
            tells=tuple(tells),
            subject=_subject(fact),
        )


def _wrong(fact: Fact, known: _Known, shown: str) -> tuple[str, ...]:
    """Wrong figures of the same kind; empty when too few: then there are no choices."""
    wrong = wrong_figures(fact, known.like(fact), known.of_same_thing(fact), shown)
    return wrong if len(wrong) >= _ENOUGH else ()


def _ambiguous(fact: Fact, known: _Known) -> bool:
    """Whether another row gives the same measure of the same thing another value."""
    return any(
        each.measure == fact.measure and not same_answer(each.value, fact.value, fact.unit)
        for each in known.of_same_thing(fact)
    )


def _table_name(outline: Outline, fact: Fact) -> str:
    """“专栏1” for a row of a box, else the label of the heading above the table."""
    above = outline.ancestors(fact.node_id)[:-1]
    boxes = [node for node in above if node.kind == "box"]
    named = [node for node in above if is_address(node)]
    return (boxes or named)[-1].label if boxes or named else "的表格"


def _column(fact: Fact) -> str:
    """The column as people say it: “2025年的数值”, “的年均”."""
    if re.fullmatch(r"\d{4}年", fact.measure):
        return f"{fact.measure}的数值"
    return f"的“{measure_text(fact)}”" if fact.measure else "的数值"


def _written_unit(fact: Fact) -> str:
    """The unit as the value has it, with its 万 or 亿: 万个 of “不少于2万个”."""
    figure = taken_apart(fact.value)
    return f"{figure.scale if figure else ''}{fact.unit}"


def _subject(fact: Fact) -> str:
    """What is measured, without the number of its row."""
    return re.sub(r"^\s*\d+\s*[.．、]\s*", "", fact.subject).strip()


def _topic(fact: Fact) -> str:
    return f"{fact.document_id}:{fact.span[0]}"
