"""Sides: a question about several documents taken apart into one question for each of them.

“甲，老规划怎么定，新规划又怎么说”: what is said before the first document is the subject of all;
what follows a document up to the next one is its own; what only the last has, all of them share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.documents import Span
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.comparing.anchor import Anchor
from rag.comparing.asking import COMPARES
from rag.question import ParsedQuestion
from rag.substance import substance
from rag.terms import is_weak, subject_terms

OWN = 0.25
"""Substance of the words from which a side has something of its own."""
SUBJECT = 1.0
"""Substance from which what a side asks needs no subject from the side before it."""
MOST = 6
BRACKET = 16
"""Most characters of a bracket that names a document."""
_MARK = re.compile(r"[,;?!。:]")
_NAMING = re.compile(
    r"^(?:里面?|中|上(?![头面级市])|期间|时期|年|版|[那这](?:会儿|时候?|时|套)?)*的?(?:[老旧新]的?)?[那这]?(?:[一两二三四五几个]*(?:版本?|份|部|篇|个)(?:的)?)?"
    r"(?:规定|规划|方案|文件|法律|报道|要求|版本)?(?:里面?|中|上(?![头面级市]))?(?:的|就|又|是|还|了|当初|原先|起初|提出|指出|[说提](?![法明])|讲|称|定|报|把|将|对于?|关于)*"
)
"""What goes with the name of a document: it says nothing of what is asked."""
_LEAD = re.compile(
    r"^(?:请|麻烦|想|帮我?|给我|替我)*(?:核对|对比|对照|比较|比一?比|列|说说|看看)+(?:一?下)?(?=[^,，]{2})[,，]?"
)
_BROKEN = re.compile(r"[“\"]([^“”\"]*\s[^“”\"]*)[”\"]")
"""A name in quotation marks that has lost a word: none any more."""
_JOINS = re.compile(r"(?:以及|和|与|跟|同|、|从|在|对|到|据|按|照|看|把|而|那么?|那|说|了|是|的)+$")
_ASK = re.compile(
    r"(?:分别|各自|各)?(?:是|有|为|要)*(?:多少|几[个项条年]|什么|哪些|哪[个年]|谁|怎么\w{0,3}|如何\w{0,3})[^,]{0,4}$"
)
_NAMED = re.compile(r"[\"“”\d]")
_EACH = re.compile(r"各自?(?=[是有为怎如要提占])|分别|各自")
_ASKS = re.compile(r"多少|几|哪|谁|什么|怎|如何|何|多[久长大高]|吗|啥|咋")
_SHARED = re.compile(
    r"各|分别|都|差|[多少新改变](?:了|出|增)|不同|区别|一样|对比|(?:怎么|如何|怎样|什么)(?:个)?(?:提|说|写|讲|规定|表述|定)|提法|说法|安排"
)
"""Words that ask the same of all documents."""
_SAYING = re.compile(
    r"(?:(?:各自?|分别|都|又|还)*(?:是|有|作)?(?:怎么|如何|怎样|什么|哪些|啥|何)?(?:样?的?)?(?:提|说|写|讲|规定|表述|要求|安排|定)(?:法|的|到|了|过)*(?:些?什么|些?啥|哪些)?"
    r"|(?:有没有|是否|都|谁)*(?:提|说|写|讲|涉及|有)(?:到|及)?(?:了|过)?(?:吗|没有?|么)?)[?？。]*$"
)
"""Asking how something is put: the subject alone finds that."""
_COMPARING = re.compile(
    r"(?:要求|标准|门槛|力度)?(?:是|变)?[松紧严宽多少高低长短大小快慢](?:了|些)?还是[松紧严宽多少高低长短大小快慢](?:了|些)?|(?:两|二)(?:种|个|处|头|边)(?:的)?(?:说法|提法|原话|规定|数字)?(?:都|一起)?(?:给我?)?(?:看看|列(?:出来?|给我|一下)?|说说|摆出来?)?$|写成[^,;?!。]{1,6}$|各?给个?(?:数字?|准数)$|(?:提法|说法|内容|规定|要求)?有?(?:什么|啥|何|哪些)?(?:变化|不同|不一样|区别|差别|差异|改变)|差在哪[里儿]?|差别|[一哪][些点]?不一样|分开[说讲答]|一一[说列]出?|对比一?下|比一比|比较一?下|列一?[下个]"
)
_VAGUE = re.compile(
    r"实际|数[量目字值]|[总人]数|情况|目标值?|水平|程度|进展|时间|说法|提法|口径|(?:19|20)\d\d年?|[做办干]成|兑现|落实"
)
"""What is said of any subject: it names none."""


@dataclass(frozen=True, slots=True)
class Side:
    """What is asked of some documents: the ways to ask it, the best first.

    `documents` are where to look; `sure` tells that the question names them.
    """

    documents: tuple[str, ...]
    ways: tuple[str, ...]
    sure: bool
    own: str = ""
    """What only these documents are asked, "" where all are asked the same."""
    shared: str = ""
    """What all are about."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """An anchor with the words that belong to it."""

    anchor: Anchor
    text: str


def sides_of(
    question: ParsedQuestion, anchors: Sequence[Anchor], catalogue: Catalogue | None = None
) -> tuple[Side, ...]:
    """The sides of a question; () where its anchors do not mean different documents. What they share
    is cleared of words that no document knows, where it has others."""
    if not _differ(anchors):
        return ()
    context, pieces = _pieces(question.text, question.folded, anchors)
    if not pieces:
        return ()
    context = _known(context, catalogue) if catalogue else context
    ask = _shared_ask(pieces)
    sides = [_side(pieces, at, ask, context) for at in range(len(pieces))]
    return tuple(dict.fromkeys(sides)) if len(sides) <= MOST else ()


def _side(pieces: Sequence[_Piece], at: int, ask: str, context: str) -> Side:
    """A side with what it is asked; one that names little, with nothing said of all, leans on the
    subject of those before it."""
    own, anchor = _own(pieces, at, ask, context), pieces[at].anchor
    before = [_SAYING.sub("", p.text) for p in pieces[:at] if has_substance(p.text)]
    leans = before and not has_substance(context) and before[-1] not in own
    lead = _ASK.sub("", before[-1]) if leans and weight(own) < SUBJECT else ""
    ways = (*((f"{lead}，{own}",) if lead else ()), *_ways(context, own))
    alone = own if own in pieces[at].text and has_substance(own) else ""
    return Side(anchor.documents, ways, anchor.rank > 0, alone, context)


def _own(pieces: Sequence[_Piece], at: int, ask: str, context: str) -> str:
    """What is asked of one document: its own words, or those of the next one that has some, or
    those of the one before where nothing else says what it is about."""
    text = pieces[at].text
    before = [_SAYING.sub("", p.text) for p in pieces[:at] if has_substance(p.text)]
    alone = not before or has_substance(context)
    if has_substance(text) or (_ASKS.search(text) and not _SHARED.search(text)):
        said = _SAYING.sub("", text) if _SHARED.search(text) else text
        said = said if _ASKS.search(said) or not ask else f"{said}{ask}"
        return said if alone or has_substance(said) else f"{before[-1]}，{said}"
    later = [p.text for p in pieces[at:] if has_substance(p.text) or _ASKS.search(p.text)]
    shared = _SAYING.sub("", _EACH.sub("", _COMPARING.sub("", later[0]))) if later else ""
    return shared if alone or len(ParsedQuestion(shared).core) > 1 else before[-1]


def has_substance(text: str) -> bool:
    """Whether a piece of a question names something to look for."""
    return weight(text) >= OWN


def weight(text: str) -> float:
    """The substance of a piece of a question; what is quoted or in digits or Latin letters names."""
    bare = _VAGUE.sub(" ", COMPARES.sub(" ", _COMPARING.sub(" ", text)))
    terms = [t for t in subject_terms(ParsedQuestion(bare)) if not is_weak(t)]
    named = bool(_NAMED.search(bare)) or any(t.isascii() for t in terms)
    return sum(substance(t) for t in terms) + named


def _differ(anchors: Sequence[Anchor]) -> bool:
    """Whether two anchors mean documents that have none in common."""
    sets = [frozenset(a.documents) for a in anchors]
    return any(not one & other for i, one in enumerate(sets) for other in sets[i + 1 :])


def _pieces(text: str, folded: str, anchors: Sequence[Anchor]) -> tuple[str, list[_Piece]]:
    """What comes before the first document, and the words of each document in order."""
    said: list[str] = []
    pieces: list[_Piece] = []
    for start, end in _clauses(folded, anchors):
        inside = [a for a in anchors if start <= a.span[0] and a.span[1] <= end]
        if inside and (told := _bracketed(text, folded, (start, end), inside)):
            pieces += told
            continue
        head = _JOINS.sub("", text[start : inside[0].span[0] if inside else end].strip())
        ended = start > 0 and folded[start - 1] in "?。"
        if pieces and not inside and ended and not _ASKS.search(head):
            continue  # what the answer is for: 做课件用
        if not pieces:
            said.append(f"{head}{folded[end : end + 1]}")
            head = ""
        pieces += _in_clause(text, end, head, inside, pieces)
    return _context(said), pieces


def _bracketed(text: str, folded: str, clause: Span, inside: Sequence[Anchor]) -> list[_Piece]:
    """The pieces of a clause whose documents stand in brackets behind what is asked of each:
    量刑上有何优待（刑法）; [] for others."""
    start, end = clause
    pieces = []
    for anchor in inside:
        opened = folded.rfind("(", start, anchor.span[0])
        closed = folded.find(")", anchor.span[1], end)
        if opened < start or closed < 0 or closed - opened > BRACKET:
            return []
        pieces.append(_Piece(anchor, re.sub(r"^[和与跟、及]|以及", "", text[start:opened]).strip()))
        start = closed + 1
    rest = text[start:end].strip("?？。. ")
    return [replace(p, text=f"{p.text}{rest}") for p in pieces]


def _in_clause(
    text: str, end: int, head: str, inside: Sequence[Anchor], before: Sequence[_Piece]
) -> list[_Piece]:
    """The pieces of a clause: what stands before its first document goes with that."""
    if not inside:
        return [_Piece(before[-1].anchor, head)] if before and has_substance(head) else []
    pieces = []
    for anchor, until in zip(inside, (*(a.span[0] for a in inside[1:]), end), strict=True):
        said = _NAMING.sub("", text[anchor.span[1] : until].strip())
        said = said if until == end else _JOINS.sub("", said)
        pieces.append(_Piece(anchor, f"{head if has_substance(head) else ''}{said}"))
        head = ""
    return pieces


def _context(said: Sequence[str]) -> str:
    """What all sides are about; not what is said of the asking before a colon."""
    told = [s for s in said if len(s) > 1]
    if len(told) > 1 and told[0].endswith(":"):
        told = told[1:]
    return _LEAD.sub("", "，".join(s.rstrip(",;?!。:") for s in told))


def _known(context: str, catalogue: Catalogue) -> str:
    """The context without words that no document has and none stands for: 求证, 沿革."""
    asked = ParsedQuestion(context)
    words = align(asked, subject_terms(asked), catalogue).words
    strange = [w.text for w in words if not w.others and not catalogue.known(w.text)]
    bare = asked.folded
    for word in strange:
        bare = bare.replace(word, " ")
    bare = _BROKEN.sub(r"\1", bare)
    return bare.strip(" —-") if strange and has_substance(bare) else context


def _clauses(folded: str, anchors: Sequence[Anchor]) -> list[Span]:
    """The clauses of a folded question; a mark inside a name cuts nothing."""
    cuts = [
        m.start() for m in _MARK.finditer(folded)
        if not any(a.span[0] <= m.start() < a.span[1] for a in anchors)
    ]  # fmt: skip
    starts = [0, *(c + 1 for c in cuts)]
    spans = zip(starts, [*cuts, len(folded)], strict=True)
    return [(a, b) for a, b in spans if folded[a:b].strip()]


def _shared_ask(pieces: Sequence[_Piece]) -> str:
    """The words of asking at the end that hold for all: “各是多少”."""
    last = pieces[-1].text
    found = _ASK.search(last)
    return re.sub(r"^(?:分别|各自|各)", "", found[0]) if found else ""


def _ways(context: str, own: str) -> tuple[str, ...]:
    """Both together, then each alone, the one that says more first."""
    joined = f"{context}{'，' if context and own else ''}{own}"
    alone = sorted((own, context), key=weight, reverse=True)
    return tuple(
        dict.fromkeys(w for w in (joined, *alone) if w and (w == joined or weight(w) >= OWN))
    )
