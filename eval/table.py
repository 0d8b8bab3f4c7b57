"""Results as text tables that line up in a terminal, Chinese characters counted as two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from eval.questions import TYPE_NAMES
from eval.summary import Means, Summary

_HEAD = (
    "类型", "题数", "答对", "命中@1", "命中@5", "召回@5", "MRR", "首条引用", "引全出处",
    "引用召回", "引用精确", "引文逐字", "数字有据", "拒答", "过长",
)  # fmt: skip


def summary_table(summary: Summary) -> str:
    """The table by type and overall, and three lines on refusal, latency and errors."""
    rows = [_row(TYPE_NAMES[kind], means) for kind, means in summary.by_type]
    r = summary.refusal
    notes = [
        f"拒答：精确率 {_percent(r.precision)}，召回率 {_percent(r.recall)}，F1 {_percent(r.f1)}，"
        f"误拒率 {_percent(r.false_refusals)}",
        f"用时：p50 {_ms(summary.p50)}，p95 {_ms(summary.p95)}，p99 {_ms(summary.p99)}",
        f"出错：{summary.errors}题",
    ]
    return "\n".join([text_table([_HEAD, *rows, _row("全部", summary.overall)]), "", *notes])


def text_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns: the first row a header, the first column left, the others right."""
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(_padded(cell, widths[i], left=i == 0) for i, cell in enumerate(row)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * (sum(widths) + 2 * (len(widths) - 1)), *lines[1:]])


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _row(name: str, m: Means) -> tuple[str, ...]:
    shares = (
        m.correct, m.success1, m.success5, m.recall5, m.mrr, m.first, m.cited, m.citation_recall,
        m.citation_precision, m.quotes, m.figures, m.refused, m.over_length,
    )  # fmt: skip
    return (name, str(m.questions), *(_percent(share) for share in shares))


def _padded(text: str, columns: int, *, left: bool) -> str:
    space = " " * (columns - width(text))
    return text + space if left else space + text


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.1f}%"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} 毫秒"
