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
from rag.structure.answers import answer_demands, described
from rag.structure.containment import answer_containment
from rag.structure.describe import describe
from rag.structure.ends import answer_ends
from rag.structure.everyday import in_part_words
from rag.structure.impossible import answer_impossible
from rag.structure.lacking import answer_lacking
from rag.structure.left_over import UNKNOWN
from rag.structure.locating import Missing
from rag.structure.overview import answer_overview
from rag.structure.part_words import PART_WORD, PART_WORDS, blanked, counted, rest_terms
from rag.structure.parts import asks_parts, claimed_count, parts
from rag.structure.places import Place, find_places
from rag.structure.soft import answer_softly
from rag.structure.subjects import read_subjects
from rag.structure.topics import topic, topic_kind, topic_terms
from rag.structure.understanding import understand
from rag.structure.whereabouts import NEXT, PLACE, PREVIOUS, neighbour, whereabouts

_IS = re.compile(
    r"^(?:的)?(?:标题|名称|题目)?(?:是不是|是否|是|叫|为)(?:叫做?|名为)?(.+?)(?:,|对吗|对吧|是吗|吗|吧|\?|$)"
)
_NO_TITLE = re.compile(r"^(?:有|在|属于|讲|说|写|谈|介绍|提|关于|规定)")
"""How a question goes on that states no title, but what a part says, holds or stands in."""
ASKED_BACK = 3
"""Documents that are answered for side by side; of more it is asked which one is meant."""
_OVERVIEW = re.compile(
    r"(?:讲|说|写|谈|介绍|提)(?:了|的是|的|到)?(?:什么|啥|些什么|哪些|了些什么)|主要内容|大意|概括|总结|概述|内容是什么|有什么内容"
)
_WHICH_PART = re.compile(rf"哪(?:些|几|一)?个?(?P<kind>{PART_WORDS})")
_ROWS = re.compile(r"哪|几|多少|列|最|属性|单位")
_TITLE = re.compile(r"标题|题目|名称|叫什么|什么名|名字|什么工程|是什么专栏|哪个工程|哪项工程")


def answer_structure(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A draft for a question about structure, or None when the question is not one."""
    question = in_part_words(question)
    for exact in (
        answer_impossible, answer_lacking, answer_overview, answer_containment, answer_ends,
        answer_annexes,
    ):  # fmt: skip
        if told := exact(question, scope, catalogue):
            return told
    if (lacking := _no_such_name(question, scope, catalogue)) is not None:
        return lacking
    addresses = find_addresses(question.folded)
    places, missing = find_places(addresses, scope, catalogue, question.folded)
    if missing is not None and _asks_structure(question, addresses):
        counted = _demanded(question, scope, catalogue) if len(addresses) > 1 else None
        return counted or _no_such_part(missing, catalogue)
    claimed = _claimed_title(question, addresses, places)
    if claimed is not None:
        return claimed
    if not claimed_count(question, blanked(question, addresses)):
        demanded = _demanded(question, scope, catalogue)
        if demanded is not None:
            return demanded
    if _asks_rows(question, places):
        return None
    if not places and (soft := answer_softly(question, scope, catalogue)):
        return soft
    direction = NEXT.search(question.folded) or PREVIOUS.search(question.folded)
    if direction and places:
        return _beside(question, places[0], direction)
    word = "" if places else topic_kind(question)
    if word and (told := topic(question, scope, catalogue, word)):
        return told
    if places and (within := _topic_within(question, addresses, places[0], scope, catalogue)):
        return within
    if PLACE.search(question.folded):
        return whereabouts(question, places, scope, catalogue)
    if places and _TITLE.search(question.folded) and _is_bare(question, addresses, places[0]):
        return described(places, title_only=True)
    if not addresses and len(scope.documents) == 1 and _asks_overview(question, scope, catalogue):
        outline = catalogue.outline(scope.documents[0])
        return describe(Place(scope.documents[0], outline, outline.root))
    if asks_parts(question, blanked(question, addresses)):
        draft = parts(question, addresses, places, scope, catalogue)
        if draft is not None:
            return draft
    if places and _is_bare(question, addresses, places[0]):
        return described(places, title_only=bool(_TITLE.search(question.folded)))
    return _titled_part(question, scope, catalogue)


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


def _topic_within(
    question: ParsedQuestion, addresses: tuple[Address, ...], place: Place, scope: Scope,
    catalogue: Catalogue,
) -> Draft | None:  # fmt: skip
    """“第三章跟走私有关的是哪一节”: the parts of a part that deal with something."""
    found = _WHICH_PART.search(question.subject)
    bare = ParsedQuestion(blanked(question, addresses).replace("§", " "), question.names)
    above = fold("".join(place.outline.heading_path(place.node.id)))
    if not found or not [t for t in topic_terms(bare) if t not in above]:
        return None
    return topic(bare, scope, catalogue, found["kind"], place)


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


def _beside(question: ParsedQuestion, place: Place, direction: re.Match[str]) -> Draft:
    tail = PART_WORD.search(question.folded, direction.end())
    return neighbour(place, tail[0] if tail else "", forward=bool(NEXT.match(direction[0])))


def _titled_part(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """“……”讲什么 where the quoted words are the whole title of a part."""
    if not question.quoted or not _OVERVIEW.search(question.folded):
        return None
    wanted = {re.sub(r"\W", "", name) for name in question.quoted}
    for document_id in scope.documents:
        outline = catalogue.outline(document_id)
        for node in outline.nodes:
            title = re.sub(r"\W", "", fold(node.title))
            if title in wanted and node.kind not in ("document", "paragraph"):
                return describe(Place(document_id, outline, node))
    return None


def _asks_overview(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> bool:
    """“这篇文章讲了什么”: the document as a whole is asked for, and nothing in it."""
    if not _OVERVIEW.search(question.folded):
        return False
    title = fold(catalogue.info(scope.documents[0]).title)
    words = [t for t in rest_terms(question, ()) if t not in title]
    return not [
        w for w in words if not re.search(r"文章|报道|新闻|文件|规划|方案|这篇|这份|大意|全文", w)
    ]


def _claimed_title(
    question: ParsedQuestion, addresses: tuple[Address, ...], places: Sequence[Place]
) -> Draft | None:
    """“专栏7是……工程吗”: whether the title that the question states is the right one."""
    found = _IS.match(blanked(question, addresses).strip("§ "))
    if found is None or "check" not in question.wants or len(places) != 1:
        return None
    if _NO_TITLE.search(found[1]):
        return None
    stated, title = re.sub(r"\W", "", found[1]), re.sub(r"\W", "", fold(places[0].node.title))
    if len(stated) < 4 or not title:
        return None
    opening = "是的，" if stated in title or title in stated else "不对，"
    draft = describe(places[0], title_only=True)
    first = replace(draft.statements[0], text=f"{opening}{draft.statements[0].text}")
    return Draft("structure", (first, *draft.statements[1:]))


def _asks_structure(question: ParsedQuestion, addresses: tuple[Address, ...]) -> bool:
    return any(a.level not in ("item", "clause") for a in addresses)


def _is_bare(question: ParsedQuestion, addresses: tuple[Address, ...], place: Place) -> bool:
    """Whether nothing is asked but the part itself (words of its title or document's do not count)."""
    title = fold(place.outline.title + "".join(place.outline.heading_path(place.node.id)))
    rest = [t for t in rest_terms(question, addresses) if t not in title]
    return len("".join(t for t in rest if len(t) > 1)) <= 2 or (
        bool(_TITLE.search(question.folded)) and not rest
    )


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
