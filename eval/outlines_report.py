"""The scores of outlines for people and for programs."""

from __future__ import annotations

from eval.headings import Score
from eval.outlines import LawScores, OutlineScores, ReportRun
from eval.table import text_table


def outlines_table(found: OutlineScores) -> str:
    """The scores for people, and every heading that was lost or invented."""
    rows: list[tuple[str, ...]] = [("文件", "标题", "应有", "找到", "一致", "F1")]
    for kind, laws in (("去掉标记", found.plain), ("Markdown", found.marked)):
        name = f"法律 {laws.files} 份（{kind}）"
        rows += [_row(name, "编/章/节", laws.headings), _row("", "条", laws.articles)]
    for plan in found.plans:
        rows += [_row(plan.file, "一、", plan.chapters), _row("", "（一）", plan.sections)]
    clear = [run for run in found.reports if run.clear]
    unclear = [run for run in found.reports if run.there and not run.clear]
    complete = sum(run.complete for run in clear)
    lines = [
        text_table(rows),
        f"没有换行的报告 {len(found.reports)} 份："
        f"{len(clear)} 份里的一、二、……各出现一次，其中 {complete} 份全部找到；"
        f"{len(unclear)} 份里有编号重复出现，不能断定标题有几个。",
        *(_run(run) for run in clear if not run.complete),
        *(f"{_run(run)}（编号有重复）" for run in unclear if not run.complete),
        f"还原：{found.documents} 份中 {found.documents - len(found.unsound)} 份由各部分拼回原文，位置一字不差。",
        *(f"  不能还原：{name}" for name in found.unsound),
        *(f"  {line}" for line in found.plain.missed),
        *(f"  （Markdown）{line}" for line in found.marked.missed),
    ]
    return "\n".join(lines)


def outlines_json(found: OutlineScores) -> dict[str, object]:
    """The scores for programs."""
    return {
        "laws": _laws_json(found.plain),
        "laws_markdown": _laws_json(found.marked),
        "plans": [
            {
                "file": p.file,
                "chapters": _score_json(p.chapters),
                "sections": _score_json(p.sections),
            }
            for p in found.plans
        ],
        "reports": [
            {
                "name": r.name,
                "there": r.there,
                "found": r.found,
                "clear": r.clear,
                "complete": r.complete,
            }
            for r in found.reports
        ],
        "documents": found.documents,
        "unsound": list(found.unsound),
    }


def _laws_json(laws: LawScores) -> dict[str, object]:
    return {
        "files": laws.files,
        "headings": _score_json(laws.headings),
        "articles": _score_json(laws.articles),
        "missed": list(laws.missed),
    }


def _score_json(score: Score) -> dict[str, float]:
    return {
        "there": score.there,
        "found": score.found,
        "both": score.both,
        "f1": round(score.f1, 5),
    }


def _run(run: ReportRun) -> str:
    return f"  {run.name}　应有 {run.there} 个，找到 {run.found} 个"


def _row(name: str, kind: str, score: Score) -> tuple[str, ...]:
    return (name, kind, str(score.there), str(score.found), str(score.both), f"{score.f1:.4f}")
