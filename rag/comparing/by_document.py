"""By document: the best sentence of each document that is about as near to a question that asks two.

Who asks two documents at once seldom names both. Where a question sounds as if it did and the best
sentences of two documents are about as good, both are given, each under the name of its document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.candidates import Candidate
from rag.catalogue import Catalogue
from rag.draft import Draft, Statement
from rag.evidence.sufficiency import loosely_in, required_names
from rag.forms.found import Found
from rag.forms.saying import announced, whole
from rag.passage import find
from rag.question import ParsedQuestion
from rag.scope import Scope

_FORMS = "规划|方案|文件|材料|文本|法律|法规|文档|资料|报道|文章|法(?![官院律人定])"
TWO = re.compile(
    rf"(?:[两俩二]|不止一|哪几)(?:个|份|部|篇|本|项|版|代)?(?:海关|的)?[老旧新]?(?:{_FORMS})"
    rf"|各?(?:自|见于|出自|在|载于)[^,;?!。]{{0,3}}(?:哪|何)(?:一|个|份|部|篇)*(?:{_FORMS})"
    r"|(?:哪|是)[两俩](?:份|部|篇|本)|谁[写提讲说用](?:了|过|到)|出处|前后[两俩][次回处份版]|[两俩]头|新旧|沿革|演变|换代"
)
"""Words that speak of two documents."""
NEAR = 0.3
"""How much worse the best sentence of a second document may score."""
FEW = 5
"""Most documents that a question names when it names them itself."""
MOST = 2
LENGTH = 110
"""Characters of one document; its best sentence may be longer."""
CLOSE = 0.08
"""How much worse than the best of its document a second sentence may score."""


def answer_by_document(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue
) -> Draft | None:
    """The best sentences of the two documents nearest to a question that speaks of two, without
    their names; None for other questions, and where one document leads alone."""
    if not TWO.search(question.folded):
        return None
    several = scope.named and 1 < len(scope.documents) <= FEW
    documents = scope.documents if several else scope.allowed
    found = find(question, Scope(documents, True, documents), catalogue)
    groups = _groups(_with_quoted(found))[:MOST]
    if len(groups) < 2 or not _names_said(found, groups):
        return None
    return Draft("compare", tuple(s for group in groups for s in _told(found, group)))


def _name(document_id: str, catalogue: Catalogue) -> Statement:
    return Statement(f"{catalogue.title(document_id)}：", (), "lead", derived=True)


def _told(found: Found, group: Sequence[Candidate]) -> tuple[Statement, ...]:
    """The sentences of one document under its name, in reading order, with what they announce."""
    in_order = sorted(group, key=lambda c: c.span)
    said = [s for c in in_order for s in (whole(found, c), *announced(found, c))]
    return (_name(group[0].document_id, found.catalogue), *said)


def _groups(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """The best sentences of each document that is near enough, the best document first."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.score < candidates[0].score - NEAR:
            break
        group = groups.setdefault(candidate.document_id, [])
        close = not group or candidate.score >= group[0].score - CLOSE
        if close and (not group or sum(len(c.text) for c in (*group, candidate)) <= LENGTH):
            group.append(candidate)
    return list(groups.values())


def _with_quoted(found: Found) -> Sequence[Candidate]:
    """The sentences that hold one of the names in quotation marks, where two documents have some."""
    quoted = found.question.quoted
    holding = [c for c in found.candidates if any(q in c.reading.folded for q in quoted)]
    several = len({c.document_id for c in holding}) > 1
    return holding if several else found.candidates


def _names_said(found: Found, groups: Sequence[Sequence[Candidate]]) -> bool:
    """Whether the sentences with their headings hold the names that the question is about."""
    near = "".join(f"{c.reading.folded}{c.reading.headings}" for group in groups for c in group)
    return all(loosely_in(n, near) for n in required_names(found.question, found.catalogue))
