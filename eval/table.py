"""Results as text tables that line up in a terminal, Chinese characters counted as two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from eval.questions import TYPE_NAMES
from eval.second import SecondScores
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
    rows = [cells(TYPE_NAMES[kind], means) for kind, means in summary.by_type]
    head = ("类型", *(name for name, _ in COLUMNS))
    r = summary.refusal
    notes = [
        "该不该拒答判断得如何（以文件没有答案的题为准）："
        f"精确率 {percent(r.precision)}，召回率 {percent(r.recall)}，F1 {percent(r.f1)}，"
        f"误拒率 {percent(r.false_refusals)}",
        f"引文与原文逐字相同：{percent(summary.overall.quotes)}",
        f"用时：p50 {_ms(summary.p50)}，p95 {_ms(summary.p95)}，p99 {_ms(summary.p99)}",
        f"出错：{summary.errors}题",
        *([second_line(summary.second)] if summary.second else []),
    ]
    return "\n".join([text_table([head, *rows, cells("全部", summary.overall)]), "", *notes])


def second_line(scores: SecondScores) -> str:
    """What the second judge says, in a line of its own."""
    return (
        f"第二评判（语言模型，只供参考，不计入上面各项）：有判定的 "
        f"{scores.supported + scores.unsupported} 句里有依据的占 {percent(scores.share)}，"
        f"没有判定 {scores.undecided} 句"
    )


def baseline_table(summaries: Mapping[str, Summary]) -> str:
    """Systems beside one another over the same questions, the first of them ours."""
    head = (
        "系统",
        "答对",
        "95%区间",
        "命中@1",
        "命中@5",
        "nDCG@10",
        "引全出处",
        "引用召回",
        "引用精确",
        "拒答F1",
        "误拒",
        "p50",
    )
    rows = [
        (
            name, percent(s.overall.correct), "—".join(percent(end) for end in s.overall.interval),
            percent(s.overall.success1), percent(s.overall.success5), percent(s.overall.ndcg10),
            percent(s.overall.cited), percent(s.overall.citation_recall),
            percent(s.overall.citation_precision), percent(s.refusal.f1),
            percent(s.refusal.false_refusals), _ms(s.p50),
        )
        for name, s in summaries.items()
    ]  # fmt: skip
    return text_table([head, *rows])


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


def cells(name: str, m: Means) -> tuple[str, ...]:
    """One row of the table: the name of a group, its number of questions, its means."""
    shares = (
        m.correct, m.success1, m.success5, m.mrr, m.first, m.cited, m.citation_recall,
        m.citation_precision, m.figures, m.refused, m.over_length,
    )  # fmt: skip
    return (name, str(m.questions), *(percent(share) for share in shares))


def _padded(text: str, columns: int, *, left: bool) -> str:
    space = " " * (columns - width(text))
    return text + space if left else space + text


def percent(share: float | None) -> str:
    """A share as people read it, “—” where there is none."""
    return "—" if share is None else f"{100 * share:.1f}%"


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.1f} 毫秒"
