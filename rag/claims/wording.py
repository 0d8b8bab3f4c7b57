"""The clauses of a question: what it states, what it asks, and the words around both.

“甲是30%，乙才5%——这么写行不行” states two things and asks whether they are right; “甲都300个了，其中新的占
几个” states one thing in passing and asks another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rag.claims.kinds import claims_in
from rag.claims.remarks import is_remark
from rag.premises import stated_figures
from rag.question import ParsedQuestion
from rag.substance import substance
from rag.terms import subject_terms

Role = Literal["states", "asks", "tag", "context"]

OWN = 0.15
"""Least substance of the words of a clause beside what it states: less says of nothing that it is so."""
_MARK = re.compile(
    r"(?<!\d),|,(?!\d)|[;?!。]+|—{1,2}(?!\d)|(?<=[\u4e00-\u9fff]):|(?<=[吧吗呢]) +|(?=这个?(?:数字?|数据|说法|提法|表述|结论)(?!的|是))"
)
_ASKS = re.compile(
    r"多少|几(?!乎)|哪|谁|什么|怎么|怎样|如何|何时|何处|多久|多长|多大|多高|多远|啥|咋|为何|有没有|能不能|要不要|会不会|可不可以|能否|"
    r"出处|念一?[下遍]|列(?:出|全|一下)|介绍|讲讲|说说|告诉我|给我|呢$"
)
_TAG_WORDS = re.compile(
    r"这样|那样|这么|那么|规定|要求|写|说|讲|提|定|记|报|发布会|引用|引|理解|表述|表达|材料|汇报|稿子?|原文|文件|规划|方案|法律?|文章|报道|"
    r"我|你|您|请|麻烦|劳驾|帮忙?|给|再|核[实对查]?|确认|查[一下证]*|看[一看下]*|判断|一下|下|对不对|对不|对|错|没错|没记错|没有?|是不是|是否|是|"
    r"对得上|靠谱|可靠|写反|搞错|弄错|记错|说错|写错|引错|搞反|记反|这回事|回事|说法|数字|数据|数|能不能|可不可以|行不行|能否|用|"
    r"不是|不|行|可以|成|能|准确|正确|属实|准|真的?|假的?|有误|有|问题|吧|吗|么|嘛|呢|啊|呀|哈|哦|了|的|就|还|也|里面?|中|上|应该|好像|厉害|个|ppt|word|[\s,\"'()?!。、:]"
)
_TAGS = re.compile(
    r"对|错|是|核|确认|查|看|行|可以|成|准确|真|假|属实|吗|吧|这么|这样|准|反|回事|靠谱|能|没"
)
_ENDING = re.compile(
    r"(?:[,，]?(?:对吗|对不对|对不|对吧|对么|是吗|是不是|是吧|是这样吗|没错吧|正确吗|真的吗|不是吗)|吗|吧|么|嘛|呢|啊|呀|了吧)+$"
)
_CHECKED = re.compile(r"[吗吧么嘛]$|对不对?$|是不是|是否|不是")
_OPENING = re.compile(
    r"^(?:听说|据说|我记得|记得|印象中|好像|(?:我|有)?(?:看到|听到|查到|有)?(?:个|一个|一种)?(?:人|同事|朋友|网上|领导|材料|说法|大家)(?:都)?(?:是|说|讲|写|称)?|都说|不是说好|不就是|就是|按说|据我所知|我看到|请问|那么?|既然|反正|明明|"
    r"[^,\"“]{0,8}?(?:稿|材料|汇报|总结|简报|ppt|课件|文章|公众号|笔记|通知|通告|教材|网上|群里)(?:里面?|上|中|里头)*(?:写|说|讲|提|报)(?:着|的|了|到|过)*(?:是|说)?)+"
)
_NOT = re.compile(r"不是(?:说|要求|规定|写着?|讲|应该)?(?=.{4})|是不是(?=.{4})|是否(?=.{4})")
_DENIAL = re.compile(
    r"(?<!是)不是(?!说|要求|规定|写|讲|应该)(?=.*(?:的|性|[\d一二三四五六七八九十]个?))"
)
_EXPECTS = re.compile(r"(?<![对是])[吗么嘛]$")
_OWN_CASE = re.compile(
    r"我(?!国|们国家)|咱|俺|他(?!们?国)|她|有人|朋友|邻居|老公|老婆|儿子|女儿|孩子|侄|亲戚|同事|如果|假如|要是|假设|万一|的话"
)
"""What is told of one's own case, or supposed, is nothing that a document states."""
_CONDITION = re.compile(r"(?:[的时后前内]|以?上|以?下|情况|情形|之日起)$")
_THESE = re.compile(r"[这那][一两三四几\d]+[个条句项]")
_CLEFT = re.compile(
    r"(?<![但只])是[^,]*\d[^,]*(?:完成|建成|成立|开始|启动|出台|发布|通过|[做办建设提定签开])[^,]{0,2}的$"
)
"""“是2005年完成的” states something, and is no condition."""
_BOUND = re.compile(r"[\d%一二三四五六七八九十百千万亿][^\W\d]{0,3}(?:以[上下内]|之内)$")
"""A figure at the end of a clause with its bound: what is stated, where more than a condition is said."""
_YEAR = re.compile(r"(?:19|20)\d{2}年")
_QUOTED_FIGURE = re.compile(r"[“\"]([^“”\"]{0,4}\d[^“”\"]{0,6})[”\"]")
_FIGURES_LISTED = re.compile(r"\d[^、]{0,6}、.*\d")
"""“甲30名、乙150名” says of each what it is."""
_REPEATED = re.compile(r"\"([^\"]{8,})\"")
PARTS = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)个?(?:大?部分|专栏|[章节条编篇])")
REMARK = re.compile(r"[\u4e00-\u9fff]{2}性(?:的|指标|$)")
"""A remark in a table: 约束性, 预期性."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a question: its text as written, folded, and what it does there."""

    text: str
    folded: str
    role: Role
    checked: bool = False
    """Whether it is itself put as a thing to be checked (“……吧”, “不是……吗”)."""


def clauses_of(question: ParsedQuestion) -> list[Clause]:
    """The clauses of a question in order, bare ones left out."""
    found: list[Clause] = []
    at = 0
    for start, end, around in _parted(_spans(question.folded), question.folded):
        text, folded = question.text[start:end].strip(), question.folded[start:end].strip()
        if re.search(r"\w", folded):
            subject = question.subject[start:end].strip()
            clause = _clause(text, folded, subject, first=at == 0)
            if around and clause.role == "context":
                clause = Clause(text, folded, "tag")
            if found and _belongs(found[-1], clause, subject):
                text, folded = f"{found[-1].text}，{text}", f"{found.pop().folded},{folded}"
                role: Role = "asks" if clause.role == "asks" else "states"
                clause = Clause(text, folded, role, clause.checked)
            found.append(clause)
            at += 1
    return found


def _belongs(before: Clause, clause: Clause, subject: str) -> bool:
    """Whether a clause states something of what the one before it names, or under its condition."""
    if (
        clause.role == "tag"
        or clause.folded[:1] in "这那该此"
        or before.role in ("asks", "tag")
        or _OWN_CASE.search(before.folded)
    ):
        return False
    stands = _BOUND.search(before.folded) or _CLEFT.search(before.folded)
    if _CONDITION.search(before.folded) and not (before.role == "states" and stands):
        return True
    leans = clause.role == "context" and before.role == "context"
    return leans and _could_be_otherwise(subject) and not _OWN_CASE.search(subject)


def _spans(folded: str) -> list[tuple[int, int]]:
    """The places of the clauses; no mark inside quotation marks or brackets parts them."""
    marks = [m for m in _MARK.finditer(folded) if _open(folded, m.start())]
    starts = [0, *(m.end() for m in marks)]
    ends = [*(m.start() for m in marks), len(folded)]
    return list(zip(starts, ends, strict=True))


def _parted(spans: Sequence[tuple[int, int]], folded: str) -> Iterator[tuple[int, int, bool]]:
    """The clauses, where one repeats a statement in quotation marks parted from what goes round it
    (then True): that says what is done with the statement."""
    for start, end in spans:
        said = _REPEATED.search(folded, start, end)
        if said is None or not (stated_figures(ParsedQuestion(said[1])) or _YEAR.search(said[1])):
            yield start, end, False
        else:
            yield start, said.start(), True
            yield said.start(1), said.end(1), False
            yield said.end(), end, True


def _open(folded: str, at: int) -> bool:
    before = folded[:at]
    return before.count('"') % 2 == 0 and before.count("(") <= before.count(")")


def _clause(text: str, folded: str, subject: str, *, first: bool) -> Clause:
    if not first and _is_tag(subject):
        return Clause(text, folded, "tag")
    subject = _OPENING.sub("", subject)
    if _ASKS.search(folded):
        return Clause(text, folded, "asks")
    checked = bool(_CHECKED.search(folded))
    if _OWN_CASE.search(subject) or not _states(folded, subject):
        asks = checked and not _could_be_otherwise(subject)
        return Clause(text, folded, "asks" if asks else "context", checked)
    return Clause(text, folded, "states", checked)


def of_own_case(clauses: Sequence[Clause]) -> bool:
    """Whether a question tells of the asker's own case: then figures in passing are of that case."""
    return any(_OWN_CASE.search(c.folded) for c in clauses if c.role != "tag")


def _is_tag(subject: str) -> bool:
    """Whether a clause only asks whether what was said is right, or is a word of wonder or a remark
    on who says so."""
    if _TAGS.search(subject) and not _TAG_WORDS.sub("", subject):
        return True
    return is_remark(subject) and not _could_be_otherwise(_THESE.sub("", subject))


def _states(folded: str, subject: str) -> bool:
    """Whether a clause states something that could be otherwise, of something that it names."""
    if not _could_be_otherwise(subject):
        return False
    bare = subject
    for claim in claims_in(subject):
        if claim.kind in ("name", "list", "code") and not _FIGURES_LISTED.search(claim.text):
            bare = bare.replace(claim.text, " ")
    if re.search(rf"(?:共|有|分|设)[为成了]?{PARTS.pattern}", subject):
        return True  # how many parts a document has
    terms = subject_terms(ParsedQuestion(bare))
    return sum(substance(t) for t in terms) >= OWN


def _could_be_otherwise(subject: str) -> bool:
    asked = ParsedQuestion(subject)
    return bool(
        stated_figures(asked)
        or PARTS.search(subject)
        or REMARK.search(subject)
        or next(claims_in(subject), None)
    )


def as_check(clause: Clause, name: str = "") -> str:
    """A clause put as a question of its own: “……吗？”, “不是……，对吗？” where it denies something."""
    bare = _OPENING.sub("", _ENDING.sub("", clause.text))
    if _DENIAL.search(bare) and not _EXPECTS.search(clause.text):
        return f"{name}{bare}，对吗？"
    bare = _QUOTED_FIGURE.sub(r"\1", _NOT.sub("", bare))
    return f"{name}{bare}吗？"
