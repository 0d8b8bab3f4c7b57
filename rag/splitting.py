"""Splitting: a question that asks several things taken apart into questions for one thing each.

“甲和乙各多少” asks two subjects the same; “甲是多少，由谁负责” asks one subject two things; “甲规划怎么
说？报道怎么说？” asks two documents. What a later part leaves out it takes from those before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.folding import fold
from rag.question import ParsedQuestion
from rag.substance import kind_of, substance
from rag.terms import subject_terms

MOST = 4
"""Most parts that a question is taken apart into."""
OWN = 1.2
"""Substance of the words of a part from which it has a subject of its own."""
NAMING = 0.2
"""Substance of a word that can be looked for without those said before it."""
_JOINED = re.compile(
    r"^(?P<all>[^,;?]{4,44}?)(?:的?(?:目标|数量|人数)值?)?,?(?:这?[两三四]个?(?:百分[数比]|数[字值]?|指标|比[例率]|日[期子]|时间)?)?"
    r"(?:分别|各自|各)(?:是|有|为|要|得|应|能|可以?|培养|引进|达到|对应|指|在|到)*"
    r"(?P<tail>(?:由|靠|用|从|于)?(?:最[长短高低多少])?(?:(?:多少|百分之几|几成|多[久长大高重])[^?。,;]{0,6}|几[^?。,;]{1,6})|哪[一几]?[年天]|什么时候|由?谁[^?。,;]{0,6}|哪个[^?。,;]{1,6})[?。]*$"
)
_ADDED = re.compile(
    r"^(?P<all>[^,;?]{4,44}?)(?:的?(?:目标|数量|人数)值?)?,?(?:两[者项个]|三[者项个])?(?:合计|加总|总和|之和|(?:加|合|算)(?:起来|在一起|到一起|一起|一块儿?))[^,;?]{0,6}?"
    r"(?P<tail>(?:多少|几)[^?。,;]{0,6})[?。]*$"
)
"""“甲加上乙，合计多少名”: each is asked for, and their sum."""
_AND = re.compile(
    r"以及|再?加上|(?<![参给赋授])与(?!会)|(?<![总温缓共])和(?![谐平睦解])|跟(?![踪进随])|、|\s+|(?<=[近中远短长]期)(?=[近中远短长]期)"
)
"""Words between subjects, not inside a word such as 参与 or 和谐."""
_SHARED = re.compile(r"(?:目标|数量|人数)值?(?=分别|各)")
_TERM = re.compile("[近中远短长]期")
_DIVIDED = re.compile("(?:都|共)?分(?:为|成|了|作)?$")
_MARK = re.compile(
    r"[,;?!。]+|\s+|(?:以及|另外|还有|并且|同时|顺便)(?=[^,;?。]*(?:多少|几|哪|谁|什么|怎))"
)
_ENDED = re.compile(r"[;?!。]")
_PAUSE = re.compile(
    r"、(?=(?:多少|几|最|由|在|是|要|发|给|向|到|从|有|怎|何|谁|哪|什么|能不能|可不可以|是否|会不会|要不要|值|占|[\u4e00-\u9fff]{1,2}[了出过](?:多少|几(?![乎年])))[^、,;]*$)"
)
_ASKS = re.compile(
    r"多少|几[点时月号万亿]|(?<=[有是要为达成共设分了到占])几(?!乎)|(?<![第好这那前后近十百])几[名项年岁日天周倍种类成届期条份位套台架艘辆所座间处支部件起人票批层门]|(?<!第)几(?:[个名项条次种天年月日岁元吨份家]|个月|小时)?$|哪|谁|什么(?!的)|怎么|怎样|如何|何时|何处|多久|多[长大高重远宽快]|几成|百分之几|是否|有没有|会不会|能不能|要不要|啥|吗"
)
_PHRASE = re.compile(
    r"(?:分别|各自|一共|总共|大约|现在|目前|要|应当|应该|可以|需要|已经|已|是|有|为|达到|达|由|在|从|到|按|用|靠|于)*(?:多少|(?<![这那好近前])几|哪|谁|什么|怎么|怎样|如何|何时|何处|多久|多[长大高重远宽快]|几成|百分之几|啥).*$"
)
_BACK = re.compile(r"^(?:那么?|又|还|再|则|而|并|且)?(?:它|其|该|此|这|那|两者|前者|后者)")
_TAG = re.compile(
    r"^(?:对吗|对不对|对吧|是吗|是不是|是吧|没错吧|好吗|行吗|可以吗|谢谢|请问|真的吗|吗|呢|为什么)*$"
    r"|^(?:它们|这些)?(?:都|分别|各自?)(?:是|叫|有|指)(?:(?:什么|啥|哪些|哪几个?|谁|何)[\u4e00-\u9fff]{0,4})?[吗呢]?$"
    r"|^(?:分别|各自?)*(?:出自|见于|在|写在)(?:哪[一几]?|什么)(?:部|份|个)?(?:法律?|文件|规划|里面?)*$"
    r"|^(?:两|二|各)(?:部|份|个)(?:法律?|文件|规划)?(?:里|都)?各?(?:给|列)(?:我|个|一下)*(?:数字?|答案)?$"
    r"|^(?:请|麻烦)?(?:给我|帮我|替我)?(?:都|全部?|逐[条项一个])*(?:列|数|说)(?:全|齐|出来?|一下|一列|一遍|举)*(?:一下|来)?(?:吧|好吗)?$"
)
"""What asks for nothing of its own: 对吗; 都是啥 and 逐条列出来 behind what they ask to list."""
_LATELY = re.compile(r"现在|目前|如今|当时|后来|以前|以后|最后|最终|当前|眼下|其他|其余|别的")
_YEAR = re.compile(r"到?(?:19|20)\d{2}年?")
_TOLD = re.compile(r"(?:一共|总共|共)?(?:分成?为?|有|包括|包含|设)[^，,;]*，")
"""“……分近、中、远三期，”: how many there are is often told in other words than the text's."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked, as it was written, and the ways to ask it by itself, the best first."""

    text: str
    ways: tuple[str, ...]
    leans: bool = False
    """Whether it names no subject of its own."""


def split_subjects(question: ParsedQuestion) -> tuple[str, ...] | None:
    """The questions that a question for several subjects stands for, or None."""
    found = _JOINED.match(question.folded) or _ADDED.match(question.folded)
    if found is None or any(_overlap(found.span("all"), n) for n in question.names):
        return None
    text = question.text
    spans = _between(question.folded, *found.span("all"))
    if not 2 <= len(spans) <= MOST or any(b - a < 2 for a, b in spans):
        return None
    shared = _SHARED.search(question.folded)
    tail = f"{shared[0] if shared else ''}{text[slice(*found.span('tail'))]}"
    first = text[slice(*spans[0])]
    holder = first[: first.rfind("的") + 1]
    rest = [text[slice(*span)] for span in spans[1:]]
    if all(map(_TERM.fullmatch, (first[-2:], *rest))):  # one plan in terms: each is of that plan
        holder = _DIVIDED.sub("", first[:-2])
        first = f"{holder}{first[-2:]}"
    return (f"{first}{tail}", *(f"{holder}{subject}{tail}" for subject in rest))


def _between(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """The subjects of a piece of a question, without the words between them."""
    marks = [m.span() for m in _AND.finditer(folded, start, end)]
    cuts = [start, *(c for mark in marks for c in mark), end]
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if b > a]


def asks_sum(question: ParsedQuestion) -> bool:
    """Whether what several subjects come to together is asked for."""
    return bool(_ADDED.match(question.folded))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def split_parts(question: ParsedQuestion) -> list[Part]:
    """The parts of a question that ask for several things; fewer than two when it asks for one."""
    context = name = subject = ""
    parts: list[Part] = []
    before, began, apart = 0, 0, False
    for start, end in _clauses(question):
        if parts and _ENDED.search(question.folded, before, start):
            began, apart = start, True
        before = end
        text = question.text[start:end].strip()
        own_name = _name_in(question, start, end)
        folded = question.folded[start:end].strip()
        if _TAG.match(folded):
            continue
        if parts and folded.endswith("呢") and not _ASKS.search(folded):
            parts.append(_same_asked(text, parts[-1], subject))
            continue
        if not _ASKS.search(folded):
            context = f"{context}{text}，"
            name = own_name or name
            continue
        whole = "" if own_name else name
        part = _part(text, folded, context=context, subject=subject, name=whole)
        parts.append(_apart(question.text[began:end].strip(), part) if apart else part)
        began = end
        if own_name:
            parts[-1] = replace(parts[-1], ways=(*dict.fromkeys((*parts[-1].ways, text)),))
        name = own_name or name
        if not subject or _has_own(folded):
            subject = _subject(question, start, end)
    return parts if 2 <= len(parts) <= MOST else []


def _apart(sentence: str, part: Part) -> Part:
    """A part that is a sentence of its own, asked as it stands where it names what it is about or opens
    with a case of its own (“如果只是传唤，最长多久”), and does not point back."""
    sentence = sentence.strip("，,、 ")
    folded = fold(sentence)
    if _BACK.match(folded) or (sentence == part.text and not _has_own(folded)):
        return replace(part, ways=tuple(dict.fromkeys((*part.ways, sentence))))
    return Part(sentence, tuple(dict.fromkeys((sentence, *part.ways))))


def _same_asked(text: str, before: Part, subject: str) -> Part:
    """“……，出口呢”: the same is asked of another subject."""
    asked = found[0] if (found := _PHRASE.search(before.text)) else ""
    other = text.removesuffix("呢")
    if _YEAR.fullmatch(other) and _YEAR.search(subject):  # the same of another year
        return Part(text, (f"{_YEAR.sub(other, subject, count=1)}{asked}",), True)
    return Part(text, (f"{subject}，{other}{asked}", f"{other}{asked}"), True)


def _part(text: str, folded: str, *, context: str, subject: str, name: str) -> Part:
    """The ways to ask a part: with the subject before it, with what was said first, alone."""
    name = "" if name in f"{context}{text}" else name
    carried = f"{name}{context}{subject}{'，' if subject else ''}{text}"
    plain, alone = f"{name}{context}{text}", f"{name}{text}"
    if _BACK.match(folded) or not _has_own(folded):
        told = f"{name}{_TOLD.sub('，', context)}{text}"
        others = names_something(folded)
        ways = (carried, *((plain,) if others else ())) if subject else (plain,)
        ways = ways if subject or not others else (plain, told, alone)
        return Part(text, tuple(dict.fromkeys(ways)), bool(subject))
    return Part(text, tuple(dict.fromkeys((plain, alone, carried, text))))


def _subject(question: ParsedQuestion, start: int, end: int) -> str:
    """What a part asks about: its words before those of asking, without names of documents."""
    text = question.text[start:end]
    for a, b in question.names:
        if start <= a and b <= end:
            text = f"{text[: a - start]}{' ' * (b - a)}{text[b - start :]}"
    return _PHRASE.sub("", text).strip()


def _has_own(folded: str) -> bool:
    """Whether a part names a subject of its own."""
    terms = subject_terms(ParsedQuestion(folded))
    return sum(substance(t) for t in terms) >= OWN or any(t.isascii() for t in terms)


def names_something(text: str) -> bool:
    """Whether a part names anything itself (“什么时候建成” does not)."""
    terms = subject_terms(ParsedQuestion(text))
    return any(
        kind_of(t)[:1] in ("", "n", "j", "t", "l", "b") or kind_of(t) in ("vn", "an")
        for t in terms if not _LATELY.fullmatch(t)
    )  # fmt: skip


def _clauses(question: ParsedQuestion) -> Iterator[tuple[int, int]]:
    """The clauses of a question, none cut inside the name of a document or quotation marks."""
    start, folded = 0, question.folded
    for mark in sorted(
        (*_MARK.finditer(folded), *_PAUSE.finditer(folded)), key=lambda m: m.start()
    ):
        inside = any(_overlap(mark.span(), n) for n in question.names)
        if inside or folded.count('"', 0, mark.start()) % 2:
            continue
        if mark[0].isspace() and not _both_ask(folded[start : mark.start()], folded[mark.end() :]):
            continue
        if folded[start : mark.start()].strip():
            yield start, mark.start()
        start = mark.end()
    if folded[start:].strip():
        yield start, len(folded)


def _both_ask(before: str, after: str) -> bool:
    """Whether a space stands between two things asked (“电梯几部 扶梯多少”): what follows names
    something itself (“原则有几条 都是啥” asks for one thing)."""
    following = _MARK.split(after.strip(), maxsplit=1)[0]
    asks = _ASKS.search(following) or following.endswith("呢")
    return bool(_ASKS.search(before) and asks) and names_something(following)


def _name_in(question: ParsedQuestion, start: int, end: int) -> str:
    """The name of a document in a clause, as it was written; "" without one."""
    inside = [n for n in question.names if start <= n[0] and n[1] <= end]
    return question.text[slice(*inside[-1])] if inside else ""
