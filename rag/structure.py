"""Route “structure”: questions about the parts of a document, answered from its outline alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.folding import fold
from rag.addresses import Address, Missing, find_addresses
from rag.catalogue import Catalogue
from rag.describe import describe
from rag.draft import Draft, Statement
from rag.part_words import blanked, counted, rest_terms
from rag.parts import asks_parts, parts
from rag.places import Place, find_places
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.whereabouts import NEXT, PLACE, PREVIOUS, TOPIC, neighbour, topic, whereabouts

_IS = re.compile(r"^(?:的)?(?:标题|名称|题目)?(?:是|叫|为)(.+?)(?:,|对吗|对吧|是吗|吗|吧|\?|$)")
_FULL = 3
_MOST = 20
"""How many parts are described in full, and how many at most by their titles."""
_OVERVIEW = re.compile(
    r"(?:讲|说|写|谈|介绍|提)(?:了|的是|的|到)?(?:什么|啥|些什么|哪些|了些什么)|主要内容|大意|概括|总结|概述|内容是什么|有什么内容"
)
_TITLE = re.compile(r"标题|题目|名称|叫什么|什么名|名字|什么工程|是什么专栏|哪个工程|哪项工程")


def answer_structure(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """A draft for a question about structure, or None when the question is not one."""
    addresses = find_addresses(question.folded)
    places, missing = find_places(addresses, scope, catalogue, question.folded)
    if missing is not None and _asks_structure(question, addresses):
        return _no_such_part(missing, catalogue)
    direction = NEXT.search(question.folded) or PREVIOUS.search(question.folded)
    if direction and places:
        return neighbour(question, places[0], direction)
    if PLACE.search(question.folded):
        return whereabouts(question, places, scope, catalogue)
    if TOPIC.search(question.folded):
        return topic(question, scope, catalogue)
    claimed = _claimed_title(question, addresses, places)
    if claimed is not None:
        return claimed
    if places and _TITLE.search(question.folded) and _is_bare(question, addresses, places[0]):
        return _describe_all(places, title_only=True)
    if not addresses and len(scope.documents) == 1 and _asks_overview(question, scope, catalogue):
        outline = catalogue.outline(scope.documents[0])
        return describe(Place(scope.documents[0], outline, outline.root))
    if asks_parts(question, blanked(question, addresses)):
        draft = parts(question, addresses, places, scope, catalogue)
        if draft is not None:
            return draft
    if places and _is_bare(question, addresses, places[0]):
        return _describe_all(places, title_only=bool(_TITLE.search(question.folded)))
    return _titled_part(question, scope, catalogue)


def _describe_all(places: Sequence[Place], *, title_only: bool) -> Draft:
    """What each of the parts says; of many only the titles."""
    brief = title_only or len(places) > _FULL
    drafts = [describe(place, title_only=brief) for place in places[:_MOST]]
    if len(drafts) == 1:
        return drafts[0]
    said = [replace(s, form="item") if brief else s for d in drafts for s in d.statements]
    return Draft("structure", tuple(said))


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


def _no_such_part(missing: Missing, catalogue: Catalogue) -> Draft:
    title = catalogue.title(missing.document_id) if missing.document_id else "文件"
    place = f"{title}{missing.holder}"
    if missing.total:
        text = f"{place}没有{missing.name}，它一共有{missing.total}{counted(missing.kind)}。"
    else:
        text = f"没有找到{missing.name}，{place}里没有这样编号的部分。"
    return Draft("structure", (Statement(text, (), derived=True),), found=False)
