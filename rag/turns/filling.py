"""The ways to put what a turn names into the question before: in place of its counterpart, as another
measure, as an attribute of the subject, as a circumstance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.folding import fold
from rag.catalogue import Catalogue
from rag.forms.focus import focus
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.turns.counterparts import KINDS, PARTIES, actor, object_of, replaced
from rag.turns.dependence import ATTRIBUTES, RELATIVE
from rag.turns.previous import ASKS

_ENDING = re.compile(r"(?:目标值?|数量|比例|覆盖率|指标|情况|内容|要求|措施|原则)$")

_CIRCUMSTANCE = re.compile(
    r"^(?:如果|假如|要是|若|当|在(?=.{2,}[时内后前里中]))|(?:[内时后前中]|期间|情况下|情形|的(?:时候|话))$|(?:未|不|没|超过|符合|属于|具有|适合|适用).{2,12}$"
)

_VERBAL = re.compile(r"(?:未|不|没|超过|符合|属于|具有|适合|适用).{2,12}(?<!的)$")
"""What says when, where or on what condition: the question before is asked of that."""

KIND_OF = re.compile(r"的?(?:那|这)(?:一?种|一?类|些|个|部分)$")

_MEASURE = re.compile(
    r"(?:率|性|度|值|额|量|数|误差|比例|比重|期限|时间|年限|标准|目标|幅度|金额|面积|人数)$"
)

_MEASURED = re.compile(rf"{_MEASURE.pattern[:-1]}(?:要求|规定|控制|保持|提高|降低|都|应)*$")
"""A measure right before what is asked of it."""

_UNIT = re.compile(
    r"(?:万|亿|个)?(?:亿元|万元|元|百分点|人次|小时|工作日|个?月|分钟|公里|平方米|国家|名|人|吨|倍|岁|次|项|件|天|年|以上|以下|以内)"
)

_LEADS_ON = re.compile(r"(?:里面?|中(?=[，,的对关要将提规]))?(?:的|、|，|,| |对|关于)*")

_PERIOD = re.compile(r"(?:19|20)\d{2}|十[一二三四五六]五")


def readings(body: str, question: str, catalogue: Catalogue, text: str = "") -> Iterator[str]:
    """The ways to put a subject or a circumstance into the question before, the closest first;
    `text` is that of the document which the question before was answered from."""
    said = re.sub(r"(?<=.{2})的$", "", body)
    if said in (RELATIVE | ATTRIBUTES) - PARTIES - KINDS and (asks := ASKS.search(question)):
        yield f"{question[: asks.start()]}，{said}是多少"
    if other := _other_measure(said, question, catalogue):
        yield other
    if of_it := _attribute(said, question, text, catalogue):
        yield of_it
    if put := replaced(said, question, text):
        yield put
    if _CIRCUMSTANCE.search(body):
        yield f"{body}{'的' if _VERBAL.search(body) else ''}，{question}"
    name, rest = named_part(question, catalogue)
    asks = ASKS.search(rest)
    if asks and (object_ := object_of(rest, asks.end())):
        yield f"{name}{rest[: object_[0]]}{said}{rest[object_[1] :]}"
    if not asks and (clauses := rest.rstrip("?？。").rsplit("，", 1))[1:]:
        yield f"{name}{said}，{clauses[1]}"
    lead = actor(rest)
    if asks and 0 < lead < asks.start() - 2:
        yield f"{name}{body}{rest[lead:]}"
    if KIND_OF.search(body) and asks and "的" in rest[: asks.start()]:
        yield f"{name}{rest[: rest[: asks.start()].rindex('的') + 1]}{body}{rest[asks.start() :]}"
    if asks and asks.start() > 1:
        tail = rest[asks.start() :]
        yield f"{name}{body}{_year_of(body, question)}{_measured(rest, said)}{_bare(tail)}"
        if _bare(tail) != tail:
            yield f"{name}{body}{tail}"
        if re.search(r"多少|几", tail):
            yield f"{name}{body}有多少"
    yield f"{name}{body}{_ends(rest)}"


def _other_measure(body: str, question: str, catalogue: Catalogue) -> str:
    """One measure for another: 满意度 for 涉案率, with what is asked of either."""
    name, rest = named_part(question, catalogue)
    asks = ASKS.search(rest)
    before = asks and _MEASURED.search(rest[: asks.start()])
    if not (asks and before and _MEASURE.search(body) and re.search("多少|几", rest)):
        return ""
    return f"{name}{body}{_year_of(body, question)}是多少"


def _attribute(body: str, question: str, text: str, catalogue: Catalogue) -> str:
    """“试用期怎么规定” and then 工资: the question asked of 试用期工资, where the text says that."""
    name, rest = named_part(question, catalogue)
    asks = ASKS.search(rest)
    if asks is None:
        return ""
    subject = re.sub(r"(?:应当|是|有|为|要|在|由|的)+$", "", rest[: asks.start()])
    for between in ("的", "") if len(subject) > 1 else ():
        if f"{fold(subject)}{between}{fold(body)}" in text:
            return f"{name}{subject}{between}{body}{_bare(rest[asks.start() :])}"
    return ""


def _measured(question: str, body: str) -> str:
    """The measure that the question before asks for, where the turn names none: 可用性, 误差."""
    noun = focus(ParsedQuestion(question))
    measure = bool(noun) and bool(_MEASURE.search(noun)) and not _MEASURE.search(body)
    return noun if measure and noun in question else ""


def _bare(tail: str) -> str:
    """“多少航空口岸” asks of another subject how many there are: 有多少."""
    found = re.match(r"(?P<v>.*?)(?:多少|几个?)(?P<noun>[\u4e00-\u9fff]{2,})[?？。]*$", tail)
    if found is None or _UNIT.match(found["noun"]):
        return tail
    return "有多少"


def _ends(rest: str) -> str:
    """The last word of a question without words of asking, else 是什么."""
    bare = rest.rstrip("?？。")
    ending = _ENDING.search(bare)
    words = ParsedQuestion(bare).terms
    last = words[-1] if len(words) > 1 and bare.endswith(words[-1]) else ""
    return ending[0] if ending else last or "是什么"


def named_part(question: str, catalogue: Catalogue) -> tuple[str, str]:
    """The name of the document that a question begins with, as written, and the rest of it."""
    spans = choose_scope(ParsedQuestion(question), catalogue.infos).spans
    end = max((b for a, b in spans if a <= 2), default=0)
    tail = _LEADS_ON.match(question, end) if end else None
    end = tail.end() if tail else end
    return question[:end], question[end:]


def _year_of(body: str, question: str) -> str:
    """The year of the question before, where the asking words do not hold it and the turn has none."""
    years = ParsedQuestion(question).years
    asks = ASKS.search(question)
    tail = question[asks.start() :] if asks else ""
    if not years or _PERIOD.search(body) or str(years[0]) in tail:
        return ""
    return f"{years[0]}年"
