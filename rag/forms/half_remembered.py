"""Half remembered: a saying with gaps, “瘦什么强什么”, “新闻+什么”: the place that says it whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.sentences import sentence_spans
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import quoted

_GAP = r"(?:什么|啥|某某?|[xX]{1,2}|…+|\.{3,})"
_WORD = r"[^\W\da-z由从向到为和与把被对在有的以于]"
"""A character that may be remembered: none that joins words."""
_SAYING = re.compile(
    rf'"(?P<quoted>[^"]{{2,20}})"|(?:叫做?|是|要)(?P<twice>{_WORD}{_GAP}{_WORD}{_GAP})'
    rf"|(?P<sum>[\u4e00-\u9fff]{{2,6}}[+＋](?:什么|啥))"
)
_MISSING = "[\u4e00-\u9fff、]{{1,{}}}?"
FIXED = 2
"""Least characters of a saying that are remembered."""
GAPS = 3
"""Most gaps of a saying."""
MOST = 2
"""Most places that may be meant."""


def half_remembered(found: Found) -> Draft | None:
    """The sentences that say what a question remembers with gaps, in the documents asked; None where
    it remembers nothing so, or where more than MOST wordings fit."""
    for saying in _SAYING.finditer(found.question.folded):
        pattern = _pattern(saying["quoted"] or saying["twice"] or saying["sum"])
        if pattern is None:
            continue
        places = list(_places(pattern, found))
        if places and len({said for said, *_ in places}) <= MOST:
            first = {said: (d, span) for said, d, span in reversed(places)}
            outline = found.catalogue.outline
            return Draft(
                "passage", tuple(quoted(outline(d), d, span) for d, span in first.values())
            )
    return None


def _pattern(saying: str) -> re.Pattern[str] | None:
    """What a saying with gaps fits; None without gaps or with too many, where too little of it is
    there, or where it begins with a gap."""
    parts = re.split(f"{_GAP}+", saying)
    fixed = [part for part in parts if part.strip()]
    if not 2 <= len(parts) <= GAPS + 1 or not parts[0] or sum(map(len, fixed)) < FIXED:
        return None
    short = all(len(part) == 1 for part in fixed)  # 瘦什么强什么: a word of four characters
    missing = _MISSING.format(2 if short else 8)
    last = "" if parts[-1] else "(?![\u4e00-\u9fff])"  # a gap at the end reaches to the next mark
    return re.compile(missing.join(map(re.escape, parts)) + last)


def _places(
    pattern: re.Pattern[str], found: Found
) -> Iterator[tuple[str, str, tuple[int, int]]]:  # fmt: skip
    """What fits, with its document and its sentence."""
    for document_id in found.scope.documents:
        text = found.catalogue.outline(document_id).text
        spans = [m.span() for m in pattern.finditer(found.catalogue.folded(document_id))]
        for start, end in spans:
            leaf = found.catalogue.outline(document_id).at(start)
            for sentence in sentence_spans(text, leaf.span):
                if sentence[0] <= start < sentence[1]:
                    yield found.catalogue.folded(document_id)[start:end], document_id, sentence
