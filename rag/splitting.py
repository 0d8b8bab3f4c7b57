"""Splitting: a question that asks several things taken apart into questions for one thing each.

“甲和乙各多少” asks two subjects the same; “甲是多少，由谁负责” asks one subject two things; “甲规划怎么
说？报道怎么说？” asks two documents. What a later part leaves out it takes from those before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.question import ParsedQuestion
from rag.substance import substance
from rag.terms import subject_terms

MOST = 4
"""Most parts that a question is taken apart into."""
OWN = 1.2
"""Substance of the words of a part from which it has a subject of its own."""
_JOINED = re.compile(
    r"^(?P<all>[^,;?]{4,40}?)(?:的?(?:目标|数量|人数)值?)?(?:分别|各自|各)(?:是|有|为|要|培养|引进|达到|在|到)*(?P<tail>多少[^?。,;]{0,6}|几[^?。,;]{1,6}|哪[一几]?[年天]|什么时候|由?谁[^?。,;]{0,6}|哪个[^?。,;]{1,6})[?。]*$"
)
_SUBJECT = re.compile(r"(?:(?!和|与|跟|、|以及|\s).)+")
_SHARED = re.compile(r"(?:目标|数量|人数)值?(?=分别|各)")
_MARK = re.compile(
    r"[,;?!。]+|(?:以及|另外|还有|并且|同时|顺便)(?=[^,;?。]*(?:多少|几|哪|谁|什么|怎))"
)
_PAUSE = re.compile(r"、(?=(?:最|由|在|是|要|发|给|向|到|从|有|怎|何|谁|哪|什么)[^、,;]*$)")
_ASKS = re.compile(
    r"多少|几[点时月号]|(?<=[有是要为达成共设分了到占])几(?!乎)|(?<!第)几(?:[个名项条次种天年月日岁元吨份家]|个月|小时)?$|哪|谁|什么(?!的)|怎么|怎样|如何|何时|何处|多久|多长|多大|多高|是否|有没有|会不会|能不能|要不要|啥|吗"
)
_PHRASE = re.compile(
    r"(?:分别|各自|一共|总共|大约|现在|目前|要|应当|应该|可以|需要|已经|已|是|有|为|达到|达|由|在|从|到|按|用|靠|于)*(?:多少|几|哪|谁|什么|怎么|怎样|如何|何时|何处|多久|多长|多大|多高|啥).*$"
)
_BACK = re.compile(r"^(?:那么?|又|还|再|则|而|并|且)?(?:它|其|该|此|这|那|两者|前者|后者)")
_TAG = re.compile(
    r"^(?:对吗|对不对|对吧|是吗|是不是|是吧|没错吧|好吗|行吗|可以吗|谢谢|请问|真的吗|吗|呢|为什么)*$"
)
_REASON = re.compile(r"^(?:如果|假如|要是|若|因|由于|除了?|当|在|按|根据|依照|对于?|关于)")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked, as it was written, and the ways to ask it by itself, the best first."""

    text: str
    ways: tuple[str, ...]
    leans: bool = False
    """Whether it names no subject of its own."""


def split_subjects(question: ParsedQuestion) -> tuple[str, ...] | None:
    """The questions that a question for several subjects stands for, or None."""
    found = _JOINED.match(question.folded)
    if found is None or any(_overlap(found.span("all"), n) for n in question.names):
        return None
    text = question.text
    spans = [m.span() for m in _SUBJECT.finditer(question.folded, *found.span("all"))]
    if not 2 <= len(spans) <= MOST or any(b - a < 2 for a, b in spans):
        return None
    shared = _SHARED.search(question.folded)
    tail = f"{shared[0] if shared else ''}{text[slice(*found.span('tail'))]}"
    first = text[slice(*spans[0])]
    holder = first[: first.rfind("的") + 1]
    rest = (text[slice(*span)] for span in spans[1:])
    return (f"{first}{tail}", *(f"{holder}{subject}{tail}" for subject in rest))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def split_parts(question: ParsedQuestion) -> list[Part]:
    """The parts of a question that ask for several things; fewer than two when it asks for one."""
    context = name = subject = ""
    parts: list[Part] = []
    for start, end in _clauses(question):
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
        parts.append(_part(text, folded, context=context, subject=subject, name=whole))
        if own_name:
            parts[-1] = replace(parts[-1], ways=(*dict.fromkeys((*parts[-1].ways, text)),))
        name = own_name or name
        if not subject or _has_own(folded):
            subject = _subject(question, start, end)
    return parts if 2 <= len(parts) <= MOST else []


def _same_asked(text: str, before: Part, subject: str) -> Part:
    """“……，出口呢”: the same is asked of another subject."""
    asked = found[0] if (found := _PHRASE.search(before.text)) else ""
    other = text.removesuffix("呢")
    return Part(text, (f"{subject}，{other}{asked}", f"{other}{asked}"), True)


def _part(text: str, folded: str, *, context: str, subject: str, name: str) -> Part:
    """The ways to ask a part: with the subject before it, with what was said first, alone."""
    carried = f"{name}{context}{subject}{'，' if subject else ''}{text}"
    plain = f"{name}{context}{text}"
    if _BACK.match(folded) or not _has_own(folded):
        return Part(text, tuple(dict.fromkeys((carried, plain) if subject else (plain,))), True)
    return Part(text, tuple(dict.fromkeys((plain, f"{name}{text}", carried))))


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


def _clauses(question: ParsedQuestion) -> Iterator[tuple[int, int]]:
    """The clauses of a question, none cut inside the name of a document or quotation marks."""
    start, folded = 0, question.folded
    for mark in sorted(
        (*_MARK.finditer(folded), *_PAUSE.finditer(folded)), key=lambda m: m.start()
    ):
        inside = any(_overlap(mark.span(), n) for n in question.names)
        if inside or folded.count('"', 0, mark.start()) % 2:
            continue
        if folded[start : mark.start()].strip():
            yield start, mark.start()
        start = mark.end()
    if folded[start:].strip():
        yield start, len(folded)


def _name_in(question: ParsedQuestion, start: int, end: int) -> str:
    """The name of a document in a clause, as it was written; "" without one."""
    inside = [n for n in question.names if start <= n[0] and n[1] <= end]
    return question.text[slice(*inside[-1])] if inside else ""
