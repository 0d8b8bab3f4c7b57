"""One piece of the question before put in place of another: year, part or subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.catalogue import Catalogue
from rag.forms.focus import focus
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.structure.addresses import Address, find_addresses
from rag.structure.part_words import BARE_WORDS, PART_WORD
from rag.turns.carrying import (
    OWN,
    SAID,
    chosen,
    in_same_document,
    own_weight,
    said_share,
    without_names,
)
from rag.turns.counterparts import actor, goes_along, replaced
from rag.turns.dependence import RELATIVE, WHOLE
from rag.turns.previous import (
    ASKS,
    Answerer,
    Previous,
    subject_of,
    words_of,
)

_ENDING = re.compile(r"(?:目标值?|数量|比例|覆盖率|指标|情况|内容|要求|措施|原则)$")

_GOES_ON = re.compile(
    r"^(?:那|它们|他们|这些|那些)?(?:又|都|分别|各|各自|依次)(?:是|叫|有|讲|为|在)"
)

_CIRCUMSTANCE = re.compile(
    r"^(?:如果|假如|要是|若|当|在(?=.{2,}[时内后前里中]))|(?:[内时后前中]|期间|情况下|情形|的(?:时候|话))$|(?:未|不|没|超过|符合|属于|具有|适合|适用).{2,12}$"
)

_VERBAL = re.compile(r"(?:未|不|没|超过|符合|属于|具有|适合|适用).{2,12}(?<!的)$")
"""What says when, where or on what condition: the question before is asked of that."""

_KIND_OF = re.compile(r"的?(?:那|这)(?:一?种|一?类|些|个|部分)$")

_MEASURE = re.compile(
    r"(?:率|性|度|值|额|量|数|误差|比例|比重|期限|时间|年限|标准|目标|幅度|金额|面积|人数)$"
)

_UNIT = re.compile(
    r"(?:万|亿|个)?(?:亿元|万元|元|百分点|人次|小时|工作日|个?月|分钟|公里|平方米|国家|名|人|吨|倍|岁|次|项|件|天|年|以上|以下|以内)"
)

ASKING = re.compile(
    r"哪|什么|啥|多少|谁|几[个项条章节年天次步类种]|怎|如何|咋|多[久长大高]|[吗么]$|是否|有没有|是不是|能不能"
)
"""Words by which a turn asks something itself."""

_LEADS_ON = re.compile(r"(?:里面?|中(?=[，,的对关要将提规]))?(?:的|、|，|,| |对|关于)*")

_OWN_TIME = re.compile(r"今年|去年|前年|明年|(?:19|20)\d{2}年|\d{1,2}月|上半年|下半年|季度")

_SET_DOWN = re.compile(
    r"^(?:规划|方案|纲要|条例|办法|报告|文件|新闻|报道|文章)?(?:里面?|中)?所?(?:定|提|说|写|讲|要求|提出|规定)(?:到|下)?的"
)

_PERIOD = re.compile(r"(?:19|20)\d{2}|十[一二三四五六]五")


def with_year(question: str, year: str) -> str:
    """The question before with another year."""
    changed, count = re.subn(r"(?:19|20)\d{2}年?", year, question, count=1)
    return changed if count else f"{year}{question}"


def swapped(body: str, previous: Previous, catalogue: Catalogue, answer: Answerer) -> str:
    """The question before with the new subject in place of the old one."""
    addresses = find_addresses(ParsedQuestion(body).folded)
    before = find_addresses(ParsedQuestion(previous.question).folded)
    if addresses:
        if before:
            return readdressed(body, addresses[0], previous.question, before)
        return f"{body}讲什么"
    if _GOES_ON.match(body):
        return f"{previous.question.rstrip('?？。')}，{body}"
    if ASKING.search(body):
        return _asked_of(body, previous, before, catalogue, answer)
    return chosen(readings(body, previous.question, catalogue), body, previous, catalogue, answer)


def readings(body: str, question: str, catalogue: Catalogue) -> Iterator[str]:
    """The ways to put a subject or a circumstance into the question before, the closest first."""
    said = re.sub(r"(?<=.{2})的$", "", body)
    if put := replaced(said, question):
        yield put
    if _CIRCUMSTANCE.search(body):
        yield f"{body}{'的' if _VERBAL.search(body) else ''}，{question}"
    name, rest = named_part(question, catalogue)
    asks = ASKS.search(rest)
    lead = actor(rest)
    if asks and 0 < lead < asks.start() - 2:
        yield f"{name}{body}{rest[lead:]}"
    if _KIND_OF.search(body) and asks and "的" in rest[: asks.start()]:
        yield f"{name}{rest[: rest[: asks.start()].rindex('的') + 1]}{body}{rest[asks.start() :]}"
    if asks and asks.start() > 1:
        tail = rest[asks.start() :]
        yield f"{name}{body}{_year_of(body, question)}{_measured(rest, said)}{_bare(tail)}"
        if _bare(tail) != tail:
            yield f"{name}{body}{tail}"
        if re.search(r"多少|几", tail):
            yield f"{name}{body}有多少"
    yield f"{name}{body}{_ends(rest)}"


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


def _asked_of(
    body: str, previous: Previous, before: tuple[Address, ...], catalogue: Catalogue,
    answer: Answerer,
) -> str:  # fmt: skip
    """A turn that asks something itself: of the part before, or of its subject."""
    asked = ParsedQuestion(body)
    parts = any(PART_WORD.search(w) for w in asked.terms)
    only_parts = all(
        PART_WORD.fullmatch(w) or w in BARE_WORDS or w in RELATIVE for w in asked.terms
    )
    if WHOLE.search(body) and parts and not _finer(asked, before):
        return body
    if before and only_parts:
        return f"{previous.question[: before[-1].end]}{body}"
    listed = [s for s in previous.draft.statements if s.form == "item"]
    asks = ASKS.search(previous.question)
    if not asked.terms and len(listed) > 1 and asks and asks.start() > 1:
        return f"{previous.question[: asks.start()]}{body}"
    if only_parts and previous.draft.route in ("structure", "indicator"):
        return f"{subject_of(previous, catalogue)}{body}"
    return with_context(body, previous, catalogue, answer)


_RANKS = {"part": 0, "chapter": 1, "section": 2, "article": 2, "box": 3, "item": 4, "clause": 4}

_WORD_RANKS = {"编": 0, "篇": 0, "章": 1, "部分": 1, "节": 2, "条": 2, "专栏": 3, "项": 4, "款": 4}


def _finer(asked: ParsedQuestion, before: tuple[Address, ...]) -> bool:
    """Whether the parts asked for can stand inside the part before: 专栏2 has no 专栏 in it."""
    words = [m[0] for m in PART_WORD.finditer(asked.folded)]
    ranks = [_WORD_RANKS.get(word, 4) for word in words]
    return bool(before and ranks) and min(ranks) > _RANKS[before[-1].level]


def readdressed(body: str, new: Address, question: str, before: tuple[Address, ...]) -> str:
    """The question before with another address: an item stays in the part that was asked about."""
    start, end = before[0].start, before[-1].end
    if new.level in ("item", "clause"):
        start = next((a.start for a in before if a.level == new.level), end)
    return question[:start] + body + question[end:]


def with_context(body: str, previous: Previous, catalogue: Catalogue, answer: Answerer) -> str:
    """A follow-up that asks something itself: alone when it names a subject and finds an answer,
    else with the old subject, where the answer then says what the turn asks."""
    if along := goes_along(body, previous.question):
        return along
    subject = words_of(previous.question)
    if choose_scope(ParsedQuestion(body), catalogue.infos).named:
        subject = _SET_DOWN.sub("", without_names(subject, catalogue))
    carried = f"{subject}，{body}"
    if own_weight(body) >= OWN or _OWN_TIME.search(body):
        return chosen([body, carried], body, previous, catalogue, answer)
    alone, with_it = answer(body), answer(carried)
    stays = in_same_document(body, body, previous, catalogue, answer)
    if not with_it.found:
        return stays
    least = said_share(alone, body, catalogue) if alone.found else 0.0
    return carried if said_share(with_it, body, catalogue) >= max(SAID, least) else stays
