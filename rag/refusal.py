"""Refusals: what is missing, where it was looked for, and the nearest sections."""

from __future__ import annotations

from collections.abc import Sequence

from index.documents import Hit
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement, heading_evidence
from rag.neighbours import with_neighbours
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.substance import substance
from rag.terms import subject_terms

_NEAREST = 3
_LOOKED_AT = 8
SUBSTANTIAL = 0.3
"""Substance of a word that a refusal may call absent."""
_SHOWN = 20
"""Most characters of a word of the question that a refusal repeats."""


def refuse(
    question: ParsedQuestion, scope: Scope, hits: Sequence[Hit], catalogue: Catalogue,
    missing: Sequence[str] = (), asked: str = "",
) -> Draft:  # fmt: skip
    """A plain refusal. `missing` are words that the evidence lacks, `asked` what was asked for
    (“所问的数字”); a word is only called absent when it stands in no document at all."""
    absent = _unknown((*missing, *subject_terms(question)), catalogue)
    years = [w for w in missing if w.endswith("年")]
    if absent:
        what = f"没有找到{_quoted(absent)}"
    elif years:
        what = f"没有写明{'、'.join(years)}的这项内容"
    else:
        what = f"没有写明{asked or '所问的内容'}"
    text = f"{_where(scope, catalogue)}{what}，无法回答这个问题。"
    nearest = _nearest(hits, catalogue)
    return Draft("passage", (Statement(text, (), derived=True),), found=False, nearest=nearest)


def refuse_document(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Draft:
    """A refusal for a question about a document that is not in the catalogue."""
    start, end = scope.spans[0]
    name = question.text[start:end].strip("《》里中的")
    titles = "".join(f"《{i.title}》" for i in catalogue.infos[:4])
    more = f"等{len(catalogue.infos)}份文件" if len(catalogue.infos) > 4 else ""
    text = f"这里没有收入{_quoted([name])}，现有{titles}{more}。"
    return Draft("out_of_scope", (Statement(text, (), derived=True),), found=False)


def _where(scope: Scope, catalogue: Catalogue) -> str:
    """Where it was looked for, so that nobody takes a part of the catalogue for the whole."""
    if scope.limited:
        titles = "".join(catalogue.title(d) for d in scope.allowed[:3])
        return f"所选文件{titles}里"
    if scope.named and len(scope.documents) == 1:
        return f"{catalogue.title(scope.documents[0])}里"
    return "现有文件里"


def _unknown(words: Sequence[str], catalogue: Catalogue) -> list[str]:
    """Words that stand in no document, a word inside another left out."""
    said = (w for w in words if len(w) >= 2 and substance(w) >= SUBSTANTIAL)
    strange = list(dict.fromkeys(w for w in said if not catalogue.known(w)))
    return [w for w in strange if not any(w in other and w != other for other in strange)]


def _quoted(words: Sequence[str]) -> str:
    shown = (w if len(w) <= _SHOWN else f"{w[:_SHOWN]}…" for w in words[:3])
    return "、".join(f"“{w.upper() if w.isascii() else w}”" for w in shown)


def _nearest(hits: Sequence[Hit], catalogue: Catalogue) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for hit in with_neighbours(hits[:_LOOKED_AT], catalogue):
        outline = catalogue.outline(hit.chunk.document_id)
        node = outline.address(hit.chunk.node_id)
        if node.kind != "document" and all(e.node_id != node.id for e in found):
            found.append(heading_evidence(outline, hit.chunk.document_id, node.id))
    return tuple(found[:_NEAREST])
