"""One answer against one question of a set: every measure of that question, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.gold import Place, all_cited, gold_keys, ranked_keys
from eval.measures.citing import citation_precision, citation_recall, listed, statements_of
from eval.measures.content import judge_content
from eval.measures.quoting import quote_validity
from eval.measures.ranking import ndcg_at, recall_at, reciprocal_rank, success_at
from eval.measures.support import figure_support
from eval.normal import figures
from eval.passages import passage_of
from eval.questions import EvalQuestion
from index.documents import Outline
from rag.answer import Answer


@dataclass(frozen=True, slots=True)
class Ranking:
    """How well the search found the gold sections; all in [0, 1]."""

    success1: float = 0.0
    success5: float = 0.0
    recall5: float = 0.0
    reciprocal_rank: float = 0.0
    ndcg10: float = 0.0


@dataclass(frozen=True, slots=True)
class Grounding:
    """How well an answer is proved by what it cites; all in [0, 1].

    `first` and `cited`: the first citation, or all of them together, stand at the gold sections.
    """

    first: float = 0.0
    cited: float = 0.0
    recall: float = 0.0
    precision: float = 0.0
    quotes: float = 0.0
    figures: float = 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one question.

    `ranking` is None when there is no gold or the texts came with the question; `grounding` is
    None when the system refused. An error counts as a wrong answer: a forgotten question scores 0.
    """

    id: str
    type: str
    answerable: bool
    refused: bool
    correct: bool
    over_length: bool
    missing: tuple[str, ...]
    forbidden: tuple[str, ...]
    ranking: Ranking | None
    grounding: Grounding | None
    error: str = ""


def judge(
    question: EvalQuestion,
    answer: Answer,
    hits: Sequence[Place] | None,
    outlines: Mapping[str, Outline],
) -> Judgement:
    """All measures of one answer. `outlines` by document id, for every document that is cited."""
    refused = answer.status == "not_found"
    content = judge_content(
        answer.answer, question.required, question.forbidden, max_chars=question.max_chars
    )
    correct = content.correct and refused != question.answerable
    return Judgement(
        id=question.id,
        type=question.type,
        answerable=question.answerable,
        refused=refused,
        correct=correct,
        over_length=content.over_length and not refused,
        missing=content.missing,
        forbidden=content.forbidden,
        ranking=_ranking(question, hits),
        grounding=None if refused else _grounding(question, answer, outlines),
    )


def failed(question: EvalQuestion, error: str) -> Judgement:
    """The judgement of a question that ended in an error: wrong, and 0 wherever it is measured."""
    return Judgement(
        id=question.id,
        type=question.type,
        answerable=question.answerable,
        refused=False,
        correct=False,
        over_length=False,
        missing=tuple(group[0] for group in question.required),
        forbidden=(),
        ranking=_ranking(question, ()),
        grounding=Grounding(),
        error=error,
    )


def _ranking(question: EvalQuestion, hits: Sequence[Place] | None) -> Ranking | None:
    if hits is None or not question.gold.sections or question.texts:
        return None
    relevant, ranked = gold_keys(question.gold), ranked_keys(hits, question.gold)
    return Ranking(
        success_at(1, ranked, relevant),
        success_at(5, ranked, relevant),
        recall_at(5, ranked, relevant),
        reciprocal_rank(ranked, relevant),
        ndcg_at(10, ranked, relevant),
    )


def _grounding(
    question: EvalQuestion, answer: Answer, outlines: Mapping[str, Outline]
) -> Grounding:
    exempt = [figure for text in question.derived for figure in figures(text)]
    exempt.append(str(listed(answer.answer)))
    passages = {c.n: passage_of(c, outlines.get(c.document_id)) for c in answer.citations}
    statements = statements_of(answer.answer)
    return Grounding(
        first=float(bool(answer.citations) and _first_stands(question, answer)),
        cited=float(bool(question.gold.sections) and all_cited(answer.citations, question.gold)),
        recall=citation_recall(statements, passages, exempt),
        precision=citation_precision(statements, passages, exempt),
        quotes=quote_validity(answer.citations, {k: o.text for k, o in outlines.items()}),
        figures=figure_support(answer.answer, "\n".join(passages.values()), exempt),
    )


def _first_stands(question: EvalQuestion, answer: Answer) -> bool:
    return ranked_keys(answer.citations[:1], question.gold)[0] in gold_keys(question.gold)
