"""Claimed persons: “署长是某某，对吗”, held against the name that stands with the office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.sentences import sentence_spans
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.forms.found import Found
from rag.forms.persons import OFFICE, named_in_line, who_answer
from rag.forms.saying import quoted
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.substance import kind_of

_CLAIMED = re.compile(
    rf"(?:{OFFICE})(?:现在)?(?:是|叫|为)(?P<name>[\u4e00-\u9fff·]{{2,4}}?)(?=[,?。!]|吗|吧|么|对|是|没错|$)"
)
_BESIDE = re.compile(
    rf"(?P<office>{OFFICE})(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?=[在说讲表介谈提指于]|的(?:讲话|发言|说法))"
)
MOST = 40
"""Documents in which the holder of an office is looked for."""


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A wrong name beside an office: the question with the right one, and the sentence that has it."""

    text: str
    right: Statement


def misnamed(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Misnamed | None:
    """“署长某某说……” where the documents name one other person in that office; None for others."""
    found = _BESIDE.search(question.folded)
    if found is None or kind_of(found["name"]) not in ("", "nr", "nrt"):
        return None
    texts = [(d, catalogue.folded(d)) for d in scope.documents[:MOST]]
    if any(found["name"] in text for _, text in texts):
        return None
    holder = re.compile(
        rf"(?<!副){found['office']}(?P<name>[\u4e00-\u9fff]{{2,3}})(?=[在表介说指,。:\s])"
    )
    held = [(m["name"], d, m.start()) for d, text in texts for m in holder.finditer(text)]
    if len({name for name, _, _ in held}) != 1:
        return None
    name, document_id, at = held[0]
    outline = catalogue.outline(document_id)
    leaf = outline.at(at).span
    span = next((s for s in sentence_spans(outline.text, leaf) if s[0] <= at < s[1]), leaf)
    start, end = found.span("name")
    text = f"{question.text[:start]}{name}{question.text[end:]}"
    return Misnamed(text, quoted(outline, document_id, span))


def answer_person(found: Found) -> Draft | None:
    """“是的。” or “不对，” with the sentence that names the holder of the office, or None."""
    claimed = _CLAIMED.search(found.question.folded)
    if claimed is None or claimed["name"] in ("谁", "什么", "哪位"):
        return None
    folded = found.question.folded
    asked = ParsedQuestion(f"{folded[: claimed.start('name')]}谁?", found.question.names)
    asking = replace(found, question=asked)
    draft = named_in_line(asking) or who_answer(asking)
    if draft is None or not draft.found:
        return None
    right = any(claimed["name"] in s.text for s in draft.statements)
    lead = Statement("是的。" if right else "不对，", (), "lead", derived=True)
    return Draft("passage", (lead, *draft.statements))
