"""Sentences: the plain form, one sentence for a plain question, a few in order for “how”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.alignment import in_everyday_words
from rag.candidates import Candidate
from rag.draft import Draft, Statement
from rag.evidence.sufficiency import loosely_in
from rag.forms.found import Found
from rag.forms.saying import announced, whole, with_announced

STEPS = 6
"""Most sentences in an answer to “how”."""
LENGTH = 400
"""Characters of an answer to “how” that people still read; one sentence may be longer."""
SUBJECT_ONLY = 3
"""Most sentences where only a subject is named and nothing asked."""
NEAREST = 3
"""Most sentences for a question in everyday words: the words do not tell which one it is."""
NEAREST_LENGTH = 200
"""Most characters of them; the best one may be longer."""
NEARLY = 0.25
"""How much worse than the best one of them may score."""
WORSE = 0.35
HEADING = 20
"""Most characters of a sentence that heads its paragraph."""
NEAREST_LEAD = "最接近的内容："
"""What goes before sentences of several sections: none of them is known to be the answer."""
_RULES = re.compile(
    r"(?:哪些|什么|啥|何|怎么|怎样|如何)样?的?(?:规定|安排|部署|打算|考虑|准备|途径|手段|保障|支持)"
    r"|靠(?:什么|啥|哪)|凭(?:什么|啥)(?=[^,。?]{2})"
)
"""Asking for all that is laid down, as “how” does."""
_DEEDS = re.compile(
    r"(?:哪(?:些|几[条项个种]?)|什么|啥|何种?)样?的?(?:动作|招数?|抓手|思路|路子|点子|渠道|工作|任务|要点|优惠|宽待|条件|程序)"
    r"|[做干搞抓管改](?:了|些|点|好)*(?:什么|啥|哪些)|重点(?:推|抓|做|搞|干)"
)
"""The same in other words: what is done, by which means, under which conditions."""
_ASKS = re.compile(r"什么|哪|啥|谁|几(?!乎)|多少|吗")


def sentence_answer(found: Found) -> Draft:
    """The best sentences with what they announce."""
    if _in_everyday_words(found):
        return Draft("passage", nearest(found))
    chosen = _chosen(found)
    return Draft("passage", tuple(s for c in chosen for s in with_announced(found, c)))


def _chosen(found: Found) -> list[Candidate]:
    """Sentences of the best one's part, in reading order."""
    best, wants = found.best, found.question.wants
    part = [
        c for c in found.candidates
        if c.document_id == best.document_id and c.node.id == best.node.id
    ]  # fmt: skip
    named = _quoted_in(found, best)
    same = [c for c in part if all(loosely_in(name, c.reading.folded) for name in named)]
    if "how" in wants or _all_asked(found.question.folded):
        kept = _measures(_headed(found, part) or part)
    elif not (wants or _ASKS.search(found.question.folded)):
        kept = [c for c in same if c.score >= best.score - WORSE][:SUBJECT_ONLY]
    elif "list" in wants:
        kept = _measures([c for c in same if c.score >= best.score - NEARLY], NEAREST_LENGTH)
    else:
        kept = [c for c in same if c is best or c.score >= best.score - 0.05][:3]
    return sorted(kept, key=lambda c: c.span)


def _all_asked(folded: str) -> bool:
    """Whether all that is laid down is asked for."""
    return bool(_RULES.search(folded) or _DEEDS.search(folded))


def _headed(found: Found, part: Sequence[Candidate]) -> list[Candidate]:
    """The sentences of the paragraph that the best one heads: “提升服务。……。……。”."""
    outline = found.outline(found.best)
    paragraph = outline.at(found.best.span[0]).span
    heads = found.best.span[0] == paragraph[0] and len(found.best.text) <= HEADING
    return [c for c in part if paragraph[0] <= c.span[0] < paragraph[1]] if heads else []


def _quoted_in(found: Found, best: Candidate) -> list[str]:
    """The quoted names of the question that the best sentence has: sentences without are of another."""
    return [name for name in found.question.quoted if loosely_in(name, best.reading.folded)]


def _in_everyday_words(found: Found) -> bool:
    """Whether a question asks in everyday words, and not for all that is laid down."""
    question = found.question
    if "how" in question.wants:
        return False
    if _RULES.search(question.folded) or not (question.wants or _ASKS.search(question.folded)):
        return False
    return in_everyday_words(question, found.terms, found.catalogue)


def nearest(found: Found) -> tuple[Statement, ...]:
    """The best sentences of any section with what they announce: one after another where they stand
    in one part, else as points, the best one first."""
    kept: list[Candidate] = []
    said: dict[str, tuple[Statement, ...]] = {}
    for candidate in found.candidates:
        if candidate.score < found.best.score - NEARLY or len(kept) == NEAREST:
            break
        told = (whole(found, candidate), *announced(found, candidate))
        length = sum(len(s.text) for each in (*said.values(), told) for s in each)
        if candidate.text not in said and (not kept or length <= NEAREST_LENGTH):
            kept.append(candidate)
            said[candidate.text] = told
    if len({(c.document_id, c.node.id) for c in kept}) == 1:
        return tuple(s for c in sorted(kept, key=lambda c: c.span) for s in said[c.text])
    points = (replace(s, form="item") for c in kept for s in said[c.text])
    return (Statement(NEAREST_LEAD, (), "lead"), *points)


def _measures(same: Sequence[Candidate], length: int = LENGTH) -> list[Candidate]:
    """The best sentences of a part that can be read at once; all of it where it is a short one."""
    whole = sum(len(c.text) for c in same) <= length
    kept: list[Candidate] = []
    for candidate in same:
        near = whole or candidate.score >= same[0].score - WORSE
        room = sum(len(c.text) for c in (*kept, candidate)) <= length
        if not kept or (near and room and len(kept) < STEPS):
            kept.append(candidate)
    return kept
