"""Ordering: the chunks found, put into the order of what their best sentences say of the question.

A chunk is ranked by all its text; the sentence that answers is told from its neighbours only by the
sentence ranker, which reads it together with the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.documents import Hit
from rag.candidates import Candidate, score_sentences
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.sentence_features import log_odds
from rag.terms import subject_terms

LOOKED_AT = 16
"""First chunks that are put into order."""
ODDS = 0.05
"""What the log odds of a chunk count beside the score of its best sentence; chosen on the dev split."""
ALIKE, OWN = 0.05, 0.2
"""A sentence that meets less than OWN of the question's words by itself, not by its headings, says that
its part alone was found only where those of other parts are worse by ALIKE."""


def by_sentences(question: ParsedQuestion, hits: Sequence[Hit], catalogue: Catalogue) -> list[Hit]:
    """The hits, the first LOOKED_AT of them in the order of their best sentences; as they are where
    the question names no subject."""
    terms = subject_terms(question)
    if not terms or len(hits) < 2:
        return list(hits)
    candidates = score_sentences(question, terms, hits[:LOOKED_AT], catalogue)
    return by_candidates(hits, candidates, catalogue)


def by_candidates(
    hits: Sequence[Hit], candidates: Sequence[Candidate], catalogue: Catalogue
) -> list[Hit]:
    """The hits in the order of their best candidates, their scores dealt out anew; a hit without any
    (a row of a table, a bare heading) keeps its place.

    Each is narrowed to the part of its chunk where its best candidates stand. Where the settings name
    a reranker, its order stands.
    """
    own = {hit.chunk.id: [c for c in candidates if _is_in(c, hit)] for hit in hits}
    found = [replace(hit, part=_part(hit, own[hit.chunk.id], catalogue)) for hit in hits]
    if catalogue.reranker is not None:
        return found
    worth = {
        hit.chunk.id: ODDS * log_odds(hit.score) + max(c.score for c in own[hit.chunk.id])
        for hit in found
        if own[hit.chunk.id]
    }
    better = iter(
        sorted((h for h in found if h.chunk.id in worth), key=lambda h: -worth[h.chunk.id])
    )
    ordered = [next(better) if hit.chunk.id in worth else hit for hit in found]
    return [replace(new, score=old.score) for new, old in zip(ordered, found, strict=True)]


def _part(hit: Hit, own: Sequence[Candidate], catalogue: Catalogue) -> str:
    """The part below that of a chunk where its best candidate stands; "" where that is no smaller one, is
    not clear, or is a clause of an article, which is read whole."""
    if not own:
        return ""
    best = max(own, key=lambda c: c.score)
    least = best.score - (ALIKE if best.own < OWN else 0.0)
    outline = catalogue.outline(hit.chunk.document_id)
    parts = [outline.point(c.node.id, c.span) for c in own if c.score >= least]
    whole = outline.address(hit.chunk.node_id)
    clear = parts.count(parts[0]) == len(parts) and parts[0] != whole
    return parts[0].id if clear and parts[0].kind != "paragraph" else ""


def _is_in(candidate: Candidate, hit: Hit) -> bool:
    start, end = hit.chunk.span
    return candidate.document_id == hit.chunk.document_id and start <= candidate.span[0] < end
