"""The gate: floors under the figures of a set, kept in a file with the hash of what they were for.

A change that makes an answer worse must not pass unseen; nor may the floor be lowered in passing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.errors import GateError
from eval.run import Run
from eval.summary import Summary
from index.reasons import reason

SLACK = 0.005
"""How far under a measured figure its floor is set: less than two questions of three hundred."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The least each measure may reach on this set over this corpus; measures in [0, 1]."""

    set: str
    split: str
    questions_hash: str
    corpus_hash: str
    floors: dict[str, float]


@dataclass(frozen=True, slots=True)
class Fall:
    """A measure that stands below its floor."""

    name: str
    floor: float
    value: float


def measured(summary: Summary) -> dict[str, float]:
    """The figures that the gate watches, by name, higher always better."""
    means, refusal = summary.overall, summary.refusal
    figures: dict[str, float | None] = {
        "correct": means.correct,
        "success1": means.success1,
        "success5": means.success5,
        "ndcg10": means.ndcg10,
        "cited": means.cited,
        "citation_recall": means.citation_recall,
        "citation_precision": means.citation_precision,
        "quotes": means.quotes,
        "figures": means.figures,
        "refusal_recall": refusal.recall,
        "answered": 1 - refusal.false_refusals,
        "not_over_length": 1 - means.over_length,
        "without_error": 1 - summary.errors / means.questions,
    }
    by_type = {f"correct of {kind}": m.correct for kind, m in summary.by_type}
    return {name: value for name, value in {**figures, **by_type}.items() if value is not None}


def read_floors(path: Path) -> Floors:
    """The floors that a file holds; GateError when there is none or it is broken."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        floors = {str(name): float(value) for name, value in content["floors"].items()}
        if not floors or not all(0 <= floor <= 1 for floor in floors.values()):
            raise ValueError("a floor that is no share, or none at all, would hold nothing up")
        return Floors(**{**content, "floors": floors})
    except FileNotFoundError:
        raise GateError(
            f"没有门槛文件“{path}”，用 guanwen eval gate --update 按这次的结果建立。"
        ) from None
    except OSError as error:
        raise GateError(f"门槛文件“{path}”读不出来：{reason(error)}。") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GateError(f"门槛文件“{path}”已损坏。") from error


def falls(run: Run, floors: Floors) -> tuple[Fall, ...]:
    """The measures below their floors; GateError when the run is of another set or corpus."""
    manifest = run.manifest
    if (manifest.questions_hash, manifest.corpus_hash) != (
        floors.questions_hash,
        floors.corpus_hash,
    ):
        what = "题目" if manifest.questions_hash != floors.questions_hash else "语料"
        raise GateError(f"{what}与定门槛时不同，请核对后用 guanwen eval gate --update 重定门槛。")
    values = measured(run.summary)
    return tuple(
        Fall(name, floor, values.get(name, 0.0))
        for name, floor in floors.floors.items()
        if values.get(name, 0.0) < floor - 1e-9
    )


def updated(run: Run, old: Floors | None, *, lower: bool) -> Floors:
    """Floors after a run: a little under its figures, and never under the old ones unless `lower`.

    That holds for another set or corpus too: whoever takes the hard questions out lowers the gate.
    GateError names the measures that would be lowered.
    """
    settings = dict(run.manifest.settings)
    new = {name: max(0.0, round(v - SLACK, 4)) for name, v in measured(run.summary).items()}
    manifest = run.manifest
    if old is not None:
        fallen = [n for n, floor in old.floors.items() if measured(run.summary).get(n, 0.0) < floor]
        if fallen and not lower:
            raise GateError(
                f"不降低门槛：{'、'.join(fallen)} 低于原来的门槛；确要降低请加 --lower。"
            )
        if not lower:
            new = {name: max(floor, old.floors.get(name, 0.0)) for name, floor in new.items()}
    return Floors(
        settings.get("set", ""), settings.get("split", "all"), manifest.questions_hash,
        manifest.corpus_hash, new,
    )  # fmt: skip


def write_floors(path: Path, floors: Floors) -> None:
    """Write the floors; GateError when that cannot be done."""
    text = json.dumps(asdict(floors), ensure_ascii=False, indent=2) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise GateError(f"门槛写不进“{path}”：{reason(error)}。") from error
