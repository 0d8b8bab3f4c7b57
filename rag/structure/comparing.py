"""“第三章和第四章哪个专栏多”: the parts that hold more, or fewer, parts of a kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.numerals import parse_numeral
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.negation import opening
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.left_over import left_over
from rag.structure.part_words import PART_WORDS, counted, name_of, node_kinds
from rag.structure.parts import inner_nodes
from rag.structure.places import Place
from rag.structure.subjects import MARK, read_subjects

MOST = 20
"""Parts that are compared at most."""
_MORE = re.compile(r"(?<![至起顶])(?P<way>多|少)(?!少|于)")
_BY = re.compile(
    r"(?<![至起顶])[多少](?:了|出)?(?P<n>\d{1,3}|(?!一[些点])[一二两三四五六七八九十]{1,3})"
)
"""By how many, where the question states it."""
_LEVEL = re.compile(
    r"(?:一样|同样|相等|相同|同等|一般)(?:的|地)?(?:多|少)?|是否相[等同]|差多少|相差|差几"
)
_SIDES = re.compile(
    r"谁|哪|还是|比|没有|不如|不及|赶不上|相较|较|对比|一样|同样|相等|相同|相差|差|最|更"
)
_THAN = re.compile(
    rf"{MARK}[^{MARK},;]*?(?:(?P<not>不|没有?|未必)比|(?P<less>没有?|不如|不及|赶不上|比不上)|比){MARK}"
)
_EQUAL = re.compile(r"一样|同样|相等|相同|同等|一般")
_COMPARING = re.compile(
    r"数量|数目|个数|数(?!字|据)|更多|更少|多少|[至最更较]?[多少](?:一?些|一?点|几个?|出)?|比较|对比|相比较?|相较|比起来?|比|较|一样|同样|相等|相同|同等|一般|相差|差距?|之间|两者|二者|两个|数量上|论|没有|不如|不及|赶不上|之于|还是|于"
)
_HOLDER = re.compile(
    rf"(?:哪|这|那|[两二三]|同)(?:一|个|几)*(?:{PART_WORDS})|同一?(?:{PART_WORDS})"
)


def answer_compared(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """Which of the parts that a question names has more parts of the kind it says, with the number of
    each; None for questions that ask anything else."""
    if not _SIDES.search(question.subject):
        return None
    for reading in read_subjects(question, scope, catalogue):
        text = re.sub(rf"{MARK}+", MARK, reading.blanked)
        word = _kind(text)
        places = list({p.node.id: p for s in reading.subjects for p in s.places}.values())
        compares = _MORE.search(text) or _LEVEL.search(text)
        if not word or not compares or not 2 <= len(places) <= MOST or _is_own(word, places):
            continue
        if left_over(_COMPARING.sub(" ", _HOLDER.sub(" ", text))):
            continue
        return _told(question, text, places, word)
    return None


def _kind(text: str) -> str:
    """The one word for the parts that are counted: that for the parts compared only where no other
    is said (“哪个专栏多”)."""
    for said in (_HOLDER.sub(" ", text), text):
        if words := dict.fromkeys(re.findall(PART_WORDS, said)):
            return next(iter(words)) if len(words) == 1 else ""
    return ""


def _is_own(word: str, places: Sequence[Place]) -> bool:
    """Whether a word is for the parts compared themselves."""
    return any(p.node.kind in node_kinds(word, p.outline) for p in places)


def _told(question: ParsedQuestion, text: str, places: Sequence[Place], word: str) -> Draft:
    sizes = [_size(place, word) for place in places]
    items = (
        Statement(f"{name_of(p.node)}：{_said(size, word)}", (_heading(p),), "item", derived=True)
        for p, size in zip(places, sizes, strict=True)
    )
    text = f"{_opening(question, text, sizes)}{_verdict(text, places, sizes, word)}。"
    headings = tuple(_heading(p) for p in places)
    return Draft("structure", (Statement(text, headings, derived=True), *items))


def _verdict(text: str, places: Sequence[Place], sizes: Sequence[int], word: str) -> str:
    noun = "条文" if word == "条" else word
    if len(set(sizes)) == 1:
        return f"{noun}的数量相同"
    fewer = (way := _MORE.search(text)) is not None and way["way"] == "少"
    best = (min if fewer else max)(sizes)
    named = "、".join(
        f"“{name_of(p.node)}”" for p, size in zip(places, sizes, strict=True) if size == best
    )
    more = "少" if fewer else "多"
    if len(places) == 2:
        return f"{named}的{noun}更{more}，{more}{abs(sizes[0] - sizes[1])}{counted(word)}"
    return f"{named}的{noun}最{more}"


def _opening(question: ParsedQuestion, text: str, sizes: Sequence[int]) -> str:
    """是的 or 不对 where the question states how two parts compare."""
    way = _MORE.search(text)
    if "check" not in question.wants or len(sizes) != 2 or re.search("谁|哪|还是|几|多少", text):
        return ""
    if _EQUAL.search(text):
        at = question.folded.find(_EQUAL.findall(question.folded)[0])
        return opening(question.folded, at, right=sizes[0] == sizes[1])
    than = _THAN.search(text)
    if way is None or than is None:
        return ""
    first, second = sizes if (way["way"] == "多") != bool(than["less"]) else reversed(sizes)
    stated = _BY.search(text)
    by = parse_numeral(stated["n"]) if stated and not than["not"] else None
    right = (first > second) != bool(than["not"]) and by in (None, first - second)
    return "是的，" if right else "不对，"


def _size(place: Place, word: str) -> int:
    """How many parts of the kind itself a part has: the articles of a chapter are no 节."""
    nodes = inner_nodes(place, word)
    kinds = node_kinds(word, place.outline)
    return len(nodes) if word in ("款", "项") else sum(n.kind in kinds for n in nodes)


def _said(size: int, word: str) -> str:
    return f"{size}{counted(word)}" if size else f"没有{word}"


def _heading(place: Place) -> Evidence:
    return heading_evidence(place.outline, place.document_id, place.node.id)
