"""Facts: every figure of a document with what it measures, its unit, year and bound."""

from __future__ import annotations

from index.documents import Document, Fact
from index.quantities.text_facts import text_facts
from index.tables.table_facts import table_facts


def find_facts(document: Document) -> tuple[Fact, ...]:
    """All facts of a document: table cells first, then figures in the text, in reading order."""
    outline = document.outline
    table_nodes = {table.node_id for table in outline.tables}
    facts = [fact for table in outline.tables for fact in table_facts(document, table)]
    for leaf in outline.leaves():
        if leaf.kind == "paragraph" and leaf.parent not in table_nodes:
            facts.extend(text_facts(document, leaf))
    return tuple(facts)
