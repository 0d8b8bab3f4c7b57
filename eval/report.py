"""What a person reads of a run: the columns explained, the wrong questions, what was run."""

from __future__ import annotations

from collections.abc import Sequence

from eval.judge import Judgement
from eval.lines import Line
from eval.manifest import RunManifest
from eval.normal import strip_marks
from eval.table import COLUMNS

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
        shown.append(f"另有 {len(wrong) - most} 题答错，用 --out DIR 可在 report.html 里看到全部。")
    return "\n".join([f"答错的题（{len(wrong)} 题）：", *shown])


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


def facts(manifest: RunManifest) -> list[str]:
    """What was run, on what and when, a line each."""
    settings = "，".join(f"{name} {value}" for name, value in manifest.settings)
    return [
        f"时间：{manifest.started}",
        f"题目：{manifest.questions} 题（{settings}；校验 {manifest.questions_hash}）",
        f"程序：{manifest.version}（代码 {manifest.code_hash}），Python {manifest.python}，{manifest.machine}",
        f"语料：{manifest.corpus_hash[:16]}；向量模型：{manifest.model}（{manifest.dimension} 维）",
    ]


def _answer(line: Line) -> str:
    return strip_marks(line.answer.answer) if line.answer else ""


def _cut(text: str) -> str:
    text = _one_line(text) or "（没有回答）"
    return text if len(text) <= _LONGEST_ANSWER else text[: _LONGEST_ANSWER - 1] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
