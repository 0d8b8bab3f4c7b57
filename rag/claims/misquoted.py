"""Misquoted names: “两申一放” where the documents have “一申两放”: nearly the same characters, no such name.

A quoted name that no document has is wrong when the documents quote one other name that is a variant of it.
"""

from __future__ import annotations

import re

from index.folding import fold
from index.sentences import sentence_spans
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.claims.counted import LIMIT, Miscounted
from rag.claims.slots import variant_of
from rag.forms.saying import quoted
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.terms import subject_terms

LEAST = 3
"""Characters of a name from which a variant of it can be told."""
SHARED = 0.3
"""Least share of the rest of the question that the sentence with the right name holds."""
_QUOTED = re.compile(r'"[^"]{2,30}"')


def misquoted(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Miscounted | None:
    """The question put right, and the sentence with the name as the documents have it, or None."""
    texts = [(d, catalogue.folded(d)) for d in scope.documents]
    names = [n for n in question.quoted if len(n) >= LEAST and f'"{n}"' in question.folded]
    if not names or sum(len(text) for _, text in texts) > LIMIT:
        return None
    for name in names:
        if any(name in re.sub(r"\s", "", text) for _, text in texts):
            continue
        found = [
            (match[0], document_id, match.start())
            for document_id, text in texts for match in _QUOTED.finditer(text)
            if variant_of(name, match[0])
        ]  # fmt: skip
        if len({other for other, _, _ in found}) != 1:
            continue
        other, document_id, at = found[0]
        outline = catalogue.outline(document_id)
        leaf = outline.at(at).span
        span = next((s for s in sentence_spans(outline.text, leaf) if s[0] <= at < s[1]), leaf)
        around = f"{outline.titles(outline.at(at).id)}{outline.text[slice(*span)]}"
        if _shares(question.folded.replace(f'"{name}"', " "), around, catalogue) >= SHARED:
            text = question.folded.replace(f'"{name}"', other)
            return Miscounted(text, quoted(outline, document_id, span))
    return None


def _shares(rest: str, around: str, catalogue: Catalogue) -> float:
    """How much of the rest of a question the sentence with the right name holds."""
    asked = ParsedQuestion(rest)
    return align(asked, subject_terms(asked), catalogue).share(fold(around))
