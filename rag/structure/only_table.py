"""“后面那张表分几档”: the rows of the one table that a document has, counted."""

from __future__ import annotations

import re

from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.left_over import left_over
from rag.structure.parts import count_statement, inner_nodes
from rag.structure.places import Place

_ASKS = re.compile(
    r"(?:[那这附]一?张?|张)表格?(?:里面?|中|上|当中)?,?(?:一共|总共|共)?(?:是|有|分|列|写|排)?(?:了|成|为|出)?"
    r"(?:几|多少)个?(?:档次?|级|等级|等|行|项|类)"
)


def answer_only_table(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """How many rows the only table of the one document has; None for questions that ask anything
    but that, and where there are several tables."""
    asked = _ASKS.search(question.subject)
    if asked is None or len(scope.documents) != 1:
        return None
    document_id = scope.documents[0]
    outline = catalogue.outline(document_id)
    tables = [n for n in outline.nodes if n.kind == "table"]
    rest = left_over(f"{question.subject[: asked.start()]} {question.subject[asked.end() :]}")
    known = fold(outline.title + "".join(h for t in outline.tables for h in t.header))
    if len(tables) != 1 or any(piece not in known for piece in rest):
        return None
    place = Place(document_id, outline, tables[0])
    rows = inner_nodes(place, "项")
    return Draft("structure", (count_statement(place, rows, "项", catalogue),)) if rows else None
