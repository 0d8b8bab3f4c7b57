"""Leaning: a part of a question looked for in the section that has answered another part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.documents import Node, Outline
from index.folding import fold
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence
from rag.evidence.answer_types import asked_but_absent
from rag.forms.focus import asks_figure
from rag.forms.numbers import has_number
from rag.forms.saying import quoted, sentences_of
from rag.question import ParsedQuestion
from rag.sentence_features import DATE
from rag.splitting import NAMING, Part
from rag.substance import is_noun, substance
from rag.terms import subject_terms

MET = 0.5
"""Share of a part's own words that a sentence of the section must meet to be its answer."""
_INSIDE = ("item", "row", "paragraph")
"""Kinds of parts that belong to a section."""


class Answering(Protocol):
    """Answers a question that asks for one thing, from some parts of documents alone if given."""

    def __call__(self, text: str, within: Sequence[Evidence] = ()) -> Draft:
        """The draft for a stand-alone question."""
        ...


def first_found(part: Part, answer: Answering, within: Sequence[Evidence] = ()) -> Draft:
    """The draft of the first way of asking a part whose answer says the part's own words; else the
    first that is answered, or says most of them, else the first refusal."""
    drafts: list[Draft] = []
    for way in part.ways:
        drafts.append(answer(way, within))
        told = says(drafts[-1], part) if part.leans else _untold(drafts[-1], part) == 0
        if drafts[-1].found and told:
            return drafts[-1]
    found = [draft for draft in drafts if draft.found]
    if not part.leans and found:
        return min(found, key=lambda draft: _untold(draft, part))
    return next(iter(found), drafts[0])


def says(draft: Draft, part: Part) -> bool:
    """Whether an answer holds the words of substance of a part that leans on another one."""
    if not part.leans:
        return True
    said = fold("".join(s.text for s in draft.statements))
    return all(word in said for word in _words(part))


def _untold(draft: Draft, part: Part) -> int:
    """How many words of a part that names its own subject an answer lacks: of two documents the one
    that speaks of it is meant."""
    said = fold("".join(s.text for s in draft.statements))
    return sum(word not in said for word in _words(part))


def _words(part: Part) -> list[str]:
    terms = subject_terms(ParsedQuestion(part.text))
    return [t for t in terms if substance(t) >= NAMING and is_noun(t)]


def section_of(draft: Draft, catalogue: Catalogue) -> Evidence | None:
    """The one section that an answer from running text stands in; None for others."""
    if not draft.found or draft.route != "passage":
        return None
    found = {
        (e.document_id, _section(catalogue.outline(e.document_id), e).id)
        for s in draft.statements for e in s.evidence
    }  # fmt: skip
    if len(found) != 1:
        return None
    document_id, node_id = found.pop()
    node = catalogue.outline(document_id).node(node_id)
    return None if node.kind == "document" else Evidence(document_id, node_id, node.span)


def in_section(
    part: Part, section: Evidence, answer: Answering, catalogue: Catalogue
) -> Draft | None:
    """What a section says to a part of a question: its answer asked there, or the sentence that
    meets the part's own words; None when it says nothing."""
    draft = first_found(part, answer, (section,))
    if draft.found:
        return draft
    return _nearest(ParsedQuestion(part.text), section, catalogue)


def stands_in(draft: Draft, section: Evidence) -> bool:
    """Whether a part of an answer stands in a section."""
    start, end = section.span
    return draft.found and any(
        e.document_id == section.document_id and start <= e.span[0] and e.span[1] <= end
        for s in draft.statements for e in s.evidence
    )  # fmt: skip


def _section(outline: Outline, place: Evidence) -> Node:
    """The section, article or box that a place stands in."""
    node = outline.at(place.span[0])
    while node.kind in _INSIDE and node.parent:
        node = outline.node(node.parent)
    return node


def _nearest(question: ParsedQuestion, section: Evidence, catalogue: Catalogue) -> Draft | None:
    terms = subject_terms(question)
    if not terms:
        return None
    asked = align(question, terms, catalogue)
    outline = catalogue.outline(section.document_id)
    best, at = 0.0, None
    for span in sentences_of(outline, section.span):
        text = outline.text[slice(*span)]
        if "time" in question.wants and not DATE.search(fold(text)):
            continue
        share = asked.share(fold(text))
        if share > best and (not asks_figure(question) or has_number(question, text)):
            best, at = share, span
    if at is None or best < MET or asked_but_absent(question, fold(outline.text[slice(*at)]), 0):
        return None
    return Draft("passage", (quoted(outline, section.document_id, at),))
