"""The JSON of answers and search hits: the one place that knows the contract's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer import (
    Answer,
    Citation,
    Cited,
    Done,
    Event,
    Resolved,
    Restarted,
    Retrieved,
    Routed,
    Sentence,
)

if TYPE_CHECKING:
    from rag.retrieve import SearchHit


def citation_json(citation: Citation) -> dict[str, object]:
    """One citation, keys in the contract's order; `path` and `span` as lists."""
    return {
        "n": citation.n,
        "document": citation.document,
        "document_id": citation.document_id,
        "label": citation.label,
        "path": list(citation.path),
        "quote": citation.quote,
        "span": list(citation.span),
    }


def answer_json(answer: Answer) -> dict[str, object]:
    """The answer as programs read it: exactly these keys, in this order."""
    return {
        "id": answer.id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status,
        "route": answer.route,
        "answer": answer.answer,
        "citations": [citation_json(citation) for citation in answer.citations],
        "engine": answer.engine,
        "seconds": round(answer.seconds, 4),
    }


def event_json(event: Event) -> tuple[str, dict[str, object]] | None:
    """The name of an event and what it says, as programs read it; None for one that says nothing.

    question, route, evidence, then sentence and citation by turns, and done, the whole answer;
    after restart the sentences before it count no more.
    """
    match event:
        case Resolved(question):
            return "question", {"question": question}
        case Routed(route):
            return "route", {"route": route}
        case Retrieved(_, places):
            return "evidence", {"places": [citation_json(place) for place in places]}
        case Sentence(text, _):
            return "sentence", {"text": text}
        case Cited(citation):
            return "citation", citation_json(citation)
        case Restarted(reason):
            return "restart", {"reason": reason}
        case Done(answer, stages):
            seconds: dict[str, object] = {s.stage: round(s.seconds, 4) for s in stages}
            whole: dict[str, object] = answer_json(answer)
            return "done", {"answer": whole, "notice": answer.notice, "stages": seconds}
    return None


def hit_json(hit: SearchHit) -> dict[str, object]:
    """A search hit as programs read it; a higher score is better."""
    return {
        "id": hit.id,
        "score": hit.score,
        "document": hit.document,
        "document_id": hit.document_id,
        "label": hit.label,
        "path": list(hit.path),
        "text": hit.text,
        "span": list(hit.span),
    }
