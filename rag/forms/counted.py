"""Counted lists: exactly as many members as the question says there are (哪五型, “四个转变”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.documents import Outline, Span
from index.numerals import parse_numeral
from index.sentences import clause_spans
from rag.candidates import Candidate
from rag.draft import Draft, Evidence, Statement
from rag.forms.enumerations import LONGEST, Enumeration, clause_around, numbered, rows
from rag.forms.found import Found, evidence_of
from rag.forms.saying import points_after, sentences_of
from rag.question import ParsedQuestion
from rag.terms import subject_terms

LOOKED_AT = 8
"""Sentences whose lists are looked at."""
WORSE = 0.45
"""How much worse than the best a sentence may score that lists exactly as many as were asked for."""
MOST = 0.8
"""Share of the words' weight that a sentence must hold that is not judged to answer."""
NEAR = 0.5
"""Share of the words' weight that the clause of a list inside a sentence must hold."""
_N = r"(?P<{}>[二两三四五六七八九十]|十[一二三四五六七八九]|\d{{1,2}})"
_ASKED = re.compile(
    rf"(?:哪|是|为|成|由|这|那|包括|包含|有|的){_N.format('a')}(?![年月日号天章节条岁元万亿\d])(?:个|大|种|项|类|条|点|方面|型|级|样|步|家|句|门|支|所|座|场|次|道)*(?P<head>[\u4e00-\u9fff]{{0,4}})"
    rf"|[\"']{_N.format('b')}(?:个|大)?[\u4e00-\u9fff]{{1,3}}[\"']"
)
_PHRASE = re.compile(
    r"(?:分别|具体|都)*(?:是|用|由|有|为|包括|包含|分成|分为|的)*哪?[二两三四五六七八九十\d]{1,2}(?:个|大|种|项|类|条|点|方面|型|级|样|步|家|句)+(?:特点|特征|方面|词|字|内容|部分|组成|要求|原则|目标)*(?:来)?(?:形容|组成|构成|概括|表示|描述)?(?:是(?:什么|哪些|指))?"
)
_LISTS = re.compile(r"哪|什么|包括|分别|指|列|名单|叫|如何理解|是啥|谁|念|报|抄|写")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list found: what introduces it, its members, and how well it fits (higher is better)."""

    score: float
    lead: tuple[Statement, ...]
    members: tuple[Statement, ...]


def numbers_asked(folded: str) -> tuple[int, ...]:
    """How many members a folded question says there are, for each list that it names."""
    found = (m["a"] or m["b"] for m in _ASKED.finditer(folded))
    values = (int(w) if w.isdigit() else parse_numeral(w) for w in found)
    return tuple(dict.fromkeys(v for v in values if v and v > 1))


def counted_list(found: Found) -> Draft | None:
    """The list of exactly as many members as the question names, or None."""
    question = found.question
    numbers = numbers_asked(question.folded)
    if len(numbers) != 1 or not _LISTS.search(question.folded):
        return None
    if {"how", "quantity", "time"} & question.wants:
        return None
    bare = replace(found, question=_without_number(question))
    bare = replace(bare, terms=tuple(subject_terms(bare.question)) or found.terms)
    lists = [
        listed
        for candidate in found.candidates[:LOOKED_AT]
        if candidate.score >= found.best.score - WORSE and _is_meant(bare, candidate)
        for listed in _lists_at(bare, candidate, numbers[0])
        if len(listed.members) == numbers[0]
    ]
    best = max(lists, key=lambda listed: listed.score, default=None)
    return Draft("passage", (*best.lead, *best.members)) if best else None


def _is_meant(bare: Found, candidate: Candidate) -> bool:
    """Whether a sentence is about what is counted: it is judged to be, or it holds most of the words and
    lacks nothing by name; that it lists exactly as many is looked at besides."""
    verdict = bare.judge(candidate)
    if verdict.enough:
        return True
    return not (verdict.missing or verdict.asked) and bare.cover(candidate.text) >= MOST


def _without_number(question: ParsedQuestion) -> ParsedQuestion:
    """The question without “哪五个词来形容”: what is counted is seldom called so in the text."""
    text = _PHRASE.sub(lambda m: " " * len(m[0]), question.folded)
    return ParsedQuestion(text, question.names)


def _lists_at(found: Found, candidate: Candidate, number: int) -> Iterator[Listed]:
    """All lists of a sentence: points that it announces, its own members, the sentences behind it."""
    outline = found.outline(candidate)
    points = points_after(outline, candidate) if candidate.text.endswith(("：", ":")) else []
    if points:
        lead = Statement(candidate.text, (evidence_of(candidate),), "lead")
        yield Listed(candidate.score + 0.1, (lead,), tuple(points))
    yield from _in_clauses(found, candidate)
    leaf = outline.at(candidate.span[0])
    ordinals = numbered(outline.text, (candidate.span[0], leaf.span[1]))
    if ordinals is not None:
        yield _of_pieces(found, candidate, ordinals, candidate.score)
    for behind in _behind(outline, candidate, leaf.span[1], number):
        yield _of_pieces(found, candidate, behind, candidate.score + 0.2)


def _in_clauses(found: Found, candidate: Candidate) -> Iterator[Listed]:
    """Lists set apart by 、 in the clause that is nearest to the question, of all in the sentence."""
    text = found.outline(candidate).text
    lists = [r for r in rows(text, candidate.span) if max(b - a for a, b in r.members) <= LONGEST]
    shares = [found.cover(text[slice(*clause_around(text, row.span))]) for row in lists]
    nearest = max((found.cover(text[slice(*c)]) for c in _clauses(text, candidate.span)), default=0)
    for row, share in zip(lists, shares, strict=True):
        if share >= max(NEAR, 0.9 * nearest):
            yield _of_pieces(found, candidate, row, candidate.score + 0.2 * share)


def _clauses(text: str, span: Span) -> Iterator[Span]:
    yield from (m.span() for m in re.compile(r"[^，,；;：:。]+").finditer(text, *span))


def _behind(outline: Outline, candidate: Candidate, end: int, number: int) -> Iterator[Enumeration]:
    """What stands behind “即：”: parts of the sentence, or the sentences from there on."""
    mark = re.search(r"[:：]", outline.text[slice(*candidate.span)])
    if mark is None:
        return
    start = candidate.span[0] + mark.end()
    parts = tuple(clause_spans(outline.text, (start, candidate.span[1])))
    if len(parts) == number:
        yield Enumeration(parts)
    spans = sentences_of(outline, (start, end))
    if len(spans) >= number:
        yield Enumeration(tuple(spans[:number]))


def _of_pieces(found: Found, candidate: Candidate, row: Enumeration, score: float) -> Listed:
    outline = found.outline(candidate)
    members = []
    for start, end in row.members:
        inside = candidate.span[0] <= start and end <= candidate.span[1]
        span = candidate.span if inside else (start, end)
        place = Evidence(candidate.document_id, candidate.node.id, span)
        piece = outline.text[start:end].strip().rstrip("；;。，,")
        members.append(Statement(piece, (place,), "item"))
    lead = Statement(f"共{len(members)}项：", (), "lead", derived=True)
    return Listed(score, (lead,), tuple(members))
