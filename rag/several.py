"""Several things asked in one question: each is asked for itself, and all are answered together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.sentences import clause_spans, sentence_spans
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.forms.saying import quoted, sentences_of
from rag.question import ParsedQuestion
from rag.splitting import Part, split_parts, split_subjects
from rag.terms import subject_terms

SECTION = 240
"""Characters of a section that is given whole where a later part of the question leans on it."""
_COMPARES = re.compile(
    r"不同|区别|相比|对比|比较|差异|异同|实际|相差|哪个更|谁更|多多少|少多少|几倍|折合|换算|折算|相当于"
)
"""Words that hold a question together: what is compared cannot be asked for one by one."""


def answer_several(
    question: ParsedQuestion, answer: Callable[[str], Draft], catalogue: Catalogue
) -> Draft | None:
    """All answers together, with a word on what was not found; None leaves the question whole."""
    joined = split_subjects(question)
    if joined is not None:
        return _together(
            [_first(Part(text, (text,)), answer) for text in joined], joined, strict=True
        )
    parts = [] if _COMPARES.search(question.folded) else split_parts(question)
    if len(parts) < 2:
        return None
    drafts = [_first(part, answer) for part in parts]
    section = _short_section(drafts[0], catalogue)
    if section is not None and any(
        part.leans and not _adds(draft, drafts[0])
        for part, draft in zip(parts[1:], drafts[1:], strict=True)
    ):
        return section
    if any(
        p.leans and d.statements == drafts[0].statements
        for p, d in zip(parts[1:], drafts[1:], strict=True)
    ):
        return _widened(drafts[0], catalogue)
    held = [
        d if d.found or not _holds(drafts[0], p) else drafts[0]
        for p, d in zip(parts, drafts, strict=True)
    ]
    return _together(held, [part.text for part in parts], strict=False)


def _first(part: Part, answer: Callable[[str], Draft]) -> Draft:
    """The first way of asking a part that is answered; else the refusal of the first."""
    drafts: list[Draft] = []
    for way in part.ways:
        drafts.append(answer(way))
        if drafts[-1].found:
            return drafts[-1]
    return drafts[0]


def _adds(draft: Draft, first: Draft) -> bool:
    """Whether a later answer stands in the first one's section and says something else."""
    sections = {e.node_id for s in first.statements for e in s.evidence}
    said = {s.text for s in first.statements}
    return draft.found and any(
        s.text not in said and any(e.node_id in sections for e in s.evidence)
        for s in draft.statements
    )


def _holds(draft: Draft, part: Part) -> bool:
    """Whether an answer already has the words of a part that leans on it (“由谁举行”)."""
    words = subject_terms(ParsedQuestion(part.text)) if part.leans and draft.found else []
    return bool(words) and all(any(w in s.text for s in draft.statements) for w in words)


def _short_section(draft: Draft, catalogue: Catalogue) -> Draft | None:
    """All sentences of the one short section that an answer from running text stands in."""
    places = {(e.document_id, e.node_id) for s in draft.statements for e in s.evidence}
    if not draft.found or draft.route != "passage" or len(places) != 1:
        return None
    document_id, node_id = places.pop()
    outline = catalogue.outline(document_id)
    node = outline.node(node_id)
    if node.kind not in ("article", "item") or node.span[1] - node.span[0] > SECTION:
        return None
    spans = sentences_of(outline, node.span)
    return Draft("passage", tuple(quoted(outline, document_id, span) for span in spans))


def _widened(draft: Draft, catalogue: Catalogue) -> Draft:
    """An answer of one clause widened to its part of the sentence, which says more than was found."""
    first = next((s for s in draft.statements if s.evidence), None)
    if first is None or first.form != "sentence" or len(first.evidence) != 1:
        return draft
    place = first.evidence[0]
    outline = catalogue.outline(place.document_id)
    for sentence in sentence_spans(outline.text, outline.at(place.span[0]).span):
        for start, end in clause_spans(outline.text, sentence):
            if start <= place.span[0] < end and end - start <= SECTION:
                wide = quoted(outline, place.document_id, (start, end))
                return replace(draft, statements=(wide,))
    return draft


def _without_doubles(statements: list[Statement]) -> list[Statement]:
    """The statements, each once, without sentences that stand inside another one's."""
    kept = list({(s.text, s.form): s for s in reversed(statements)}.values())[::-1]
    return [s for s in kept if not any(s is not other and _inside(s, other) for other in kept)]


def _inside(one: Statement, other: Statement) -> bool:
    if one.form != "sentence" or other.form != "sentence" or len(one.evidence) != 1:
        return False
    place = one.evidence[0]
    return len(one.text) < len(other.text) and any(
        e.document_id == place.document_id
        and e.span[0] <= place.span[0] and place.span[1] <= e.span[1]
        for e in other.evidence
    )  # fmt: skip


def _together(drafts: list[Draft], asked: Sequence[str], *, strict: bool) -> Draft | None:
    """The statements of all drafts, each once; None when the first, or with `strict` any, failed."""
    if not drafts[0].found or (strict and not all(d.found for d in drafts)):
        return None
    if all(d.statements == drafts[0].statements for d in drafts):
        return None if strict else drafts[0]
    statements = _without_doubles([s for d in drafts if d.found for s in d.statements])
    gaps = [text for text, d in zip(asked, drafts, strict=True) if not d.found]
    if gaps:
        shown = "、".join(f"“{text.strip('，。？?')}”" for text in gaps)
        statements.append(Statement(f"{shown}文件里没有写明。", (), "lead", derived=True))
    return Draft(drafts[0].route, tuple(statements))
