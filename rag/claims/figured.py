"""Figures of the kind claimed: the sentence that has one, where the best sentence has none.

“开办要交五元押金吧”: the best sentence tells who allows it, and another one of the same article what is paid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.folding import fold
from index.quantities.figures import find_figures, ready
from index.sentences import sentence_spans
from rag.alignment import Alignment, align
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import quoted, whole
from rag.lead_ins import lead_in
from rag.premises import Stated, alike_units, stated_figures, unstated
from rag.terms import subject_terms

LEAST = 0.4
"""Share of what is said beside the figure that a sentence with what announces it must hold."""
LOOKED_AT, ELSEWHERE = 6, 0.5
"""Sentences of other articles that are looked at, and the share of it that one of them must hold, no
less than the best sentence does."""
_FREE = re.compile(r"免|无偿|无需|不(?:需|收|交|缴|承担|支付|限|适用)|一次性|随时")
"""What answers a claim of a figure without one."""
_TIMES = re.compile(r"[一二三四五六七八九十\d]次(?!性|[会日])")
LIMIT = 3000
"""Characters of an article that are looked at."""


def figure_beside(found: Found, draft: Draft) -> Draft | None:
    """The sentence of the same article that has a figure of the kind that the question states and wants
    checked, where what is said has none; None where it has one, or no sentence has."""
    stated = [s for s in stated_figures(found.question)[-1:] if s.unit]
    if "check" not in found.question.wants or not stated or not draft.found:
        return None
    said = fold("".join(s.text for s in draft.statements))
    if draft.statements[0].derived or _FREE.search(said) or _has_alike(said, stated[0]):
        return None
    bare = unstated(found.question)
    asked = align(bare, subject_terms(bare), found.catalogue)
    shares = [
        (asked.share(text), -span[0], span) for span, text in _sentences(found)
        if _has_alike(text, stated[0])
    ]  # fmt: skip
    share, _, span = max(shares, default=(0.0, 0, (0, 0)))
    if share < LEAST:
        return _elsewhere(found, asked, stated[0])
    best = found.best
    return Draft("passage", (quoted(found.outline(best), best.document_id, span),))


def _elsewhere(found: Found, asked: Alignment, stated: Stated) -> Draft | None:
    """The best sentence of another article that has such a figure and holds still more of what is said."""
    least = max(ELSEWHERE, asked.share(found.best.reading.folded))
    for candidate in found.candidates[1:LOOKED_AT]:
        said = candidate.reading.folded
        if _has_alike(said, stated) and asked.share(said) >= least:
            return Draft("passage", (whole(found, candidate),))
    return None


def _has_alike(text: str, stated: Stated) -> bool:
    figures = find_figures(text, ready(text, text))
    if stated.unit == "次" and _TIMES.search(text):
        return True
    return any(f.unit and alike_units(stated.unit, f.unit.lstrip("多余")) for f in figures)


def _sentences(found: Found) -> Iterator[tuple[tuple[int, int], str]]:
    """The places of the sentences of the article that the best one stands in, each with its folded text
    and that of what announces it."""
    best, outline = found.best, found.outline(found.best)
    folded = found.catalogue.folded(best.document_id)
    article = next((n for n in outline.ancestors(best.node.id) if n.kind == "article"), best.node)
    if article.span[1] - article.span[0] > LIMIT:
        return
    for leaf in (n for n in outline.leaves() if article.span[0] <= n.span[0] < article.span[1]):
        for span in sentence_spans(outline.text, leaf.span):
            lead = lead_in(outline, span[0])
            before = folded[slice(*lead)] if lead else ""
            yield span, f"{before}{folded[slice(*span)]}"
