"""Openings: the first sentences of the part that a question names by its title."""

from __future__ import annotations

from index.documents import Node, Span
from index.folding import fold
from rag.catalogue import pairs_of
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import quoted, sentences_of

TITLED = 0.8
"""Share of the question's word weight in a title that makes the question one about that part."""
OPENING = 240
"""Characters that are quoted from the beginning of a part."""
MEASURES = 400
"""The same where it is asked how: all that is to be done."""
RARE = 0.6
"""Share of the rarest word's weight from which a question's words single out a title."""
LOOKED_AT = 40


def opening_answer(found: Found) -> Draft | None:
    """The first sentences of the part named, or None."""
    wants = found.question.wants
    if wants and not {"define", "how"} & wants:
        return None
    if "define" in wants and "是指" in found.best.text:
        return None
    holder = _titled_part(found)
    if holder is None:
        return None
    document_id, node = holder
    outline = found.catalogue.outline(document_id)
    room = MEASURES if "how" in wants else OPENING
    kept: list[Span] = []
    for span in sentences_of(outline, node.span):
        if kept and span[1] - kept[0][0] > room:
            break
        kept.append(span)
    statements = tuple(quoted(outline, document_id, span) for span in kept)
    return Draft("passage", statements) if statements else None


def _titled_part(found: Found) -> tuple[str, Node] | None:
    """The part found whose title covers the question's words best, when it covers enough of them."""
    catalogue = found.catalogue
    rare = sum(catalogue.weight(t) for t in found.terms) >= RARE * catalogue.rarest
    best: tuple[float, str, Node] | None = None
    for candidate in found.candidates[:LOOKED_AT]:
        for node in found.outline(candidate).ancestors(candidate.node.id)[1:]:
            title = fold(node.title)
            if any(str(year) not in title for year in found.question.years):
                continue
            back = catalogue.cover(pairs_of(title), found.question.folded)
            share = catalogue.cover(found.terms, title) + 0.2 * back
            if share >= TITLED and (rare or back >= 0.5) and (best is None or share > best[0]):
                best = (share, candidate.document_id, node)
    return (best[1], best[2]) if best else None
