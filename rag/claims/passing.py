"""Things stated in passing: each is held against the text before the question itself is answered.

“口岸已有300个了，其中新开的占几个”: what is wrong is put right first, and the rest is then asked without
it; a question that only states things and wants them checked is asked in plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.folding import fold
from index.quantities.figures import find_figures, ready
from index.sentences import sentence_spans
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.claims.counted import miscounted
from rag.claims.kinds import claims_in
from rag.claims.misquoted import misquoted
from rag.claims.persons import misnamed
from rag.claims.remarks import is_remark
from rag.claims.rules import is_rule, speaks_against
from rag.claims.slots import says_so
from rag.claims.wording import PARTS, REMARK, Clause, as_check, clauses_of, of_own_case
from rag.draft import Draft, Evidence, Statement
from rag.premises import REST, alike_units, stated_figures
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.terms import subject_terms

MOST = 4
"""Most things stated that are held against the text."""
HELD = 0.6
"""Share of what a clause says that the verdict on it must hold."""
_WRONG = ("不对", "不是")
_RIGHT = "是的"
_LEANS = re.compile(r"^那么?(?![个些里边])|呢$")
_HANGING = re.compile(
    r"(?:已经?|现在|目前|就|都|才|只|仅|共|一共|总共|要|应|为|是|有|到|达到?|超过|不少于|不超过|至少|成|了|的|吧|吗|呢)+$"
)
"""What hangs in the air at the end of a clause whose figure is taken away."""
_SOURCE = re.compile(
    r"出处|出自|来自哪|哪一?[条段节章份句款页]|第几|依据|原文|原话|原句|法条|条文|(?:怎么|咋|如何|怎样)(?:写|说|讲|规定|提|表述)"
)
_FILL = re.compile(
    r"请问?|给个?|求|改革|发展|总体|比喻|[说提]法|数字?|数据|表述|内容|要求|意思|具体|到底|究竟|来着|这个?|那个?|一?[句条]话?|规定|规划|方案|法律?|条例|文件|文章|报道|新闻|里|中|上|的|是|在|写|说|讲|呢|了|个|又|有|[\s?,。!:、]|[\u4e00-\u9fff]{1,6}法"
)
_SOURCED = re.compile(
    r"规划|方案|法[律定规条上里]|条例|规定|要求|专栏|报道|文件|说|写|(?:^既然|本来)"
)
"""Words that tell a rule or a text from one's own case."""
_PIECE = re.compile(
    r"(?:\d[\d.,]*(?:万亿|亿|万)?|[一二三四五六七八九十百两]+)(?:%|个?百分点|[个项条名类级种大年月日天次位款倍成岁人部支步起票件家座]+)(?:以上|以下|以内|左右|多)?"
)

_EACH = re.compile(
    r"(?:各自?|分别)[^,;?。!]{0,6}(?:什么|怎么|怎样|如何|多|几|哪|啥)"
    r"|(?:怎么|怎样|如何)[^;?。!]*又[^,;?。!]{0,3}(?:怎么|怎样|如何)"
)
"""What is asked of each of several is no statement to check."""


def answer_passing(
    question: ParsedQuestion, catalogue: Catalogue, answer: Callable[[str], Draft]
) -> Draft | None:
    """The correction of what a question states wrongly in passing, with the answer to the rest; the
    verdicts on all that it wants checked; None for any other question."""
    clauses = [] if _EACH.search(question.folded) else clauses_of(question)
    stated = [c for c in clauses if c.role == "states"][:MOST]
    asked = [c for c in clauses if c.role == "asks"]
    if not stated:
        return _without_remarks(clauses, answer) or _against_rule(clauses, catalogue, answer)
    if len(clauses) == 1:
        checked = stated[0].checked
        alone = checked or not (question.wants or question.names)
        draft = answer(as_check(stated[0])) if alone else None
        # Bare words are no claim that could be right: “海铁联运 开行时间”.
        verdicts = (*_WRONG, _RIGHT) if checked else _WRONG
        return draft if draft is not None and _verdict(draft, verdicts) else None
    name = _name(question)
    if of_own_case(clauses):
        stated = [c for c in stated if c.checked or _SOURCED.search(c.folded)]
    if not stated:
        return None
    if not asked:
        draft = _checked(question, stated, catalogue, answer)
        sure = any(c.role == "tag" or c.checked for c in clauses)
        return draft if sure or (draft is not None and _verdict(draft, _WRONG)) else None
    drafts = [answer(as_check(c, _for(c, name, question))) for c in stated]
    wrong = [
        (c, d) for c, d in zip(stated, drafts, strict=True)
        if (_verdict(d, _WRONG) or _says_otherwise(c, d)) and _is_of(c, d, catalogue)
    ]  # fmt: skip
    if not wrong:
        return None
    corrected = tuple(s for _, d in wrong for s in d.statements)
    rest = _rest(clauses, [c for c, _ in wrong], name, answer)
    said = {s.text for s in corrected}
    more = tuple(s for s in rest.statements if s.text not in said) if rest else ()
    return Draft(rest.route if rest else wrong[0][1].route, (*corrected, *more))


def answer_told(question: ParsedQuestion, answer: Callable[[str], Draft]) -> Draft | None:
    """What is found for the clause that a refused question only wants the place or the wording of:
    “……，出自哪一条”; None for other questions."""
    clauses = clauses_of(question)
    told = [c for c in clauses if c.role in ("states", "context") and not is_remark(c.folded)]
    asked = [c for c in clauses if c.role == "asks"]
    if len(told) != 1 or of_own_case(clauses) or not all(_only_source(c) for c in asked):
        return None
    sourced = asked or any(_only_source(c) for c in clauses if c is not told[0])
    draft = answer(as_check(told[0], _for(told[0], _name(question), question))) if sourced else None
    return draft if draft is not None and draft.found else None


def _only_source(clause: Clause) -> bool:
    """Whether a clause asks for nothing but the place or the wording of what was told before it."""
    bare = _SOURCE.sub("", clause.folded)
    return bare != clause.folded and not _FILL.sub("", bare)


def answer_put_right(
    question: ParsedQuestion, scope: Scope, catalogue: Catalogue, answer: Callable[[str], Draft]
) -> Draft | None:
    """The right number of a name that the question counts wrongly, or the right holder of an office,
    with the answer to the question so put right; None where neither is wrong."""
    wrong = (
        miscounted(question, scope, catalogue)
        or misnamed(question, scope, catalogue)
        or misquoted(question, scope, catalogue)
    )
    if wrong is None:
        return None
    lead = Statement("不对，", (), "lead", derived=True)
    asked = answer(wrong.text) if question.wants - {"check"} else None
    more = asked.statements if asked is not None and asked.found else ()
    return Draft("passage", (lead, wrong.right, *(s for s in more if s.text != wrong.right.text)))


def _checked(
    question: ParsedQuestion, stated: Sequence[Clause], catalogue: Catalogue,
    answer: Callable[[str], Draft],
) -> Draft | None:  # fmt: skip
    """The verdicts on all that is stated; None when nothing is said of any of it."""
    drafts = [answer(as_check(c, _for(c, _name(question), question))) for c in stated]
    told = [
        d for c, d in zip(stated, drafts, strict=True)
        if _verdict(d, (*_WRONG, _RIGHT)) and (len(stated) == 1 or _is_of(c, d, catalogue))
    ]  # fmt: skip
    if not told:
        return drafts[0] if len(stated) == 1 else None
    statements = list(dict.fromkeys(s for d in told for s in d.statements))
    return Draft(told[0].route, tuple(statements))


def _without_remarks(clauses: Sequence[Clause], answer: Callable[[str], Draft]) -> Draft | None:
    """The answer to what is told without a figure or a name, where the rest only remarks on it."""
    told = [c for c in clauses if c.role != "tag"]
    if any(c.role == "asks" for c in told) or not any(is_remark(c.folded) for c in clauses):
        return None
    whole = "，".join(c.text for c in told)
    return answer(as_check(Clause(whole, whole, "context"))) if told else None


def _against_rule(
    clauses: Sequence[Clause], catalogue: Catalogue, answer: Callable[[str], Draft]
) -> Draft | None:
    """What speaks against a rule told in passing before something is asked; None when nothing does."""
    if of_own_case(clauses) or not any(c.role == "asks" for c in clauses):
        return None
    told = next((c for c in clauses if c.role == "context" and is_rule(c.folded)), None)
    draft = answer(as_check(told)) if told is not None else None
    if told is None or draft is None or not speaks_against(told.folded, draft, catalogue):
        return None
    return draft


def _says_otherwise(clause: Clause, draft: Draft) -> bool:
    """Whether what is found for a clause, without a verdict, gives other figures of the kind that the
    clause states, and none that it states."""
    if not draft.found or _verdict(draft, _RIGHT) or REST.search(clause.folded):
        return False
    own = stated_figures(ParsedQuestion(clause.text))
    text = "".join(s.text for s in draft.statements if not s.derived)
    given = [f for f in find_figures(text, ready(text, fold(text))) if f.number is not None]
    alike = [f for f in given if any(f.unit and alike_units(o.unit, f.unit) for o in own)]
    return bool(alike) and not {o.number for o in own} & {f.number for f in given}


def _is_of(clause: Clause, draft: Draft, catalogue: Catalogue) -> bool:
    """Whether a verdict holds most of what a clause says beside its figures and names."""
    bare = ParsedQuestion(_unstated(clause))
    asked = align(bare, subject_terms(bare), catalogue)
    around = [_around(e, catalogue) for s in draft.statements for e in s.evidence]
    if _verdict(draft, _WRONG) and any(says_so(clause.folded, fold(text)) for text in around):
        return False
    return asked.share(fold("".join((*(s.text for s in draft.statements), *around)))) >= HELD


def _around(place: Evidence, catalogue: Catalogue) -> str:
    """The sentence that a piece of text stands in, with the headings above it."""
    outline = catalogue.outline(place.document_id)
    start = place.span[0]
    spans = sentence_spans(outline.text, outline.at(start).span)
    sentence = next((outline.text[a:b] for a, b in spans if a <= start < b), "")
    return f"{catalogue.info(place.document_id).title}{outline.titles(place.node_id)}{sentence}"


def _verdict(draft: Draft, openings: tuple[str, ...] | str) -> bool:
    return draft.found and bool(draft.statements) and draft.statements[0].text.startswith(openings)


def _rest(
    clauses: Sequence[Clause], wrong: Sequence[Clause], name: str, answer: Callable[[str], Draft]
) -> Draft | None:
    """The answer to what is asked, with what was stated of it but without what was wrong there."""
    asked = "，".join(_LEANS.sub("", c.text) for c in clauses if c.role == "asks")
    about = "，".join(_unstated(c) for c in wrong)
    for way in (f"{name}{about}，{asked}？", f"{name}{asked}？"):
        draft = answer(way)
        if draft.found:
            return draft
    return None


def _unstated(clause: Clause) -> str:
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


def _name(question: ParsedQuestion) -> str:
    """The first name of a document in a question, as written, to be said with each part of it."""
    if not question.names:
        return ""
    start, end = min(question.names)
    return f"{question.text[start:end].rstrip('里中上面')}里"


def _for(clause: Clause, name: str, question: ParsedQuestion) -> str:
    return "" if any(question.text[a:b] in clause.text for a, b in question.names) else name
