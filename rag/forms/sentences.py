"""Sentences: the plain form, one sentence for a plain question, a few in order for “how”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.alignment import in_everyday_words
from rag.candidates import Candidate
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import with_announced

STEPS = 6
"""Most sentences in an answer to “how”."""
LENGTH = 300
"""Characters of an answer to “how” that people still read; one sentence may be longer."""
SUBJECT_ONLY = 3
"""Most sentences where only a subject is named and nothing asked."""
EVERYDAY_LENGTH = 200
"""Most characters of several sentences for a question whose words they do not share."""
WORSE = 0.35
_RULES = re.compile(
    r"(?:哪些|什么|啥|何|怎么|怎样|如何)样?的?(?:规定|安排|部署|打算|考虑|准备|途径|手段|保障|支持)"
)
"""Asking for all that is laid down, as “how” does."""
_ASKS = re.compile(r"什么|哪|啥|谁|几(?!乎)|多少|吗")


def sentence_answer(found: Found) -> Draft:
    """The best sentences with what they announce."""
    chosen = _chosen(found)
    return Draft("passage", tuple(s for c in chosen for s in with_announced(found, c)))


def _chosen(found: Found) -> list[Candidate]:
    """Sentences of the best one's part, in reading order."""
    best, wants = found.best, found.question.wants
    same = [
        c for c in found.candidates
        if c.document_id == best.document_id and c.node.id == best.node.id
    ]  # fmt: skip
    if "how" in wants or _RULES.search(found.question.folded):
        kept = _measures(same)
    elif not (wants or _ASKS.search(found.question.folded)):
        kept = [c for c in same if c.score >= best.score - WORSE][:SUBJECT_ONLY]
    elif in_everyday_words(found.question, found.terms, found.catalogue):
        kept = [c for c in same if c.score >= best.score - WORSE][:SUBJECT_ONLY]
        while len(kept) > 1 and sum(len(c.text) for c in kept) > EVERYDAY_LENGTH:
            kept.pop()
    else:
        kept = [c for c in same if c is best or c.score >= best.score - 0.05][:3]
    return sorted(kept, key=lambda c: c.span)


def _measures(same: Sequence[Candidate]) -> list[Candidate]:
    """The best sentences of a part that can be read at once; all of it where it is a short one."""
    whole = sum(len(c.text) for c in same) <= LENGTH
    kept: list[Candidate] = []
    for candidate in same:
        near = whole or candidate.score >= same[0].score - WORSE
        room = sum(len(c.text) for c in (*kept, candidate)) <= LENGTH
        if not kept or (near and room and len(kept) < STEPS):
            kept.append(candidate)
    return kept
