"""Figures in running text: the fact that a question asks for, in its own clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import Fact, Outline, Span
from index.folding import fold
from index.sentences import clause_spans
from rag.candidates import Candidate
from rag.catalogue import Catalogue
from rag.draft import Draft, Evidence, Statement
from rag.premises import verdict
from rag.question import ParsedQuestion
from rag.sufficiency import Sufficiency


def answer_figure(
    question: ParsedQuestion, terms: Sequence[str], candidates: Sequence[Candidate],
    catalogue: Catalogue,
) -> Draft | None:  # fmt: skip
    """The clause of the fact that the question asks the figure of, or None."""
    wanted = {"quantity", "count"} & question.wants or (
        "check" in question.wants and question.figures
    )
    if not wanted:
        return None
    sentences = {(c.document_id, c.span): c for c in candidates}
    best: tuple[float, Fact, Span, Candidate] | None = None
    befores: dict[tuple[str, Span], Fact] = {}
    for fact in catalogue.facts(tuple({c.document_id for c in candidates})):
        candidate = sentences.get((fact.document_id, fact.sentence))
        if candidate is None or fact.cell:
            continue
        if not unit_allowed(question, fact.unit):
            continue
        clause = clause_of(fact, catalogue.outline(fact.document_id))
        carried = _carried(fact, clause, befores, catalogue.outline(fact.document_id).text)
        score = _fact_score(question, terms, fact, clause, carried, candidate, catalogue)
        if best is None or score > best[0]:
            best = (score, fact, clause, candidate)
    if best is None:
        return None
    _, fact, clause, candidate = best
    verdict = Sufficiency(catalogue).judge_figure(question, terms, fact, clause)
    if not verdict.enough:
        return None
    return Draft(
        "passage",
        (
            *_premise(question, terms, fact, catalogue),
            _figure_statement(terms, fact, clause, candidate, catalogue),
        ),
    )


def clause_of(fact: Fact, outline: Outline) -> Span:
    """The words around a figure, from its subject to the next mark."""
    text = outline.text
    head = fact.subject[:6]
    start = text.rfind(head, fact.sentence[0], fact.span[0]) if head else -1
    if start < 0:
        start = max(text.rfind(mark, fact.sentence[0], fact.span[0]) for mark in "，、；：,;")
        start = max(start + 1, fact.sentence[0])
    start = _with_listed(text, start, fact.sentence[0])
    found = re.compile(r"[，、；。,;：！？]").search(text, fact.span[1], fact.sentence[1])
    return (start, found.start() if found else fact.sentence[1])


def _with_listed(text: str, start: int, first: int) -> int:
    """The start moved back over “甲、乙、” so that all that a figure holds for is kept.

    A part before the 、 that has a figure of its own is another statement.
    """
    while start > first and text[start - 1] == "、":
        before = max(text.rfind(mark, first, start - 1) for mark in "，、；：,;")
        piece_start = max(before + 1, first)
        if re.search(r"\d(?![\d年月日天至\-—])", text[piece_start : start - 1]):
            break
        start = piece_start
    return start


def _carried(fact: Fact, clause: Span, befores: dict[tuple[str, Span], Fact], text: str) -> str:
    """What the clause before says for this one too: “各海关刑事执法合格率……，行政执法合格率……”,
    “进出口……，其中出口……”. `befores` holds the last fact of each part of a sentence."""
    key = (fact.document_id, _segment(text, fact))
    before = befores.get(key)
    befores[key] = fact
    if fact.subject.startswith("其中"):
        return text[fact.sentence[0] : clause[0]]
    if before is None or before.subject[-3:] != fact.subject[-3:]:
        return ""
    return before.subject[: max(0, len(before.subject) - len(fact.subject))]


def _fact_score(
    question: ParsedQuestion, terms: Sequence[str], fact: Fact, clause: Span, carried: str,
    candidate: Candidate, catalogue: Catalogue,
) -> float:  # fmt: skip
    text = catalogue.outline(fact.document_id).text
    near = catalogue.cover(terms, fold(carried + text[clause[0] : clause[1]]))
    segment = _segment(text, fact)
    around = catalogue.cover(terms, fold(text[segment[0] : segment[1]]))
    unit = _unit_fit(question, fact)
    year = 0.15 if question.years and fact.year in question.years else 0.0
    return 0.4 * near + 0.4 * around + 0.3 * candidate.cover + 0.1 * candidate.meaning + unit + year


def _segment(text: str, fact: Fact) -> Span:
    """The part of the sentence, between semicolons, that holds the figure."""
    parts = clause_spans(text, fact.sentence)
    return next((c for c in parts if c[0] <= fact.span[0] < c[1]), fact.sentence)


_PERCENT_ASKED = re.compile(r"率|比例|比重|占|百分|几成|可用性|[^速]度(?!过)|增长|增幅|%")
_NUMBER_ASKED = re.compile(
    r"(?:多少|几)[个名人项条次套件例起票份期批种座家]|总数|数量|总量|总额|金额|人数|规模"
)
_SIZE_ASKED = re.compile(
    r"(?:多少|几)(?:个)?(亿|万|吨|元|人|名|人次|国家|小时|天|日|年|个月|月|票|倍|座|家|次|起|件|例|期|份|批次|钱)"
)
_DURATION_ASKED = re.compile(r"多久|多长时间")
_DURATION = re.compile(r"[年月日天周]|小时|分钟|秒|星期|季度")
_KIN: dict[str, tuple[str, ...]] = {
    "人": ("人", "名"), "名": ("人", "名"), "人次": ("人次",), "亿": ("亿", "元"), "元": ("元",), "钱": ("元",),
    "国家": ("个", "国家"), "日": ("日", "天"), "天": ("日", "天"), "座": ("座", "个"),
    "家": ("家", "个"), "万": ("",), "月": ("月",),
}  # fmt: skip


def unit_allowed(question: ParsedQuestion, unit: str) -> bool:
    """Whether a figure of this unit can answer the question at all.

    A percentage does not answer a question for a number; one for 亿, 人 or 天 wants that unit.
    """
    if unit == "%" and _NUMBER_ASKED.search(question.folded):
        return bool(_PERCENT_ASKED.search(question.folded))
    asked = _SIZE_ASKED.search(question.folded)
    if _DURATION_ASKED.search(question.folded):
        return bool(_DURATION.search(unit))
    if asked is None:
        return True
    return any(kin in unit for kin in _KIN.get(asked[1], (asked[1],)))


def _unit_fit(question: ParsedQuestion, fact: Fact) -> float:
    """Whether the unit is the one asked for: 多少人 → 人/名, 多少个 → 个, 率/比例 → %."""
    folded, unit = question.folded, fact.unit.lstrip("多余")
    if re.search(r"率|比例|百分|占比|几成|比重", folded):
        return 0.12 if "%" in unit or "百分" in unit else -0.12
    asked = re.search(
        r"(?:多少|几)(名|人|个|项|次|套|件|例|起|票|份|期|种|类|天|年|个月|小时|国家|亿|万|吨|元|倍|大类|批)",
        folded,
    )
    if asked is None:
        stated = {u for _, u in question.figures[-1:] if u and "check" in question.wants}
        # 12个月 in a question is read as 12个
        return 0.14 if unit and any(unit.startswith(said) for said in stated) else 0.0
    word = asked[1]
    people = {"名", "人", "人次"}
    if word == unit or (word in people and unit in people) or word in unit:
        return 0.14
    if word == "国家":
        return 0.1 if unit == "个" else -0.1
    return -0.12


def _figure_statement(
    terms: Sequence[str], fact: Fact, clause: Span, candidate: Candidate, catalogue: Catalogue
) -> Statement:
    text = catalogue.outline(fact.document_id).text
    piece = text[clause[0] : clause[1]]
    if catalogue.cover(terms, fold(piece)) >= 0.5 * candidate.own:
        span = clause
    else:
        span = _segment(text, fact)
    span = _completed(text, span, fact.sentence)
    shown = text[span[0] : span[1]].rstrip("；;，,。")
    return Statement(
        f"{shown}。", (Evidence(fact.document_id, fact.node_id, (span[0], span[0] + len(shown))),)
    )


_CONDITION = re.compile(r"起[^,，]{1,12}内$|的$|之日起$")
_NO_SUBJECT = re.compile(r"(?:但|并)?(?:可以|应当|不得|最长)")


def _completed(text: str, span: Span, sentence: Span) -> Span:
    """A clause of a law with the one that it needs: a condition (“……一年内”, “……的”) with what
    follows from it, a rule without a subject (“可以……”) with what it is said of."""
    start, end = span
    if _CONDITION.search(text[start:end]):
        following = re.compile(r"[；。;]|[，,]").search(text, end + 1, sentence[1])
        end = following.start() if following else sentence[1]
    if start > sentence[0] and _NO_SUBJECT.match(text, start):
        before = max(text.rfind(mark, sentence[0], start - 1) for mark in "，；：,;")
        start = max(before + 1, sentence[0])
    return start, end


def _premise(
    question: ParsedQuestion, terms: Sequence[str], fact: Fact, catalogue: Catalogue
) -> tuple[Statement, ...]:
    folded = catalogue.folded(fact.document_id)
    cover = catalogue.cover(terms, folded[fact.sentence[0] : fact.sentence[1]])
    said = verdict(question, (fact,), targets=False, cover=cover)
    return (said,) if said else ()
