"""Claimed headings: “专栏7是讲培训的吗”, “第三章‘总则’有几条”: whether that part deals with it.

Another part of the kind whose heading says it, while this one's says something else, is the right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from index.documents import Node, Outline
from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import find_addresses
from rag.structure.describe import titled
from rag.structure.places import Place, find_places
from rag.terms import subject_terms

SAYS, LACKS, ABSENT = 0.75, 0.6, 0.3
"""Share of the claimed words from which a heading says them, up to which it does not; and up to
which a part's own text does not either."""
_CLAIMED = re.compile(
    r"^(?:里面?|中|那[节章条个]?)?(?:是不是|是否|不是|就是|是|就)?(?:主要|专门)?(?:讲的?是?|说的?是?|写的?是?|叫做?|名为|标题是|题目是|关于|是)"
    r"(?:关于)?[\"'《(]?(?P<said>[^,;?。\"'》)]{2,24}?)[\"'》)]?(?:的|这[块件]?|内容|方面)*(?:吧|吗|么|,|;|\?|。|对|是|没错|$)"
)
_NAMED = re.compile(r"^[\"'《(](?P<said>[^\"'》)]{2,24})[\"'》)]")
_HOLDS = re.compile(r"(?:不是|否)?(?:一共|总共|共|只)*(?:有|没|设|分|带|含|下设)")
"""“有八节”: what a part holds is no heading."""
_ASKS = re.compile(r"什么|哪|谁|多少|几|怎|如何|啥|咋")


def answer_claimed_heading(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue,
    answer: Callable[[str], Draft] | None = None,
) -> Draft | None:  # fmt: skip
    """A correction with both parts, the one named and the one meant; None when the heading fits or
    no other part of the kind deals with what is claimed. What is asked of it besides is asked of the
    part meant through `answer`."""
    addresses = find_addresses(question.folded)
    rest = question.folded[addresses[-1].end :].lstrip() if addresses else ""
    claimed = _NAMED.match(rest) or _CLAIMED.match(rest)
    if claimed is None or _ASKS.search(claimed["said"]) or _HOLDS.match(claimed["said"]):
        return None
    places, _ = find_places(addresses, scope, catalogue, question.folded)
    terms = subject_terms(ParsedQuestion(claimed["said"]))
    if len(places) != 1 or not terms or not places[0].node.title:
        return None
    place, asks = places[0], bool(_ASKS.search(rest[claimed.end() :]))
    only_checks = "check" in question.wants and not asks
    titled_so = catalogue.cover(terms, fold(place.node.title))
    if titled_so > LACKS or claimed["said"] in fold(place.outline.slice(place.node.id)):
        return _told(place, "是的。") if only_checks and titled_so >= SAYS else None
    meant = _meant(terms, place, catalogue)
    if meant is None:
        absent = catalogue.cover(terms, fold(place.outline.slice(place.node.id))) <= ABSENT
        return _told(place, "不对，" if absent else "") if only_checks else None
    both = _told(place, "不对，", titled(replace(place, node=meant)))
    if answer is None or not asks:
        return both
    start, end = addresses[0].start, addresses[-1].end
    asked = answer(f"{question.text[:start]}{question.text[end:]}")
    more = asked.statements if asked.found else ()
    return replace(both, statements=(*both.statements, *more))


def _told(place: Place, opening: str, *more: Statement) -> Draft:
    """The heading of the part named after a verdict, with what is said besides."""
    lead = (Statement(opening, (), "lead", derived=True),) if opening else ()
    return Draft("structure", (*lead, titled(place), *more))


def _meant(terms: list[str], place: Place, catalogue: Catalogue) -> Node | None:
    """The part of the same kind whose heading says nearly all of the claimed words."""
    same = [n for n in _alike(place.outline, place.node) if n.id != place.node.id]
    scored = [(catalogue.cover(terms, fold(n.title)), -n.span[0], n) for n in same]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best and best[0] >= SAYS else None


def _alike(outline: Outline, node: Node) -> list[Node]:
    """The parts with a heading that are of a part's kind and, for points, of its own part."""
    return [
        n for n in outline.nodes
        if n.kind == node.kind and n.title and (n.kind != "item" or n.parent == node.parent)
    ]  # fmt: skip
