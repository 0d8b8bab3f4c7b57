"""Eval sets: JSON Lines of questions with gold sections and required content, validated loudly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, model_validator

from eval.errors import SetError
from index.reasons import reason

SETS = Path(__file__).parent / "sets"
"""The folder of the sets that come with the program."""

Type = Literal[
    "figures", "indicators", "lists", "structure", "measures", "older", "article", "across",
    "paraphrase", "noisy", "follow_up", "false_premise", "absent", "near_miss", "astray", "given",
]  # fmt: skip
Split = Literal["dev", "test"]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Alternatives = Annotated[tuple[Text, ...], Field(min_length=1)]

TYPE_NAMES: dict[str, str] = {
    "figures": "正文数字", "indicators": "指标表", "lists": "列举", "structure": "结构",
    "measures": "怎样做", "older": "以往文件", "article": "报道", "across": "跨文件",
    "paraphrase": "日常说法", "noisy": "错字繁体短语", "follow_up": "追问",
    "false_premise": "错误前提", "absent": "无关问题", "near_miss": "似有实无", "astray": "诱导",
    "given": "限定与随问",
}  # fmt: skip
"""What the types are called in tables, in the order in which tables show them."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class GoldSection(_Strict):
    """A place that holds the answer: a document's id or title and a label in it, "" for any."""

    document: Text
    label: str


class Gold(_Strict):
    """The places that an answer must cite: all of them, or any one."""

    mode: Literal["all", "any"]
    sections: tuple[GoldSection, ...]


class GivenText(_Strict):
    """A text that is given together with the question."""

    title: Text
    text: Text


class EvalQuestion(_Strict):
    """One line of a set.

    `turns`: the earlier questions of a conversation, last the one to answer. `required`: every
    group must be met by one of its alternatives. `derived`: the alternatives that stand in no
    document word for word: counted, calculated, or a figure with the unit of its column.
    `forbidden`: what must not be said; “^是的” only where the answer begins.
    `max_chars`: the longest good answer.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    type: Type
    turns: Annotated[tuple[Text, ...], Field(min_length=1)]
    documents: tuple[Text, ...] = ()
    texts: tuple[GivenText, ...] = ()
    gold: Gold
    required: tuple[Alternatives, ...]
    derived: tuple[Text, ...] = ()
    forbidden: tuple[Text, ...] = ()
    max_chars: Annotated[int, Field(gt=0, le=2000, strict=True)]
    answerable: StrictBool
    note: str = ""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        alternatives = {text for group in self.required for text in group}
        if self.answerable and not (self.required and self.gold.sections):
            raise ValueError("可以回答的问题要写 gold 和 required")
        if not self.answerable and (self.required or self.gold.sections):
            raise ValueError("不可回答的问题不能写 gold 或 required")
        if unknown := set(self.derived) - alternatives:
            raise ValueError(f"derived 里的“{sorted(unknown)[0]}”不在 required 里")
        if both := set(self.forbidden) & alternatives:
            raise ValueError(f"“{sorted(both)[0]}”既在 required 又在 forbidden 里")
        return self

    @property
    def split(self) -> Split:
        """Dev or test, by a hash of the id: never stored, never chosen."""
        return split_of(self.id)


def split_of(question_id: str) -> Split:
    """60 of 100 ids go to dev, 40 to test, always the same ones."""
    number = int.from_bytes(hashlib.sha256(question_id.encode()).digest()[:4], "big")
    return "dev" if number % 100 < 60 else "test"


def find_set(name: str) -> Path:
    """The file of a set given by name (“customs”) or path; SetError when there is none."""
    path = Path(name)
    if path.suffix == ".jsonl" or len(path.parts) > 1:
        if path.is_file():
            return path
        raise SetError(f"没有找到评测集文件“{name}”。")
    if (SETS / f"{name}.jsonl").is_file():
        return SETS / f"{name}.jsonl"
    raise SetError(f"没有名为“{name}”的评测集，现有：{'、'.join(set_names())}。")


def set_names() -> tuple[str, ...]:
    """The names of the sets that come with the program, in order."""
    return tuple(sorted(path.stem for path in SETS.glob("*.jsonl")))


def load_set(path: Path) -> tuple[EvalQuestion, ...]:
    """All questions of a set in file order; SetError names the file, the line and what is wrong."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise SetError(f"评测集“{path}”读不出来：{reason(error)}。") from error
    except UnicodeDecodeError as error:
        raise SetError(f"评测集“{path}”不是 UTF-8 编码，请转成 UTF-8 再用。") from error
    questions: list[EvalQuestion] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        question = _parse(line, f"评测集“{path.name}”第{number}行")
        if question.id in seen:
            raise SetError(
                f"评测集“{path.name}”第{number}行：编号“{question.id}”与第{seen[question.id]}行重复。"
            )
        seen[question.id] = number
        questions.append(question)
    if not questions:
        raise SetError(f"评测集“{path.name}”里没有题目。")
    return tuple(questions)


def of_split(questions: Sequence[EvalQuestion], split: str) -> tuple[EvalQuestion, ...]:
    """The questions of “dev” or “test”, or all of them for “all”."""
    return tuple(q for q in questions if split in ("all", q.split))


def _parse(line: str, place: str) -> EvalQuestion:
    try:
        return EvalQuestion.model_validate(json.loads(line, object_pairs_hook=_each_once))
    except json.JSONDecodeError as error:
        raise SetError(f"{place}：不是完整的 JSON（第{error.colno}列）。") from error
    except ValidationError as error:
        raise SetError(f"{place}：{_what_is_wrong(error)}。") from error
    except _TwiceError as error:
        raise SetError(f"{place}：字段 {error} 写了两次。") from error
    except (ValueError, RecursionError) as error:
        raise SetError(f"{place}：数字太长或嵌套太深，读不出来。") from error


class _TwiceError(ValueError):
    """A field that stands twice in one object: JSON would quietly take the last."""


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _TwiceError(name)
        found[name] = value
    return found


def _what_is_wrong(error: ValidationError) -> str:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "model_type" if not field:
            return "一行应是一个 JSON 对象"
        case "missing":
            return f"缺少字段 {field}"
        case "extra_forbidden":
            return f"多出不认识的字段 {field}"
        case "value_error":
            return str(first["ctx"]["error"])
        case "literal_error":
            return f"字段 {field} 只能是 {first['ctx']['expected'].replace(' or ', '、')}"
        case _:
            return f"字段 {field} 的值 {first['input']!r:.60} 不合要求"
