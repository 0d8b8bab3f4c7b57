"""“专栏19在第三章里吧”, “第三章有没有专栏2”: whether one numbered part stands in another."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import find_addresses
from rag.structure.places import Place, find_places
from rag.structure.whereabouts import held_by

_MAYBE = r"(?:是不是|是否|应该|应当|好像|似乎|大概|难道|真的?|也|就|都|不|没|是|被)*"
_BEFORE = r"^(?:规划|方案|条例|办法|文件|纲要|法律?|请问|难道|里面?|中|的|\W)*"
_END = r"(?:了|的|呢)*(?:吗|么|吧|,?(?:对不对|对吗|对吧|对么|是吗|是吧|没错吧|是不是))+[?。!]*$"
_IN = r"(?:的|里面?|中|内|下面?|底下|之下|当中|其中|范围|部分|内容|一部分|那里|这里)*"
_STANDS = re.compile(
    rf"{_BEFORE}§{_MAYBE}(?:属于?|在|归|隶属|归属|位于|(?:放|设|写|排|列|编|归|安排|出现)(?:在|到|进|入)|是)于?了?§{_IN}{_END}"
)
_HOLDS = re.compile(
    rf"{_BEFORE}§{_IN}{_MAYBE}(?:有没有|有无|没?有|包括|包含|囊括|涵盖|含|设|下设|带)(?:有|了|着)?§{_IN}(?:{_END}|[?。!]*$)"
)
_ASKS = re.compile(r"有没有|有无|是不是|是否")
_DENIES = re.compile(r"(?<!是)不(?!对)|没(?!错)")


def answer_containment(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Draft | None:
    """Whether it does, and where it stands; None for other questions and for parts that are none."""
    addresses = find_addresses(question.subject)
    if len(addresses) != 2:
        return None
    clause = question.subject
    for address in reversed(addresses):
        clause = f"{clause[: address.start]}§{clause[address.end :]}"
    clause = re.sub(r"\s+", "", clause)
    holds = _HOLDS.match(clause)
    if not _STANDS.match(clause) and not (
        holds and ("check" in question.wants or _ASKS.search(clause))
    ):
        return None
    found = [find_places((address,), scope, catalogue)[0] for address in addresses]
    places = [p[0] for p in found if len(p) == 1]
    if len(places) != 2 or places[0].document_id != places[1].document_id:
        return None
    part, holder = reversed(places) if holds else places
    return _told(part, holder, denied=bool(_DENIES.search(_ASKS.sub("", clause))))


def _told(part: Place, holder: Place, *, denied: bool) -> Draft:
    """The opening answers the question as it was put: one that denies is not answered with 不对."""
    inside = holder.node.id in [n.id for n in part.outline.ancestors(part.node.id)]
    yes, no = ("在的，", "不在，") if denied else ("是的，", "不对，")
    draft = held_by(part, (holder.node.kind,))
    first = draft.statements[0]
    said = replace(first, text=f"{yes if inside else no}{first.text}")
    return Draft("structure", (said,))
