"""What was found for a question: its sentences, best first, and whether one of them is enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Hit, Outline
from index.folding import fold
from rag.candidates import Candidate, read_odds
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence
from rag.evidence.sufficiency import AHEAD, LEAD, Sentence, Sufficiency, Verdict
from rag.ordering import by_candidates
from rag.premises import unstated
from rag.question import ParsedQuestion
from rag.refusal import refuse
from rag.scope import Scope
from rag.sentence_features import log_odds


@dataclass(frozen=True, slots=True)
class Found:
    """A question with what retrieval gave for it; `candidates` are sentences, best first."""

    question: ParsedQuestion
    terms: tuple[str, ...]
    scope: Scope
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    catalogue: Catalogue

    @property
    def best(self) -> Candidate:
        """The best sentence; IndexError when nothing was found."""
        return self.candidates[0]

    def outline(self, candidate: Candidate) -> Outline:
        """The outline of the document that a sentence stands in."""
        return self.catalogue.outline(candidate.document_id)

    def judge(self, candidate: Candidate) -> Verdict:
        """Whether a sentence answers the question."""
        return Sufficiency(self.catalogue).judge(
            self.question, self.terms, self.sentence(candidate)
        )

    def sentence(self, candidate: Candidate) -> Sentence:
        """A sentence as it is judged."""
        return Sentence(
            candidate.document_id, candidate.node.id, candidate.span, candidate.meaning,
            candidate.score, self._lead(candidate), lambda: self._odds(candidate), self._ahead(candidate),
        )  # fmt: skip

    def _ahead(self, candidate: Candidate) -> float:
        """How much better a sentence scores than the best other one, at most AHEAD either way."""
        others = (c.score for c in self.candidates if c.span != candidate.span)
        best = next(others, candidate.score - AHEAD)
        return max(-AHEAD, min(AHEAD, candidate.score - best))

    def _odds(self, candidate: Candidate) -> float:
        """What the cross-encoder finds in a sentence; even odds where it cannot be read."""
        if candidate.odds is not None:
            return candidate.odds
        return (read_odds(unstated(self.question), [candidate], self.catalogue) or [0.0])[0]

    def _lead(self, candidate: Candidate) -> float:
        """How far the section of a sentence leads over the best other one, in log odds."""
        own = other = -LEAD
        start, end = candidate.node.span
        for hit in self.hits:
            first, last = hit.chunk.span
            here = start <= first < end or first <= candidate.span[0] < last
            if here and hit.chunk.document_id == candidate.document_id:
                own = max(own, log_odds(hit.score))
            else:
                other = max(other, log_odds(hit.score))
        return max(-LEAD, min(LEAD, own - other))

    def refuse(self, asked: str = "", missing: Sequence[str] = ()) -> Draft:
        """A refusal that names what is missing: words of the question, or the kind of thing asked."""
        hits = by_candidates(self.hits, self.candidates, self.catalogue)
        return refuse(self.question, self.scope, hits, self.catalogue, missing, asked)

    def cover(self, text: str) -> float:
        """Share of the weight of the question's words that a text holds, in [0, 1]."""
        return self.catalogue.cover(self.terms, fold(text))


def evidence_of(candidate: Candidate) -> Evidence:
    """The place of a sentence."""
    return Evidence(candidate.document_id, candidate.node.id, candidate.span)
