"""A run as one page that opens without a network: figures, plots by type, every question.

All text of answers and documents is escaped; the page loads nothing and runs no script of its own
but the native folding of <details>.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from eval.errors import RunError
from eval.lines import Line
from eval.questions import TYPE_NAMES
from eval.report import facts, reasons
from eval.run import Run
from eval.summary import Means, Summary
from eval.table import COLUMNS, cells, percent, second_line
from index.reasons import reason

PAGE = "report.html"

_SAID = {True: "有依据", False: "没有依据", None: "没有判定"}

_STYLE = """
:root { color-scheme: light; --ink: #1d2733; --soft: #5c6b7a; --line: #dde3ea; --good: #2c6e9b;
  --bad: #b3412e; --back: #f6f8fa; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem; color: var(--ink); line-height: 1.65;
  font: 16px/1.65 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
.facts, .soft { color: var(--soft); font-size: .88rem; } .facts li { overflow-wrap: anywhere; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .88rem; }
th, td { padding: .3rem .55rem; border-bottom: 1px solid var(--line); text-align: right;
  white-space: nowrap; } th:first-child, td:first-child { text-align: left; }
tr:last-child td { font-weight: 600; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .8rem; }
.card { background: var(--back); border-radius: .5rem; padding: .7rem .9rem; }
.card b { display: block; font-size: 1.5rem; line-height: 1.3; }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; padding: .5rem .9rem; }
details.wrong { border-left: 4px solid var(--bad); } details.right { border-left: 4px solid var(--good); }
summary { cursor: pointer; overflow-wrap: anywhere; unicode-bidi: isolate; } summary code { color: var(--soft); margin-right: .6rem; }
dl { display: grid; grid-template-columns: 5em 1fr; gap: .2rem .8rem; margin: .6rem 0; }
dt { color: var(--soft); } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere;
  unicode-bidi: isolate; min-width: 0; }
.plot { display: grid; grid-template-columns: auto 1fr auto; gap: .3rem .8rem; font-size: .88rem;
  align-items: center; max-width: 44rem; } .plot small { color: var(--soft); }
.track { position: relative; height: 1.1em; background: #eef2f6; }
.track i, .track u { position: absolute; left: 0; top: 0; height: 100%; background: var(--good); }
.track u { top: 50%; height: 1px; background: var(--ink); }
@media (max-width: 600px) { body { padding: 1rem; } dl { grid-template-columns: 1fr; }
  .plot { gap: .3rem .5rem; } .plot small { display: none; } .facts { padding-left: 1.2rem; } }
"""


def write_page(run: Run, folder: Path) -> Path:
    """Write report.html beside the results of a run; RunError when it cannot be written."""
    path = folder / PAGE
    try:
        path.write_text(page(run), encoding="utf-8")
    except OSError as error:
        raise RunError(f"评测报告写不进文件夹“{folder}”：{reason(error)}。") from error
    return path


def page(run: Run) -> str:
    """The whole page; wrong questions come first and are folded open."""
    wrong = [line for line in run.lines if not line.judgement.correct]
    right = [line for line in run.lines if line.judgement.correct]
    body = [
        "<h1>评测报告</h1>",
        f"<ul class=facts>{''.join(f'<li>{escape(fact)}</li>' for fact in facts(run.manifest))}</ul>",
        _broken_off(run),
        _cards(run.summary),
        "<h2>各类题答对的比例</h2>",
        _plot(run.summary.by_type),
        "<h2>各项指标</h2>",
        _table(run.summary),
        f"<p>{escape(second_line(run.summary.second))}</p>" if run.summary.second else "",
        "".join(f"<div class=soft>{escape(n)}：{escape(m)}</div>" for n, m in COLUMNS),
        f"<h2>答错的题（{len(wrong)} 题）</h2>",
        *(_question(line, opened=True) for line in wrong),
        f"<h2>答对的题（{len(right)} 题）</h2>",
        *(_question(line, opened=False) for line in right),
    ]
    head = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">"
        f"<title>评测报告</title><style>{_STYLE}</style></head><body>"
    )
    return head + "\n".join(body) + "</body></html>\n"


def _broken_off(run: Run) -> str:
    """A warning when not every question of the run was asked: its means are of a part."""
    asked, all_ = len(run.lines), run.manifest.questions
    return f"<p><strong>没有跑完：{all_} 题里只有 {asked} 题。</strong></p>" if asked < all_ else ""


def _cards(summary: Summary) -> str:
    overall, refusal = summary.overall, summary.refusal
    low, high = overall.interval
    shown = [
        ("答对", percent(overall.correct), f"95% 区间 {percent(low)}—{percent(high)}"),
        ("命中@1", percent(overall.success1), f"前五条 {percent(overall.success5)}"),
        (
            "引用召回",
            percent(overall.citation_recall),
            f"精确 {percent(overall.citation_precision)}",
        ),
        ("引文逐字相同", percent(overall.quotes), f"数字有据 {percent(overall.figures)}"),
        ("该拒答的拒了", percent(refusal.recall), f"误拒 {percent(refusal.false_refusals)}"),
        ("用时 p50", f"{1000 * summary.p50:.1f} 毫秒", f"p95 {1000 * summary.p95:.1f} 毫秒"),
    ]
    cards = "".join(
        f"<div class=card>{escape(name)}<b>{escape(value)}</b>"
        f"<span class=soft>{escape(more)}</span></div>"
        for name, value, more in shown
    )
    return f"<div class=cards>{cards}</div>"


def _plot(groups: Sequence[tuple[str, Means]]) -> str:
    """Bars from 0 to 100 with the interval of each type as a thin line."""
    rows = []
    for kind, means in groups:
        low, high = means.interval
        rows.append(
            f"<span>{escape(TYPE_NAMES[kind])}</span><span class=track>"
            f'<i style="width:{100 * means.correct:.1f}%"></i>'
            f'<u style="left:{100 * low:.1f}%;width:{100 * (high - low):.1f}%"></u></span>'
            f"<span>{percent(means.correct)}<small>（{means.questions} 题）</small></span>"
        )
    return f'<div class=plot role="img" aria-label="各类题答对的比例">{"".join(rows)}</div>'


def _table(summary: Summary) -> str:
    rows = [(TYPE_NAMES[kind], means) for kind, means in summary.by_type]
    rows.append(("全部", summary.overall))
    head = "".join(f"<th>{escape(name)}</th>" for name in ("类型", *(n for n, _ in COLUMNS)))
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells(name, means)) + "</tr>"
        for name, means in rows
    )
    return f"<div class=wide><table><tr>{head}</tr>{body}</table></div>"


def _question(line: Line, *, opened: bool) -> str:
    kind = "right" if line.judgement.correct else "wrong"
    entries = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in _entries(line))
    return (
        f"<details class={kind}{' open' if opened else ''}><summary><code>"
        f"{escape(line.question.id)}</code>{escape(line.question.turns[-1])}</summary>"
        f"<dl>{entries}</dl></details>"
    )


def _entries(line: Line) -> Iterator[tuple[str, str]]:
    question, answer = line.question, line.answer
    if len(question.turns) > 1:
        yield "前面的问", "\n".join(question.turns[:-1])
    if not line.judgement.correct:
        yield "问题", reasons(line.judgement)
    yield "回答", answer.answer if answer else line.judgement.error
    if answer and answer.standalone_question != question.turns[-1]:
        yield "理解为", answer.standalone_question
    if answer and answer.citations:
        yield (
            "引用",
            "\n".join(f"[{c.n}] 《{c.document}》{c.label}：{c.quote}" for c in answer.citations),
        )
    if line.second:
        yield "第二评判", "\n".join(f"{_SAID[v.supported]}：{v.statement}" for v in line.second)
    if question.gold.sections:
        joined = "、" if question.gold.mode == "all" else " 或 "
        yield "标准出处", joined.join(f"{s.document} {s.label}" for s in question.gold.sections)
    if question.required:
        yield "应有内容", "；".join(" / ".join(group) for group in question.required)
    yield "类型", f"{TYPE_NAMES[question.type]}，用时 {1000 * line.ask_seconds:.0f} 毫秒"
