"""Quiz drafts from facts: a figure to choose among others of its kind, or to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.documents import DocumentInfo, Fact, Outline, Span, is_address
from rag.quiz_drafts import BLANK, Draft, distinct, inner
from rag.quiz_items import LETTERS
from rag.quiz_marks import amount, plain, same_answer

_SHORTEST, _LONGEST = 10, 120
_WORDS = re.compile("[\u4e00-\u9fff]{4}")
_ENOUGH = len(LETTERS) - 1


def figure_drafts(
    document: DocumentInfo, outline: Outline, facts: Sequence[Fact]
) -> Iterator[Draft]:
    """Every question that the facts of one document allow, in reading order."""
    rows = [fact for fact in facts if outline.node(fact.node_id).kind == "row"]
    prose = [fact for fact in facts if outline.node(fact.node_id).kind != "row"]
    for fact in facts:
        if not amount(fact.value).numbers or not _subject(fact) or _trifling(fact):
            continue
        if outline.node(fact.node_id).kind == "row":
            yield from _of_row(document, outline, fact, rows)
        else:
            yield from _of_sentence(document, outline, fact, prose)


def _trifling(fact: Fact) -> bool:
    """Spans of years and small counts in passing: “今后5年”, “3个转变”."""
    small = fact.number is not None and fact.number <= 5 and fact.upper is None
    return not fact.measure and fact.bound == "exact" and (fact.unit == "年" or small)


def _of_row(
    document: DocumentInfo, outline: Outline, fact: Fact, facts: Sequence[Fact]
) -> Iterator[Draft]:
    if _ambiguous(fact, facts):
        return
    where = _table_name(outline, fact)
    column = _column(fact)
    unit = f"（单位：{fact.unit}）" if fact.unit else ""
    yield Draft(
        family="cell",
        topic=_topic(fact),
        document=document,
        node=outline.node(fact.node_id),
        question=f"《{document.title}》{where}中，“{inner(_subject(fact))}”{column}是多少？{unit}",
        answer=fact.value,
        wrong=_wrong_figures(fact, facts, column=True),
        quote=fact.sentence,
        unit=fact.unit,
    )


def _of_sentence(
    document: DocumentInfo, outline: Outline, fact: Fact, facts: Sequence[Fact]
) -> Iterator[Draft]:
    start, end = _clause(outline.text, fact)
    sentence = outline.text[start:end]
    before, after = sentence[: fact.span[0] - start], sentence[fact.span[1] - start :]
    if not _SHORTEST <= len(sentence) <= _LONGEST or not _WORDS.search(before + after):
        return
    blank = f"{before}{BLANK}{after}"
    questions = {
        "blank": f"《{document.title}》写道：“{inner(blank)}”空白处应填什么？",
        "figure": f"《{document.title}》写道：“{inner(blank)}”空白处应是哪一项？",
    }
    wrong = {"blank": (), "figure": _wrong_figures(fact, facts, column=False)}
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
            quote=(start, end),
            unit=fact.unit,
        )


def _clause(text: str, fact: Fact) -> Span:
    """The sentence of a fact; of a long one the piece between full stops, then between commas."""
    start, end = fact.sentence
    for stops in ("\n。；;！？!?", "\n。；;！？!?，,"):
        if end - start <= _LONGEST:
            break
        start = max(start, *(text.rfind(stop, start, fact.span[0]) + 1 for stop in stops))
        ends = (text.find(stop, fact.span[1], end) for stop in stops)
        end = min((found for found in ends if found >= 0), default=end)
    while start < fact.span[0] and text[start].isspace():
        start += 1
    while end > fact.span[1] and text[end - 1].isspace():
        end -= 1
    return start, end


def _wrong_figures(fact: Fact, facts: Sequence[Fact], *, column: bool) -> tuple[str, ...]:
    """Other figures, of the column first if asked for, then of the unit; none that is right too.

    Empty when there are too few: then the figure is asked without choices.
    """
    true = [each.value for each in facts if _same_thing(each, fact)]
    beside = [f for f in facts if column and f.measure == fact.measure and f.year == fact.year]
    like = [f for f in facts if fact.unit and f.unit == fact.unit]
    others = (
        each.value
        for each in (*beside, *like)
        if amount(each.value).numbers
        and not any(same_answer(each.value, value, fact.unit) for value in true)
    )
    wrong = distinct(fact.value, others, fact.unit)
    return wrong if len(wrong) >= _ENOUGH else ()


def _same_thing(one: Fact, other: Fact) -> bool:
    """Whether two facts give a figure of one thing, for one year as far as they say."""
    years = {one.year, other.year} - {None}
    return plain(_subject(one)) == plain(_subject(other)) and len(years) < 2


def _ambiguous(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether another row or sentence gives the same measure of the same thing another value."""
    return any(
        _same_thing(each, fact)
        and each.measure == fact.measure
        and not same_answer(each.value, fact.value, fact.unit)
        for each in facts
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
    return f"的“{fact.measure}”" if fact.measure else "的数值"


def _subject(fact: Fact) -> str:
    """What is measured, without the number of its row."""
    return re.sub(r"^\s*\d+\s*[.．、]\s*", "", fact.subject).strip()


def _topic(fact: Fact) -> str:
    return f"{fact.document_id}:{fact.span[0]}"
