"""Route “structure”: questions about the parts of a document, answered from its outline alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import Address, find_addresses
from rag.structure.annexes import answer_annexes
from rag.structure.answers import answer_demands
from rag.structure.claimed_counts import claimed_count, claimed_within
from rag.structure.comparing import answer_compared
from rag.structure.containment import answer_containment
from rag.structure.describe import describe
from rag.structure.either import either_title
from rag.structure.ends import answer_ends
from rag.structure.impossible import answer_impossible
from rag.structure.lacking import answer_lacking
from rag.structure.left_over import UNKNOWN
from rag.structure.locating import Missing
from rag.structure.only_table import answer_only_table
from rag.structure.overview import answer_overview
from rag.structure.part_words import blanked, counted
from rag.structure.parts import asks_parts
from rag.structure.placed import PLACED, Placed
from rag.structure.places import Place, find_places
from rag.structure.spoken_parts import in_part_words
from rag.structure.subjects import read_subjects
from rag.structure.tallies import checked_within
from rag.structure.understanding import understand

_IS = re.compile(
    r"^(?:的)?(?:标题|名称|题目)?(?:是不是|是否|是|叫|为)(?:叫做?|名为)?(.+?)(?:,|对吗|对吧|是吗|吗|吧|\?|$)"
)
_NO_TITLE = re.compile(r"^(?:有|在|属于|讲|说|写|谈|介绍|提|关于|规定)")
"""How a question goes on that states no title, but what a part says, holds or stands in."""
ASKED_BACK = 3
"""Documents that are answered for side by side; of more it is asked which one is meant."""
_ROWS = re.compile(r"哪|几|多少|列|最|属性|单位")


def answer_structure(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A draft for a question about structure, or None when the question is not one."""
    question = in_part_words(question)
    for exact in _EXACT:
        if told := exact(question, scope, catalogue):
            return told
    addresses = find_addresses(question.folded)
    places, missing = find_places(addresses, scope, catalogue, question.folded)
    asked = Placed(question, scope, catalogue, addresses, tuple(places), missing)
    for read in _STATED:
        if told := read(asked):
            return told
    if _asks_rows(question, places):
        return None
    return next((told for read in PLACED if (told := read(asked))), None)


def _absent(asked: Placed) -> Draft | None:
    """A part that does not exist, unless it is only compared with parts that do."""
    if asked.missing is None or not _asks_structure(asked.addresses):
        return None
    several = len(asked.addresses) > 1
    counted = _demanded(asked.question, asked.scope, asked.catalogue) if several else None
    return counted or _no_such_part(asked.missing, asked.catalogue)


def _claimed_within(asked: Placed) -> Draft | None:
    """“第三章的专栏一共24项吧”: whether the parts of a part have so many parts."""
    said = claimed_within(asked.question, blanked(asked.question, asked.addresses))
    if said is None or len(asked.places) != 1:
        return None
    return checked_within(asked.places[0], *said, asked.question, asked.catalogue)


def _plainly_demanded(asked: Placed) -> Draft | None:
    """What is asked of parts and of nothing else, where no count is claimed."""
    bare = blanked(asked.question, asked.addresses)
    if claimed_count(asked.question, bare) or claimed_within(asked.question, bare):
        return None
    return _demanded(asked.question, asked.scope, asked.catalogue)


def _demanded(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The answer of a question that asks of parts and of nothing else; each document's where several
    have a part of that title."""
    drafts = []
    for reading in read_subjects(question, scope, catalogue):
        demands = understand(reading)
        draft = answer_demands(demands, scope, catalogue) if demands else None
        if draft is None:
            return None
        drafts.append(draft)
    if len(drafts) > ASKED_BACK:
        return _ask_back(drafts, catalogue)
    statements = tuple(s for d in drafts for s in _whose(d, catalogue, several=len(drafts) > 1))
    return Draft("structure", statements, any(d.found for d in drafts)) if drafts else None


def _asks_rows(question: ParsedQuestion, places: Sequence[Place]) -> bool:
    """Whether the rows of a table are asked about, which another route knows."""
    rows = any(
        n.kind == "row" and n.span[1] <= p.node.span[1]
        for p in places
        for n in p.outline.nodes
        if n.span[0] >= p.node.span[0] and n.id != p.node.id
    )
    return rows and "指标" in question.subject and bool(_ROWS.search(question.subject))


def _whose(draft: Draft, catalogue: Catalogue, *, several: bool) -> tuple[Statement, ...]:
    """The statements of a draft; of several documents each says first which one it is."""
    if not several:
        return draft.statements
    cited = next((e for s in draft.statements for e in s.evidence), None)
    first = draft.statements[0]
    title = catalogue.title(cited.document_id) if cited else ""
    if title in first.text:
        return draft.statements
    return (replace(first, text=f"{title}：{first.text}"), *draft.statements[1:])


def _ask_back(drafts: Sequence[Draft], catalogue: Catalogue) -> Draft:
    """Which of many documents is meant: all have such a part."""
    cited = dict.fromkeys(e for d in drafts for s in d.statements for e in s.evidence[:1])
    documents = list(dict.fromkeys(e.document_id for e in cited))
    names = "、".join(catalogue.title(d) for d in documents[:5])
    text = f"有{len(documents)}份文件都有这一部分，请说明问的是哪一份，例如{names}。"
    nearest = tuple(next(e for e in cited if e.document_id == d) for d in documents[:3])
    return Draft("structure", (Statement(text, (), derived=True),), False, nearest)


def _claimed_title(asked: Placed) -> Draft | None:
    """“专栏7是……工程吗”: whether the title that the question states is the right one."""
    bare, place = _one_place(asked)
    found = _IS.match(bare.strip("§ "))
    if found is None or "check" not in asked.question.wants or place is None:
        return None
    if _NO_TITLE.search(found[1]):
        return None
    stated, title = re.sub(r"\W", "", found[1]), re.sub(r"\W", "", fold(place.node.title))
    if len(stated) < 4 or not title:
        return None
    opening = "是的，" if stated in title or title in stated else "不对，"
    draft = describe(place, title_only=True)
    first = replace(draft.statements[0], text=f"{opening}{draft.statements[0].text}")
    return Draft("structure", (first, *draft.statements[1:]))


def _one_place(asked: Placed) -> tuple[str, Place | None]:
    """The one part that a question names and the question without it: the number inside a part that
    is named by its title (“基本原则第四条”) before the same number in the document."""
    for reading in read_subjects(asked.question, asked.scope, asked.catalogue)[:1]:
        if len(reading.subjects) == 1 and len(reading.subjects[0].places) == 1:
            return reading.blanked, reading.subjects[0].places[0]
    bare = blanked(asked.question, asked.addresses)
    return bare, asked.places[0] if len(asked.places) == 1 else None


def _asks_structure(addresses: tuple[Address, ...]) -> bool:
    return any(a.level not in ("item", "clause") for a in addresses)


def _no_such_name(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """“分则有几章” of a document that has no part of that name."""
    named = UNKNOWN.search(question.subject)
    if named is None or len(scope.documents) != 1 or not asks_parts(question, question.subject):
        return None
    outline = catalogue.outline(scope.documents[0])
    if any(named[0] in fold(f"{n.label}{n.title}") for n in outline.nodes):
        return None
    text = f"{catalogue.title(scope.documents[0])}里没有“{named[0]}”这一部分。"
    return Draft("structure", (Statement(text, (), derived=True),), found=False)


def _no_such_part(missing: Missing, catalogue: Catalogue) -> Draft:
    title = catalogue.title(missing.document_id) if missing.document_id else "文件"
    place = f"{title}{missing.holder}"
    if missing.total:
        ends = f"（{'至'.join(missing.ends)}）" if missing.ends else ""
        text = f"{place}没有{missing.name}，它一共有{missing.total}{counted(missing.kind)}{ends}。"
    else:
        text = f"没有找到{missing.name}，{place}里没有这样编号的部分。"
    return Draft("structure", (Statement(text, (), derived=True),), found=False)


_EXACT = (
    answer_impossible, answer_compared, answer_lacking, answer_overview, answer_containment, answer_ends,
    answer_annexes, answer_only_table, _no_such_name,
)  # fmt: skip
"""Questions known by their form, in this order, before any address is looked for."""
_STATED = (_absent, _claimed_title, either_title, _claimed_within, _plainly_demanded)
"""What is said or asked of the places named; questions about rows of a table end here."""
