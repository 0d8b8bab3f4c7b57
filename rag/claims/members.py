"""Claimed members: “五关”里有……吗, held against the list that the numbered name stands for."""

from __future__ import annotations

import re

from index.folding import fold
from index.numerals import parse_numeral
from rag.abbreviations import answer_abbreviation
from rag.candidates import score_sentences
from rag.draft import Draft, Statement
from rag.forms.counted import counted_list
from rag.forms.found import Found
from rag.question import ParsedQuestion
from rag.retrieve import retrieve
from rag.terms import subject_terms

POOL = 8

_SET = r"(?P<set>[\"']?[二三四五六七八九十](?:个|大|类|种|型|项|级|方面)?[\"']?[\u4e00-\u9fff]{1,8}?[\"']?)"
_END = r"(?:这一?[个项条关智型类])?(?=[,?。!]|吗|吧|么|对|是|没错|$)"
_MEMBER = re.compile(
    rf"{_SET}(?:里面?|中|当中)?(?:(?:建设|要求|目标)(?:里面?|中))?(?:是不是|是否|都)?(?:有没有|有|包不包括|包括|包含|含|里面?的(?=[\"']))(?:一[个项条关智型类])?(?:是|叫)?[\"']?(?P<member>[\u4e00-\u9fff]{{2,10}}?)[\"']?{_END}"
)
_BELONGS = re.compile(
    rf"[\"']?(?P<member>[\u4e00-\u9fff]{{2,10}}?)[\"']?(?:是不是|是否|是|也|算)?(?:属于|列入|算在|算是|是){_SET}(?:之一|里面?的?|中的?)*{_END}"
)

_ALL = re.compile(
    rf"{_SET}(?:分别)?(?:就?是(?!不是)|是?指|即|为|包括|包含|分别是)(?:的是)?(?P<all>[^,;?。!]*、[^,;?。!]*?)(?:这?[一二三四五六七八九十]?[个项种类])?(?:对不对|对|是|没错|正确)?(?:吗|吧|么|[,?。!]|$)"
)
"""“五好”是甲、乙、丙: all members are claimed at once, in any order, with or without quotation marks."""


def answer_members(found: Found) -> Draft | None:
    """“是的。” where the members claimed are just those of the set, “不对，” where one is another;
    None where the question claims no whole list or the set is not known."""
    claimed = _ALL.search(found.question.folded)
    if claimed is None:
        return None
    draft = _list_of(found, re.sub(r"\W", "", claimed["set"]))
    if draft is None:
        return None
    said = re.sub(r"[\"'“”‘’\s]", "", fold("".join(s.text for s in draft.statements)))
    own = {re.sub(r"\W", "", m) for m in re.split("[、和与及]", claimed["all"])} - {""}
    count = parse_numeral(re.sub(r"\W", "", claimed["set"])[0])
    right = all(member in said for member in own)
    if right and len(own) != count:
        return None
    lead = Statement("是的。" if right else "不对，", (), "lead", derived=True)
    return Draft("passage", (lead, *draft.statements))


def _list_of(found: Found, whole: str) -> Draft | None:
    return answer_abbreviation(
        ParsedQuestion(f"“{whole}”是指什么"), found.scope, found.catalogue
    ) or _counted(found, ParsedQuestion(f"{whole}是哪{whole[:2]}"))


def answer_member(found: Found) -> Draft | None:
    """“是的。” or “不对，” with the list, or None where the question claims no member of one."""
    folded = found.question.folded
    claimed = _MEMBER.search(folded) or _BELONGS.search(folded)
    if claimed is None:
        return None
    whole = re.sub(r"\W", "", claimed["set"])
    draft = _list_of(found, whole)
    if draft is None:
        return None
    members = [s.text for s in draft.statements]
    member = _without_head(claimed["member"], whole)
    right = any(member in fold(text) for text in members)
    lead = Statement("是的。" if right else "不对，", (), "lead", derived=True)
    return Draft("passage", (lead, *draft.statements))


def _counted(found: Found, asked: ParsedQuestion) -> Draft | None:
    """The list of as many members as the set says it has."""
    terms = tuple(subject_terms(asked))
    hits = tuple(retrieve(found.catalogue, asked.text, POOL, found.scope.documents))
    candidates = tuple(score_sentences(asked, terms, hits, found.catalogue))
    if not candidates:
        return None
    return counted_list(Found(asked, terms, found.scope, hits, candidates, found.catalogue))


def _without_head(member: str, whole: str) -> str:
    """A member without the noun that the name of its set ends with: 智慧口岸 of 五型口岸 is 智慧."""
    noun = whole[-2:]
    return member.removesuffix(noun).removesuffix("的") if len(member) > len(noun) + 1 else member
