"""Things stated in passing: each is held against the text before the question itself is answered.

“口岸已有300个了，其中新开的占几个”: what is wrong is put right first, and the rest is then asked without
it; a question that only states things and wants them checked is asked in plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.catalogue import Catalogue
from rag.claims.checked import (
    RIGHT,
    WRONG,
    checked,
    has_verdict,
    is_of,
    name_for,
    name_in,
    says_otherwise,
    unstated,
)  # fmt: skip
from rag.claims.counted import counts_saying, miscounted, recounted
from rag.claims.misquoted import misquoted
from rag.claims.persons import misnamed
from rag.claims.remarks import is_remark
from rag.claims.rules import is_rule, speaks_against
from rag.claims.wording import Clause, as_check, clauses_of, of_own_case
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.structure.claimed_counts import counts_several

MOST = 4
"""Most things stated that are held against the text."""
_LEANS = re.compile(r"^那么?(?![个些里边])|呢$")
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
    if counts_saying(question) or counts_several(question):
        return None  # answer_put_right and the outline have the whole question
    clauses = [] if _EACH.search(question.folded) else clauses_of(question)
    stated = [c for c in clauses if c.role == "states"][:MOST]
    if not stated:
        return _without_remarks(clauses, answer) or _against_rule(clauses, catalogue, answer)
    if len(clauses) == 1:
        return _alone(question, stated[0], answer)
    if of_own_case(clauses):
        stated = [c for c in stated if c.checked or _SOURCED.search(c.folded)]
    if not stated:
        return None
    if any(c.role == "asks" for c in clauses):
        return _put_right(question, clauses, stated, catalogue, answer)
    draft = checked(question, stated, catalogue, answer)
    sure = any(c.role == "tag" or c.checked for c in clauses)
    return draft if sure or (draft is not None and has_verdict(draft, WRONG)) else None


def _alone(
    question: ParsedQuestion, clause: Clause, answer: Callable[[str], Draft]
) -> Draft | None:
    """The verdict on the one clause of a question that states something and asks nothing besides."""
    if not clause.checked and (question.wants or question.names):
        return None
    draft = answer(as_check(clause))
    # Bare words are no claim that could be right: “海铁联运 开行时间”.
    return draft if has_verdict(draft, (*WRONG, RIGHT) if clause.checked else WRONG) else None


def _put_right(
    question: ParsedQuestion, clauses: Sequence[Clause], stated: Sequence[Clause],
    catalogue: Catalogue, answer: Callable[[str], Draft],
) -> Draft | None:  # fmt: skip
    """What is stated wrongly put right, with the answer to what is asked besides."""
    drafts = [answer(as_check(c, name_for(c, question))) for c in stated]
    wrong = [
        (c, d) for c, d in zip(stated, drafts, strict=True)
        if (has_verdict(d, WRONG) or says_otherwise(c, d)) and is_of(c, d, catalogue)
    ]  # fmt: skip
    if not wrong:
        return None
    corrected = tuple(s for _, d in wrong for s in d.statements)
    rest = _rest(clauses, [c for c, _ in wrong], name_in(question), answer)
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
    draft = answer(as_check(told[0], name_for(told[0], question))) if sourced else None
    return draft if draft is not None and draft.found else None


def answer_otherwise(
    question: ParsedQuestion, catalogue: Catalogue, answer: Callable[[str], Draft]
) -> Draft | None:
    """What a document says with another figure than the one thing that a refused question states; None
    where it states none or several, or the text has no such figure."""
    clauses = clauses_of(question)
    stated = [c for c in clauses if c.role == "states"]
    if len(stated) != 1 or of_own_case(clauses):
        return None
    draft = answer(as_check(stated[0], name_for(stated[0], question)))
    told = says_otherwise(stated[0], draft) and is_of(stated[0], draft, catalogue)
    return draft if told else None


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
        or recounted(question, scope, catalogue)
        or misnamed(question, scope, catalogue)
        or misquoted(question, scope, catalogue)
    )
    if wrong is None:
        return None
    lead = Statement("不对，", (), "lead", derived=True)
    asked = answer(wrong.text) if question.wants - {"check"} else None
    more = asked.statements if asked is not None and asked.found else ()
    return Draft("passage", (lead, wrong.right, *(s for s in more if s.text != wrong.right.text)))


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


def _rest(
    clauses: Sequence[Clause], wrong: Sequence[Clause], name: str, answer: Callable[[str], Draft]
) -> Draft | None:
    """The answer to what is asked, with what was stated of it but without what was wrong there."""
    asked = "，".join(_LEANS.sub("", c.text) for c in clauses if c.role == "asks")
    about = "，".join(unstated(c) for c in wrong)
    for way in (f"{name}{about}，{asked}？", f"{name}{asked}？"):
        draft = answer(way)
        if draft.found:
            return draft
    return None
