"""Means over the judgements of a run, overall and by type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.judge import Judgement
from eval.lines import Line
from eval.measures.interval import interval
from eval.measures.latency import percentile
from eval.measures.refusal import RefusalScores, refusal_scores
from eval.questions import TYPE_NAMES
from eval.second import SecondScores, second_scores


@dataclass(frozen=True, slots=True)
class Means:
    """Means over a group of questions; None where no question of the group has the measure.

    `interval` is that of `correct` at 95 of 100, by bootstrap over the questions.

    Ranking is over questions with gold that were searched, grounding over answerable questions
    (a refused one scores 0 in `first` and `cited`) or, for the rest, over what was answered.
    """

    questions: int
    correct: float
    interval: tuple[float, float]
    over_length: float
    refused: float
    success1: float | None
    success5: float | None
    recall5: float | None
    mrr: float | None
    ndcg10: float | None
    first: float | None
    cited: float | None
    citation_recall: float | None
    citation_precision: float | None
    quotes: float | None
    figures: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """All means of a run; latencies in seconds; `second` apart from them, None without one."""

    overall: Means
    by_type: tuple[tuple[str, Means], ...]
    refusal: RefusalScores
    errors: int
    p50: float
    p95: float
    p99: float
    second: SecondScores | None = None


def summarise(lines: Sequence[Line]) -> Summary:
    """Means over the lines of a run; ValueError when there are none."""
    judgements = [line.judgement for line in lines]
    verdicts = [verdict for line in lines for verdict in line.second]
    seconds = [line.ask_seconds for line in lines]
    kinds = [kind for kind in TYPE_NAMES if any(j.type == kind for j in judgements)]
    return Summary(
        overall=_means(judgements),
        by_type=tuple((kind, _means([j for j in judgements if j.type == kind])) for kind in kinds),
        refusal=refusal_scores((j.answerable, j.refused) for j in judgements),
        errors=sum(bool(j.error) for j in judgements),
        p50=percentile(seconds, 50),
        p95=percentile(seconds, 95),
        p99=percentile(seconds, 99),
        second=second_scores(verdicts) if verdicts else None,
    )


def _means(group: Sequence[Judgement]) -> Means:
    rankings = [j.ranking for j in group if j.ranking]
    grounded = [j.grounding for j in group if j.grounding]
    gold = [j for j in group if j.answerable]
    return Means(
        questions=len(group),
        correct=_mean(j.correct for j in group) or 0.0,
        interval=interval([float(j.correct) for j in group]),
        over_length=_mean(j.over_length for j in group) or 0.0,
        refused=_mean(j.refused for j in group) or 0.0,
        success1=_mean(r.success1 for r in rankings),
        success5=_mean(r.success5 for r in rankings),
        recall5=_mean(r.recall5 for r in rankings),
        mrr=_mean(r.reciprocal_rank for r in rankings),
        ndcg10=_mean(r.ndcg10 for r in rankings),
        first=_mean(j.grounding.first if j.grounding else 0.0 for j in gold),
        cited=_mean(j.grounding.cited if j.grounding else 0.0 for j in gold),
        citation_recall=_mean(g.recall for g in grounded),
        citation_precision=_mean(g.precision for g in grounded),
        quotes=_mean(g.quotes for g in grounded),
        figures=_mean(g.figures for g in grounded),
    )


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None
