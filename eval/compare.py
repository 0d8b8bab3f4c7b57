"""Two runs of one set side by side: question by question, win, tie or loss, and whether it is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from eval.errors import RunError
from eval.lines import Line
from eval.measures.paired import randomisation_test, sign_test
from eval.questions import TYPE_NAMES
from eval.run import Run
from eval.table import percent, text_table

Outcome = Literal["win", "tie", "loss"]

LEVEL = 0.05
"""A difference less likely than this by chance alone is called one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One question in both runs; `outcome` is that of the second run."""

    before: Line
    after: Line

    @property
    def outcome(self) -> Outcome:
        """Win when only the second run is right, loss when only the first is."""
        a, b = self.before.judgement.correct, self.after.judgement.correct
        return "tie" if a == b else "win" if b else "loss"


@dataclass(frozen=True, slots=True)
class Difference:
    """One measure in both runs over the questions that have it in both; `p` as of chance alone."""

    name: str
    questions: int
    before: float
    after: float
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All questions that both runs have; `differing`: what the runs themselves do not share."""

    pairs: tuple[Pair, ...]
    measures: tuple[Difference, ...]
    sign_p: float
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    differing: tuple[str, ...] = ()

    def of(self, outcome: Outcome) -> tuple[Pair, ...]:
        """The pairs with this outcome, in the order of the set."""
        return tuple(pair for pair in self.pairs if pair.outcome == outcome)


def compare_runs(before: Run, after: Run) -> Comparison:
    """Compares two runs over the questions that both have, word for word the same.

    RunError when they have none in common.
    """
    first = {line.question.id: line for line in before.lines}
    second = {line.question.id: line for line in after.lines}
    pairs = tuple(
        Pair(line, second[id_])
        for id_, line in first.items()
        if id_ in second and second[id_].question == line.question
    )
    if not pairs:
        raise RunError("这两次评测没有相同的题目，不能比较。")
    shared = {pair.before.question.id for pair in pairs}
    outcomes = [pair.outcome for pair in pairs]
    return Comparison(
        pairs,
        tuple(_differences(pairs)),
        sign_test(outcomes.count("win"), outcomes.count("loss")),
        tuple(id_ for id_ in first if id_ not in shared),
        tuple(id_ for id_ in second if id_ not in shared),
        before.manifest.differences(after.manifest),
    )


def comparison_table(comparison: Comparison, most: int = 20) -> str:
    """What a person reads: measures side by side, counts by type, the questions that changed."""
    wins, losses = comparison.of("win"), comparison.of("loss")
    ties = len(comparison.pairs) - len(wins) - len(losses)
    verdict = "不像偶然" if comparison.sign_p < LEVEL else "可能只是偶然"
    said = (
        f"共同的题 {len(comparison.pairs)} 道：变好 {len(wins)}，变坏 {len(losses)}，"
        f"不变 {ties}；符号检验 p={comparison.sign_p:.3f}，{verdict}。"
    )
    left_out = len(comparison.only_before) + len(comparison.only_after)
    notes = [f"两次评测不同的是：{'、'.join(comparison.differing) or '没有'}。"]
    notes += [f"另有 {left_out} 道题只在其中一次里，或题目改过，没有比较。"] if left_out else []
    tables = [_measure_table(comparison), _type_table(comparison)]
    changed = [*_changed("变坏", losses, most), *_changed("变好", wins, most)]
    return "\n\n".join([*tables, "\n".join([said, *notes]), *changed])


def comparison_json(comparison: Comparison) -> dict[str, object]:
    """The comparison for programs."""
    return {
        "measures": [asdict(measure) for measure in comparison.measures],
        "sign_p": comparison.sign_p,
        "questions": [
            {"id": pair.before.question.id, "outcome": pair.outcome} for pair in comparison.pairs
        ],
        "differing": list(comparison.differing),
        "only_before": list(comparison.only_before),
        "only_after": list(comparison.only_after),
    }


def _differences(pairs: Sequence[Pair]) -> list[Difference]:
    found = []
    for name in _MEASURES:
        both = [(_value(p.before, name), _value(p.after, name)) for p in pairs]
        scores = [(a, b) for a, b in both if a is not None and b is not None]
        if not scores:
            continue
        count = len(scores)
        p = randomisation_test([b - a for a, b in scores])
        means = [sum(column) / count for column in zip(*scores, strict=True)]
        found.append(Difference(name, count, means[0], means[1], p))
    return found


_MEASURES = (
    "答对",
    "命中@1",
    "命中@5",
    "MRR",
    "nDCG@10",
    "引全出处",
    "引用召回",
    "引用精确",
    "未作答",
)


def _value(line: Line, name: str) -> float | None:
    """One measure of one line; None where the line does not have it."""
    verdict, ranking, grounding = line.judgement, line.judgement.ranking, line.judgement.grounding
    match name:
        case "答对":
            return float(verdict.correct)
        case "未作答":
            return float(verdict.refused)
        case "命中@1" | "命中@5" | "MRR" | "nDCG@10":
            return getattr(ranking, _RANKING[name]) if ranking else None
        case "引全出处":  # as in the table: a refused question that has an answer cites nothing
            return (grounding.cited if grounding else 0.0) if verdict.answerable else None
        case _:
            return getattr(grounding, _GROUNDING[name]) if grounding else None


_RANKING = {
    "命中@1": "success1", "命中@5": "success5", "MRR": "reciprocal_rank", "nDCG@10": "ndcg10",
}  # fmt: skip
_GROUNDING = {"引用召回": "recall", "引用精确": "precision"}


def _measure_table(comparison: Comparison) -> str:
    rows = [
        (m.name, str(m.questions), percent(m.before), percent(m.after),
         f"{100 * (m.after - m.before):+.1f}", f"{m.p:.3f}")
        for m in comparison.measures
    ]  # fmt: skip
    return text_table([("指标", "题数", "前一次", "后一次", "相差", "p"), *rows])


def _type_table(comparison: Comparison) -> str:
    rows = []
    for kind, name in TYPE_NAMES.items():
        outcomes = [p.outcome for p in comparison.pairs if p.before.question.type == kind]
        if outcomes:
            counts = (outcomes.count(o) for o in ("win", "tie", "loss"))
            rows.append((name, str(len(outcomes)), *map(str, counts)))
    return text_table([("类型", "题数", "变好", "不变", "变坏"), *rows])


def _changed(what: str, pairs: Sequence[Pair], most: int) -> list[str]:
    if not pairs:
        return []
    lines = [
        f"  {pair.before.question.id}　{_one_line(pair.before.question.turns[-1])}\n"
        f"      前：{_said(pair.before)}\n      后：{_said(pair.after)}"
        for pair in pairs[:most]
    ]
    if len(pairs) > most:
        lines.append(f"  另有 {len(pairs) - most} 道。")
    return ["\n".join([f"{what}的题：", *lines])]


def _said(line: Line) -> str:
    text = _one_line(line.answer.answer if line.answer else line.judgement.error)
    return text if len(text) <= 60 else text[:59] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
