"""Lists: the members that a question asks for, as a list, each an exact and cited piece of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Node, heading
from index.folding import fold
from index.numerals import parse_numeral
from rag.candidates import Candidate
from rag.catalogue import pairs_of
from rag.draft import Draft, Statement, heading_evidence
from rag.forms.counted import Listed
from rag.forms.enumerations import clause_around, rows
from rag.forms.found import Found, evidence_of
from rag.forms.saying import points_after, said
from rag.substance import is_noun

LOOKED_AT = 8
"""Sentences whose lists are looked at."""
ANNOUNCING = 3
"""Best sentences of which one may announce points."""
ANNOUNCED = 0.25
"""How much worse than the best a sentence may score that announces points."""
SURE = 3
"""Sentences that stand in one point where that point alone is asked about."""
NAMED = 0.7
"""Share of the question's word weight that the title of a part must hold to be the list asked for."""
TOLD = 0.15
"""Share of a title that the question must say: one common word does not name a part."""
THINGS = 0.8
"""What the nouns of a question count where they alone are looked for in a title of the document
that it names: 遵循哪几条原则 asks for its 基本原则."""
_EACH = r"(?:各|各个|有关|相关|所有|多个|一批|若干|上述)"
_COLON = (":", "：")
_WHICH = re.compile(
    r"([\u4e00-\u9fff]{2,12}?)(?:具体|分别|各自|各|都)*(?:是|叫|指|在)(?:哪|什么)(?:几|些)?"
)
_HEAD = re.compile(
    r"哪(?:些|几个?)(?:的)?([\u4e00-\u9fff]{2,4}?)(?=要|应|可|能|会|在|是|被|由|参|有|需|属|对|$|[?,。])"
)


_POINTS = re.compile(
    r"(?<!第)(?P<number>[二两三四五六七八九十])(?:个?大?方面|[条点句]|[大个项]*(?:成绩|成就|成效|进展|突破|变化|要点))"
)
_ANNOUNCES = re.compile(r"(?:以下|如下|下列)[^，,。；;：:]{0,12}[。：:]?$")
_COUNTED = re.compile(r"多少|几")
_TOLD_AS = re.compile("[一二三四五六七八九十]是")


def list_answer(found: Found) -> Draft | None:
    """The list that the question asks for, or None."""
    wants = found.question.wants
    if wants and not {"list", "count", "how"} & wants:
        return None
    if {"time", "who", "quantity"} & wants and "list" not in wants:
        return None
    titled = _titled_points(found)
    if titled is not None:
        return _draft(titled)
    if "list" not in wants:
        return None
    announced = _announced_points(found)
    if announced is not None:
        return _draft(announced)
    return found.refuse("所问的名单") if _only_counted(found) else _named_row(found)


def titled_list(found: Found) -> Draft | None:
    """The titles of the points of a part that the question names as what it wants listed, whatever
    sentence was found first."""
    wants = found.question.wants
    if not {"list", "count"} & wants or {"quantity", "time", "who", "check"} & wants:
        return None
    listed = _titled_points(found) or _told_points(found)
    return _draft(listed) if listed is not None else None


def announced_list(found: Found) -> Draft | None:
    """The titles of the points that a sentence only announces (“……实现以下主要目标。”), where it is the best
    one, or one of the next of the part that the question names by its title."""
    asked = found.question
    if asked.wants - {"define", "quantity"} or _COUNTED.search(asked.folded):
        return None  # “目标是什么” may ask for a figure too
    for candidate in found.candidates[:ANNOUNCING]:
        if not _ANNOUNCES.search(candidate.text):
            continue
        outline = found.outline(candidate)
        node = outline.address(candidate.node.id)
        points = [n for n in outline.children(node.id) if n.title and n.kind in ("item", "section")]
        if len(points) < 2 or points[0].span[0] < candidate.span[1]:
            continue
        share = _share_of_title(found, node)
        if share or (candidate is found.best and found.judge(candidate).enough):
            return _draft(_of_points(found, candidate.document_id, node, points, share))
    return None


def _told_points(found: Found) -> Listed | None:
    """The titles of as many points told one after another (一是……二是……) as the question says that a
    speech or a report has: “讲的五方面成绩” has no word of the title above them."""
    asked = _POINTS.search(found.question.folded)
    if asked is None:
        return None
    best, number = found.best, parse_numeral(asked["number"])
    outline = found.outline(best)
    for candidate in found.candidates[:LOOKED_AT]:
        if candidate.document_id != best.document_id:
            continue
        for node in outline.ancestors(candidate.node.id):
            points = [n for n in outline.children(node.id) if n.title and _TOLD_AS.match(n.number)]
            if len(points) == number:
                return _of_points(found, best.document_id, node, points, best.score)
    return None


def _draft(listed: Listed) -> Draft:
    return Draft("passage", (*listed.lead, *listed.members))


def _titled_points(found: Found) -> Listed | None:
    """The titles of a part's own points, when the question names that part."""
    best: Listed | None = None
    for candidate in found.candidates[:LOOKED_AT]:
        outline = found.outline(candidate)
        for node in outline.ancestors(candidate.node.id)[1:]:
            points = [
                n for n in outline.children(node.id)
                if n.title and n.kind in ("item", "section", "row")
            ]  # fmt: skip
            if "how" in found.question.wants and _of_one(found, points):
                continue
            share = _share_of_title(found, node)
            if len(points) >= 2 and share and (best is None or share > best.score):
                best = _of_points(found, candidate.document_id, node, points, share)
    own = max((c.own for c in found.candidates[:3]), default=0.0)
    return best if best is not None and best.score >= own else None


def _of_one(found: Found, points: Sequence[Node]) -> bool:
    """Whether the best sentences all stand in one of several points: it tells how, they do not."""
    first, *rest = found.candidates[:SURE]
    holder = next((n.span for n in points if n.span[0] <= first.span[0] < n.span[1]), None)
    return holder is not None and all(
        c.document_id == first.document_id and holder[0] <= c.span[0] < holder[1] for c in rest
    )


def _share_of_title(found: Found, node: Node) -> float:
    """How well the question names a part by its title; 0 when it does not."""
    title = fold(node.title)
    back = found.catalogue.cover(pairs_of(title), found.question.folded)
    share = found.catalogue.cover(found.terms, title) + 0.3 * back
    things = [t for t in found.terms if is_noun(t)]
    if things and len(found.scope.documents) == 1 and "list" in found.question.wants:
        share = max(share, THINGS * found.catalogue.cover(things, title) + 0.3 * back)
    if back < TOLD:
        return 0.0
    named = share >= NAMED if found.question.wants else share >= 1.0 and back >= 0.4
    return share if named else 0.0


def _of_points(
    found: Found, document_id: str, node: Node, points: Sequence[Node], score: float
) -> Listed:
    outline = found.catalogue.outline(document_id)
    counts = f"，共{len(points)}项" if "count" in found.question.wants else ""
    place = heading_evidence(outline, document_id, node.id)
    lead = Statement(f"{heading(node)}{counts}：", (place,), "lead", derived=True)
    members = []
    for point in points:
        name = point.title if point.number == "——" else f"{point.number}{point.title}"
        place = heading_evidence(outline, document_id, point.id)
        members.append(Statement(name, (place,), "item"))
    return Listed(score, (lead,), tuple(members))


def _announced_points(found: Found) -> Listed | None:
    """The points that one of the best sentences announces, though another may score a little more."""
    for candidate in found.candidates[:LOOKED_AT]:
        if candidate.score < found.best.score - ANNOUNCED or candidate.own < 0.8 * found.best.own:
            continue
        if not candidate.text.endswith(_COLON) or not found.judge(candidate).enough:
            continue
        points = points_after(found.outline(candidate), candidate)
        if len(points) >= 2:
            lead = Statement(candidate.text, (evidence_of(candidate),), "lead")
            return Listed(candidate.score, (lead,), tuple(points))
    return None


def _named_row(found: Found) -> Draft | None:
    """The sentence of the best one's part that lists what is asked for by name (哪些业务部门), where
    the best one itself says no more than “各业务部门”."""
    head = _HEAD.search(found.question.folded)
    if head is None or not re.search(
        rf"{_EACH}{head[1]}|^(?!.*{head[1]})", found.best.reading.folded
    ):
        return None
    for candidate in found.candidates[1:LOOKED_AT]:
        near = candidate.node.id == found.best.node.id and candidate.own >= 0.6 * found.best.own
        if near and _lists(found, candidate, head[1]):
            return Draft("passage", (said(found, candidate),))
    return None


def _lists(found: Found, candidate: Candidate, head: str) -> bool:
    """Whether a sentence has a list of three or more with the noun asked for in its clause."""
    text = found.outline(candidate).text
    return any(
        len(row.members) >= 3 and head in fold(text[slice(*clause_around(text, row.span))])
        for row in rows(text, candidate.span)
    )


def _only_counted(found: Found) -> bool:
    """Whether the best sentence says how many there are of what is asked for, and names none."""
    asked = _WHICH.search(found.question.folded)
    if asked is None:
        return False
    counted = re.search(
        rf"(?:\d|[一二两三四五六七八九十])(?:个|家|所|座|条|项|批)[^,。;、]{{0,24}}{re.escape(asked[1][-4:])}",
        found.best.reading.folded,
    )
    return counted is not None
