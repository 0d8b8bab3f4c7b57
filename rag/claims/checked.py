"""Clauses that state something, each held against the text: the verdicts, and whether they are to the point."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.folding import fold
from index.quantities.figures import find_figures, ready
from index.sentences import sentence_spans
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.claims.kinds import claims_in
from rag.claims.slots import says_so
from rag.claims.wording import PARTS, REMARK, Clause, as_check
from rag.draft import Draft, Evidence, Statement
from rag.premises import REST, alike_units, stated_figures
from rag.question import ParsedQuestion
from rag.terms import subject_terms

HELD = 0.6
"""Share of what a clause says that the verdict on it must hold."""
WRONG = ("不对", "不是")
RIGHT = "是的"
"""What the verdicts on a claim begin with."""
_HANGING = re.compile(
    r"(?:已经?|现在|目前|就|都|才|只|仅|共|一共|总共|要|应|为|是|有|到|达到?|超过|不少于|不超过|至少|成|了|的|吧|吗|呢)+$"
)
"""What hangs in the air at the end of a clause whose figure is taken away."""
_PIECE = re.compile(
    r"(?:\d[\d.,]*(?:万亿|亿|万)?|[一二三四五六七八九十百两]+)(?:%|个?百分点|[个项条名类级种大年月日天次位款倍成岁人部支步起票件家座]+)(?:以上|以下|以内|左右|多)?"
)


def checked(
    question: ParsedQuestion, stated: Sequence[Clause], catalogue: Catalogue,
    answer: Callable[[str], Draft],
) -> Draft | None:  # fmt: skip
    """The verdicts on all that is stated; None when nothing is said of any of it."""
    both = _together(stated, question, answer)
    if both is not None:
        return both
    drafts = [answer(as_check(c, name_for(c, question))) for c in stated]
    told = [
        (c, d) for c, d in zip(stated, drafts, strict=True)
        if has_verdict(d, (*WRONG, RIGHT)) and (len(stated) == 1 or is_of(c, d, catalogue))
    ]  # fmt: skip
    if not told:
        return drafts[0] if len(stated) == 1 else None
    statements = list(dict.fromkeys(s for d in _in_one(told) for s in d.statements))
    return Draft(told[0][1].route, tuple(statements))


def _together(
    stated: Sequence[Clause], question: ParsedQuestion, answer: Callable[[str], Draft]
) -> Draft | None:
    """What speaks against the figures of one kind that several clauses state, where one sentence has as
    many of them; None where they are better held against the text one by one."""
    figured = [c for c in stated if len(stated_figures(ParsedQuestion(c.text))) == 1]
    units = [stated_figures(ParsedQuestion(c.text))[0].unit for c in figured]
    if len(figured) < 2 or not units[0] or not all(alike_units(units[0], u) for u in units):
        return None
    whole = replace(figured[0], text="，".join(c.text for c in figured))
    draft = answer(as_check(whole, name_for(figured[0], question)))
    text = "".join(s.text for s in draft.statements if s.evidence)
    given = [
        f for f in find_figures(text, ready(text, fold(text))) if alike_units(units[0], f.unit)
    ]
    return draft if has_verdict(draft, WRONG) and len(given) >= len(figured) else None


def _in_one(told: Sequence[tuple[Clause, Draft]]) -> list[Draft]:
    """The verdicts one after another. Where one sentence bears one clause out and not another, what is
    wrong is named, and the sentence said once."""
    wrong = [(c, d) for c, d in told if has_verdict(d, WRONG)]
    right = [d for _, d in told if not has_verdict(d, WRONG)]
    kept = []
    for clause, draft in told:
        others = right if has_verdict(draft, WRONG) else [d for _, d in wrong]
        if not any(_say_the_same(draft, other) for other in others):
            kept.append(draft)
        elif has_verdict(draft, WRONG):
            said = re.sub(r"(?:，对)?吗？$", "", as_check(clause))
            first = Statement(f"不对，“{said}”有误：", (), "lead", derived=True)
            rest = [s for s in draft.statements if s.form != "lead"]
            kept.append(replace(draft, statements=(first, *rest)))
    return kept


def _say_the_same(draft: Draft, other: Draft) -> bool:
    """Whether one of two verdicts rests on the words of the other, or on a piece of them."""
    said, told = ([s.text.rstrip("。") for s in d.statements if s.evidence] for d in (draft, other))
    return any(a in b or b in a for a in said for b in told)


def says_otherwise(clause: Clause, draft: Draft) -> bool:
    """Whether what is found for a clause, without a verdict, gives other figures of the kind that the
    clause states, and none that it states."""
    if not draft.found or has_verdict(draft, RIGHT) or REST.search(clause.folded):
        return False
    own = stated_figures(ParsedQuestion(clause.text))
    text = "".join(s.text for s in draft.statements if not s.derived)
    given = [f for f in find_figures(text, ready(text, fold(text))) if f.number is not None]
    alike = [f for f in given if any(f.unit and alike_units(o.unit, f.unit) for o in own)]
    return bool(alike) and not {o.number for o in own} & {f.number for f in given}


def is_of(clause: Clause, draft: Draft, catalogue: Catalogue) -> bool:
    """Whether a verdict holds most of what a clause says beside its figures and names."""
    bare = ParsedQuestion(unstated(clause))
    asked = align(bare, subject_terms(bare), catalogue)
    around = [_around(e, catalogue) for s in draft.statements for e in s.evidence]
    if has_verdict(draft, WRONG) and any(says_so(clause.folded, fold(text)) for text in around):
        return False
    return asked.share(fold("".join((*(s.text for s in draft.statements), *around)))) >= HELD


def _around(place: Evidence, catalogue: Catalogue) -> str:
    """The sentence that a piece of text stands in, with the headings above it."""
    outline = catalogue.outline(place.document_id)
    start = place.span[0]
    spans = sentence_spans(outline.text, outline.at(start).span)
    sentence = next((outline.text[a:b] for a, b in spans if a <= start < b), "")
    return f"{catalogue.info(place.document_id).title}{outline.titles(place.node_id)}{sentence}"


def has_verdict(draft: Draft, openings: tuple[str, ...] | str) -> bool:
    """Whether a draft opens with one of these words."""
    return draft.found and bool(draft.statements) and draft.statements[0].text.startswith(openings)


def unstated(clause: Clause) -> str:
    """A clause without what it states: its subject."""
    text = clause.text
    for claim in sorted(claims_in(clause.folded), key=lambda c: -c.span[0]):
        if claim.kind in ("list", "name", "date", "code", "body"):
            text = (
                f"{text[: claim.span[0]]}{text[claim.span[1] :]}"
                if len(text) == len(clause.folded)
                else text
            )
    text = REMARK.sub("", text)
    bare = PARTS.sub("", _PIECE.sub("", re.sub(r"[\"“”']{2,}", "", text)))
    return _HANGING.sub("", bare)


def name_in(question: ParsedQuestion) -> str:
    """The first name of a document in a question, as written, to be said with each part of it."""
    if not question.names:
        return ""
    start, end = min(question.names)
    return f"{question.text[start:end].rstrip('里中上面')}里"


def name_for(clause: Clause, question: ParsedQuestion) -> str:
    """The name of the document that a clause of the question is about, where it does not say it."""
    named = any(question.text[a:b] in clause.text for a, b in question.names)
    return "" if named else name_in(question)
