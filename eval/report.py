"""What a person reads of a run: the columns explained, the wrong questions, a report in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.errors import RunError
from eval.judge import Judgement
from eval.manifest import RunManifest
from eval.normal import strip_marks
from eval.questions import TYPE_NAMES
from eval.run import Line, Run
from eval.table import COLUMNS, summary_table
from index.reasons import reason

MOST_SHOWN = 20
"""How many wrong questions the command shows; the report has all of them."""

_LONGEST_ANSWER = 60


def legend() -> str:
    """Every column of the table in plain words, a line for each."""
    return "\n".join(["各列的意思：", *(f"  {name}：{meaning}" for name, meaning in COLUMNS)])


def wrong_list(lines: Sequence[Line], most: int = MOST_SHOWN) -> str:
    """The questions that were answered wrongly: id, question, answer and what was the matter.

    At most so many, in the order of the set; the last line says how many more there are.
    """
    wrong = [line for line in lines if not line.judgement.correct]
    if not wrong:
        return "没有答错的题。"
    shown = [_wrong(line) for line in wrong[:most]]
    if len(wrong) > most:
        shown.append(f"另有 {len(wrong) - most} 题答错，用 --out DIR 可在 report.md 里看到全部。")
    return "\n".join([f"答错的题（{len(wrong)} 题）：", *shown])


def write_report(run: Run, folder: Path) -> Path:
    """Write report.md beside the results of a run; RunError when it cannot be written."""
    path = folder / "report.md"
    try:
        path.write_text(report(run), encoding="utf-8")
    except OSError as error:
        raise RunError(f"评测报告写不进文件夹“{folder}”：{reason(error)}。") from error
    return path


def report(run: Run) -> str:
    """The whole run as Markdown: what was run, the table, the columns, every wrong question."""
    wrong = [line for line in run.lines if not line.judgement.correct]
    meanings = [f"- **{name}**：{meaning}" for name, meaning in COLUMNS]
    sections = [
        "# 评测报告",
        "\n".join(_facts(run.manifest)),
        f"## 结果\n\n```text\n{summary_table(run.summary)}\n```",
        "## 各列的意思\n\n" + "\n".join(meanings),
        f"## 答错的题（{len(wrong)} 题）",
        *(_in_markdown(line) for line in wrong),
    ]
    return "\n\n".join(sections) + "\n"


def reasons(judgement: Judgement) -> str:
    """Why a question counts as wrong, as one Chinese sentence."""
    if judgement.error:
        return f"出错：{judgement.error}"
    if judgement.refused and judgement.answerable:
        return "；".join(["文件里有答案，却没有回答", *_named("应有", judgement.missing)])
    if not judgement.answerable and not judgement.refused:
        return "文件里没有答案，却作了回答"
    missing, forbidden = judgement.missing, judgement.forbidden
    return "；".join([*_named("缺少", missing), *_named("不该说", forbidden)])


def _named(what: str, pieces: Sequence[str]) -> list[str]:
    return [f"{what}：{'、'.join(pieces)}"] if pieces else []


def _wrong(line: Line) -> str:
    return (
        f"  {line.question.id}　{_one_line(line.question.turns[-1])}\n"
        f"      答：{_cut(_answer(line))}\n"
        f"      {_one_line(reasons(line.judgement))}"
    )


def _in_markdown(line: Line) -> str:
    turns = " → ".join(_one_line(turn) for turn in line.question.turns)
    kind = TYPE_NAMES[line.question.type]
    return "\n".join(
        [
            f"### {line.question.id}（{kind}）",
            "",
            f"- 问：{turns}",
            f"- 答：{_one_line(_answer(line)) or '（没有回答）'}",
            f"- {_one_line(reasons(line.judgement))}",
        ]
    )


def _facts(manifest: RunManifest) -> list[str]:
    settings = "，".join(f"{name} {value}" for name, value in manifest.settings)
    return [
        f"- 时间：{manifest.started}",
        f"- 题目：{manifest.questions} 题（{settings}；校验 {manifest.questions_hash}）",
        f"- 程序：{manifest.version}（代码 {manifest.code_hash}），Python {manifest.python}，{manifest.machine}",
        f"- 语料：{manifest.corpus_hash}；向量模型：{manifest.model}（{manifest.dimension} 维）",
    ]


def _answer(line: Line) -> str:
    return strip_marks(line.answer.answer) if line.answer else ""


def _cut(text: str) -> str:
    text = _one_line(text) or "（没有回答）"
    return text if len(text) <= _LONGEST_ANSWER else text[: _LONGEST_ANSWER - 1] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
