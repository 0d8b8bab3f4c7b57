"""Route “indicator” for questions read as a whole: rows, columns and operation taken together."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from index.folding import fold
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.evidence.breakdowns import lacking_part
from rag.evidence.of_answer import asks_names
from rag.forms.units import unit_allowed
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.claimed_counts import counts_parts
from rag.tables.asked import Asked, read_asked
from rag.tables.carrying_out import carry_out, is_claim
from rag.tables.rows import asks_part_of_year, has_parts_of_year, table_rows
from rag.tables.spoken_rows import table_years
from rag.tables.telling import COLUMNS
from rag.tables.understood import TABLE
from rag.tables.wording import SUPERLATIVE, left_terms

SURE = 0.5
"""Share of the words that must speak for a table before it answers at once."""
ALL = 0.75
"""The same of a question about all rows: a word that none of them holds is most likely a name."""
LEAST = 0.5
"""Least weight of what speaks for a table."""


_LAST: WeakKeyDictionary[Catalogue, tuple[ParsedQuestion, tuple[str, ...], Draft | None]] = (
    WeakKeyDictionary()
)
"""The last question read for each catalogue: several routes ask the same."""


def answer_read(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft | None:
    """The draft of a question that is about rows of tables and little else; None for others."""
    last = _LAST.get(catalogue)
    if last is not None and last[0] == question and last[1] == scope.documents:
        return last[2]
    elsewhere = asks_names(question.folded) or (
        asks_part_of_year(question) and not has_parts_of_year(table_rows(scope, catalogue))
    )
    asked = None if elsewhere else read_asked(question, scope, catalogue)
    draft = (
        carry_out(asked, catalogue) if asked is not None and _is_sure(asked, catalogue) else None
    )
    if draft is not None and (not draft.found or _is_of_all(question, draft)):
        draft = None
    _LAST[catalogue] = (question, scope.documents, draft)
    return draft


def _is_of_all(question: ParsedQuestion, draft: Draft) -> bool:
    """Whether rows tell the total of which the question asks a part."""
    said = fold("".join(s.text for s in draft.statements))
    return bool(lacking_part(question.folded, said, points=2))


MARKED = 0.35
"""The same of a question about all rows: one word of tables."""
_ROW = re.compile(r"哪一?[项条行]|哪[几些两三]?[项条个]?目标|谁")
_OF_ROWS = re.compile(
    r"指标|专栏|表[里中内上格]|[这那一]张?表|[一这那哪末首]行|约束性|预期性|基数|基期|目标|属性|哪|几|多少|谁"
)
"""What a claim says that is one about rows though it names none."""
_OF_TABLE = re.compile(rf"{TABLE.pattern}|目标|数值|单位|基数|哪一?[项条行]|{_ROW.pattern}")
"""What a question about all rows says of the table beside the condition that it sets to them."""
_BEST = re.compile(r"专栏.*最[大高多小低少]|最[大高多小低少].*专栏")
_ASKS = re.compile(r"\d|数|率|值|一样|相同|约束性|预期性|属性|最|更")
"""What a question for a row says that asks for no figure in so many words."""
_THINGS = re.compile(r"(?:^|[,;?的])(?P<x>[^,;?的]{2,12})指标")
_OTHERWISE = re.compile(
    r"怎么(?!说|样)|怎样|如何|咋|为什么|为何|为啥|凭什么|措施|办法|做法|举措|谁来|谁(?:负责|管|牵头|主管|办|做)|由谁|哪个(?:部门|单位)|在哪|哪里|什么意思|是指|什么叫|何谓|含义|什么时候|何时|哪[一]?年|名单|哪些(?:国家|地区|企业|口岸)|最(?=[难易主重核关严])|讲(?:的|了)?(?:是|些)?(?:什么|啥|哪)|[个些]专栏|第[\d零一二三四五六七八九十百千]+[编章节条款]|哪一?[章节]|完成[率度]"
    r"|\d[^?]*,[那但可]?(?:实际|结果|最后|后来|真正|到底)"
)
"""Words that ask for what no cell tells."""


def _of_a_thing(asked: Asked, catalogue: Catalogue) -> bool:
    """Whether the 指标 asked for are those of a thing that no table holds: “用地指标”."""
    found = _THINGS.search(asked.question.subject)
    if found is None:
        return False
    return bool(left_terms(ParsedQuestion(found[0]), asked.table, catalogue))


def _is_sure(asked: Asked, catalogue: Catalogue) -> bool:
    wants = asked.question.wants
    text = asked.question.subject
    if asked.score < SURE or _OTHERWISE.search(text):
        return False
    if not asked.named:
        if counts_parts(asked.question):
            return False
        if is_claim(asked.question) and not _OF_ROWS.search(text):
            return False  # a figure alone tells no table: the text may state it
        if COLUMNS.search(text) and TABLE.search(text):
            return asked.weight >= MARKED
        dated = bool(set(asked.question.years) & set(table_years(asked.table)))
        best = _BEST.search(text) or (SUPERLATIVE.search(text) and _OF_TABLE.search(text))
        which = bool(_ROW.search(text)) and (dated or bool(best))
        limited = asked.conditions.any or asked.complete
        of_table = dated or asked.conditions.columns or _OF_TABLE.search(text)
        told = limited and bool(of_table)
        told = told or which or ("指标" in text and not _of_a_thing(asked, catalogue))
        return told and asked.score >= ALL and asked.weight >= MARKED
    if asked.weight < LEAST:
        return False
    figures = {"quantity", "count"} & wants or asked.question.years or TABLE.search(text)
    if not figures and not (is_claim(asked.question) and _ASKS.search(text)):
        return False
    if "指标" in text and "list" in wants:
        return True  # “哪几个指标” counts rows, and no figures in 个
    return any(unit_allowed(asked.question, c.unit) for r in asked.named for c in r.cells)
