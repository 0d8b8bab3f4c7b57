"""Sentences: the plain form, one sentence for a plain question, a few in order for “how”."""

from __future__ import annotations

import re

from rag.alignment import in_everyday_words
from rag.candidates import Candidate
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import with_announced

STEPS = 5
"""Most sentences in an answer to “how”."""
SUBJECT_ONLY = 3
"""Most sentences where only a subject is named and nothing asked."""
EVERYDAY_LENGTH = 200
"""Most characters of several sentences for a question whose words they do not share."""
WORSE = 0.35
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
    if "how" in wants or not (wants or _ASKS.search(found.question.folded)):
        most = STEPS if "how" in wants else SUBJECT_ONLY
        kept = [c for c in same if c.score >= best.score - WORSE][:most]
    elif in_everyday_words(found.question, found.terms, found.catalogue):
        kept = [c for c in same if c.score >= best.score - WORSE][:SUBJECT_ONLY]
        while len(kept) > 1 and sum(len(c.text) for c in kept) > EVERYDAY_LENGTH:
            kept.pop()
    else:
        kept = [c for c in same if c is best or c.score >= best.score - 0.05][:3]
    return sorted(kept, key=lambda c: c.span)
