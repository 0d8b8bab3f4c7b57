"""What can be asked of the parts that a question names, or of parts that no address names.

One reader for each way of asking; `PLACED` is their order, and the first that has an answer gives it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.addresses import Address
from rag.structure.answers import described
from rag.structure.describe import describe
from rag.structure.locating import Missing
from rag.structure.part_words import PART_WORD, PART_WORDS, blanked, rest_terms
from rag.structure.parts import asks_parts, parts
from rag.structure.places import Place
from rag.structure.soft import answer_softly
from rag.structure.topics import topic, topic_kind, topic_terms
from rag.structure.whereabouts import NEXT, PLACE, PREVIOUS, neighbour, whereabouts

_OVERVIEW = re.compile(
    r"(?:讲|说|写|谈|介绍|提)(?:了|的是|的|到)?(?:什么|啥|些什么|哪些|了些什么)|主要内容|大意|概括|总结|概述|内容是什么|有什么内容"
)
_WHICH_PART = re.compile(rf"哪(?:些|几|一)?个?(?P<kind>{PART_WORDS})")
_TITLE = re.compile(r"标题|题目|名称|叫什么|什么名|名字|什么工程|是什么专栏|哪个工程|哪项工程")


@dataclass(frozen=True, slots=True)
class Placed:
    """A question in the words of parts, with the places that its addresses name in the scope."""

    question: ParsedQuestion
    scope: Scope
    catalogue: Catalogue
    addresses: tuple[Address, ...]
    places: tuple[Place, ...]
    missing: Missing | None


def _soft(asked: Placed) -> Draft | None:
    return None if asked.places else answer_softly(asked.question, asked.scope, asked.catalogue)


def _next_to(asked: Placed) -> Draft | None:
    """“（三十六）后面的专栏”."""
    direction = NEXT.search(asked.question.folded) or PREVIOUS.search(asked.question.folded)
    if direction is None or not asked.places:
        return None
    tail = PART_WORD.search(asked.question.folded, direction.end())
    forward = bool(NEXT.match(direction[0]))
    return neighbour(asked.places[0], tail[0] if tail else "", forward=forward)


def _dealing_with(asked: Placed) -> Draft | None:
    """The parts that deal with something: of the whole scope, or of the part named."""
    if asked.places:
        return _topic_within(asked)
    word = topic_kind(asked.question)
    return topic(asked.question, asked.scope, asked.catalogue, word) if word else None


def _topic_within(asked: Placed) -> Draft | None:
    """“第三章跟走私有关的是哪一节”: the parts of a part that deal with something."""
    question, place = asked.question, asked.places[0]
    found = _WHICH_PART.search(question.subject)
    bare = ParsedQuestion(blanked(question, asked.addresses).replace("§", " "), question.names)
    above = fold("".join(place.outline.heading_path(place.node.id)))
    if not found or not [t for t in topic_terms(bare) if t not in above]:
        return None
    return topic(bare, asked.scope, asked.catalogue, found["kind"], place)


def _standing_where(asked: Placed) -> Draft | None:
    if not PLACE.search(asked.question.folded):
        return None
    return whereabouts(asked.question, asked.places, asked.scope, asked.catalogue)


def _only_title(asked: Placed) -> Draft | None:
    return _bare(asked) if _TITLE.search(asked.question.folded) else None


def _bare(asked: Placed) -> Draft | None:
    """What stands in a part, or its title, where nothing else is asked."""
    if not asked.places or not _is_bare(asked.question, asked.addresses, asked.places[0]):
        return None
    return described(asked.places, title_only=bool(_TITLE.search(asked.question.folded)))


def _is_bare(question: ParsedQuestion, addresses: tuple[Address, ...], place: Place) -> bool:
    """Whether nothing is asked but the part itself (words of its title or document's do not count)."""
    title = fold(place.outline.title + "".join(place.outline.heading_path(place.node.id)))
    rest = [t for t in rest_terms(question, addresses) if t not in title]
    return len("".join(t for t in rest if len(t) > 1)) <= 2 or (
        bool(_TITLE.search(question.folded)) and not rest
    )


def _whole(asked: Placed) -> Draft | None:
    """“这篇文章讲了什么”."""
    if asked.addresses or len(asked.scope.documents) != 1:
        return None
    if not _asks_overview(asked.question, asked.scope, asked.catalogue):
        return None
    document_id = asked.scope.documents[0]
    outline = asked.catalogue.outline(document_id)
    return describe(Place(document_id, outline, outline.root))


def _asks_overview(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> bool:
    """“这篇文章讲了什么”: the document as a whole is asked for, and nothing in it."""
    if not _OVERVIEW.search(question.folded):
        return False
    title = fold(catalogue.info(scope.documents[0]).title)
    words = [t for t in rest_terms(question, ()) if t not in title]
    return not [
        w for w in words if not re.search(r"文章|报道|新闻|文件|规划|方案|这篇|这份|大意|全文", w)
    ]


def _listed(asked: Placed) -> Draft | None:
    """How many parts there are, and which."""
    if not asks_parts(asked.question, blanked(asked.question, asked.addresses)):
        return None
    return parts(asked.question, asked.addresses, asked.places, asked.scope, asked.catalogue)


def _titled_part(asked: Placed) -> Draft | None:
    """“……”讲什么 where the quoted words are the whole title of a part."""
    question, catalogue = asked.question, asked.catalogue
    if not question.quoted or not _OVERVIEW.search(question.folded):
        return None
    wanted = {re.sub(r"\W", "", name) for name in question.quoted}
    for document_id in asked.scope.documents:
        outline = catalogue.outline(document_id)
        for node in outline.nodes:
            title = re.sub(r"\W", "", fold(node.title))
            if title in wanted and node.kind not in ("document", "paragraph"):
                return describe(Place(document_id, outline, node))
    return None


PLACED = (
    _soft, _next_to, _dealing_with, _standing_where, _only_title, _whole, _listed, _bare, _titled_part,
)  # fmt: skip
"""What else can be asked of places, or of parts that no address names."""
