"""Headings by the document's own words: the 基本原则 of a document that calls its principles 遵循原则."""

from __future__ import annotations

import re

from index.folding import fold
from rag.catalogue import Catalogue
from rag.scope import Scope

_KIND = "(?:基本|遵循|指导|总体|总的|总|战略|主要|具体|重点|核心|根本|实施)"
_GENERAL = re.compile(rf"{_KIND}(?P<head>原则|目标|任务|思想|措施|保障)")
"""What documents of this sort have a heading for, each in words of its own."""


def in_own_titles(text: str, scope: Scope, catalogue: Catalogue) -> str:
    """The question with a general heading that its one document does not have put as the document has it;
    as it is where the document writes those words or has not exactly one heading of the kind."""
    if not scope.named or len(scope.documents) != 1:
        return text
    found = next((m for m in _GENERAL.finditer(text) if not _named(m, scope)), None)
    if found is None or fold(found[0]) in catalogue.folded(scope.documents[0]):
        return text
    like = re.compile(rf"{_KIND}{found['head']}")
    nodes = catalogue.outline(scope.documents[0]).nodes
    titles = {node.title for node in nodes if like.fullmatch(node.title)}
    if len(titles) != 1:
        return text
    return f"{text[: found.start()]}{titles.pop()}{text[found.end() :]}"


def _named(found: re.Match[str], scope: Scope) -> bool:
    """Whether the words belong to the name of the document."""
    return any(start < found.end() and found.start() < end for start, end in scope.spans)
