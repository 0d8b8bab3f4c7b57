"""What a table tells of itself: its columns, how many rows it has of each kind, and their share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.tables.rows import Row

COLUMNS = re.compile(
    r"(?:几|多少|哪[些几]|什么)个?(?:列(?!出|举|\d)|栏(?!\d)|字段)|表头|(?<!专)[列栏](?:名|标题|头)|(?<!专)(?:列|栏目?)(?:都|分别)?(?:是|叫|有)(?:哪|什么|几)"
)
"""Words that ask for the columns."""
COUNT = re.compile(
    r"(?:几|多少)(?:个|项|条|家|种|样|行)(?!国家|地区|百分点)|(?:有|共|总共|占)(?:了)?(?:几|多少)(?=[,?]|$)"
)
"""Words that ask how many rows there are."""


def columns_told(rows: Sequence[Row], catalogue: Catalogue) -> Draft | None:
    """The names of the columns of the table that the first of the rows stands in."""
    first = rows[0]
    outline = catalogue.outline(first.document_id)
    parent = outline.node(first.node_id).parent
    table = next((t for t in outline.tables if t.node_id == parent), None)
    names = [name for name in table.header if name.strip()] if table else []
    if not names:
        return None
    text = f"表头有{len(names)}列：{'、'.join(names)}。"
    return Draft("indicator", (Statement(text, (first.evidence,), derived=True),))


def kinds_told(text: str, table: Sequence[Row]) -> Draft | None:
    """How many rows there are of each of the two or more remarks that a question names."""
    said = [k for k in dict.fromkeys(r.attribute for r in table) if k and fold(k) in text]
    if len(said) < 2 or not COUNT.search(text):
        return None
    groups = [[r for r in table if r.attribute == k] for k in said]
    parts = [
        f"{k}的{len(g)}个（{'、'.join(r.subject for r in g)}）"
        for k, g in zip(said, groups, strict=True)
    ]
    gap = len(groups[0]) - len(groups[1])
    more = f"，前者比后者{'多' if gap > 0 else '少'}{abs(gap)}个" if gap else "，两者一样多"
    text = f"{len(table)}个指标中，{'，'.join(parts)}{more if len(said) == 2 else ''}。"
    evidence = tuple(r.evidence for g in groups for r in g)
    return Draft("indicator", (Statement(text, evidence, derived=True),))


def share_told(name: str, rows: Sequence[Row], table: Sequence[Row], text: str) -> Draft:
    """How many rows there are and how many of them meet the conditions, with the share."""
    part, whole = len(rows), len(table)
    unit = "项" if re.search(r"[几多]少?项", text) else "个"
    said = (
        f"指标共有{whole}{unit}，其中{name}共有{part}{unit}（{'、'.join(r.subject for r in rows)}），"
        f"占{whole}分之{part}，即{part}/{whole}，约{100 * part / whole:.3g}%。"
    )
    evidence = tuple(r.evidence for r in rows)
    return Draft("indicator", (Statement(said, evidence, derived=True),))
