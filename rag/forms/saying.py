"""Saying: a sentence found as a statement of the answer, cut to what was asked."""

from __future__ import annotations

import re

from index.documents import Node, Outline, Span
from index.sentences import clause_spans, sentence_spans
from rag.candidates import Candidate
from rag.draft import Evidence, Statement, heading_evidence
from rag.forms.clauses import with_exceptions
from rag.forms.found import Found, evidence_of
from rag.readings import is_heading_line

LONG = 60
"""A sentence longer than this is cut to its clause where the clause says it all."""
_BOTH = re.compile(
    r"分别|各自|各(?:是|有|为|怎|如|要|多|几)|以及|同时|哪[些几]|几[类种]|(?:包括|包含|有)(?:些|了)?(?:什么|啥)"
)
"""Words that ask for more than one thing: then no part of a sentence is left out."""
_ANNOUNCES = (":", "：")


def shown(text: str) -> str:
    """A piece of text as a sentence: without the marks of a point, with a full stop."""
    bare = text.strip().lstrip("—")
    return bare if bare.endswith(("。", "！", "？", "”")) else f"{bare.rstrip('；;，,：:')}。"


def quoted(outline: Outline, document_id: str, span: Span) -> Statement:
    """An exact piece of a document as a sentence."""
    node = outline.address(outline.at(span[0]).id)
    return Statement(shown(outline.text[slice(*span)]), (Evidence(document_id, node.id, span),))


def said(found: Found, candidate: Candidate) -> Statement:
    """The sentence, or its best clause when the sentence is long and the clause covers as much, with
    those that say what holds otherwise."""
    text = found.outline(candidate).text
    span = candidate.span
    if span[1] - span[0] > LONG and not _BOTH.search(found.question.folded):
        best = max(clause_spans(text, span), key=lambda c: found.cover(text[slice(*c)]))
        if found.cover(text[slice(*best)]) >= 0.9 * found.cover(candidate.text):
            span = with_exceptions(text, best, span)
    place = Evidence(candidate.document_id, candidate.node.id, span)
    return Statement(shown(text[slice(*span)]), (place,))


def with_announced(found: Found, candidate: Candidate) -> tuple[Statement, ...]:
    """The statement of a sentence with what it announces."""
    return (said(found, candidate), *announced(found, candidate))


def announced(found: Found, candidate: Candidate) -> tuple[Statement, ...]:
    """What a sentence ending in a colon announces: its points, or else the sentence after it."""
    if not candidate.text.endswith(_ANNOUNCES):
        return ()
    points = points_after(found.outline(candidate), candidate)
    if points:
        return tuple(points)
    following = next_sentence(found.outline(candidate), candidate)
    return (following,) if following else ()


def points_after(outline: Outline, candidate: Candidate) -> list[Statement]:
    """The points below the part of a sentence that stand behind it, each its own exact line."""
    items: list[Node] = []
    end = candidate.span[1]
    for node in outline.children(candidate.node.id):
        if node.kind == "item" and node.span[0] >= candidate.span[1]:
            if outline.text[end : node.span[0]].strip():
                break  # another sentence announces what follows
            items.append(node)
            end = node.span[1]
    places = [heading_evidence(outline, candidate.document_id, n.id) for n in items]
    return [Statement(outline.text[slice(*p.span)].strip(), (p,), "item") for p in places]


def next_sentence(outline: Outline, candidate: Candidate) -> Statement | None:
    """The sentence after this one in the same part."""
    after = (candidate.span[1], candidate.node.span[1])
    following = next(iter(sentence_spans(outline.text, after)), None)
    return quoted(outline, candidate.document_id, following) if following else None


def sentences_of(outline: Outline, span: Span) -> list[Span]:
    """The sentences of a part without heading lines, table rows and table headers."""
    return [s for s in sentence_spans(outline.text, span) if not is_heading_line(outline, s)]


def whole(found: Found, candidate: Candidate) -> Statement:
    """The whole sentence."""
    return Statement(shown(candidate.text), (evidence_of(candidate),))
