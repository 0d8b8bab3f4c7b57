"""Results as text tables that line up in a terminal, Chinese characters counted as two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from eval.questions import TYPE_NAMES
from eval.summary import Means, Summary

COLUMNS = (
    ("题数", "这一类有多少题"),
    ("答对", "该说的都说了、不该说的没说；文件没有答案的题，说明没有才算对"),
    ("命中@1", "检索结果第 1 条就在标准出处"),
    ("命中@5", "检索结果前 5 条里有标准出处"),
    ("MRR", "第一个标准出处排在第几位的倒数，取平均：排第 1 得 1，排第 2 得 1/2"),
    ("首条引用", "回答的第 1 条引用在标准出处（有答案而没回答的算 0）"),
    ("引全出处", "回答的引用合起来包括了全部应引的出处（有答案而没回答的算 0）"),
    ("引用召回", "回答里有多少句被它所引的原文支持"),
    ("引用精确", "引用里有多少条确实有用：去掉它，那一句就少了依据"),
    ("数字有据", "回答里的数字有多少在所引的原文里"),
    ("未作答", "说“文件里没有”的题占多少，不论该不该这样说"),
    ("过长", "回答比该题允许的字数长"),
)
"""The columns behind 类型 and what each says, in plain words. The rest of the means is in --json."""


def summary_table(summary: Summary) -> str:
    """The table by type and overall, and lines on refusal, quotes, latency and errors."""
    rows = [_row(TYPE_NAMES[kind], means) for kind, means in summary.by_type]
    head = ("类型", *(name for name, _ in COLUMNS))
    r = summary.refusal
    notes = [
        "该不该拒答判断得如何（以文件没有答案的题为准）："
        f"精确率 {_percent(r.precision)}，召回率 {_percent(r.recall)}，F1 {_percent(r.f1)}，"
        f"误拒率 {_percent(r.false_refusals)}",
        f"引文与原文逐字相同：{_percent(summary.overall.quotes)}",
        f"用时：p50 {_ms(summary.p50)}，p95 {_ms(summary.p95)}，p99 {_ms(summary.p99)}",
        f"出错：{summary.errors}题",
    ]
    return "\n".join([text_table([head, *rows, _row("全部", summary.overall)]), "", *notes])


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
        m.correct, m.success1, m.success5, m.mrr, m.first, m.cited, m.citation_recall,
        m.citation_precision, m.figures, m.refused, m.over_length,
    )  # fmt: skip
    return (name, str(m.questions), *(_percent(share) for share in shares))


def _padded(text: str, columns: int, *, left: bool) -> str:
    space = " " * (columns - width(text))
    return text + space if left else space + text


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{100 * share:.1f}%"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} 毫秒"
