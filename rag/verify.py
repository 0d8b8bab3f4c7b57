"""Verification, always, on either path: what a sentence says must stand in what it cites.

A citation number must exist; a quotation must stand verbatim in the cited places; each figure,
date, section number and quoted name must stand there too. What fails is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.folding import fold
from index.numerals import NUMERAL, parse_numeral
from index.quantities.units import is_unit
from rag.catalogue import Catalogue
from rag.compose import make_citation
from rag.draft import Draft, Evidence, Statement

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:万亿|[万亿%])?")
_CHINESE = re.compile(
    rf"(?:百分之)?{NUMERAL}{{2,}}[万亿]*|[二三四五六七八九十百千两](?=[万亿个名人项次年月日天元倍成])[万亿]*"
)
"""Figures in Chinese numerals; 一 alone is a word."""
_ADDRESS = re.compile(
    rf"第(?P<a>\d+|{NUMERAL}+)[编篇章节条项款]|专栏(?P<b>\d+)|\((?P<c>{NUMERAL}+)\)"
)
_QUOTED = re.compile(r'"([^"]{2,})"|《([^》]{2,})》')
_MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a sentence is not supported: the kind and the piece at fault."""

    kind: str
    piece: str


def problems(text: str, support: Sequence[str]) -> list[Problem]:
    """What in `text` does not stand in the supporting texts (quotes, headings, titles, labels)."""
    plain = fold(_MARK.sub("", text))
    ground = fold("\n".join(support))
    bare = re.sub(r"\W", "", ground)
    found = [Problem("figure", f) for f in _figures(plain) if not _has_figure(f, ground)]
    found += [Problem("figure", f) for f in _chinese(plain) if not _has_chinese(f, ground)]
    for a, b in _QUOTED.findall(plain):
        name = re.sub(r"\W", "", a or b)
        if name and name not in bare:
            found.append(Problem("name", a or b))
    for match in _ADDRESS.finditer(plain):
        ordinal = parse_numeral(next(g for g in match.groups() if g))
        if ordinal is not None and not _has_address(ordinal, match[0], ground):
            found.append(Problem("address", match[0]))
    return found


def _figures(plain: str) -> list[str]:
    without = _ADDRESS.sub(" ", plain)
    return [f.replace(",", "") for f in _FIGURE.findall(without)]


def _has_figure(figure: str, ground: str) -> bool:
    """Whether the figure stands there with its scale, or under a heading that gives the scale."""
    bare = ground.replace(",", "")
    number = figure.rstrip("万亿%")
    scale = figure[len(number) :]
    if figure in bare and re.search(
        rf"(?<![\d.]){re.escape(figure)}(?!\d|\.\d{'' if scale else '|[万亿]'})", bare
    ):
        return True
    return f"({scale}" in bare and _has_figure(number, bare) if scale else False


def _chinese(plain: str) -> list[str]:
    return _CHINESE.findall(_ADDRESS.sub(" ", plain))


def _has_chinese(figure: str, ground: str) -> bool:
    """Whether a figure in Chinese numerals stands there, as written or in digits."""
    value = parse_numeral(figure.removeprefix("百分之"))
    return figure in ground or (value is not None and _has_figure(str(value), ground))


def _has_address(ordinal: int, written: str, ground: str) -> bool:
    if written in ground:
        return True
    ordinals = {parse_numeral(next(g for g in m.groups() if g)) for m in _ADDRESS.finditer(ground)}
    leading = {parse_numeral(n) for n in re.findall(rf"(?:^|\n)({NUMERAL}+)、", ground)}
    return ordinal in ordinals | leading


def support_of(evidence: Sequence[Evidence], catalogue: Catalogue) -> list[str]:
    """The texts that a statement may rest on: quotes, headings, labels and document titles."""
    texts: list[str] = []
    for place in evidence:
        citation = make_citation(catalogue, place, 1)
        texts.extend([citation.quote, citation.document, citation.label, *citation.path])
        info = catalogue.info(place.document_id)
        texts.extend([info.author, info.date, info.source])
        texts.extend(_header(place, catalogue))
    return texts


def _header(place: Evidence, catalogue: Catalogue) -> list[str]:
    """The header of the table that a cited row belongs to, and the unit that holds for the row."""
    outline = catalogue.outline(place.document_id)
    for table in outline.tables:
        row = next((r for r in table.rows if r.node_id == place.node_id), None)
        if row is not None:
            units = [table.unit, *(cell for cell in row.cells if is_unit(fold(cell)))]
            return [*table.header, *(f"({unit})" for unit in units if unit)]
    return []


def verify(draft: Draft, catalogue: Catalogue) -> Draft:
    """The draft without unsupported statements; one that loses them all becomes a refusal.

    Refusals, and leads that only introduce a list, need no support of their own; a derived count
    or difference is exempt from the figure rule, not from the others.
    """
    if not draft.found:
        return draft
    kept = tuple(s for s in draft.statements if _is_supported(s, catalogue))
    if not any(s.evidence for s in kept):
        return Draft(
            draft.route, (Statement("找到的内容没有通过核对，无法回答这个问题。"),), found=False
        )
    return Draft(draft.route, kept, True, draft.nearest)


def _is_supported(statement: Statement, catalogue: Catalogue) -> bool:
    if not statement.evidence:
        return statement.form in ("lead", "table")
    found = problems(statement.text, support_of(statement.evidence, catalogue))
    if statement.derived:
        found = [p for p in found if p.kind != "figure"]
    return not found
