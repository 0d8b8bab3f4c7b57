"""Side by side: each document asked for itself, its answer under its name, and the gaps said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.folding import fold
from rag.alignment import align
from rag.candidates import Candidate
from rag.catalogue import Catalogue
from rag.comparing.asking import SUMS
from rag.comparing.by_document import answer_by_document
from rag.comparing.cells import Cell, facts_in, whole_sentence
from rag.comparing.find_anchors import anchors_in
from rag.comparing.mentions import Asking, answer_mentions
from rag.comparing.own_words import fits, says_own, ways_of
from rag.comparing.quoted import holds_one, names_quoted
from rag.comparing.shown import gaps_said, side_by_side
from rag.comparing.sides import Side, sides_of
from rag.comparing.sums import sum_of
from rag.draft import Draft, Statement
from rag.evidence.answer_types import missing_kind
from rag.evidence.sufficiency import loosely_in, required_names
from rag.forms.found import Found
from rag.forms.saying import with_announced
from rag.passage import answer_passage, find
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.splitting import split_parts
from rag.terms import subject_terms

WAYS = 2
"""Most ways of asking one document of which one has found something."""
LENGTH = 170
"""Characters of one document; its best sentence may be longer."""
LESS = 0.5
"""Share of the best sentence's worth that another one of its document must have."""
NEAR = 0.3
"""Share of the question's words that the best sentence of a document named must meet."""
STRANGE = 0.4
"""The share where a word of the question stands in no document."""
LIKELY, MEANING = 0.2, 0.45
"""A smaller share that is enough from a cosine of question and sentence on."""
FIGURE = 0.1
"""What a figure of the question counts that stands in a sentence, beside the words it covers."""
SENTENCE = 90
"""Characters up to which a sentence is given whole, not a clause of it."""
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百]+(?:个|项|名|年|月|日|天|条)")


def answer_sides(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue, ask: Asking
) -> Draft | None:
    """What each of the documents says of what it is asked for, or None when no two are compared."""
    if len(scope.allowed) < 2:
        return None
    mentions = answer_mentions(question, scope, catalogue, ask)
    if mentions is not None:
        return mentions
    sums = asks_sum(question, scope, catalogue)
    asked = ParsedQuestion(SUMS.sub(_bare_asking, question.text)) if sums else question
    sides = sides_of(asked, anchors_in(asked, scope, catalogue), catalogue)
    if len(sides) < 2:
        return answer_by_document(question, scope, catalogue)
    drafts = [_of_side(side, catalogue, ask) for side in sides]
    if None in drafts and not any(side.sure for side in sides) and len(split_parts(asked)) > 1:
        return None  # taken apart by what it asks, not by documents that it only implies
    said = [d.statements for d in drafts if d is not None]
    if not said:
        return _refused(sides, catalogue)
    if len(said) > 1 and all(each == said[0] for each in said):
        return None
    pieces = [_kept(side, d, catalogue) for side, d in zip(sides, drafts, strict=True) if d]
    pieces = [p for at, p in enumerate(pieces) if not any(set(p) <= set(q) for q in pieces[:at])]
    gaps = [s for s, d in zip(sides, drafts, strict=True) if d is None and s.sure]
    total = () if gaps or not sums else _sum(question, pieces, catalogue)
    told = (*side_by_side(pieces, catalogue), *gaps_said(gaps, pieces, catalogue), *total)
    draft = Draft("compare", told)
    return None if missing_kind(question, draft) else draft


def asks_sum(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> bool:
    """Whether a difference or a ratio of both is asked for, not a share that one of them tells."""
    said = SUMS.search(question.folded)
    if said is None:
        return False
    marks = [m.start() for m in re.finditer("[,;?!。]", question.folded)]
    start = max((m for m in marks if m < said.start()), default=0)
    end = min((m for m in marks if m >= said.end()), default=len(question.folded))
    spans = [a.span for a in anchors_in(question, scope, catalogue)]
    return sum(start <= a and b <= end for a, b in spans) != 1 or len(spans) < 2


def _bare_asking(said: re.Match[str]) -> str:
    """“相差多少” asks of each document “多少”."""
    found = re.search(r"(?:多少|几)$", said[0])
    return found[0] if found else ""


def _sum(
    question: ParsedQuestion, pieces: Sequence[Sequence[Statement]], catalogue: Catalogue
) -> tuple[Statement, ...]:  # fmt: skip
    """The sum of the figures of two documents, where their units are the same."""
    cited = [tuple(s for s in p if s.evidence) for p in pieces]
    cells = [Cell(p[0].evidence[0].document_id, p, facts_in(p, catalogue)) for p in cited if p]
    total = sum_of(question, cells)
    return (total,) if total else ()


def _refused(sides: Sequence[Side], catalogue: Catalogue) -> Draft | None:
    """The refusal where all documents are named and none says anything; else other routes are asked."""
    if not all(side.sure and side.ways for side in sides):
        return None
    documents = tuple(dict.fromkeys(d for side in sides for d in side.documents))
    scope = Scope(documents, True, tuple(i.id for i in catalogue.infos))
    draft = answer_passage(ParsedQuestion(sides[0].ways[0]), scope, catalogue)
    return None if draft.found else draft


def _of_side(side: Side, catalogue: Catalogue, ask: Asking) -> Draft | None:
    """The first way of asking that is answered as it was asked; else the sentence that comes nearest."""
    found: list[Draft] = []
    names = names_quoted(side, catalogue)
    ways = [w for w in ways_of(side, catalogue) if len(ParsedQuestion(w).core) > 1]
    for at, way in enumerate(ways):
        if found and at >= WAYS and not side.own:
            break
        for draft in _drafts(way, side, catalogue, ask):
            asked = fits(side.ways[0], draft) and holds_one(names, draft, catalogue)
            if asked and says_own(side, draft, catalogue):
                return draft
            found.append(draft)
    fitting = [d for d in found if holds_one(names, d, catalogue)] or found
    return next((d for d in fitting if fits(side.ways[0], d)), next(iter(fitting), None))


def _drafts(way: str, side: Side, catalogue: Catalogue, ask: Asking) -> Iterator[Draft]:
    """What answers a way of asking, as it is judged, and the sentence that comes nearest."""
    asked = ask(way, side.documents)
    if asked.found and _cites(asked) and not _only_heads(asked):
        yield asked
    near = _nearest(way, side, catalogue)
    if near is not None:
        yield near
    elif asked.found and _cites(asked):
        yield asked


def _only_heads(draft: Draft) -> bool:
    """Whether an answer only lists the parts of a chapter."""
    items = [s for s in draft.statements if s.form == "item"]
    return draft.route == "structure" and 1 < len(items) >= len(draft.statements) - 1


def _cites(draft: Draft) -> bool:
    return any(s.evidence for s in draft.statements)


def _nearest(way: str, side: Side, catalogue: Catalogue) -> Draft | None:
    """The best sentence of a document that meets enough of the words, with a figure if one is asked."""
    asked = ParsedQuestion(way)
    scope = Scope(tuple(side.documents), True, tuple(side.documents))
    found = find(asked, scope, catalogue)
    wanting = "quantity" in asked.wants or "count" in asked.wants
    fitting = (c for c in found.candidates if not wanting or _FIGURE.search(c.text))
    best = next(fitting, None)
    if best is None or not _is_near(best, found) or not _has_names(best, asked, catalogue):
        return None
    return Draft("passage", with_announced(found, best))


def _is_near(candidate: Candidate, found: Found) -> bool:
    """Whether a sentence meets enough; more where the question has a word that no document knows."""
    asked = align(found.question, found.terms, found.catalogue)
    if asked.strange(candidate.reading.folded):
        return candidate.cover >= STRANGE
    likely = candidate.cover >= LIKELY and candidate.meaning >= MEANING
    return candidate.cover >= NEAR or likely


def _has_names(candidate: Candidate, asked: ParsedQuestion, catalogue: Catalogue) -> bool:
    """Whether the section of a sentence has the years, codes and quoted names that are asked about."""
    start, end = candidate.node.span
    info = catalogue.info(candidate.document_id)
    text = f"{catalogue.folded(info.id)[start:end]}{candidate.reading.headings}{info.date}"
    names = (*map(str, asked.years), *required_names(asked, catalogue))
    return all(loosely_in(name, text) for name in names)


def _kept(side: Side, draft: Draft, catalogue: Catalogue) -> tuple[Statement, ...]:
    """The statements nearest to what was asked, in their order, as many as stay short."""
    statements = [_whole(s, catalogue) for s in draft.statements if s.evidence or s.form != "lead"]
    if any(s.form != "sentence" for s in statements):
        return tuple(statements)
    terms = subject_terms(ParsedQuestion(side.ways[0]))
    figures = set(re.findall(r"\d+", fold(side.ways[0])))

    def worth(statement: Statement) -> float:
        text = fold(statement.text)
        return catalogue.cover(terms, text) + FIGURE * sum(f in text for f in figures)

    ranked = sorted(statements, key=worth, reverse=True)
    kept: list[Statement] = []
    for statement in ranked:
        near = worth(statement) >= LESS * worth(ranked[0])
        if not kept or (near and sum(len(s.text) for s in (*kept, statement)) <= LENGTH):
            kept.append(statement)
    return tuple(s for s in statements if s in kept)


def _whole(statement: Statement, catalogue: Catalogue) -> Statement:
    """A clause as the short sentence it stands in: beside another document its rest may matter."""
    if statement.form != "sentence" or statement.derived or len(statement.evidence) != 1:
        return statement
    start, end = statement.evidence[0].span
    wide = whole_sentence(statement, catalogue)
    said = fold(catalogue.outline(wide.evidence[0].document_id).text[start:end])
    exact = said.strip("。；，") == fold(statement.text).strip("。；，")
    return wide if exact and len(wide.text) <= SENTENCE else statement
